using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Appeals;
using Modular.Appraisal.Ballots;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Appraisal.Panel;
using Modular.Kernel.Data;
using Modular.Kernel.Modules;

namespace Modular.Appraisal.Scoring;

internal sealed class ScoringTodos(AppraisalDb db, ScreenSignUps signUps, HoldKey keys, DrawsDue draws) : ITodoSource
{
    public async Task<IReadOnlyList<Todo>> Todos(CancellationToken cancel)
    {
        var todos = new List<Todo>();
        long me = db.Acting.AccountId ?? 0;
        if (db.Acting.May(AppraisalModule.Score))
            todos.Add(
                new(
                    "rounds.todo.score",
                    await db
                        .Rounds.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                        .CountAsync(
                            r =>
                                r.State == RoundState.Open
                                && db.Panel.Any(p =>
                                    p.RoundId == r.Id
                                    && p.AccountId == me
                                    && p.HandedInAt == null
                                    && p.ReplacedById == null
                                ),
                            cancel
                        ),
                    "/scoring",
                    false
                )
            );
        if (db.Acting.May(AppraisalModule.Run))
        {
            todos.Add(new("rounds.todo.draw", await draws.Rounds().CountAsync(cancel), "/rounds", true));
            todos.Add(
                new(
                    "rounds.todo.publish",
                    await db.Rounds.CountAsync(
                        r => r.State == RoundState.Computed || r.State == RoundState.Closed,
                        cancel
                    ),
                    "/rounds",
                    false
                )
            );
        }

        int unit = db.Acting.UnitId ?? 0;
        if (db.Acting.May(AppraisalModule.Mutual))
            todos.Add(new("rounds.todo.mutual", await Sheets(unit).CountAsync(cancel), "/mutual", false));
        if (db.Acting.May(AppraisalModule.Decide))
            todos.Add(
                new(
                    "rounds.todo.appeals",
                    await db.Appeals.CountAsync(
                        a => a.DeciderUnitId == unit && a.State == AppealState.Assigned,
                        cancel
                    ),
                    "/appeals",
                    false
                )
            );
        if (db.Acting.May(AppraisalModule.Vouch))
            todos.Add(new("ballots.todo.vouch", await signUps.HowManyWait(cancel), "/sign-ups", false));
        if (await keys.Waiting().OrderBy(r => r.Id).Select(r => (long?)r.Id).FirstOrDefaultAsync(cancel) is { } key)
            todos.Add(new("ballots.todo.key", await keys.Waiting().CountAsync(cancel), $"/ballots/{key}/key", false));
        return todos;
    }

    /// <summary>Open rounds in which the unit has a sheet of its own to hand in.</summary>
    private IQueryable<Round> Sheets(int unit) =>
        db
            .Rounds.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .Where(r =>
                r.State == RoundState.Open
                && db.Parties.Any(p => p.RoundId == r.Id && p.UnitId == unit && p.HandedInAt == null)
            );

    public async Task<IReadOnlyList<TodoItem>> Items(int most, CancellationToken cancel)
    {
        long me = db.Acting.AccountId ?? 0;
        int unit = db.Acting.UnitId ?? 0;
        var items = new List<TodoItem>();
        if (db.Acting.May(AppraisalModule.Run))
            foreach (var (round, on) in await draws.List(most, cancel))
                items.Add(new("rounds.item.draw", round.Title, round.Page(), on));
        if (db.Acting.May(AppraisalModule.Mutual))
            items.AddRange(
                (
                    await Sheets(unit)
                        .Take(most)
                        .Select(r => new
                        {
                            r.Id,
                            r.Title,
                            r.ClosesOn,
                        })
                        .ToListAsync(cancel)
                ).Select(r => new TodoItem("rounds.item.mutual", r.Title, $"/mutual/{r.Id}", r.ClosesOn))
            );
        if (db.Acting.May(AppraisalModule.Decide))
            items.AddRange(
                (
                    await db
                        .Appeals.AsNoTracking()
                        .Where(a => a.DeciderUnitId == unit && a.State == AppealState.Assigned)
                        .OrderBy(a => a.Id)
                        .Take(most)
                        .Join(
                            db.Rounds.IgnoreQueryFilters([ModuleDb.ScopeFilter]),
                            a => a.RoundId,
                            r => r.Id,
                            (a, r) => new { a.Id, r.Title }
                        )
                        .ToListAsync(cancel)
                ).Select(a => new TodoItem("rounds.item.appeal", a.Title, $"/appeals/{a.Id}", null))
            );
        if (!db.Acting.May(AppraisalModule.Score))
            return items;
        var rows = await db
            .Rounds.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .Where(r =>
                r.State == RoundState.Open
                && db.Panel.Any(p =>
                    p.RoundId == r.Id && p.AccountId == me && p.HandedInAt == null && p.ReplacedById == null
                )
            )
            .OrderBy(r => r.Id)
            .Take(most)
            .Select(r => new
            {
                r.Id,
                r.Title,
                r.ClosesOn,
            })
            .ToListAsync(cancel);
        return
        [
            .. items,
            .. rows.Select(r => new TodoItem("rounds.item.score", r.Title, $"/scoring/{r.Id}", r.ClosesOn)),
        ];
    }
}
