using Microsoft.EntityFrameworkCore;

namespace Modular.Projects.Report;

/// <summary>
/// What the team wrote for the summary report, as it stood after a save; every save is a version of its own.
/// </summary>
internal sealed class ReportText
{
    public long Id { get; init; }
    public long ProjectId { get; init; }
    public int No { get; init; }
    public DateTimeOffset At { get; init; }
    public required string By { get; init; }
    public string Overview { get; init; } = "";
    public string Implementation { get; init; } = "";
    public string Results { get; init; } = "";
    public string Experience { get; init; } = "";

    /// <summary>
    /// The figures as they stood when this version was handed in with an application; null for a version that was only
    /// written.
    /// </summary>
    public string? Figures { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<ReportText>(e =>
        {
            e.Property(t => t.Id).ValueGeneratedNever();
            e.Property(t => t.By).HasMaxLength(100);
            foreach (
                string part in new[] { nameof(Overview), nameof(Implementation), nameof(Results), nameof(Experience) }
            )
                e.Property(part).HasMaxLength(6000);
            e.HasIndex(t => new { t.ProjectId, t.No }).IsUnique();
        });
}
