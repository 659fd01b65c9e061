using Microsoft.EntityFrameworkCore;

namespace Modular.Appraisal.TwoWay;

/// <summary>One who scores and is scored: a community on side a, a partner unit or a member on side b.</summary>
internal sealed class Party
{
    public long RoundId { get; init; }
    public int Number { get; init; }
    public required string Side { get; init; }
    public int? UnitId { get; init; }
    public required string Code { get; init; }
    public required string Name { get; init; }

    /// <summary>Hash of the code by which somebody without an account scores.</summary>
    public string? Ticket { get; set; }
    public DateTimeOffset? HandedInAt { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Party>(e =>
        {
            e.HasKey(p => new { p.RoundId, p.Number });
            e.Property(p => p.Side).HasMaxLength(1);
            e.Property(p => p.Code).HasMaxLength(32);
            e.Property(p => p.Name).HasMaxLength(80);
            e.Property(p => p.Ticket).HasMaxLength(64);
            e.HasIndex(p => p.UnitId);
            e.HasIndex(p => p.Ticket).IsUnique();
        });
}
