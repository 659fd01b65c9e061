using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;

namespace Modular.Kernel.Privacy;

/// <summary>
/// Every night: whatever the registers name goes at its end, in batches, each in its module's own transaction. Cut off
/// anywhere and run again it goes on where it stopped; run twice it finds nothing.
/// </summary>
internal sealed class EraseExpired(
    IEnumerable<IPersonalRegister> registers,
    RetentionPeriods periods,
    KernelDb db,
    TimeProvider clock
) : IJobWork
{
    public const string Kind = "kernel.retention";

    private const int Batch = 500;

    /// <summary>The rest waits for the next night, so that one run ends.</summary>
    private const int MostBatches = 200;

    public async Task<string?> Run(JobRun run, CancellationToken cancel)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var faults = new List<Exception>();
        foreach (var entry in registers.SelectMany(r => r.Entries).Where(e => e.Rule is not null))
        {
            try
            {
                if (await Expire(entry, cancel) is > 0 and var gone)
                    counts[entry.Id] = gone;
            }
            catch (Exception problem) when (!problem.IsAskedBy(cancel))
            {
                // One kind that cannot be erased must not keep all others for ever.
                faults.Add(problem);
                db.Discard();
            }
        }

        int total = counts.Values.Sum();
        string json = JsonSerializer.Serialize(counts);
        db.RetentionRuns.Add(
            new()
            {
                Id = Ids.Next(clock),
                At = clock.GetUtcNow(),
                Counts = json,
                Total = total,
            }
        );
        if (total > 0)
            db.Record("retention.run", "privacy:retention", after: counts);
        await db.SaveChangesAsync(cancel);
        // Seen as failed among the recurring work, and tried again.
        if (faults.Count > 0)
            throw new AggregateException(faults);
        return total == 0 ? null : json;
    }

    private async Task<int> Expire(PersonalEntry entry, CancellationToken cancel)
    {
        var before = clock.GetUtcNow().AddDays(-await periods.Days(entry, cancel));
        int gone = 0;
        for (int i = 0; i < MostBatches; i++)
        {
            int some = await entry.Expire(before, Batch, cancel);
            gone += some;
            if (some < Batch)
                break;
        }

        return gone;
    }
}

/// <summary>What one run let go of, for people to see.</summary>
public sealed class RetentionRun
{
    public long Id { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>JSON: entry to number of rows; entries of which there were none are left out.</summary>
    public required string Counts { get; init; }
    public int Total { get; init; }

    public IReadOnlyDictionary<string, int> Of() => JsonSerializer.Deserialize<Dictionary<string, int>>(Counts) ?? [];

    internal static void Shape(ModelBuilder model) =>
        model.Entity<RetentionRun>(e => e.Property(r => r.Id).ValueGeneratedNever());
}
