using Microsoft.EntityFrameworkCore;

namespace Modular.Projects.Effect;

/// <summary>
/// One figure of a target as it was found on a day. Rows are added and never changed; of the figures after, the newest
/// day counts.
/// </summary>
internal sealed class Measurement
{
    public long Id { get; init; }
    public long ProjectId { get; init; }
    public long TargetId { get; init; }

    /// <summary>The figure after; otherwise the one before.</summary>
    public bool End { get; init; }

    /// <summary>In thousandths.</summary>
    public long Milli { get; init; }
    public int? Asked { get; init; }
    public DateOnly On { get; init; }
    public required string Source { get; init; }

    /// <summary>Why a figure before was put right.</summary>
    public string? Reason { get; init; }
    public DateTimeOffset At { get; init; }
    public required string By { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Measurement>(e =>
        {
            e.Property(m => m.Id).ValueGeneratedNever();
            e.Property(m => m.Source).HasMaxLength(200);
            e.Property(m => m.Reason).HasMaxLength(200);
            e.Property(m => m.By).HasMaxLength(100);
            e.HasIndex(m => m.ProjectId);
        });
}
