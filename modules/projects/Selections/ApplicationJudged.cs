using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Appraisal;
using Modular.Kernel.Data;
using Modular.Kernel.Facts;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Selections;

/// <summary>
/// A composite round of the appraisal module was published: its score is kept beside those of other rounds over the
/// same application. Nothing is ranked by it before an officer chooses the round, so that the order in which facts
/// arrive changes nothing.
/// </summary>
internal sealed class ApplicationJudged(TimeProvider clock) : IFactHandler<SubjectJudged, ProjectsDb>
{
    public const string Composite = "composite";

    public async Task Handle(SubjectJudged fact, ProjectsDb db, CancellationToken cancel)
    {
        if (fact.SubjectKind != "project" || fact.RoundKind != Composite || fact.ScoreMicro is not { } score)
            return;
        // The host hears for everybody: the selection may belong to any unit.
        var entry = await db
            .Entries.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .Where(e =>
                e.ProjectId == fact.SubjectId
                && !e.Out
                && db.Selections.Any(s =>
                    s.Id == e.SelectionId && (s.State == SelectionState.Open || s.State == SelectionState.Ranked)
                )
            )
            .OrderByDescending(e => e.Id)
            .FirstOrDefaultAsync(cancel);
        if (
            entry is null
            || !await db
                .Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                .AnyAsync(
                    p =>
                        p.Id == fact.SubjectId
                        && (p.State == ProjectState.Applied || p.State == ProjectState.Evaluated),
                    cancel
                )
        )
            return;
        var heard = await db.EntryScores.SingleOrDefaultAsync(
            x => x.EntryId == entry.Id && x.RoundId == fact.RoundId,
            cancel
        );
        if (heard is null)
            db.EntryScores.Add(heard = new() { EntryId = entry.Id, RoundId = fact.RoundId });
        (heard.ScoreMicro, heard.At) = (score, clock.GetUtcNow());
        db.Record(
            "selection.score-heard",
            $"selection:{entry.SelectionId}",
            after: new
            {
                fact.RoundId,
                fact.SubjectId,
                score,
            }
        );
        await db.SaveChangesAsync(cancel);
    }
}
