using Microsoft.EntityFrameworkCore;

namespace Modular.Kernel.Data;

/// <summary>
/// One piece of long work, its progress and its end, as the status page shows it. The row is the truth: the engine is
/// only told its number, perhaps twice, perhaps never.
/// </summary>
public sealed class Job : IScoped
{
    public long Id { get; init; }
    public required string Kind { get; init; }

    /// <summary>What it works on, in words people recognise: a file's name, a round's title.</summary>
    public required string Title { get; init; }
    public required string Arguments { get; init; }
    public JobState State { get; set; }
    public int UnitId { get; init; }
    public required string UnitPath { get; init; }
    public long? AccountId { get; init; }
    public required string By { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Not before: after a failed try the next one waits.</summary>
    public DateTimeOffset DueAt { get; set; }

    /// <summary>When the engine was last told; null while it was not.</summary>
    public DateTimeOffset? ToldAt { get; set; }

    /// <summary>The run that holds it. Only the holder may write how it ended.</summary>
    public string? LeaseBy { get; set; }

    /// <summary>A holder that has not renewed by then is taken for dead.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }
    public DateTimeOffset? StartedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public int Attempts { get; set; }
    public long Done { get; set; }
    public long Total { get; set; }

    /// <summary>JSON for the page that asked for the work, and where an interrupted run goes on.</summary>
    public string? Checkpoint { get; set; }
    public string? Result { get; set; }
    public string? Error { get; set; }
    public bool CancelWanted { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Job>(e =>
        {
            e.Property(j => j.Id).ValueGeneratedNever();
            e.Property(j => j.Kind).HasMaxLength(60);
            e.Property(j => j.Title).HasMaxLength(200);
            e.Property(j => j.UnitPath).HasMaxLength(200);
            e.Property(j => j.By).HasMaxLength(100);
            e.Property(j => j.LeaseBy).HasMaxLength(100);
            e.Property(j => j.Error).HasMaxLength(1000);
            e.HasIndex(j => j.State);
        });
}

public enum JobState
{
    Waiting,
    Running,
    Done,
    Failed,
    Parked,
    Cancelled,
}
