using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Store;

namespace Modular.Kernel.Jobs;

/// <summary>What comes by itself, how it went, when it comes again.</summary>
public sealed class ListRecurring(
    IEnumerable<JobKind> kinds,
    IDbContextFactoryOf<KernelDb> contexts,
    TimeProvider clock
)
{
    public const int Page = 50;

    /// <summary>Failing work first, then by when it comes.</summary>
    public async Task<IReadOnlyList<RecurringWork>> All(CancellationToken cancel)
    {
        await using var db = contexts.Create();
        var newest = await MissedWork.Newest(db, cancel);
        return
        [
            .. kinds
                .Where(k => k.Schedule is not null)
                .Select(k => One(k, newest.GetValueOrDefault(k.Kind)))
                .OrderByDescending(w => w.Failing)
                .ThenBy(w => w.Next),
        ];
    }

    /// <returns>Null if there is no such work.</returns>
    public async Task<RecurringWork?> Find(string kind, CancellationToken cancel) =>
        (await All(cancel)).SingleOrDefault(w => w.Kind == kind);

    /// <summary>Runs of one kind, the newest first, <see cref="Page"/> at a time.</summary>
    /// <param name="before">Only those due before; null for the newest.</param>
    public async Task<IReadOnlyList<RecurringRun>> Runs(string kind, DateTimeOffset? before, CancellationToken cancel)
    {
        await using var db = contexts.Create();
        return await db
            .RecurringRuns.AsNoTracking()
            .Where(r => r.Kind == kind && r.Attempts > 0 && (before == null || r.Slot < before))
            .OrderByDescending(r => r.Slot)
            .Take(Page)
            .ToListAsync(cancel);
    }

    /// <summary>Kinds whose newest run failed.</summary>
    public async Task<int> Failing(CancellationToken cancel) => (await All(cancel)).Count(w => w.Failing);

    private RecurringWork One(JobKind kind, RecurringRun? last)
    {
        var ran = last is { Attempts: > 0 } ? last : null;
        return new(kind.Kind, ran, kind.Schedule!.Next(clock.GetUtcNow()), ran?.State == JobState.Failed);
    }
}

/// <param name="Last">Its newest run; null while it has had none.</param>
/// <param name="Next">When it comes by itself.</param>
/// <param name="Failing">Its newest run failed.</param>
public sealed record RecurringWork(string Kind, RecurringRun? Last, DateTimeOffset Next, bool Failing);
