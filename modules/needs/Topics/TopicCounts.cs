using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Needs.Data;

namespace Modular.Needs.Topics;

/// <summary>What is worked out from the rows: how large a topic is, and which topics an officer's hand is on.</summary>
internal static class TopicCounts
{
    /// <summary>Needs, people and units of a topic, from what is in it now; saved.</summary>
    public static async Task Recount(NeedsDb db, Topic topic, CancellationToken cancel)
    {
        // A topic counts all that is in it, also what lies outside of the account's own units.
        var members = await db
            .TopicMembers.Where(m => m.TopicId == topic.Id)
            .Join(
                db.Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter]),
                m => m.NeedId,
                n => n.Id,
                (m, n) =>
                    new
                    {
                        n.Id,
                        n.PersonKey,
                        n.UnitId,
                    }
            )
            .ToListAsync(cancel);
        (topic.Size, topic.People, topic.Units) = (
            members.Count,
            members.Select(m => m.PersonKey ?? m.Id.ToString(CultureInfo.InvariantCulture)).Distinct().Count(),
            members.Select(m => m.UnitId).Distinct().Count()
        );
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>
    /// Topics that an officer renamed, merged, split off or took a need out of: a run treats them as decided, confirmed
    /// or not.
    /// </summary>
    public static IQueryable<long> ByHand(NeedsDb db) =>
        db
            .TopicChangeTopics.Where(t =>
                db.TopicChanges.Any(c =>
                    c.Id == t.ChangeId && c.UndoneAt == null && c.Act != TopicAct.Confirmed && c.Act != TopicAct.Dropped
                )
            )
            .Select(t => t.TopicId);
}
