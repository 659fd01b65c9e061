using Microsoft.EntityFrameworkCore;

namespace Modular.Projects.Plan;

/// <summary>
/// One change of a plan: what it touched before and after, so that it can be undone, told to whoever changed it at the
/// same time, and read later.
/// </summary>
internal sealed class PlanChange
{
    public long Id { get; init; }
    public long ProjectId { get; init; }

    /// <summary>The plan's version after it.</summary>
    public int Version { get; init; }
    public DateTimeOffset At { get; init; }
    public required string By { get; init; }
    public long? AccountId { get; init; }

    /// <summary>JSON of <see cref="PlanDelta"/>.</summary>
    public required string Delta { get; init; }

    /// <summary>Why the end moved beyond the baseline.</summary>
    public string? Reason { get; init; }

    /// <summary>It takes another change back.</summary>
    public bool IsUndo { get; init; }

    /// <summary>It was taken back.</summary>
    public bool Undone { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<PlanChange>(e =>
        {
            e.Property(c => c.Id).ValueGeneratedNever();
            e.Property(c => c.By).HasMaxLength(100);
            e.Property(c => c.Reason).HasMaxLength(200);
            e.HasIndex(c => new { c.ProjectId, c.Version }).IsUnique();
        });
}
