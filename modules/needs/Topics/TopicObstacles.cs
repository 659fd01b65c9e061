using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Rules;
using Modular.Needs.Data;

namespace Modular.Needs.Topics;

/// <summary>
/// What stands in the way of taking a change back: a project made of it, a later change that rests on it, or topics
/// formed again since.
/// </summary>
internal sealed class TopicObstacles(NeedsDb db)
{
    /// <summary>By change, the reason; changes without one can be taken back.</summary>
    public async Task<IReadOnlyDictionary<long, RuleBroken>> Of(
        IReadOnlyList<TopicChange> changes,
        CancellationToken cancel
    )
    {
        var ids = changes.Select(c => c.Id).ToList();
        var touched = (
            await db
                .TopicChangeTopics.AsNoTracking()
                .Where(t => ids.Contains(t.ChangeId))
                .Select(t => new { t.ChangeId, t.TopicId })
                .ToListAsync(cancel)
        ).ToLookup(t => t.ChangeId, t => t.TopicId);
        var topicIds = touched.SelectMany(t => t).Distinct().ToList();
        var topics = await db
            .Topics.AsNoTracking()
            .Where(t => topicIds.Contains(t.Id))
            .ToDictionaryAsync(t => t.Id, cancel);
        var standing = (
            await db
                .TopicChangeTopics.AsNoTracking()
                .Where(t => topicIds.Contains(t.TopicId))
                .Join(
                    db.TopicChanges.Where(c => c.UndoneAt == null),
                    t => t.ChangeId,
                    c => c.Id,
                    (t, c) => new { t.TopicId, Change = c }
                )
                .ToListAsync(cancel)
        ).ConvertAll(s => (s.TopicId, s.Change));
        var takenOut = standing
            .Where(s => s.Change.NeedId is not null)
            .Select(s => s.Change.NeedId!.Value)
            .Distinct()
            .ToList();
        var moved = (
            await db
                .TopicChangeNeeds.AsNoTracking()
                .Where(n => ids.Contains(n.ChangeId) && takenOut.Contains(n.NeedId) && n.Mark == NeedMark.Member)
                .Select(n => new { n.ChangeId, n.NeedId })
                .ToListAsync(cancel)
        )
            .Select(n => (n.ChangeId, n.NeedId))
            .ToHashSet();
        var found = new Dictionary<long, RuleBroken>();
        foreach (var change in changes)
        {
            var own = touched[change.Id].ToHashSet();
            // Names have no part in what a project was made of.
            if (change.Act != TopicAct.Renamed && own.Any(t => topics.GetValueOrDefault(t)?.ProjectId is not null))
                found[change.Id] = new("needs.undo.project");
            else if (
                standing
                    .Where(s =>
                        s.Change.Id > change.Id && own.Contains(s.TopicId) && Rests(s.Change, s.TopicId, change, moved)
                    )
                    .Select(s => s.Change)
                    .MaxBy(c => c.Id) is
                { } last
            )
                found[change.Id] = new("needs.undo.later", last.Act, last.At);
            else if (!Stands(change, own, topics))
                found[change.Id] = new("needs.undo.gone");
        }

        return found;
    }

    /// <summary>Whether a later change would hang in the air without the earlier one.</summary>
    /// <param name="shared">A topic that both touched.</param>
    private static bool Rests(
        TopicChange later,
        long shared,
        TopicChange change,
        HashSet<(long Change, long Need)> moved
    )
    {
        // The topic went away by it: merged into another one, or taken apart.
        bool gone =
            (later.Act == TopicAct.Merged && later.TopicId != shared)
            || (later.Act == TopicAct.Split && later.TopicId == shared);
        return gone
            || change.Act switch
            {
                TopicAct.Renamed => later.Act == TopicAct.Renamed,
                TopicAct.Confirmed or TopicAct.TakenOut => later.Act == TopicAct.Dropped,
                TopicAct.Merged => later.Act is TopicAct.Dropped or TopicAct.Merged
                    || (later.Act == TopicAct.TakenOut && moved.Contains((change.Id, later.NeedId!.Value))),
                TopicAct.Split => true,
                _ => false,
            };
    }

    /// <summary>
    /// Whether its topics are in the state the change left them in, apart from later changes that do not rest on it.
    /// </summary>
    private static bool Stands(TopicChange change, HashSet<long> own, Dictionary<long, Topic> topics)
    {
        if (!topics.TryGetValue(change.TopicId, out var topic))
            return false;
        bool Others(Func<Topic, bool> so) =>
            own.Where(t => t != change.TopicId).All(t => topics.TryGetValue(t, out var other) && so(other));
        return change.Act switch
        {
            TopicAct.Renamed => topic.State != TopicState.MergedAway && topic.Name == change.Name,
            TopicAct.Confirmed => topic.State == TopicState.Confirmed,
            TopicAct.Dropped => topic.State == TopicState.Dropped,
            TopicAct.Merged => topic.State != TopicState.MergedAway && Others(t => t.State == TopicState.MergedAway),
            TopicAct.Split => topic.State == TopicState.MergedAway && Others(t => t.State != TopicState.MergedAway),
            _ => topic.State != TopicState.MergedAway,
        };
    }
}
