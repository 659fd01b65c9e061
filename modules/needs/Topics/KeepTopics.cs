using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Needs;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Needs.Data;

namespace Modular.Needs.Topics;

/// <summary>
/// The officer's hand on the topics: confirm, rename, merge, drop, take a need out. What was decided holds at the next
/// run, and each act can be taken back (<see cref="UndoTopicChange"/>).
/// </summary>
internal sealed class KeepTopics(NeedsDb db, UndoTopicChange undo)
{
    public async Task Confirm(long id, CancellationToken cancel)
    {
        var topic = await Get(id, cancel);
        if (topic.State != TopicState.Proposed)
            throw new RuleBroken("needs.topic-not-proposed");
        TopicChange.Note(db, TopicAct.Confirmed, topic);
        topic.State = TopicState.Confirmed;
        db.Tell(new TopicConfirmed(topic.Id, topic.UnitId, topic.Size));
        db.Record("topic.confirmed", $"topic:{topic.Id}", after: new { topic.Name, topic.Size });
        await db.SaveChangesAsync(cancel);
    }

    public async Task Rename(long id, string name, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > 60)
            throw new RuleBroken("needs.topic-name") { Field = "Name" };
        var topic = await Get(id, cancel);
        if (topic.Name == name.Trim())
            return;
        db.Record("topic.renamed", $"topic:{topic.Id}", new { topic.Name }, new { Name = name.Trim() });
        TopicChange.Note(db, TopicAct.Renamed, topic).Name = topic.Name = name.Trim();
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>
    /// Dropped topics are not worth a project; their needs are handled one by one and not proposed again.
    /// </summary>
    public async Task Drop(long id, CancellationToken cancel)
    {
        var topic = await Get(id, cancel);
        if (topic.ProjectId is not null)
            throw new RuleBroken("needs.topic-has-project");
        if (topic.State == TopicState.Dropped)
            return;
        TopicChange.Note(db, TopicAct.Dropped, topic);
        topic.State = TopicState.Dropped;
        db.Record("topic.dropped", $"topic:{topic.Id}", after: new { topic.Name });
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Takes a dropped topic back as it was before; as proposed where that was not noted.</summary>
    public async Task TakeBack(long id, CancellationToken cancel)
    {
        var topic = await Get(id, cancel);
        if (topic.State != TopicState.Dropped)
            throw new RuleBroken("needs.topic-not-dropped");
        if (
            await db
                .TopicChanges.Where(c => c.TopicId == id && c.Act == TopicAct.Dropped && c.UndoneAt == null)
                .OrderByDescending(c => c.Id)
                .Select(c => (long?)c.Id)
                .FirstOrDefaultAsync(cancel) is
            { } dropped
        )
        {
            await undo.Undo(dropped, cancel);
            return;
        }

        topic.State = TopicState.Proposed;
        db.Record("topic.taken-back", $"topic:{topic.Id}");
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>
    /// All needs of the others go into the first; where that has become a project, they belong to it too.
    /// </summary>
    public Task Merge(long into, IReadOnlyList<long> others, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var topic = await Get(into, cancel);
                var merged = new List<Topic>();
                foreach (long id in others.Where(o => o != into).Distinct())
                    merged.Add(await Get(id, cancel));
                if (merged.Count == 0)
                    throw new RuleBroken("needs.topics.choose-two");
                if (merged.Exists(o => o.UnitId != topic.UnitId))
                    throw new RuleBroken("needs.topic-other-unit");
                if (merged.Exists(o => o.ProjectId is not null))
                    throw new RuleBroken("needs.topic-has-project");
                var change = TopicChange.Note(db, TopicAct.Merged, topic, merged);
                await db.SaveChangesAsync(cancel);
                foreach (var other in merged)
                {
                    await TakeIn(change, topic, other, cancel);
                    (other.State, other.Size) = (TopicState.MergedAway, 0);
                    db.Record("topic.merged", $"topic:{other.Id}", after: new { into, other.Name });
                }

                await db.SaveChangesAsync(cancel);
                // Those who asked follow into the project (N15), also where their community is another one.
                if (topic.ProjectId is { } project)
                    await db
                        .Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                        .Where(n =>
                            n.ProjectId == null && db.TopicMembers.Any(m => m.TopicId == into && m.NeedId == n.Id)
                        )
                        .ExecuteUpdateAsync(set => set.SetProperty(n => n.ProjectId, project), cancel);
                await TopicCounts.Recount(db, topic, cancel);
            },
            cancel
        );

    private async Task TakeIn(TopicChange change, Topic topic, Topic other, CancellationToken cancel)
    {
        var (into, id) = (topic.Id, other.Id);
        var members = await db
            .TopicMembers.AsNoTracking()
            .Where(m => m.TopicId == id)
            .Select(m => new
            {
                m.NeedId,
                m.Closeness,
                Shared = db.TopicMembers.Any(x => x.TopicId == into && x.NeedId == m.NeedId),
            })
            .ToListAsync(cancel);
        await Rows.Insert(
            db,
            members.ConvertAll(m => new TopicChangeNeed
            {
                ChangeId = change.Id,
                TopicId = id,
                NeedId = m.NeedId,
                Mark = m.Shared ? NeedMark.Shared : NeedMark.Member,
                Closeness = m.Closeness,
            }),
            cancel
        );
        await db
            .TopicMembers.Where(m =>
                m.TopicId == id && !db.TopicMembers.Any(x => x.TopicId == into && x.NeedId == m.NeedId)
            )
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.TopicId, into), cancel);
        await db.TopicMembers.Where(m => m.TopicId == id).ExecuteDeleteAsync(cancel);
        // What was taken out of one of them stays out of the whole, unless it is in the other: then it is in the whole.
        foreach (
            long need in await db
                .TopicExclusions.Where(x =>
                    x.TopicId == id
                    && !db.TopicExclusions.Any(y => y.TopicId == into && y.NeedId == x.NeedId)
                    && !db.TopicMembers.Any(m => m.TopicId == into && m.NeedId == x.NeedId)
                )
                .Select(x => x.NeedId)
                .ToListAsync(cancel)
        )
        {
            db.TopicExclusions.Add(new() { TopicId = into, NeedId = need });
            db.TopicChangeNeeds.Add(
                new()
                {
                    ChangeId = change.Id,
                    TopicId = into,
                    NeedId = need,
                    Mark = NeedMark.Barred,
                }
            );
        }

        await db.SaveChangesAsync(cancel);
        var freed = await db
            .TopicExclusions.Where(x =>
                x.TopicId == into && db.TopicMembers.Any(m => m.TopicId == into && m.NeedId == x.NeedId)
            )
            .ToListAsync(cancel);
        foreach (var one in freed)
        {
            db.TopicExclusions.Remove(one);
            // Shut out by an earlier one of the same merger: then it was not before.
            if (await db.TopicChangeNeeds.FindAsync([change.Id, into, one.NeedId], cancel) is { } noted)
                db.TopicChangeNeeds.Remove(noted);
            else
                db.TopicChangeNeeds.Add(
                    new()
                    {
                        ChangeId = change.Id,
                        TopicId = into,
                        NeedId = one.NeedId,
                        Mark = NeedMark.Freed,
                    }
                );
        }

        await db.SaveChangesAsync(cancel);
    }

    public Task TakeOut(long id, long needId, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var topic = await Get(id, cancel);
                if (topic.ProjectId is not null)
                    throw new RuleBroken("needs.topic-has-project");
                var member =
                    await db
                        .TopicMembers.AsNoTracking()
                        .SingleOrDefaultAsync(m => m.TopicId == id && m.NeedId == needId, cancel)
                    ?? throw new NotFound();
                var change = TopicChange.Note(db, TopicAct.TakenOut, topic, need: needId);
                db.TopicChangeNeeds.Add(
                    new()
                    {
                        ChangeId = change.Id,
                        TopicId = id,
                        NeedId = needId,
                        Mark = NeedMark.Member,
                        Closeness = member.Closeness,
                    }
                );
                if (
                    await db.TopicMembers.Where(m => m.TopicId == id && m.NeedId == needId).ExecuteDeleteAsync(cancel)
                    == 0
                )
                    throw new NotFound();
                if (!await db.TopicExclusions.AnyAsync(x => x.TopicId == id && x.NeedId == needId, cancel))
                    db.TopicExclusions.Add(new() { TopicId = id, NeedId = needId });
                db.Record("topic.need-taken-out", $"topic:{id}", after: new { needId });
                await TopicCounts.Recount(db, topic, cancel);
            },
            cancel
        );

    private async Task<Topic> Get(long id, CancellationToken cancel) =>
        await db.Topics.SingleOrDefaultAsync(t => t.Id == id && t.State != TopicState.MergedAway, cancel)
        ?? throw new NotFound();
}
