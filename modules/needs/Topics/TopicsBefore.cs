using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.Needs.Handling;
using Modular.Plugins.Contract;

namespace Modular.Needs.Topics;

internal sealed record TopicSource(long Id, string Title, string Text, string? Person, int Unit);

/// <summary>What a run begins with: the needs, what an officer decided on them, and where the last run put them.</summary>
/// <param name="Kept">Confirmed topics of the unit.</param>
/// <param name="Pinned">By need, index into <paramref name="Kept"/> or -1.</param>
/// <param name="NotIn">Pairs (need, kept topic), flat.</param>
/// <param name="Was">By need, the topic it was in, kept ones first, or -1.</param>
/// <param name="Names">Names of the topics <paramref name="Was"/> counts.</param>
internal sealed record BeforeRun(IReadOnlyList<TopicSource> Needs, IReadOnlyList<long> Kept, int[] Pinned, IReadOnlyList<int> NotIn, int[] Was, IReadOnlyList<string> Names, double[] X, double[] Y);

/// <summary>Reads what a run of <see cref="FormTopics"/> begins with.</summary>
internal sealed class TopicsBefore(NeedsDb db)
{
    public async Task<BeforeRun> Read(FormTopicsArguments arguments, Unit unit, CancellationToken cancel)
    {
        var needs = await Sources(arguments, unit, cancel);
        if (arguments.SplitTopic is not null) return new(needs, [], [.. needs.Select(_ => -1)], [], [.. needs.Select(_ => -1)], [], [], []);
        var topics = await db.Topics.AsNoTracking().Where(t => t.UnitId == unit.Id && (t.State == TopicState.Confirmed || t.State == TopicState.Proposed)).OrderByDescending(t => t.State == TopicState.Confirmed).ThenBy(t => t.Id).ToListAsync(cancel);
        var number = topics.Select((t, i) => (t.Id, i)).ToDictionary(p => p.Id, p => p.i);
        int kept = topics.Count(t => t.State == TopicState.Confirmed);
        var members = (await db.TopicMembers.AsNoTracking().Join(db.Topics.Where(t => t.UnitId == unit.Id && (t.State == TopicState.Confirmed || t.State == TopicState.Proposed)), m => m.TopicId, t => t.Id, (m, _) => new { m.NeedId, m.TopicId }).ToListAsync(cancel))
            .GroupBy(m => m.NeedId).ToDictionary(g => g.Key, g => g.Min(m => number[m.TopicId]));
        var place = needs.Select((n, i) => (n.Id, i)).ToDictionary(p => p.Id, p => p.i);
        long[] keptIds = [.. topics.Take(kept).Select(t => t.Id)];
        var notIn = (await db.TopicExclusions.AsNoTracking().Where(x => keptIds.Contains(x.TopicId)).ToListAsync(cancel)).Where(x => place.ContainsKey(x.NeedId)).SelectMany(x => new[] { place[x.NeedId], number[x.TopicId] }).ToList();
        int[] was = [.. needs.Select(n => members.GetValueOrDefault(n.Id, -1))];
        double Coordinate(int w, Func<Topic, int?> of) => w >= 0 && of(topics[w]) is { } milli ? milli / 1000.0 : double.NaN;
        return new(needs, keptIds, [.. was.Select(w => w < kept ? w : -1)], notIn, was, [.. topics.Select(t => t.Name)], [.. was.Select(w => Coordinate(w, t => t.MapX))], [.. was.Select(w => Coordinate(w, t => t.MapY))]);
    }

    private async Task<List<TopicSource>> Sources(FormTopicsArguments arguments, Unit unit, CancellationToken cancel)
    {
        var (from, to) = (arguments.From.StartOfDay(), arguments.To.AddDays(1).StartOfDay());
        var all = db.Needs.AsNoTracking().Where(n => n.UnitPath.StartsWith(unit.Path));
        // What an officer put into a topic is read whatever its date: it says what the topic is.
        all = arguments.SplitTopic is { } split
            ? all.Where(n => db.TopicMembers.Any(m => m.TopicId == split && m.NeedId == n.Id))
            : all.Where(n => db.TopicMembers.Any(m => m.NeedId == n.Id && db.Topics.Any(t => t.Id == m.TopicId && t.UnitId == unit.Id && t.State == TopicState.Confirmed))
                || (n.ReceivedAt >= from && n.ReceivedAt < to && n.State != NeedState.Merged && n.State != NeedState.Declined
                    && !db.TopicMembers.Any(m => m.NeedId == n.Id && db.Topics.Any(t => t.Id == m.TopicId && ((t.State == TopicState.Confirmed && t.UnitId != unit.Id) || t.State == TopicState.Dropped)))));
        return await all.OrderBy(n => n.Id).Select(n => new TopicSource(n.Id, n.Title, n.Text, n.PersonKey, n.UnitId)).ToListAsync(cancel);
    }

    /// <summary>For each topic of a result the topic before it that most of its needs come from, each only once, or -1. Kept ones are themselves.</summary>
    public static int[] Matched(BeforeRun before, TopicsResult result)
    {
        int[] was = [.. Enumerable.Range(0, result.Topics.Count).Select(t => t < before.Kept.Count ? t : -1)];
        var taken = new HashSet<int>(was.Where(w => w >= 0));
        var both = Enumerable.Range(0, before.Needs.Count).Where(i => result.TopicOf[i] >= 0 && before.Was[i] >= 0).GroupBy(i => (Now: result.TopicOf[i], Was: before.Was[i]));
        foreach (var pair in both.OrderByDescending(g => g.Count()).ThenBy(g => g.Key))
            if (was[pair.Key.Now] < 0 && taken.Add(pair.Key.Was)) was[pair.Key.Now] = pair.Key.Was;
        return was;
    }
}

/// <summary>The answer of a clusterer that knows of no decisions, as if it did: kept topics with what is pinned to them, then what it found.</summary>
internal static class PlainTopics
{
    public static TopicsResult Widen(ClusterResult plain, int[] free, BeforeRun before)
    {
        int kept = before.Kept.Count;
        int[] topicOf = [.. before.Pinned];
        double[] closeness = [.. before.Pinned.Select(p => p >= 0 ? 1.0 : 0)];
        for (int j = 0; j < free.Length; j++) (topicOf[free[j]], closeness[free[j]]) = (plain.TopicOf[j] < 0 ? -1 : kept + plain.TopicOf[j], plain.Closeness[j]);
        var own = Enumerable.Range(0, kept).Select(k => new TopicFound(before.Names[k], [], before.Pinned.Count(p => p == k), [], k, null, double.NaN, double.NaN));
        var found = plain.Topics.Select(t => new TopicFound(t.Name, t.KeyWords, t.Size, [.. t.Representatives.Select(r => free[r])], -1, null, double.NaN, double.NaN));
        return new(topicOf, closeness, [], [], [.. own, .. found], null);
    }
}
