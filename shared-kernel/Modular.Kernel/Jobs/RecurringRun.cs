using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;

namespace Modular.Kernel.Jobs;

/// <summary>
/// One run of recurring work: when it was due, when it ran, how it ended. One row for each time it is due.
/// </summary>
public sealed class RecurringRun
{
    public long Id { get; init; }
    public required string Kind { get; init; }

    /// <summary>
    /// The time it was due. Unique for a kind: several hosts, or an engine that tells twice, give one run.
    /// </summary>
    public DateTimeOffset Slot { get; init; }
    public DateTimeOffset StartedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Running, Done or Failed.</summary>
    public JobState State { get; set; }
    public int Attempts { get; set; }

    /// <summary>The host it ran on.</summary>
    public required string LeaseBy { get; set; }
    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>What it says of what it did, or null.</summary>
    public string? Result { get; set; }
    public string? Error { get; set; }

    public TimeSpan? Took => EndedAt - StartedAt;

    internal static void Shape(ModelBuilder model) =>
        model.Entity<RecurringRun>(e =>
        {
            e.Property(r => r.Id).ValueGeneratedNever();
            e.Property(r => r.Kind).HasMaxLength(60);
            e.Property(r => r.LeaseBy).HasMaxLength(100);
            e.Property(r => r.Error).HasMaxLength(1000);
            e.HasIndex(r => new { r.Kind, r.Slot }).IsUnique();
        });
}
