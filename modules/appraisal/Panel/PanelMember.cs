using Microsoft.EntityFrameworkCore;

namespace Modular.Appraisal.Panel;

internal sealed class PanelMember
{
    public long RoundId { get; init; }
    public long AccountId { get; init; }
    public required string Name { get; init; }
    public DateTimeOffset? HandedInAt { get; set; }

    /// <summary>Somebody else judges in their stead; what they gave before is kept and does not count.</summary>
    public long? ReplacedById { get; set; }
    public string? ReplacedBecause { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<PanelMember>(e =>
        {
            e.HasKey(p => new { p.RoundId, p.AccountId });
            e.Property(p => p.Name).HasMaxLength(64);
            e.Property(p => p.ReplacedBecause).HasMaxLength(300);
            e.HasIndex(p => p.AccountId);
        });
}
