using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Modular.Kernel.Data;
using Modular.Kernel.Store;

namespace Modular.Kernel.Jobs;

/// <summary>
/// Who runs a job. Taking, renewing and ending are each one compare-and-swap on the row, so an engine that tells a job
/// twice, two hosts, or a run that was taken for dead and woke again do no harm: one holds, the others find nothing to
/// do.
/// </summary>
internal sealed class JobLease(IDbContextFactoryOf<KernelDb> contexts, JobTimes times, TimeProvider clock)
{
    /// <summary>A name for one run; the same host may be told a job twice.</summary>
    public string NewHolder() => $"{JobHost.Name}:{Ids.Next(clock)}";

    /// <returns>The row, now held, or null if it is not due or another run holds it.</returns>
    public async Task<Job?> Take(long id, string holder, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var until = now + times.Lease;
        await using var db = contexts.Create();
        int won = await db.InTransaction(
            () =>
                db
                    .Jobs.Where(j =>
                        j.Id == id
                        && j.DueAt <= now
                        && (
                            j.State == JobState.Waiting
                            || (j.State == JobState.Running && (j.LeaseUntil == null || j.LeaseUntil < now))
                        )
                    )
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(j => j.State, JobState.Running)
                                .SetProperty(j => j.LeaseBy, holder)
                                .SetProperty(j => j.LeaseUntil, until)
                                .SetProperty(j => j.StartedAt, now)
                                .SetProperty(j => j.Attempts, j => j.Attempts + 1),
                        cancel
                    ),
            cancel
        );
        return won == 0 ? null : await db.Jobs.AsNoTracking().SingleAsync(j => j.Id == id, cancel);
    }

    /// <returns>
    /// What the run has to know: whether it still holds the job, and whether somebody wants it to end.
    /// </returns>
    public async Task<(bool Held, bool CancelWanted)> Renew(long id, string holder, CancellationToken cancel)
    {
        var until = clock.GetUtcNow() + times.Lease;
        bool held = await Change(id, holder, set => set.SetProperty(j => j.LeaseUntil, until), cancel);
        return (held, held && await CancelWanted(id, cancel));
    }

    /// <summary>Notes how far it is, which renews the lease as well.</summary>
    public async Task<(bool Held, bool CancelWanted)> Note(long id, string holder, long done, long total)
    {
        var until = clock.GetUtcNow() + times.Lease;
        bool held = await Change(
            id,
            holder,
            set =>
                set.SetProperty(j => j.Done, done)
                    .SetProperty(j => j.Total, total)
                    .SetProperty(j => j.LeaseUntil, until),
            CancellationToken.None
        );
        return (held, held && await CancelWanted(id, CancellationToken.None));
    }

    /// <returns>False if the run had lost the job meanwhile: then another writes how it ended.</returns>
    public Task<bool> End(long id, string holder, JobState state, string? result, string? error)
    {
        var now = clock.GetUtcNow();
        return Change(
            id,
            holder,
            set =>
                set.SetProperty(j => j.State, state)
                    .SetProperty(j => j.Result, result)
                    .SetProperty(j => j.Error, error)
                    .SetProperty(j => j.EndedAt, now)
                    .SetProperty(j => j.LeaseBy, (string?)null)
                    .SetProperty(j => j.LeaseUntil, (DateTimeOffset?)null),
            CancellationToken.None
        );
    }

    /// <summary>Back to the queue for another try.</summary>
    public Task<bool> Again(long id, string holder, DateTimeOffset due, string? error) =>
        Change(
            id,
            holder,
            set =>
                set.SetProperty(j => j.State, JobState.Waiting)
                    .SetProperty(j => j.DueAt, due)
                    .SetProperty(j => j.Error, error)
                    .SetProperty(j => j.ToldAt, (DateTimeOffset?)null)
                    .SetProperty(j => j.LeaseBy, (string?)null)
                    .SetProperty(j => j.LeaseUntil, (DateTimeOffset?)null),
            CancellationToken.None
        );

    /// <summary>
    /// At start: what a host held that is known to have ended need not wait until its lease is over. Elsewhere the
    /// lease decides.
    /// </summary>
    public async Task LetGoOfDead(CancellationToken cancel)
    {
        await using var db = contexts.Create();
        var past = clock.GetUtcNow().AddSeconds(-1);
        var held = await db
            .Jobs.Where(j => j.State == JobState.Running && j.LeaseBy != null)
            .Select(j => j.LeaseBy!)
            .ToListAsync(cancel);
        foreach (string holder in held.Where(JobHost.HasEnded))
            await Change(holder, past, cancel);
    }

    private async Task Change(string holder, DateTimeOffset past, CancellationToken cancel)
    {
        await using var db = contexts.Create();
        await db
            .Jobs.Where(j => j.LeaseBy == holder)
            .ExecuteUpdateAsync(
                set => set.SetProperty(j => j.LeaseUntil, past).SetProperty(j => j.ToldAt, (DateTimeOffset?)null),
                cancel
            );
    }

    /// <summary>The host stops: somebody else may have it at once, and the try does not count.</summary>
    public Task<bool> Release(long id, string holder) =>
        Change(
            id,
            holder,
            set =>
                set.SetProperty(j => j.State, JobState.Waiting)
                    .SetProperty(j => j.Attempts, j => j.Attempts - 1)
                    .SetProperty(j => j.ToldAt, (DateTimeOffset?)null)
                    .SetProperty(j => j.LeaseBy, (string?)null)
                    .SetProperty(j => j.LeaseUntil, (DateTimeOffset?)null),
            CancellationToken.None
        );

    private async Task<bool> CancelWanted(long id, CancellationToken cancel)
    {
        await using var db = contexts.Create();
        return await db.Jobs.AnyAsync(j => j.Id == id && j.CancelWanted, cancel);
    }

    private async Task<bool> Change(
        long id,
        string holder,
        Action<UpdateSettersBuilder<Job>> change,
        CancellationToken cancel
    )
    {
        await using var db = contexts.Create();
        int rows = await db.InTransaction(
            () => db.Jobs.Where(j => j.Id == id && j.LeaseBy == holder).ExecuteUpdateAsync(change, cancel),
            cancel
        );
        return rows > 0;
    }
}
