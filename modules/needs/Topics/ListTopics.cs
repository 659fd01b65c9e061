using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Rules;
using Modular.Needs.Data;
using Modular.Needs.Domain;

namespace Modular.Needs.Topics;

/// <summary>
/// The topics of the acting unit's subtree, largest first, and one topic with its needs; one that was merged away or
/// split tells what became of it.
/// </summary>
internal sealed class ListTopics(NeedsDb db)
{
    public Task<List<Topic>> List(TopicState? only, CancellationToken cancel) =>
        db
            .Topics.AsNoTracking()
            .Where(t =>
                only == null ? t.State == TopicState.Proposed || t.State == TopicState.Confirmed : t.State == only
            )
            .OrderByDescending(t => t.State == TopicState.Confirmed)
            .ThenByDescending(t => t.Size)
            .ToListAsync(cancel);

    public async Task<(Topic Topic, IReadOnlyList<(Need Need, int Closeness)> Members)> One(
        long id,
        int most,
        CancellationToken cancel
    )
    {
        var topic =
            await db.Topics.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, cancel) ?? throw new NotFound();
        var rows = await db
            .TopicMembers.AsNoTracking()
            .Where(m => m.TopicId == id)
            .OrderByDescending(m => m.Closeness)
            .Take(most)
            .Join(db.Needs.AsNoTracking(), m => m.NeedId, n => n.Id, (m, n) => new { n, m.Closeness })
            .ToListAsync(cancel);
        return (topic, [.. rows.OrderByDescending(r => r.Closeness).Select(r => (r.n, r.Closeness))]);
    }
}
