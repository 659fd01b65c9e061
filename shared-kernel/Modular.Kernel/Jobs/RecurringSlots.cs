using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Store;
using Npgsql;

namespace Modular.Kernel.Jobs;

/// <summary>Rows of recurring work: one for each time it is due, taken by one run, tried again if it failed.</summary>
internal sealed class RecurringSlots(IDbContextFactoryOf<KernelDb> contexts, JobTimes times, TimeProvider clock)
{
    public const int Tries = 3;

    /// <summary>A failed run is tried again after so long, twice, unless its next turn is nearer.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Which time is meant by a call that comes now. Clocks of hosts differ a little, so a call some seconds early
    /// counts as that time's.
    /// </summary>
    public DateTimeOffset Meant(Schedule schedule)
    {
        var now = clock.GetUtcNow();
        var early = TimeSpan.FromSeconds(Math.Min(20, schedule.Period(now).TotalSeconds / 4));
        return schedule.Last(now + early);
    }

    /// <returns>
    /// The row, now held, or null if that time was done, is being done, or waits before it is tried again.
    /// </returns>
    public async Task<RecurringRun?> Take(string kind, DateTimeOffset slot, CancellationToken cancel)
    {
        await using var db = contexts.Create();
        var now = clock.GetUtcNow();
        // One at a time: a run that takes longer than its period is not overtaken by the next.
        if (
            await db.RecurringRuns.AnyAsync(
                r => r.Kind == kind && r.State == JobState.Running && r.LeaseUntil > now,
                cancel
            )
        )
            return null;
        var known = await db
            .RecurringRuns.AsNoTracking()
            .SingleOrDefaultAsync(r => r.Kind == kind && r.Slot == slot, cancel);
        if (known is null)
            return await Add(db, kind, slot, cancel);
        if (!Again(known, now))
            return null;
        int tried = known.Attempts;
        int won = await db
            .RecurringRuns.Where(r => r.Id == known.Id && r.Attempts == tried)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(r => r.State, JobState.Running)
                        .SetProperty(r => r.StartedAt, now)
                        .SetProperty(r => r.EndedAt, (DateTimeOffset?)null)
                        .SetProperty(r => r.Attempts, tried + 1)
                        .SetProperty(r => r.LeaseBy, JobHost.Name)
                        .SetProperty(r => r.LeaseUntil, now + times.Lease),
                cancel
            );
        return won == 0 ? null : await db.RecurringRuns.AsNoTracking().SingleAsync(r => r.Id == known.Id, cancel);
    }

    /// <summary>Whether a run that was begun wants another try: its host died, or it failed some minutes ago.</summary>
    public static bool Again(RecurringRun run, DateTimeOffset now) =>
        run.Attempts < Tries
        && run.State switch
        {
            JobState.Running => run.LeaseUntil < now,
            JobState.Failed => run.EndedAt + Pause <= now,
            _ => false,
        };

    public async Task Renew(RecurringRun run, CancellationToken cancel)
    {
        var until = clock.GetUtcNow() + times.Lease;
        await using var db = contexts.Create();
        await Held(db, run).ExecuteUpdateAsync(set => set.SetProperty(r => r.LeaseUntil, until), cancel);
    }

    /// <summary>Writes how a try ended, unless another try has begun meanwhile.</summary>
    public async Task End(RecurringRun run, JobState state, string? result, string? error)
    {
        var now = clock.GetUtcNow();
        await using var db = contexts.Create();
        await db.InTransaction(
            () =>
                Held(db, run)
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(r => r.State, state)
                                .SetProperty(r => r.Result, result)
                                .SetProperty(r => r.Error, error)
                                .SetProperty(r => r.EndedAt, now)
                                .SetProperty(r => r.LeaseUntil, (DateTimeOffset?)null),
                        CancellationToken.None
                    ),
            CancellationToken.None
        );
    }

    /// <summary>
    /// The host stops in the middle: it is begun again at the next start, or at once by another host.
    /// </summary>
    public async Task Release(RecurringRun run)
    {
        var now = clock.GetUtcNow();
        await using var db = contexts.Create();
        await Held(db, run)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.LeaseUntil, now.AddSeconds(-1)), CancellationToken.None);
    }

    /// <summary>As <see cref="JobLease.LetGoOfDead"/>.</summary>
    public async Task LetGoOfDead(CancellationToken cancel)
    {
        await using var db = contexts.Create();
        var past = clock.GetUtcNow().AddSeconds(-1);
        var held = await db.RecurringRuns.Where(r => r.State == JobState.Running).ToListAsync(cancel);
        foreach (var run in held.Where(r => JobHost.HasEnded(r.LeaseBy)))
            run.LeaseUntil = past;
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>
    /// Work that is new here counts as done until now. So what a host that sleeps every night misses for the first time
    /// is known to be missed.
    /// </summary>
    public async Task Introduce(IReadOnlyList<JobKind> kinds, CancellationToken cancel)
    {
        await using var db = contexts.Create();
        var known = await db.RecurringRuns.Select(r => r.Kind).Distinct().ToListAsync(cancel);
        foreach (var kind in kinds.Where(k => !known.Contains(k.Kind)))
            db.RecurringRuns.Add(New(kind.Kind, kind.Schedule!.Last(clock.GetUtcNow()), JobState.Done, attempts: 0));
        await Save(db, cancel);
    }

    /// <summary>
    /// Old rows go: what went well after two days where it comes many times a day, else after sixty; what failed after
    /// sixty. The newest row of a kind stays, by which missed work is known.
    /// </summary>
    public async Task Forget(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var db = contexts.Create();
        foreach (var newest in (await MissedWork.Newest(db, cancel)).Values)
        {
            string kind = newest.Kind;
            var last = newest.Slot;
            var old = now.AddDays(-60);
            var yesterday = now.AddDays(-1);
            int today = await db.RecurringRuns.CountAsync(r => r.Kind == kind && r.Slot > yesterday, cancel);
            var good = today > 24 ? now.AddDays(-2) : old;
            await db
                .RecurringRuns.Where(r =>
                    r.Kind == kind && r.Slot < last && (r.Slot < old || (r.Slot < good && r.State == JobState.Done))
                )
                .ExecuteDeleteAsync(cancel);
        }
    }

    /// <summary>The row as long as no other try has begun: whoever was overtaken writes nothing.</summary>
    private static IQueryable<RecurringRun> Held(KernelDb db, RecurringRun run) =>
        db.RecurringRuns.Where(r => r.Id == run.Id && r.Attempts == run.Attempts);

    private async Task<RecurringRun?> Add(KernelDb db, string kind, DateTimeOffset slot, CancellationToken cancel)
    {
        var run = New(kind, slot, JobState.Running, attempts: 1);
        run.LeaseUntil = clock.GetUtcNow() + times.Lease;
        db.RecurringRuns.Add(run);
        return await Save(db, cancel) ? run : null;
    }

    private RecurringRun New(string kind, DateTimeOffset slot, JobState state, int attempts) =>
        new()
        {
            Id = Ids.Next(clock),
            Kind = kind,
            Slot = slot,
            StartedAt = clock.GetUtcNow(),
            State = state,
            Attempts = attempts,
            LeaseBy = JobHost.Name,
        };

    /// <returns>False if another host was first.</returns>
    private static async Task<bool> Save(KernelDb db, CancellationToken cancel)
    {
        try
        {
            await db.SaveChangesAsync(cancel);
            return true;
        }
        catch (DbUpdateException problem) when (Taken(problem))
        {
            return false;
        }
    }

    private static bool Taken(DbUpdateException problem) =>
        problem.InnerException
            is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation }
                or SqliteException { SqliteErrorCode: 19 };
}
