using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;
using Modular.Kernel.Units;

namespace Modular.Kernel.Jobs;

/// <summary>
/// Asks for long work. The row is written with the caller's change; the engine is told once that is committed.
/// </summary>
public sealed class JobQueue(KernelDb db, UnitDirectory units, TimeProvider clock)
{
    /// <summary>After so many failed tries a job is parked and waits for a person.</summary>
    public const int Tries = 3;

    /// <summary>A database that is away is nobody's mistake and may stay away for some minutes.</summary>
    public const int TriesInOutage = 12;

    /// <summary>A job whose host ended so often while it ran is likely what ends it.</summary>
    public const int TriesLost = 5;

    /// <summary>
    /// A job that is there exactly if what <paramref name="within"/> saves next is: nothing is lost between the two,
    /// and nothing runs for a change that was taken back. The caller saves.
    /// </summary>
    public async Task<long> Ask(
        ModuleDb within,
        string kind,
        string title,
        object arguments,
        int unitId,
        CancellationToken cancel
    )
    {
        var unit = (await units.Tree(cancel)).Find(unitId) ?? throw new NotFound();
        var now = clock.GetUtcNow();
        var job = new Job
        {
            Id = Ids.Next(clock),
            Kind = kind,
            Title = title.Length > 200 ? title[..200] : title,
            Arguments = JsonSerializer.Serialize(arguments),
            UnitId = unit.Id,
            UnitPath = unit.Path,
            AccountId = within.Acting.AccountId,
            By = within.Acting.Name,
            CreatedAt = now,
            DueAt = now,
        };
        within.Ask(job);
        within.Record("job.asked", $"job:{job.Id}", after: new { kind, title });
        return job.Id;
    }

    /// <summary>The same where nothing else is to be saved with it.</summary>
    public async Task<long> Enqueue(string kind, string title, object arguments, int unitId, CancellationToken cancel)
    {
        long id = await Ask(db, kind, title, arguments, unitId, cancel);
        await db.SaveChangesAsync(cancel);
        return id;
    }

    public async Task Cancel(long id, CancellationToken cancel)
    {
        var job = await Find(id, cancel);
        if (job.State is not (JobState.Waiting or JobState.Running))
            throw new RuleBroken("job.not-running");
        job.CancelWanted = true;
        if (job.State == JobState.Waiting)
            (job.State, job.EndedAt) = (JobState.Cancelled, clock.GetUtcNow());
        db.Record("job.cancel-asked", $"job:{job.Id}");
        await db.SaveChangesAsync(cancel);
    }

    public async Task Retry(long id, CancellationToken cancel)
    {
        var job = await Find(id, cancel);
        if (job.State is not (JobState.Parked or JobState.Failed or JobState.Cancelled))
            throw new RuleBroken("job.not-parked");
        (job.State, job.Attempts, job.CancelWanted, job.Error, job.EndedAt) = (JobState.Waiting, 0, false, null, null);
        (job.DueAt, job.ToldAt, job.LeaseBy, job.LeaseUntil) = (clock.GetUtcNow(), null, null, null);
        db.TellJob(job.Id);
        db.Record("job.retried", $"job:{job.Id}");
        await db.SaveChangesAsync(cancel);
    }

    private async Task<Job> Find(long id, CancellationToken cancel) =>
        await db.Jobs.SingleOrDefaultAsync(j => j.Id == id, cancel) ?? throw new NotFound();
}
