using Microsoft.EntityFrameworkCore;

namespace Modular.Appraisal.Ledger;

/// <summary>A round whose result is part of a composite.</summary>
internal sealed class Part
{
    public long RoundId { get; init; }
    public long PartRoundId { get; init; }
    public required string Name { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Part>(e =>
        {
            e.HasKey(p => new { p.RoundId, p.PartRoundId });
            e.Property(p => p.Name).HasMaxLength(40);
        });
}
