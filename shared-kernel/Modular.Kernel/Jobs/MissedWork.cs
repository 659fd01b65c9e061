using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Store;

namespace Modular.Kernel.Jobs;

/// <summary>
/// Recurring work whose time passed while no host was up, that lost its host, or that failed and is due again.
/// </summary>
internal sealed class MissedWork(IEnumerable<JobKind> kinds, IDbContextFactoryOf<KernelDb> contexts, TimeProvider clock)
{
    /// <summary>The engine gets so long to come by itself.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    public async Task<IReadOnlyList<string>> Due(CancellationToken cancel)
    {
        await using var db = contexts.Create();
        var newest = await Newest(db, cancel);
        return
        [
            .. kinds
                .Where(k => k.Schedule is not null && newest.TryGetValue(k.Kind, out var run) && Due(k.Schedule, run))
                .Select(k => k.Kind),
        ];
    }

    /// <summary>The last run of every kind.</summary>
    public static async Task<IReadOnlyDictionary<string, RecurringRun>> Newest(KernelDb db, CancellationToken cancel)
    {
        var slots = db.RecurringRuns.GroupBy(r => r.Kind).Select(g => new { Kind = g.Key, Slot = g.Max(r => r.Slot) });
        return await db
            .RecurringRuns.AsNoTracking()
            .Join(slots, r => new { r.Kind, r.Slot }, s => new { s.Kind, s.Slot }, (r, _) => r)
            .ToDictionaryAsync(r => r.Kind, StringComparer.Ordinal, cancel);
    }

    private bool Due(Schedule schedule, RecurringRun last)
    {
        var now = clock.GetUtcNow();
        return last.Slot < schedule.Last(now - Grace) ? !Alive(last, now) : RecurringSlots.Again(last, now);
    }

    private static bool Alive(RecurringRun run, DateTimeOffset now) =>
        run.State == JobState.Running && run.LeaseUntil > now;
}
