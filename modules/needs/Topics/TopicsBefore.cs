using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.Needs.Domain;
using Modular.Plugins.Contract;

namespace Modular.Needs.Topics;

/// <summary>Reads what a run of <see cref="FormTopics"/> begins with.</summary>
internal sealed class TopicsBefore(NeedsDb db)
{
    public async Task<BeforeRun> Read(FormTopicsArguments arguments, Unit unit, CancellationToken cancel)
    {
        if (arguments.SplitTopic is { } split)
            return await Split(arguments, unit, split, cancel);
        var byHand = TopicCounts.ByHand(db);
        var found = await db
            .Topics.AsNoTracking()
            .Where(t => t.UnitId == unit.Id && (t.State == TopicState.Confirmed || t.State == TopicState.Proposed))
            .OrderBy(t => t.Id)
            .Select(t => new { Topic = t, Kept = t.State == TopicState.Confirmed || byHand.Contains(t.Id) })
            .ToListAsync(cancel);
        var topics = found.OrderByDescending(t => t.Kept).Select(t => t.Topic).ToList();
        int kept = found.Count(t => t.Kept);
        long[] keptIds = [.. topics.Take(kept).Select(t => t.Id)];
        var needs = await Sources(arguments, unit, keptIds, cancel);
        var number = topics.Select((t, i) => (t.Id, i)).ToDictionary(p => p.Id, p => p.i);
        var members = (
            await db
                .TopicMembers.AsNoTracking()
                .Join(
                    db.Topics.Where(t =>
                        t.UnitId == unit.Id && (t.State == TopicState.Confirmed || t.State == TopicState.Proposed)
                    ),
                    m => m.TopicId,
                    t => t.Id,
                    (m, _) => new { m.NeedId, m.TopicId }
                )
                .ToListAsync(cancel)
        )
            .GroupBy(m => m.NeedId)
            .ToDictionary(g => g.Key, g => g.Min(m => number[m.TopicId]));
        var place = needs.Select((n, i) => (n.Id, i)).ToDictionary(p => p.Id, p => p.i);
        var notIn = (
            await db.TopicExclusions.AsNoTracking().Where(x => keptIds.Contains(x.TopicId)).ToListAsync(cancel)
        )
            .Where(x => place.ContainsKey(x.NeedId))
            .SelectMany(x => new[] { place[x.NeedId], number[x.TopicId] })
            .ToList();
        int[] was = [.. needs.Select(n => members.GetValueOrDefault(n.Id, -1))];
        double Coordinate(int w, Func<Topic, int?> of) =>
            w >= 0 && of(topics[w]) is { } milli ? milli / 1000.0 : double.NaN;
        return new(
            needs,
            keptIds,
            [.. was.Select(w => w < kept ? w : -1)],
            notIn,
            was,
            [.. topics.Select(t => t.Name)],
            [.. was.Select(w => Coordinate(w, t => t.MapX))],
            [.. was.Select(w => Coordinate(w, t => t.MapY))],
            new(topics.Count, topics.Sum(t => (long)t.Version))
        );
    }

    /// <summary>One topic is taken apart: only what is in it, and nothing decided on it before.</summary>
    private async Task<BeforeRun> Split(FormTopicsArguments arguments, Unit unit, long split, CancellationToken cancel)
    {
        var topic =
            await db.Topics.AsNoTracking().SingleOrDefaultAsync(t => t.Id == split && t.UnitId == unit.Id, cancel)
            ?? throw new NotFound();
        if (topic.ProjectId is not null)
            throw new RuleBroken("needs.topic-has-project");
        if (topic.State == TopicState.MergedAway)
            throw new RuleBroken("needs.topic-gone");
        var needs = await Sources(arguments, unit, [], cancel);
        int[] none = [.. needs.Select(_ => -1)];
        return new(needs, [], none, [], none, [], [], [], new(1, topic.Version));
    }

    private async Task<List<TopicSource>> Sources(
        FormTopicsArguments arguments,
        Unit unit,
        long[] kept,
        CancellationToken cancel
    )
    {
        var all = db.Needs.AsNoTracking().Where(n => n.UnitPath.StartsWith(unit.Path));
        if (arguments.SplitTopic is { } split)
            all = all.Where(n => db.TopicMembers.Any(m => m.TopicId == split && m.NeedId == n.Id));
        else
        {
            // What an officer put into a topic is read whatever its date: it says what the topic is.
            var (from, to) = (arguments.From.StartOfDay(), arguments.To.AddDays(1).StartOfDay());
            all = all.Where(n =>
                db.TopicMembers.Any(m => m.NeedId == n.Id && kept.Contains(m.TopicId))
                || (
                    n.ReceivedAt >= from
                    && n.ReceivedAt < to
                    && n.State != NeedState.Merged
                    && n.State != NeedState.Declined
                    && !db.TopicMembers.Any(m =>
                        m.NeedId == n.Id
                        && db.Topics.Any(t =>
                            t.Id == m.TopicId
                            && (
                                (t.State == TopicState.Confirmed && t.UnitId != unit.Id)
                                || t.State == TopicState.Dropped
                            )
                        )
                    )
                )
            );
        }

        return await all.OrderBy(n => n.Id)
            .Select(n => new TopicSource(n.Id, n.Title, n.Text, n.PersonKey, n.UnitId, n.Place))
            .ToListAsync(cancel);
    }

    /// <summary>
    /// For each topic of a result the topic before it that most of its needs come from, each only once, or -1. Kept
    /// ones are themselves.
    /// </summary>
    public static int[] Matched(BeforeRun before, TopicsResult result)
    {
        int[] was = [.. Enumerable.Range(0, result.Topics.Count).Select(t => t < before.Kept.Count ? t : -1)];
        var taken = new HashSet<int>(was.Where(w => w >= 0));
        var both = Enumerable
            .Range(0, before.Needs.Count)
            .Where(i => result.TopicOf[i] >= 0 && before.Was[i] >= 0)
            .GroupBy(i => (Now: result.TopicOf[i], Was: before.Was[i]));
        foreach (var pair in both.OrderByDescending(g => g.Count()).ThenBy(g => g.Key))
            if (was[pair.Key.Now] < 0 && taken.Add(pair.Key.Was))
                was[pair.Key.Now] = pair.Key.Was;
        return was;
    }
}

internal sealed record TopicSource(long Id, string Title, string Text, string? Person, int Unit, string? Place);

/// <summary>
/// What a run begins with: the needs, what an officer decided on them, and where the last run put them.
/// </summary>
/// <param name="Kept">Topics of the unit that an officer confirmed or changed by hand.</param>
/// <param name="Pinned">By need, index into <paramref name="Kept"/> or -1.</param>
/// <param name="NotIn">Pairs (need, kept topic), flat.</param>
/// <param name="Was">By need, the topic it was in, kept ones first, or -1.</param>
/// <param name="Names">Names of the topics <paramref name="Was"/> counts.</param>
/// <param name="Mark">Tells whether anybody changed the topics while the run was computing.</param>
internal sealed record BeforeRun(
    IReadOnlyList<TopicSource> Needs,
    IReadOnlyList<long> Kept,
    int[] Pinned,
    IReadOnlyList<int> NotIn,
    int[] Was,
    IReadOnlyList<string> Names,
    double[] X,
    double[] Y,
    TopicsMark Mark
);

/// <summary>How many topics there are to be replaced or kept, and the sum of their versions.</summary>
internal sealed record TopicsMark(int Topics, long Versions);

/// <summary>
/// The answer of a clusterer that knows of no decisions, as if it did: kept topics with what is pinned to them, then
/// what it found.
/// </summary>
internal static class PlainTopics
{
    public static TopicsResult Widen(ClusterResult plain, int[] free, BeforeRun before)
    {
        int kept = before.Kept.Count;
        int[] topicOf = [.. before.Pinned];
        double[] closeness = [.. before.Pinned.Select(p => p >= 0 ? 1.0 : 0)];
        for (int j = 0; j < free.Length; j++)
            (topicOf[free[j]], closeness[free[j]]) = (
                plain.TopicOf[j] < 0 ? -1 : kept + plain.TopicOf[j],
                plain.Closeness[j]
            );
        var own = Enumerable
            .Range(0, kept)
            .Select(k => new TopicFound(
                before.Names[k],
                [],
                before.Pinned.Count(p => p == k),
                [],
                k,
                null,
                double.NaN,
                double.NaN
            ));
        var found = plain.Topics.Select(t => new TopicFound(
            t.Name,
            t.KeyWords,
            t.Size,
            [.. t.Representatives.Select(r => free[r])],
            -1,
            null,
            double.NaN,
            double.NaN
        ));
        return new(topicOf, closeness, [], [], [.. own, .. found], null);
    }
}
