using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Needs;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Needs.Data;
using Modular.Needs.Domain;
using Modular.Needs.Topics;

namespace Modular.Needs.Issues;

/// <summary>
/// The hottest issues, one with its needs, and the officer's hand on them: one and the same, not the same, take it as a
/// topic.
/// </summary>
internal sealed class KeepIssues(NeedsDb db, TimeProvider clock)
{
    private const int PairedWith = 3,
        NameLength = 60;

    /// <summary>All of a unit, the hottest first.</summary>
    public Task<List<HotIssue>> List(int? unit, CancellationToken cancel) =>
        db
            .HotIssues.AsNoTracking()
            .Where(i => i.UnitId == unit)
            .OrderByDescending(i => i.Heat)
            .ThenByDescending(i => i.Size)
            .ThenBy(i => i.Id)
            .ToListAsync(cancel);

    public async Task<(HotIssue Issue, IReadOnlyList<Need> Needs, IReadOnlyList<IssueDecision> Decisions)> One(
        long id,
        CancellationToken cancel
    )
    {
        var issue =
            await db.HotIssues.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancel) ?? throw new NotFound();
        var rows = await Members(id)
            .Join(db.Needs.AsNoTracking(), m => m.NeedId, n => n.Id, (m, n) => new { n, m.Rank })
            .ToListAsync(cancel);
        var ids = rows.ConvertAll(r => r.n.Id);
        var decisions = await db
            .IssueDecisions.AsNoTracking()
            .Where(d => d.UnitId == issue.UnitId && (ids.Contains(d.One) || ids.Contains(d.Other)))
            .ToListAsync(cancel);
        return (
            issue,
            [.. rows.OrderBy(r => r.Rank).ThenByDescending(r => r.n.ReceivedAt).Select(r => r.n)],
            decisions
        );
    }

    /// <summary>The issues these needs belong to, by need; of several the one of the widest unit.</summary>
    public async Task<IReadOnlyDictionary<long, HotIssue>> Of(IReadOnlyList<long> needs, CancellationToken cancel) =>
        (
            await db
                .HotIssueMembers.AsNoTracking()
                .Where(m => needs.Contains(m.NeedId))
                .Join(db.HotIssues.AsNoTracking(), m => m.IssueId, i => i.Id, (m, i) => new { m.NeedId, i })
                .ToListAsync(cancel)
        )
            .GroupBy(r => r.NeedId)
            .ToDictionary(g => g.Key, g => g.MinBy(r => r.i.UnitPath.Length)!.i);

    /// <summary>
    /// These issues are one: decided by pairs of their most typical needs, so that it holds at the next run, and shown
    /// at once after it.
    /// </summary>
    public async Task Join(IReadOnlyList<long> ids, CancellationToken cancel)
    {
        var chosen = ids.Distinct().ToList();
        if (chosen.Count < 2)
            throw new RuleBroken("needs.issues.choose-two");
        var first = await Get(chosen[0], cancel);
        long anchor = (await Typical(first.Id, 1, cancel))[0];
        foreach (long id in chosen.Skip(1))
        {
            var other = await Get(id, cancel);
            if (other.UnitId != first.UnitId)
                throw new RuleBroken("needs.topic-other-unit");
            foreach (long need in await Typical(id, PairedWith, cancel))
                await Decide(first, anchor, need, true, cancel);
        }

        db.Record("issues.joined", $"unit:{first.UnitId}", after: new { issues = chosen.Count });
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>This need tells of something else.</summary>
    public Task TakeOut(long id, long needId, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var issue = await Get(id, cancel);
                if (
                    await db
                        .HotIssueMembers.Where(m => m.IssueId == id && m.NeedId == needId)
                        .ExecuteDeleteAsync(cancel) == 0
                )
                    throw new NotFound();
                foreach (long need in await Typical(id, PairedWith, cancel))
                    await Decide(issue, needId, need, false, cancel);
                db.Record("issue.need-taken-out", $"issue:{id}", after: new { needId });
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    /// <summary>A decision taken back; the next run decides again.</summary>
    public async Task Undo(long id, long one, long other, CancellationToken cancel)
    {
        var issue = await Get(id, cancel);
        var decision = await db.IssueDecisions.FindAsync([issue.UnitId, one, other], cancel) ?? throw new NotFound();
        db.IssueDecisions.Remove(decision);
        db.Record(
            "issue.decision-undone",
            $"issue:{id}",
            new
            {
                one,
                other,
                decision.Together,
            }
        );
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>The issue becomes a confirmed topic with its needs, so that a project can be made of it.</summary>
    public async Task<long> AsTopic(long id, CancellationToken cancel)
    {
        var issue = await Get(id, cancel);
        if (
            issue.TopicId is { } known
            && await db.Topics.AnyAsync(t => t.Id == known && t.State != TopicState.MergedAway, cancel)
        )
            return known;
        var now = clock.GetUtcNow();
        var needs = await Members(id).OrderBy(m => m.Rank).ToListAsync(cancel);
        var topic = new Topic
        {
            Id = Ids.Next(now),
            UnitId = issue.UnitId,
            UnitPath = issue.UnitPath,
            FormedAt = now,
            Name = issue.Name.Length > NameLength ? issue.Name[..NameLength] : issue.Name,
            KeyWords = issue.Words,
            Clusterer = "hot-issues",
            Size = needs.Count,
            People = issue.People,
            Units = await Members(id)
                .Join(db.Needs, m => m.NeedId, n => n.Id, (_, n) => n.UnitId)
                .Distinct()
                .CountAsync(cancel),
            State = TopicState.Confirmed,
            Typical = string.Join(' ', needs.Take(5).Select(m => m.NeedId)),
        };
        db.Topics.Add(topic);
        // A need is in one topic: it leaves the proposed one it was in.
        var ids = needs.ConvertAll(m => m.NeedId);
        return await db.InTransaction(
            async () =>
            {
                var left = await db
                    .Topics.Where(t =>
                        t.UnitId == issue.UnitId
                        && t.State == TopicState.Proposed
                        && db.TopicMembers.Any(m => m.TopicId == t.Id && ids.Contains(m.NeedId))
                    )
                    .ToListAsync(cancel);
                await db
                    .TopicMembers.Where(m =>
                        ids.Contains(m.NeedId)
                        && db.Topics.Any(t =>
                            t.Id == m.TopicId && t.UnitId == issue.UnitId && t.State == TopicState.Proposed
                        )
                    )
                    .ExecuteDeleteAsync(cancel);
                var held = await db
                    .TopicMembers.Where(m =>
                        ids.Contains(m.NeedId)
                        && db.Topics.Any(t =>
                            t.Id == m.TopicId && t.UnitId == issue.UnitId && t.State == TopicState.Confirmed
                        )
                    )
                    .Select(m => m.NeedId)
                    .ToListAsync(cancel);
                db.TopicMembers.AddRange(
                    ids.Except(held)
                        .Select(n => new TopicMember
                        {
                            TopicId = topic.Id,
                            NeedId = n,
                            Closeness = 1000,
                        })
                );
                topic.Size = ids.Count - held.Count;
                issue.TopicId = topic.Id;
                db.Tell(new TopicConfirmed(topic.Id, topic.UnitId, topic.Size));
                db.Record("issue.as-topic", $"issue:{id}", after: new { Topic = topic.Id, topic.Size });
                await db.SaveChangesAsync(cancel);
                foreach (var one in left)
                    await TopicCounts.Recount(db, one, cancel);
                return topic.Id;
            },
            cancel
        );
    }

    private IQueryable<HotIssueMember> Members(long id) =>
        db.HotIssueMembers.AsNoTracking().Where(m => m.IssueId == id);

    private async Task<List<long>> Typical(long id, int most, CancellationToken cancel) =>
        await Members(id)
            .OrderBy(m => m.Rank)
            .ThenBy(m => m.NeedId)
            .Select(m => m.NeedId)
            .Take(most)
            .ToListAsync(cancel);

    private async Task Decide(HotIssue issue, long a, long b, bool together, CancellationToken cancel)
    {
        if (a == b)
            return;
        var (one, other) = (Math.Min(a, b), Math.Max(a, b));
        if (await db.IssueDecisions.FindAsync([issue.UnitId, one, other], cancel) is { } known)
            known.Together = together;
        else
            db.IssueDecisions.Add(
                new()
                {
                    UnitId = issue.UnitId,
                    UnitPath = issue.UnitPath,
                    One = one,
                    Other = other,
                    Together = together,
                }
            );
    }

    private async Task<HotIssue> Get(long id, CancellationToken cancel) =>
        await db.HotIssues.SingleOrDefaultAsync(i => i.Id == id, cancel) ?? throw new NotFound();
}
