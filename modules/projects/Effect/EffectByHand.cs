using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;

namespace Modular.Projects.Effect;

/// <summary>
/// Satisfaction and tickets before and after as somebody counted them, where no needs are kept in this system. Nothing
/// is filled in that nobody counted.
/// </summary>
internal sealed class EffectByHand : IVersioned
{
    public long ProjectId { get; init; }
    public int? RatedBefore { get; set; }
    public int? SatisfiedBefore { get; set; }
    public int? RatedAfter { get; set; }
    public int? SatisfiedAfter { get; set; }
    public int? TicketsBefore { get; set; }

    /// <summary>Whole months the tickets were counted over.</summary>
    public int? MonthsBefore { get; set; }
    public int? TicketsAfter { get; set; }
    public int? MonthsAfter { get; set; }
    public required string Source { get; set; }
    public required string By { get; set; }
    public DateTimeOffset At { get; set; }
    public int Version { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<EffectByHand>(e =>
        {
            e.HasKey(x => x.ProjectId);
            e.Property(x => x.ProjectId).ValueGeneratedNever();
            e.Property(x => x.Source).HasMaxLength(200);
            e.Property(x => x.By).HasMaxLength(100);
        });
}
