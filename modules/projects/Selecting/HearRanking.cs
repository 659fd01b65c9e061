using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Appraisal;
using Modular.Kernel.Data;
using Modular.Kernel.Facts;
using Modular.Projects.Data;
using Modular.Projects.Design;

namespace Modular.Projects.Selecting;

/// <summary>
/// A composite round of the appraisal module was published: its score becomes that of the application. The ranking is made of all of them when an officer
/// takes it over, so that the order in which facts arrive changes nothing.
/// </summary>
internal sealed class ApplicationJudged : IFactHandler<SubjectJudged, ProjectsDb>
{
    public const string Composite = "composite";

    public async Task Handle(SubjectJudged fact, ProjectsDb db, CancellationToken cancel)
    {
        if (fact.SubjectKind != "project" || fact.RoundKind != Composite || fact.ScoreMicro is not { } score) return;
        var entry = await db.Entries.Where(e => e.ProjectId == fact.SubjectId && !e.Out).OrderByDescending(e => e.Id).FirstOrDefaultAsync(cancel);
        if (entry is null) return;
        var selection = await db.Selections.IgnoreQueryFilters([ModuleDb.ScopeFilter]).SingleAsync(s => s.Id == entry.SelectionId, cancel);
        if (selection.State != SelectionState.Open || !await db.Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter]).AnyAsync(p => p.Id == fact.SubjectId && (p.State == ProjectState.Applied || p.State == ProjectState.Evaluated), cancel)) return;
        (entry.ScoreMicro, selection.RoundId) = (score, fact.RoundId);
        db.Record("selection.score-heard", $"selection:{selection.Id}", after: new { fact.RoundId, fact.SubjectId, score });
        await db.SaveChangesAsync(cancel);
    }
}

/// <summary>Makes the ranking of the scores a composite round gave.</summary>
internal sealed class TakeRanking(ProjectsDb db, RunSelection run)
{
    public Task FromRound(long id, int version, CancellationToken cancel) => db.InTransaction(async () =>
    {
        var selection = await run.Get(id, version, cancel);
        var entries = await run.Standing(id, cancel);
        if (selection.RoundId is not { } round || entries.Count == 0) throw new Kernel.Rules.RuleBroken("selections.no-round");
        if (entries.Find(e => e.ScoreMicro is null) is { } missing) throw new Kernel.Rules.RuleBroken("selections.marks-missing", await db.Projects.Where(p => p.Id == missing.ProjectId).Select(p => p.Title).SingleAsync(cancel));
        await run.Place(selection, entries, $"#{round}", cancel);
    }, cancel);
}
