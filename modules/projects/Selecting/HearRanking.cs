using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Appraisal;
using Modular.Kernel.Data;
using Modular.Kernel.Facts;
using Modular.Kernel.Rules;
using Modular.Projects.Data;
using Modular.Projects.Design;

namespace Modular.Projects.Selecting;

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

/// <param name="Of">Of how many applications the round gave a score.</param>
internal sealed record RoundHeard(long RoundId, int Of, DateTimeOffset At, bool Complete);

/// <summary>Makes the ranking of the scores of one composite round, which an officer chooses.</summary>
internal sealed class TakeRanking(ProjectsDb db, RunSelection run)
{
    /// <summary>Rounds that gave scores, those that cover every application first.</summary>
    public async Task<IReadOnlyList<RoundHeard>> Rounds(long id, CancellationToken cancel)
    {
        var standing = await db
            .Entries.AsNoTracking()
            .Where(e => e.SelectionId == id && !e.Out)
            .Select(e => e.Id)
            .ToListAsync(cancel);
        var scores = await db.EntryScores.AsNoTracking().Where(x => standing.Contains(x.EntryId)).ToListAsync(cancel);
        return
        [
            .. scores
                .GroupBy(x => x.RoundId)
                .Select(g => new RoundHeard(g.Key, g.Count(), g.Max(x => x.At), g.Count() == standing.Count))
                .OrderByDescending(r => r.Complete)
                .ThenByDescending(r => r.At)
                .ThenByDescending(r => r.RoundId),
        ];
    }

    public Task FromRound(long id, int version, long round, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var selection = await run.Get(id, version, cancel);
                run.Closed(selection);
                var entries = await run.Standing(id, cancel);
                var ids = entries.ConvertAll(e => e.Id);
                var scores = await db
                    .EntryScores.AsNoTracking()
                    .Where(x => x.RoundId == round && ids.Contains(x.EntryId))
                    .ToDictionaryAsync(x => x.EntryId, x => x.ScoreMicro, cancel);
                if (scores.Count == 0)
                    throw new RuleBroken("selections.no-round");
                if (entries.Find(e => !scores.ContainsKey(e.Id)) is { } missing)
                    throw new RuleBroken("selections.round-partial", await run.Title(missing, cancel));
                foreach (var entry in entries)
                    (entry.ScoreMicro, entry.RoundId, entry.Marks) = (scores[entry.Id], round, "");
                await run.Place(selection, entries, round, null, cancel);
            },
            cancel
        );
}
