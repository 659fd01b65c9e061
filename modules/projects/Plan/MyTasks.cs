using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Modules;
using Modular.Kernel.Rules;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Plan;

/// <summary>
/// What one person has to do in plans, whichever projects they belong to: a grid worker or volunteer may see none of
/// them and yet own a task. Being its owner is the right, and it reaches as far as the task.
/// </summary>
internal sealed class MyTasks(ProjectsDb db, ShowPlan read)
{
    /// <summary>Late ones first, then by their last day; what is done stays until the project is over.</summary>
    public async Task<IReadOnlyList<MyTask>> List(CancellationToken cancel)
    {
        long me = db.Acting.AccountId ?? 0;
        var projects = await Beyond()
            .AsNoTracking()
            .Where(p =>
                ProjectPlan.Open.Contains(p.State)
                && db.PlanTasks.Any(t => t.ProjectId == p.Id && t.OwnerId == me && !t.Dropped)
            )
            .OrderByDescending(p => p.Id)
            .ToListAsync(cancel);
        var mine = new List<MyTask>();
        foreach (var project in projects)
            mine.AddRange(
                (await read.Of(project, null, cancel))
                    .Tasks.Where(t => t.Task.OwnerId == me && !t.Task.IsGroup)
                    .Select(t => new MyTask(project.Title, project.Number, t))
            );
        return
        [
            .. mine.OrderBy(t => t.Row.Done == 100)
                .ThenByDescending(t => t.Row.Late > 0)
                .ThenBy(t => t.Row.Ends ?? DateOnly.MaxValue),
        ];
    }

    public async Task<PlanView> Plan(long id, CancellationToken cancel)
    {
        long me = db.Acting.AccountId ?? 0;
        return await read.Of(
            await Beyond()
                .AsNoTracking()
                .SingleOrDefaultAsync(
                    p => db.PlanTasks.Any(t => t.Id == id && t.ProjectId == p.Id && t.OwnerId == me && !t.Dropped),
                    cancel
                )
                ?? throw new NotFound(),
            null,
            cancel
        );
    }

    /// <summary>The project of an own task may lie outside the scope; each question above asks for its owner.</summary>
    private IQueryable<Project> Beyond() => db.Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter]);
}

internal sealed record MyTask(string Project, string Number, TaskView Row);

/// <summary>Own tasks that are not done, of projects that run.</summary>
internal sealed class MyTaskTodos(ProjectsDb db) : ITodoSource
{
    public async Task<IReadOnlyList<Todo>> Todos(CancellationToken cancel) =>
        db.Acting.AccountId is not { } me
            ? []
            :
            [
                new(
                    "plan.todo.mine",
                    await Waiting(me).CountAsync(cancel),
                    "/my-tasks",
                    await Waiting(me).AnyAsync(t => t.LateOn != null, cancel)
                ),
            ];

    public async Task<IReadOnlyList<TodoItem>> Items(int most, CancellationToken cancel)
    {
        if (db.Acting.AccountId is not { } me)
            return [];
        var rows = await Waiting(me)
            .OrderBy(t => t.LateOn == null)
            .ThenBy(t => t.LateOn)
            .ThenBy(t => t.Id)
            .Take(most)
            .Join(
                db.Projects,
                t => t.ProjectId,
                p => p.Id,
                (t, p) =>
                    new
                    {
                        t.Id,
                        t.Name,
                        t.LateOn,
                        p.Title,
                    }
            )
            .ToListAsync(cancel);
        return
        [
            .. rows.Select(r => new TodoItem(
                "plan.item.mine",
                $"{r.Name} \u00b7 {r.Title}",
                $"/my-tasks/{r.Id}",
                r.LateOn
            )),
        ];
    }

    // The owner's right is the task, not the scope.
    private IQueryable<PlanTask> Waiting(long me) =>
        db
            .PlanTasks.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .Where(t =>
                t.OwnerId == me
                && !t.Dropped
                && !t.IsGroup
                && db.Projects.Any(p => p.Id == t.ProjectId && p.State == ProjectState.InExecution)
                && (
                    db.TaskItems.Any(i => i.TaskId == t.Id && i.DoneOn == null)
                    || db.Activities.Any(a => a.TaskId == t.Id && a.State == ActivityState.Planned)
                    || (
                        !db.TaskItems.Any(i => i.TaskId == t.Id)
                        && !db.Activities.Any(a => a.TaskId == t.Id && a.State == ActivityState.Held)
                    )
                )
            );
}
