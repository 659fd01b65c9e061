using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Needs.Data;
using Modular.Needs.Domain;

namespace Modular.Needs.Topics;

/// <summary>
/// How topics develop: by month, over communities, and how content those were who asked. Every figure opens its needs.
/// </summary>
internal sealed class TopicFigures(NeedsDb db, TimeProvider clock)
{
    public const int Months = 12;
    private const int Window = 90;

    public async Task<IReadOnlyDictionary<long, TopicFigure>> Of(IReadOnlyList<long> topics, CancellationToken cancel)
    {
        var today = clock.Today();
        var rows = await db
            .TopicMembers.AsNoTracking()
            .Where(m => topics.Contains(m.TopicId))
            .Join(
                db.Needs.AsNoTracking(),
                m => m.NeedId,
                n => n.Id,
                (m, n) =>
                    new
                    {
                        m.TopicId,
                        n.ReceivedAt,
                        n.UnitId,
                    }
            )
            .ToListAsync(cancel);
        var rated = await db
            .TopicMembers.AsNoTracking()
            .Where(m => topics.Contains(m.TopicId))
            .Join(db.Ratings.AsNoTracking(), m => m.NeedId, r => r.NeedId, (m, r) => new { m.TopicId, r.Score })
            .ToListAsync(cancel);
        var ratings = rated.ToLookup(r => r.TopicId, r => r.Score);
        return rows.GroupBy(r => r.TopicId)
            .ToDictionary(
                g => g.Key,
                g =>
                {
                    int[] months = new int[Months];
                    int now = 0,
                        before = 0;
                    foreach (var day in g.Select(r => r.ReceivedAt.LocalDate()))
                    {
                        int back = (today.Year - day.Year) * 12 + today.Month - day.Month;
                        if (back is >= 0 and < Months)
                            months[Months - 1 - back]++;
                        int days = today.DayNumber - day.DayNumber;
                        if (days < Window)
                            now++;
                        else if (days < 2 * Window)
                            before++;
                    }

                    var scores = ratings[g.Key].ToList();
                    return new TopicFigure(
                        months,
                        scores.Count == 0 ? null : (int)Math.Round(100.0 * scores.Count(s => s <= 2) / scores.Count),
                        (now, before),
                        [
                            .. g.GroupBy(r => r.UnitId)
                                .Select(u => (u.Key, u.Count()))
                                .OrderByDescending(u => u.Item2)
                                .ThenBy(u => u.Key),
                        ]
                    );
                }
            );
    }

    /// <summary>Needs of each topic received in one period and in another, first and last day included.</summary>
    public async Task<IReadOnlyDictionary<long, (int One, int Other)>> Compare(
        IReadOnlyList<long> topics,
        (DateOnly From, DateOnly To) one,
        (DateOnly From, DateOnly To) other,
        CancellationToken cancel
    )
    {
        async Task<Dictionary<long, int>> Count((DateOnly From, DateOnly To) period)
        {
            var (from, to) = (period.From.StartOfDay(), period.To.AddDays(1).StartOfDay());
            return await db
                .TopicMembers.AsNoTracking()
                .Where(m => topics.Contains(m.TopicId))
                .Join(
                    db.Needs.AsNoTracking().Where(n => n.ReceivedAt >= from && n.ReceivedAt < to),
                    m => m.NeedId,
                    n => n.Id,
                    (m, _) => m.TopicId
                )
                .GroupBy(t => t)
                .Select(g => new { g.Key, Count = g.Count() })
                .ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        }

        var (now, then) = (await Count(one), await Count(other));
        return topics.ToDictionary(t => t, t => (now.GetValueOrDefault(t), then.GetValueOrDefault(t)));
    }

    /// <summary>The needs that speak for a topic best, in the clusterer's order.</summary>
    public async Task<IReadOnlyList<Need>> Typical(Topic topic, CancellationToken cancel)
    {
        var ids = topic.TypicalIds.ToList();
        var needs = await db
            .Needs.AsNoTracking()
            .Where(n => ids.Contains(n.Id) && db.TopicMembers.Any(m => m.TopicId == topic.Id && m.NeedId == n.Id))
            .ToDictionaryAsync(n => n.Id, cancel);
        return [.. ids.Where(needs.ContainsKey).Select(i => needs[i])];
    }

    /// <summary>
    /// Small voices: urgent or major needs of the last year that stand in no topic, or in one of few people, so that
    /// numbers alone do not hide them.
    /// </summary>
    public async Task<IReadOnlyList<Need>> SmallVoices(int fewest, CancellationToken cancel)
    {
        var since = clock.Today().AddYears(-1).StartOfDay();
        return await db
            .Needs.AsNoTracking()
            .Where(n =>
                (n.Urgency == Urgency.Urgent || n.Major)
                && n.ReceivedAt >= since
                && n.State != NeedState.Merged
                && n.State != NeedState.Declined
                && n.State != NeedState.Closed
                && !db.TopicMembers.Any(m =>
                    m.NeedId == n.Id
                    && db.Topics.Any(t =>
                        t.Id == m.TopicId
                        && t.State != TopicState.MergedAway
                        && t.State != TopicState.Dropped
                        && t.People > fewest
                    )
                )
            )
            .OrderByDescending(n => n.Major)
            .ThenByDescending(n => n.Id)
            .Take(20)
            .ToListAsync(cancel);
    }

    /// <summary>The last two runs of the acting unit's own topics, the newest first.</summary>
    public async Task<TopicRun?> LastRun(int? unit, CancellationToken cancel) =>
        await db
            .TopicRuns.AsNoTracking()
            .Where(r => r.UnitId == unit)
            .OrderByDescending(r => r.Id)
            .FirstOrDefaultAsync(cancel);
}

/// <param name="Months">Needs by month, the oldest first, <see cref="TopicFigures.Months"/> of them.</param>
/// <param name="Dissatisfied">Share of ratings of 1 or 2, per cent, or null where nobody rated.</param>
/// <param name="Recent">Needs of the last ninety days, and of the ninety before.</param>
/// <param name="Units">Needs by community, most first.</param>
internal sealed record TopicFigure(
    IReadOnlyList<int> Months,
    int? Dissatisfied,
    (int Now, int Before) Recent,
    IReadOnlyList<(int Unit, int Count)> Units
);
