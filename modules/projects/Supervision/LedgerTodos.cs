using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Modules;
using Modular.Projects.Activities;
using Modular.Projects.Data;

namespace Modular.Projects.Supervision;

/// <summary>
/// What waits for somebody in the ledgers: late follow-ups, issues to mend, issues to confirm, activities nobody wrote
/// down.
/// </summary>
internal sealed class LedgerTodos(ProjectsDb db, TimeProvider clock) : ITodoSource
{
    public async Task<IReadOnlyList<Todo>> Todos(CancellationToken cancel)
    {
        var today = clock.Today();
        var now = clock.GetUtcNow();
        var todos = new List<Todo>();
        if (db.Acting.May(ProjectsModule.Design))
        {
            todos.Add(
                new(
                    "liaison.todo",
                    await ListLiaison.LateItems(db, today).CountAsync(cancel),
                    "/projects/risk?kind=Liaison",
                    true
                )
            );
            todos.Add(
                new(
                    "supervise.todo.mend",
                    await db.Issues.CountAsync(
                        i => i.State == IssueState.Open && db.Projects.Any(p => p.Id == i.ProjectId),
                        cancel
                    ),
                    "/projects/supervision?state=Open",
                    false
                )
                {
                    Due = await db
                        .Issues.Where(i => i.State == IssueState.Open && db.Projects.Any(p => p.Id == i.ProjectId))
                        .MinAsync(i => (DateOnly?)i.DueOn, cancel),
                }
            );
            todos.Add(
                new(
                    "activity.todo",
                    await ListActivities.Unmarked(db, now).CountAsync(cancel),
                    "/projects/risk?kind=Activity",
                    false
                )
            );
        }

        if (db.Acting is { AccountId: { } me } && db.Acting.May(ProjectsModule.Decide))
            todos.Add(
                new(
                    "supervise.todo.confirm",
                    await db.Issues.CountAsync(
                        i =>
                            i.State == IssueState.Mended
                            && i.FoundById == me
                            && db.Projects.Any(p => p.Id == i.ProjectId),
                        cancel
                    ),
                    "/projects/supervision?state=Mended",
                    true
                )
            );
        return todos;
    }

    public async Task<IReadOnlyList<TodoItem>> Items(int most, CancellationToken cancel)
    {
        var today = clock.Today();
        bool design = db.Acting.May(ProjectsModule.Design),
            decide = db.Acting.May(ProjectsModule.Decide);
        long me = db.Acting.AccountId ?? 0;
        var issues = await db
            .Issues.AsNoTracking()
            .Where(i =>
                (design && i.State == IssueState.Open) || (decide && i.State == IssueState.Mended && i.FoundById == me)
            )
            .Join(
                db.Projects,
                i => i.ProjectId,
                p => p.Id,
                (i, p) =>
                    new
                    {
                        p.Number,
                        i.Id,
                        Issue = i.Number,
                        i.State,
                        i.What,
                        i.DueOn,
                        i.ConfirmBy,
                    }
            )
            .OrderBy(i => i.DueOn)
            .Take(most)
            .ToListAsync(cancel);
        var late = design
            ? await ListLiaison
                .LateItems(db, today)
                .AsNoTracking()
                .Join(
                    db.Projects,
                    i => i.ProjectId,
                    p => p.Id,
                    (i, p) =>
                        new
                        {
                            p.Number,
                            i.Id,
                            i.Text,
                            i.DueOn,
                        }
                )
                .OrderBy(i => i.DueOn)
                .Take(most)
                .ToListAsync(cancel)
            : [];
        var unmarked = design
            ? await ListActivities
                .Unmarked(db, clock.GetUtcNow())
                .AsNoTracking()
                .Join(
                    db.Projects,
                    a => a.ProjectId,
                    p => p.Id,
                    (a, p) =>
                        new
                        {
                            p.Number,
                            a.Id,
                            a.Title,
                            a.EndsAt,
                        }
                )
                .OrderBy(a => a.EndsAt)
                .Take(most)
                .ToListAsync(cancel)
            : [];
        return
        [
            .. issues.Select(i => new TodoItem(
                $"supervise.item.{i.State}",
                $"{i.Issue} {i.What}",
                $"/projects/{i.Number}/supervision/{i.Id}",
                i.State == IssueState.Open ? i.DueOn : i.ConfirmBy
            )),
            .. late.Select(i => new TodoItem(
                "liaison.item",
                i.Text,
                $"/projects/{i.Number}/ledger#item-{i.Id}",
                i.DueOn
            )),
            .. unmarked.Select(a => new TodoItem(
                "activity.item",
                a.Title,
                $"/projects/{a.Number}/activities/{a.Id}",
                a.EndsAt.LocalDate()
            )),
        ];
    }
}
