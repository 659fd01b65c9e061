using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;

namespace Modular.Kernel.Jobs;

/// <summary>
/// Holds the engine against the rows, at start and every some seconds: tells again what was not told, not begun, or
/// lost the host that ran it; what failed and is due for another try; and recurring work that was missed.
/// </summary>
internal sealed partial class JobReconciler(
    IJobEngine engine,
    IEnumerable<JobKind> kinds,
    JobLease lease,
    RecurringSlots slots,
    MissedWork missed,
    JobTimes times,
    IDbContextFactoryOf<KernelDb> contexts,
    TimeProvider clock,
    ILogger<JobReconciler> log
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        bool begun = false;
        using var timer = new PeriodicTimer(times.Sweep);
        do
        {
            try
            {
                if (!begun)
                    await Begin(stoppingToken);
                begun = true;
                await Sweep(stoppingToken);
            }
            catch (Exception problem) when (!problem.IsAskedBy(stoppingToken))
            {
                LogSweep(problem);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task Begin(CancellationToken cancel)
    {
        JobKind[] recurring = [.. kinds.Where(k => k.Schedule is not null)];
        await lease.LetGoOfDead(cancel);
        await slots.LetGoOfDead(cancel);
        await slots.Introduce(recurring, cancel);
        _ = Task.Run(() => Schedule(recurring, cancel), cancel);
    }

    /// <summary>
    /// Beside the sweeps: for each kind the engine takes a lock, and waits for one that a host which was killed or cut
    /// off in the middle has left behind. Lost work does not wait for that, nor does the end of the host.
    /// </summary>
    private async Task Schedule(IReadOnlyList<JobKind> recurring, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                engine.Schedule(recurring);
                return;
            }
            catch (Exception problem) when (!cancel.IsCancellationRequested)
            {
                LogSchedule(problem);
            }

            await Task.Delay(times.Sweep, cancel);
        }
    }

    /// <returns>How many jobs the engine was told of again.</returns>
    public async Task<int> Sweep(CancellationToken cancel)
    {
        await using var db = contexts.Create();
        await Park(db, cancel);
        int told = 0;
        foreach (var (id, seen) in await Lost(db, cancel))
        {
            // Of several hosts one tells.
            var now = clock.GetUtcNow();
            int won = await db
                .Jobs.Where(j => j.Id == id && j.ToldAt == seen)
                .ExecuteUpdateAsync(set => set.SetProperty(j => j.ToldAt, now), cancel);
            if (won == 0)
                continue;
            engine.Tell(id);
            told++;
        }

        foreach (string kind in await missed.Due(cancel))
            engine.Tell(kind);
        return told;
    }

    private async Task<IReadOnlyList<(long Id, DateTimeOffset? ToldAt)>> Lost(KernelDb db, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var before = now - times.Lease;
        // What waits in a long queue was told and is late. It counts as lost once nothing waits in the engine any more.
        bool late = engine.Backlog() > 0;
        var rows = await db
            .Jobs.AsNoTracking()
            .Where(j =>
                (j.State == JobState.Waiting && j.DueAt <= now && (j.ToldAt == null || (!late && j.ToldAt < before)))
                || (
                    j.State == JobState.Running
                    && (j.LeaseUntil == null || j.LeaseUntil < now)
                    && (j.ToldAt == null || j.ToldAt < before)
                )
            )
            .OrderBy(j => j.Id)
            .Take(500)
            .Select(j => new { j.Id, j.ToldAt })
            .ToListAsync(cancel);
        return [.. rows.Select(r => (r.Id, r.ToldAt))];
    }

    /// <summary>A job that takes its host down every time must not do so for ever.</summary>
    private async Task Park(KernelDb db, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        string error = System.Text.Json.JsonSerializer.Serialize(
            new { Key = "job.lost", Arguments = new object[] { JobQueue.TriesLost } }
        );
        await db
            .Jobs.Where(j => j.State == JobState.Running && j.LeaseUntil < now && j.Attempts >= JobQueue.TriesLost)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(j => j.State, JobState.Parked)
                        .SetProperty(j => j.Error, error)
                        .SetProperty(j => j.EndedAt, now)
                        .SetProperty(j => j.LeaseBy, (string?)null),
                cancel
            );
    }

    [LoggerMessage(LogLevel.Warning, "Looking for lost jobs failed; it is tried again.")]
    private partial void LogSweep(Exception error);

    [LoggerMessage(LogLevel.Warning, "Telling the engine of recurring work failed; it is tried again.")]
    private partial void LogSchedule(Exception error);
}
