using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Rules;
using Modular.Projects.Data;

namespace Modular.Projects.Selections;

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
