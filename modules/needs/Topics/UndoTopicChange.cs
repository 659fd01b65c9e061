using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Rules;
using Modular.Needs.Data;

namespace Modular.Needs.Topics;

/// <summary>
/// Takes a change of topics back, as long as nothing rests on it: the same topics with the same needs as before. Needs
/// that came in since stay with the topic they joined.
/// </summary>
internal sealed class UndoTopicChange(NeedsDb db, TopicObstacles obstacles)
{
    public Task<TopicChange> Undo(long id, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var change =
                    await db.TopicChanges.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel)
                    ?? throw new NotFound();
                var (now, by) = (db.Clock.GetUtcNow(), db.Acting.Name);
                // Of two at once one wins; the other waits here and then finds it done.
                if (
                    await db
                        .TopicChanges.Where(c => c.Id == id && c.UndoneAt == null)
                        .ExecuteUpdateAsync(
                            set => set.SetProperty(c => c.UndoneAt, now).SetProperty(c => c.UndoneBy, by),
                            cancel
                        ) == 0
                )
                    throw new RuleBroken("needs.undo.done");
                if ((await obstacles.Of([change], cancel)).TryGetValue(id, out var obstacle))
                    throw obstacle;
                var before = await db
                    .TopicChangeTopics.AsNoTracking()
                    .Where(t => t.ChangeId == id)
                    .ToDictionaryAsync(t => t.TopicId, cancel);
                var ids = before.Keys.ToList();
                var topics = await db.Topics.Where(t => ids.Contains(t.Id)).ToDictionaryAsync(t => t.Id, cancel);
                await Undo(
                    change,
                    topics[change.TopicId],
                    [.. topics.Values.Where(t => t.Id != change.TopicId).OrderBy(t => t.Id)],
                    before,
                    cancel
                );
                await db.SaveChangesAsync(cancel);
                foreach (var topic in topics.Values)
                    await TopicCounts.Recount(db, topic, cancel);
                db.Record(
                    "topic.change-undone",
                    $"topic:{change.TopicId}",
                    new
                    {
                        change.Id,
                        Act = change.Act.ToString(),
                        change.Name,
                    },
                    topics
                        .Values.Select(t => new
                        {
                            t.Id,
                            t.Name,
                            State = t.State.ToString(),
                            t.Size,
                        })
                        .ToList()
                );
                await db.SaveChangesAsync(cancel);
                return change;
            },
            cancel
        );

    private Task Undo(
        TopicChange change,
        Topic topic,
        List<Topic> others,
        Dictionary<long, TopicChangeTopic> before,
        CancellationToken cancel
    )
    {
        switch (change.Act)
        {
            case TopicAct.Renamed:
                topic.Name = before[topic.Id].Name;
                return Task.CompletedTask;
            case TopicAct.Confirmed:
                topic.State = before[topic.Id].State;
                return Task.CompletedTask;
            case TopicAct.Dropped:
                topic.State = before[topic.Id].State;
                return Leave(
                    topic,
                    [topic.Id],
                    db.TopicMembers.Where(m => m.TopicId == topic.Id).Select(m => m.NeedId),
                    cancel
                );
            case TopicAct.TakenOut:
                return PutBack(change, topic, cancel);
            case TopicAct.Merged:
                return Part(change, topic, others, before, cancel);
            default:
                return Rejoin(change, topic, others, before[topic.Id], cancel);
        }
    }

    private async Task PutBack(TopicChange change, Topic topic, CancellationToken cancel)
    {
        await db
            .TopicExclusions.Where(x => x.TopicId == topic.Id && x.NeedId == change.NeedId)
            .ExecuteDeleteAsync(cancel);
        await GiveBack(change, topic, [], cancel);
    }

    /// <summary>
    /// What was merged in gets its needs back, and what had been taken out of either of them is out of that one only.
    /// </summary>
    private async Task Part(
        TopicChange change,
        Topic into,
        List<Topic> others,
        Dictionary<long, TopicChangeTopic> before,
        CancellationToken cancel
    )
    {
        foreach (var other in others)
        {
            await GiveBack(change, other, [into.Id], cancel);
            other.State = before[other.Id].State;
        }

        var marks = db.TopicChangeNeeds.Where(n => n.ChangeId == change.Id && n.TopicId == into.Id);
        await db
            .TopicExclusions.Where(x =>
                x.TopicId == into.Id && marks.Any(n => n.NeedId == x.NeedId && n.Mark == NeedMark.Barred)
            )
            .ExecuteDeleteAsync(cancel);
        var barred = await marks
            .Where(n =>
                n.Mark == NeedMark.Freed && !db.TopicExclusions.Any(x => x.TopicId == into.Id && x.NeedId == n.NeedId)
            )
            .Select(n => n.NeedId)
            .ToListAsync(cancel);
        db.TopicExclusions.AddRange(barred.Select(n => new TopicExclusion { TopicId = into.Id, NeedId = n }));
        before[into.Id].Restore(into);
    }

    /// <summary>The parts give all they hold to the topic they were, also what joined them since.</summary>
    private async Task Rejoin(
        TopicChange change,
        Topic topic,
        List<Topic> parts,
        TopicChangeTopic before,
        CancellationToken cancel
    )
    {
        var ids = parts.ConvertAll(p => p.Id);
        await db
            .TopicMembers.Where(m => ids.Contains(m.TopicId))
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.TopicId, topic.Id), cancel);
        await GiveBack(change, topic, [], cancel);
        foreach (var part in parts)
            part.State = TopicState.MergedAway;
        topic.State = before.State;
    }

    /// <summary>The needs the change took from a topic, out of those that hold them now.</summary>
    private async Task GiveBack(TopicChange change, Topic to, List<long> from, CancellationToken cancel)
    {
        var lost = db.TopicChangeNeeds.Where(n =>
            n.ChangeId == change.Id && n.TopicId == to.Id && (n.Mark == NeedMark.Member || n.Mark == NeedMark.Shared)
        );
        await Leave(to, [to.Id, .. from], lost.Select(n => n.NeedId), cancel);
        await db
            .TopicMembers.Where(m =>
                from.Contains(m.TopicId) && lost.Any(n => n.NeedId == m.NeedId && n.Mark == NeedMark.Member)
            )
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.TopicId, to.Id), cancel);
        var missing = await lost.AsNoTracking()
            .Where(n => !db.TopicMembers.Any(m => m.TopicId == to.Id && m.NeedId == n.NeedId))
            .ToListAsync(cancel);
        db.TopicMembers.AddRange(
            missing.Select(n => new TopicMember
            {
                TopicId = to.Id,
                NeedId = n.NeedId,
                Closeness = n.Closeness,
            })
        );
    }

    /// <summary>
    /// A need is in one topic of a unit: what a run has put elsewhere comes away from there; where an officer decided
    /// on it, that stands in the way.
    /// </summary>
    private async Task Leave(Topic to, List<long> but, IQueryable<long> needs, CancellationToken cancel)
    {
        var byHand = TopicCounts.ByHand(db);
        var elsewhere = await db
            .TopicMembers.AsNoTracking()
            .Where(m => needs.Contains(m.NeedId) && !but.Contains(m.TopicId))
            .Join(
                db.Topics.Where(t => t.UnitId == to.UnitId),
                m => m.TopicId,
                t => t.Id,
                (m, t) =>
                    new
                    {
                        m.NeedId,
                        m.TopicId,
                        t.Name,
                        Decided = !m.ByRun && (t.State != TopicState.Proposed || byHand.Contains(t.Id)),
                    }
            )
            .ToListAsync(cancel);
        if (elsewhere.Find(e => e.Decided) is { } decided)
            throw new RuleBroken(
                "needs.undo.elsewhere",
                elsewhere.Count(e => e.Decided && e.TopicId == decided.TopicId),
                decided.Name
            );
        foreach (var one in elsewhere.GroupBy(e => e.TopicId))
        {
            await db
                .TopicMembers.Where(m => m.TopicId == one.Key && needs.Contains(m.NeedId))
                .ExecuteDeleteAsync(cancel);
            await TopicCounts.Recount(db, await db.Topics.SingleAsync(t => t.Id == one.Key, cancel), cancel);
        }
    }
}
