using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Kernel.Ui;
using Modular.Projects.Data;
using Modular.Projects.Domain;
using Modular.Projects.Eligibility;
using Modular.Projects.Report;

namespace Modular.Projects.Selections;

/// <summary>
/// A completed project applies for a selection that is open to its unit, or takes its application back.
/// </summary>
internal sealed class ApplyProject(
    ProjectsDb db,
    JudgeEligibility eligibility,
    WriteReport report,
    Words words,
    SelectionDuty duty,
    TimeProvider clock
)
{
    /// <summary>Selections a project may apply to today. They belong to units above it, out of its scope.</summary>
    public async Task<IReadOnlyList<Selection>> OpenTo(Project project, CancellationToken cancel)
    {
        var today = clock.Today();
        var open = await db
            .Selections.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .Where(s => s.State == SelectionState.Open && s.OpensOn <= today && s.ClosesOn >= today)
            .OrderBy(s => s.ClosesOn)
            .ToListAsync(cancel);
        return [.. open.Where(s => project.UnitPath.StartsWith(s.UnitPath, StringComparison.Ordinal))];
    }

    /// <summary>What an application needs, as it stands today.</summary>
    public async Task<IReadOnlyList<GateItem>> Gate(Project project, CancellationToken cancel)
    {
        var targets = await db.Targets.AsNoTracking().Where(t => t.ProjectId == project.Id).ToListAsync(cancel);
        return
        [
            new(
                ProjectMoves.All.Allowed(project.State, "applied"),
                words["selections.gate.completed"],
                $"/projects/{project.Number}"
            ),
            new(
                !await db.LibraryEntries.AnyAsync(e => e.ProjectId == project.Id && e.TakenOutAt != null, cancel),
                words["selections.gate.not-taken-out"],
                $"/projects/{project.Number}/library"
            ),
            new(!await Running(project.Id).AnyAsync(cancel), words["selections.gate.one-at-a-time"], "/selections"),
            new(
                !string.IsNullOrWhiteSpace(project.Results),
                words["selections.gate.results"],
                $"/projects/{project.Number}"
            ),
            new(
                targets.TrueForAll(t => t.EndMilli is not null),
                words["selections.gate.measured", targets.Count(t => t.EndMilli is not null), targets.Count],
                $"/projects/{project.Number}/effect"
            ),
            new(
                await db.ReportTexts.AnyAsync(t => t.ProjectId == project.Id, cancel),
                words["selections.gate.report"],
                $"/projects/{project.Number}/report"
            ),
            .. (await eligibility.Of(project, clock.Today(), cancel)).Items,
        ];
    }

    public Task Apply(string number, int version, long selectionId, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var project =
                    await db.Projects.SingleOrDefaultAsync(p => p.Number == number, cancel) ?? throw new NotFound();
                if ((await Gate(project, cancel)).FirstOrDefault(g => !g.Met) is { } open)
                    throw new RuleBroken("selections.gate-open", open.Text);
                var selection =
                    (await OpenTo(project, cancel)).FirstOrDefault(s => s.Id == selectionId)
                    ?? throw new RuleBroken("selections.closed");
                var entry = await db.Entries.SingleOrDefaultAsync(
                    e => e.SelectionId == selection.Id && e.ProjectId == project.Id,
                    cancel
                );
                // Those who judge read the report as it was handed in.
                int handedIn = await report.Freeze(project, cancel);
                if (entry is null)
                    db.Entries.Add(
                        new()
                        {
                            ReportNo = handedIn,
                            Id = Ids.Next(clock),
                            SelectionId = selection.Id,
                            ProjectId = project.Id,
                            AppliedOn = clock.Today(),
                        }
                    );
                else
                {
                    (entry.Out, entry.ReturnedWhy, entry.AppliedOn, entry.ReportNo) = (
                        false,
                        null,
                        clock.Today(),
                        handedIn
                    );
                    await Forget(entry, cancel);
                }

                project.AppliedOn = clock.Today();
                await MoveProject.Move(db, project, version, "applied", selection.Name, clock, cancel);
            },
            cancel
        );

    public Task Withdraw(string number, int version, CancellationToken cancel) =>
        Leave(number, version, "application-withdrawn", null, cancel);

    /// <summary>
    /// Sends an application of this selection back with reasons: whoever decides it, and answers for none of its
    /// projects.
    /// </summary>
    public async Task Return(long selectionId, string number, string reasons, CancellationToken cancel)
    {
        var selection =
            await db.Selections.AsNoTracking().SingleOrDefaultAsync(s => s.Id == selectionId, cancel)
            ?? throw new NotFound();
        if (string.IsNullOrWhiteSpace(reasons))
            throw new RuleBroken("projects.reasons-needed") { Field = "Reasons" };
        await duty.Free(selection, cancel);
        await Leave(number, null, "application-returned", reasons.Trim(), cancel, selectionId);
    }

    /// <param name="selectionId">The selection it leaves; null is the one it stands in.</param>
    private Task Leave(
        string number,
        int? version,
        string move,
        string? why,
        CancellationToken cancel,
        long? selectionId = null
    ) =>
        db.InTransaction(
            async () =>
            {
                var project =
                    await db.Projects.SingleOrDefaultAsync(p => p.Number == number, cancel) ?? throw new NotFound();
                var entry = await Running(project.Id).OrderByDescending(e => e.Id).FirstOrDefaultAsync(cancel);
                // Another selection's page has no say about it.
                if (selectionId is not null && entry?.SelectionId != selectionId)
                    throw new NotFound();
                if (entry is null)
                    throw new RuleBroken("projects.move-not-allowed");
                // Held, so that no ranking is made or published while somebody leaves; the selection may belong to a
                // unit above.
                var selections = db
                    .Selections.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                    .Where(s => s.Id == entry.SelectionId);
                await selections.ExecuteUpdateAsync(set => set.SetProperty(s => s.Turn, s => s.Turn + 1), cancel);
                var selection = await selections.SingleAsync(cancel);
                if (selection.State is SelectionState.InNotice or SelectionState.Awarded)
                    throw new RuleBroken("selections.in-notice");
                (entry.Out, entry.ReturnedWhy) = (true, why);
                await Forget(entry, cancel);
                project.Advice = why ?? project.Advice;
                await MoveProject.Move(db, project, version, move, why, clock, cancel);
                await RunSelection.BackToShelf(db, project, clock, cancel);
                if (selection.State != SelectionState.Ranked)
                    return;
                // Whoever stood behind moves up.
                Ranking.Renumber(
                    selection,
                    await db
                        .Entries.Where(e => e.SelectionId == selection.Id && !e.Out)
                        .OrderBy(e => e.Id)
                        .ToListAsync(cancel)
                );
                selection.Version++;
                db.Record("selection.renumbered", $"selection:{selection.Id}", after: new { without = number });
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    /// <summary>
    /// The selection a project applied to last; null where it never did, or took its application back.
    /// </summary>
    public async Task<Selection?> Of(Project project, CancellationToken cancel) =>
        await db
            .Selections.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .Where(s =>
                s.State != SelectionState.Cancelled
                && db.Entries.Any(e => e.SelectionId == s.Id && e.ProjectId == project.Id && !e.Out)
            )
            .OrderByDescending(s => s.Id)
            .FirstOrDefaultAsync(cancel);

    /// <summary>Applications of a project to selections that are not over.</summary>
    private IQueryable<SelectionEntry> Running(long project) =>
        db
            .Entries.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .Where(e =>
                e.ProjectId == project
                && !e.Out
                && db.Selections.Any(s =>
                    s.Id == e.SelectionId && s.State != SelectionState.Awarded && s.State != SelectionState.Cancelled
                )
            );

    private async Task Forget(SelectionEntry entry, CancellationToken cancel)
    {
        entry.Clear();
        await db.EntryScores.Where(x => x.EntryId == entry.Id).ExecuteDeleteAsync(cancel);
    }
}
