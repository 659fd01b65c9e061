using Microsoft.EntityFrameworkCore;

namespace Modular.Projects.Domain;

/// <summary>
/// One measurable aim: a figure before, the figure wanted, and the figure after. Figures are thousandths (41.3 % is 41
/// 300); a share also says of how many people asked, so that its interval can be told.
/// </summary>
internal sealed class Target
{
    public long Id { get; init; }
    public long ProjectId { get; init; }
    public int Place { get; init; }
    public required string Name { get; init; }
    public string Unit { get; init; } = "";
    public TargetKind Kind { get; init; }
    public long? StartMilli { get; set; }
    public int? StartAsked { get; set; }
    public long GoalMilli { get; init; }
    public long? EndMilli { get; set; }
    public int? EndAsked { get; set; }

    /// <summary>Where the figure comes from: counted, asked, taken from a ledger.</summary>
    public string Source { get; set; } = "";
    public DateOnly? MeasuredOn { get; set; }
    public string? MeasuredBy { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Target>(e =>
        {
            e.Property(t => t.Id).ValueGeneratedNever();
            e.Property(t => t.Name).HasMaxLength(60);
            e.Property(t => t.Unit).HasMaxLength(10);
            e.Property(t => t.Source).HasMaxLength(200);
            e.Property(t => t.MeasuredBy).HasMaxLength(100);
            e.HasIndex(t => t.ProjectId);
        });
}

/// <summary>What kind of figure a target is: how many, what share of those asked, or a mean.</summary>
internal enum TargetKind
{
    Count,
    Share,
    Mean,
}
