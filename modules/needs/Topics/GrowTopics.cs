using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Jobs;
using Modular.Kernel.Rules;
using Modular.Needs.Data;
using Modular.Plugins.Contract;

namespace Modular.Needs.Topics;

/// <summary>
/// Every night new needs join the topics of each unit that has formed some: what was grouped stays, what is new becomes
/// a topic where it is a kind of its own.
/// </summary>
internal sealed class GrowTopics(NeedsDb db, FormTopics form, Engines engines, EachUnit each, TimeProvider clock)
    : IJobWork
{
    public const string Kind = "needs.grow-topics";
    private const int Months = 12;

    public async Task<string?> Run(JobRun run, CancellationToken cancel)
    {
        var last = await db
            .TopicRuns.AsNoTracking()
            .GroupBy(r => r.UnitId)
            .Select(g => new { Unit = g.Key, Id = g.Max(r => r.Id) })
            .ToListAsync(cancel);
        int done = 0;
        string engine = await engines.Topics(cancel);
        foreach (var one in last)
        {
            await each.Try(
                one.Unit.ToString(CultureInfo.InvariantCulture),
                () => Grow(one.Unit, one.Id, engine, cancel),
                cancel
            );
            await run.Progress(++done, last.Count);
        }

        each.End();
        return null;
    }

    private async Task Grow(int unit, long lastRun, string engine, CancellationToken cancel)
    {
        // Nothing of a unit that failed goes along with the next.
        db.Discard();
        var before = await db.TopicRuns.AsNoTracking().SingleAsync(r => r.Id == lastRun, cancel);
        var since = before.At;
        // Without anything new the topics are what they were.
        if (!await db.Needs.AnyAsync(n => n.UnitPath.StartsWith(before.UnitPath) && n.RegisteredAt > since, cancel))
            return;
        var today = clock.Today();
        try
        {
            await form.Run(
                new(unit, today.AddMonths(-Months), today, null, engine, 1, Anew: false),
                _ => Task.CompletedTask,
                cancel
            );
        }
        catch (Exception nothing) when (nothing is RuleBroken or NotComputableException)
        {
            // Too few needs to group: the next night may have more.
        }
    }
}
