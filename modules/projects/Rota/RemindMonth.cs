using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Kernel.Units;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Rota;

/// <summary>
/// At the month's start every centre is told what is promoted, and the town if it has chosen nothing; in its last five
/// days those that have not reported. Each once.
/// </summary>
internal sealed class RemindMonth(ProjectsDb db, UnitDirectory units, TimeProvider clock) : IJobWork
{
    public const string Kind = "projects.rota-reminders";
    private const int LastDays = 5;

    public async Task<string?> Run(JobRun run, CancellationToken cancel)
    {
        int told = await Run(cancel);
        return told == 0 ? null : $"{told}";
    }

    public async Task<int> Run(CancellationToken cancel)
    {
        var today = clock.Today();
        var month = today.First();
        bool ending = month.AddMonths(1).DayNumber - today.DayNumber <= LastDays;
        int told = 0;
        foreach (
            var turn in await db
                .Turns.AsNoTracking()
                .Where(t => t.Month == month && (t.StartTold == null || ending && t.EndTold == null))
                .ToListAsync(cancel)
        )
            told += await db.InTransaction(
                async () =>
                {
                    var tree = await units.Tree(cancel);
                    int sent = 0;
                    // Compare-and-swap: of several hosts one reminds.
                    if (
                        turn.StartTold is null
                        && await db
                            .Turns.Where(t => t.Id == turn.Id && t.StartTold == null)
                            .ExecuteUpdateAsync(set => set.SetProperty(t => t.StartTold, today), cancel) == 1
                    )
                        sent += await Start(turn, tree, cancel);
                    if (
                        ending
                        && await db
                            .Turns.Where(t => t.Id == turn.Id && t.EndTold == null)
                            .ExecuteUpdateAsync(set => set.SetProperty(t => t.EndTold, today), cancel) == 1
                    )
                        sent += await End(turn, tree, cancel);
                    await db.SaveChangesAsync(cancel);
                    return sent;
                },
                cancel
            );
        return told;
    }

    private async Task<int> Start(RotaTurn turn, UnitTree tree, CancellationToken cancel)
    {
        string href = $"/projects/rota/{turn.Month.Key()}",
            town = tree.Name(turn.TownId);
        if (turn.ProjectId is null)
        {
            db.Notify("projects.rota-choose", turn.TownId, ProjectsModule.Decide, href, turn.Month.Key());
            return 1;
        }

        string title = await db
            .Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .Where(p => p.Id == turn.ProjectId)
            .Select(p => p.Title)
            .SingleAsync(cancel);
        var centres = RunMonth.Centres(tree, tree.Find(turn.DistrictId)!).ToList();
        foreach (var centre in centres)
            db.Notify("projects.rota-begins", centre.Id, ProjectsModule.Design, href, town, title);
        return centres.Count;
    }

    private async Task<int> End(RotaTurn turn, UnitTree tree, CancellationToken cancel)
    {
        if (turn.ProjectId is null)
            return 0;
        var held = await db
            .CentreEvents.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .Where(e => e.TurnId == turn.Id && e.State == CentreState.Held)
            .Select(e => e.UnitId)
            .ToListAsync(cancel);
        var silent = RunMonth.Centres(tree, tree.Find(turn.DistrictId)!).Where(c => !held.Contains(c.Id)).ToList();
        foreach (var centre in silent)
            db.Notify(
                "projects.rota-ends",
                centre.Id,
                ProjectsModule.Design,
                $"/projects/rota/{turn.Month.Key()}",
                turn.Month.Key()
            );
        return silent.Count;
    }
}
