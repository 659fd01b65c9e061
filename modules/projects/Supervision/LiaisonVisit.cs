using Microsoft.EntityFrameworkCore;

namespace Modular.Projects.Supervision;

/// <summary>A visit of the liaison leader to the project (包联).</summary>
internal sealed class LiaisonVisit
{
    public long Id { get; init; }
    public long ProjectId { get; init; }
    public DateOnly On { get; init; }

    /// <summary>Who went, as written on that day: leaders change.</summary>
    public required string Leader { get; init; }
    public string Findings { get; init; } = "";
    public required string By { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>The account of who went, where the name is that of somebody in the unit or above it.</summary>
    public long? LeaderId { get; init; }

    /// <summary>Written down wrongly: struck out with a reason, never deleted.</summary>
    public DateTimeOffset? StruckAt { get; set; }
    public string? StruckBy { get; set; }
    public string? StruckWhy { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<LiaisonVisit>(e =>
        {
            e.Property(v => v.StruckBy).HasMaxLength(100);
            e.Property(v => v.StruckWhy).HasMaxLength(500);
            e.Property(v => v.Id).ValueGeneratedNever();
            e.Property(v => v.Leader).HasMaxLength(40);
            e.Property(v => v.Findings).HasMaxLength(2000);
            e.Property(v => v.By).HasMaxLength(100);
            e.HasIndex(v => new { v.ProjectId, v.On });
            e.HasIndex(v => v.On);
        });
}
