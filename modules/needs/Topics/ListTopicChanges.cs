using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Rules;
using Modular.Needs.Data;

namespace Modular.Needs.Topics;

/// <summary>What officers did to topics, the newest first, and what can be taken back.</summary>
internal sealed class ListTopicChanges(NeedsDb db, TopicObstacles obstacles)
{
    private const int Most = 30,
        MostOfAll = 10;

    /// <param name="topic">Only what touched this topic; without one the last few acts on any.</param>
    public async Task<IReadOnlyList<TopicChangeLine>> List(long? topic, CancellationToken cancel)
    {
        var changes = await db
            .TopicChanges.AsNoTracking()
            .Where(c => topic == null || db.TopicChangeTopics.Any(t => t.ChangeId == c.Id && t.TopicId == topic))
            .OrderByDescending(c => c.Id)
            .Take(topic is null ? MostOfAll : Most)
            .ToListAsync(cancel);
        if (changes.Count == 0)
            return [];
        var ids = changes.ConvertAll(c => c.Id);
        var touched = (
            await db
                .TopicChangeTopics.AsNoTracking()
                .Where(t => ids.Contains(t.ChangeId))
                .OrderBy(t => t.TopicId)
                .Select(t => new
                {
                    t.ChangeId,
                    t.TopicId,
                    t.Name,
                })
                .ToListAsync(cancel)
        ).ToLookup(t => t.ChangeId);
        var needIds = changes.Where(c => c.NeedId is not null).Select(c => c.NeedId!.Value).ToList();
        var needs = await db
            .Needs.AsNoTracking()
            .Where(n => needIds.Contains(n.Id))
            .ToDictionaryAsync(n => n.Id, n => $"{n.Number} {n.Title}", cancel);
        var inTheWay = await obstacles.Of(changes.FindAll(c => c.UndoneAt is null), cancel);
        return
        [
            .. changes.Select(c => new TopicChangeLine(
                c,
                touched[c.Id].Where(t => t.TopicId == c.TopicId).Select(t => t.Name).FirstOrDefault(c.Name),
                [.. touched[c.Id].Where(t => t.TopicId != c.TopicId).Select(t => t.Name)],
                c.NeedId is { } need ? needs.GetValueOrDefault(need) : null,
                inTheWay.GetValueOrDefault(c.Id)
            )),
        ];
    }
}

/// <param name="Before">The name the topic had before.</param>
/// <param name="Others">Names of what was merged in, or of the parts.</param>
/// <param name="Need">Number and title of the need taken out, where the account may see it.</param>
/// <param name="Obstacle">Why it cannot be taken back, or null.</param>
internal sealed record TopicChangeLine(
    TopicChange Change,
    string Before,
    IReadOnlyList<string> Others,
    string? Need,
    RuleBroken? Obstacle
);
