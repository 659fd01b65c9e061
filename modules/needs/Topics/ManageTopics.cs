using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Needs;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Needs.Data;

namespace Modular.Needs.Topics;

/// <summary>The officer's hand on the topics: confirm, rename, merge, drop, take a need out. What was decided holds at the next run.</summary>
internal sealed class ManageTopics(NeedsDb db)
{
    public async Task Confirm(long id, CancellationToken cancel)
    {
        var topic = await Get(id, cancel);
        if (topic.State != TopicState.Proposed) throw new RuleBroken("needs.topic-not-proposed");
        topic.State = TopicState.Confirmed;
        db.Tell(new TopicConfirmed(topic.Id, topic.UnitId, topic.Size));
        db.Record("topic.confirmed", $"topic:{topic.Id}", after: new { topic.Name, topic.Size });
        await db.SaveChangesAsync(cancel);
    }

    public async Task Rename(long id, string name, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > 60) throw new RuleBroken("needs.topic-name") { Field = "Name" };
        var topic = await Get(id, cancel);
        db.Record("topic.renamed", $"topic:{topic.Id}", new { topic.Name }, new { Name = name });
        topic.Name = name.Trim();
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Dropped topics are not worth a project; their needs are handled one by one and not proposed again.</summary>
    public async Task Drop(long id, CancellationToken cancel)
    {
        var topic = await Get(id, cancel);
        if (topic.ProjectId is not null) throw new RuleBroken("needs.topic-has-project");
        topic.State = TopicState.Dropped;
        db.Record("topic.dropped", $"topic:{topic.Id}", after: new { topic.Name });
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Takes a dropped topic back as proposed.</summary>
    public async Task TakeBack(long id, CancellationToken cancel)
    {
        var topic = await Get(id, cancel);
        if (topic.State != TopicState.Dropped) throw new RuleBroken("needs.topic-not-dropped");
        topic.State = TopicState.Proposed;
        db.Record("topic.taken-back", $"topic:{topic.Id}");
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>All needs of the others go into the first.</summary>
    public Task Merge(long into, IReadOnlyList<long> others, CancellationToken cancel) => db.InTransaction(async () =>
    {
        var topic = await Get(into, cancel);
        foreach (long id in others.Where(o => o != into).Distinct())
        {
            var other = await Get(id, cancel);
            if (other.UnitId != topic.UnitId) throw new RuleBroken("needs.topic-other-unit");
            if (other.ProjectId is not null) throw new RuleBroken("needs.topic-has-project");
            await db.TopicMembers.Where(m => m.TopicId == id && !db.TopicMembers.Any(x => x.TopicId == into && x.NeedId == m.NeedId))
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.TopicId, into), cancel);
            await db.TopicMembers.Where(m => m.TopicId == id).ExecuteDeleteAsync(cancel);
            // What was taken out of one of them stays out of the whole.
            foreach (var kept in await db.TopicExclusions.Where(x => x.TopicId == id && !db.TopicExclusions.Any(y => y.TopicId == into && y.NeedId == x.NeedId)).ToListAsync(cancel)) db.TopicExclusions.Add(new() { TopicId = into, NeedId = kept.NeedId });
            (other.State, other.Size) = (TopicState.MergedAway, 0);
            db.Record("topic.merged", $"topic:{id}", after: new { into, other.Name });
        }

        await db.SaveChangesAsync(cancel);
        await Recount(topic, cancel);
    }, cancel);

    public Task TakeOut(long id, long needId, CancellationToken cancel) => db.InTransaction(async () =>
    {
        var topic = await Get(id, cancel);
        if (await db.TopicMembers.Where(m => m.TopicId == id && m.NeedId == needId).ExecuteDeleteAsync(cancel) == 0) throw new NotFound();
        if (!await db.TopicExclusions.AnyAsync(x => x.TopicId == id && x.NeedId == needId, cancel)) db.TopicExclusions.Add(new() { TopicId = id, NeedId = needId });
        db.Record("topic.need-taken-out", $"topic:{id}", after: new { needId });
        await Recount(topic, cancel);
    }, cancel);

    private async Task Recount(Topic topic, CancellationToken cancel)
    {
        var members = await db.TopicMembers.Where(m => m.TopicId == topic.Id)
            .Join(db.Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter]), m => m.NeedId, n => n.Id, (m, n) => new { n.Id, n.PersonKey, n.UnitId }).ToListAsync(cancel);
        (topic.Size, topic.People, topic.Units) = (members.Count,
            members.Select(m => m.PersonKey ?? m.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)).Distinct().Count(), members.Select(m => m.UnitId).Distinct().Count());
        await db.SaveChangesAsync(cancel);
    }

    private async Task<Topic> Get(long id, CancellationToken cancel) => await db.Topics.SingleOrDefaultAsync(t => t.Id == id && t.State != TopicState.MergedAway, cancel) ?? throw new NotFound();
}
