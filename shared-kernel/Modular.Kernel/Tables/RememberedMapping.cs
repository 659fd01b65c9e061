using Microsoft.EntityFrameworkCore;

namespace Modular.Kernel.Tables;

/// <summary>How a unit's file headings were matched to columns last time.</summary>
public sealed class RememberedMapping
{
    public required string Table { get; init; }
    public int UnitId { get; init; }

    /// <summary>Digest of the headings, so that the same file shape finds its mapping again.</summary>
    public required string Headings { get; init; }

    /// <summary>JSON: column key to heading.</summary>
    public required string Columns { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<RememberedMapping>(e =>
        {
            e.HasKey(m => new
            {
                m.Table,
                m.UnitId,
                m.Headings,
            });
            e.Property(m => m.Table).HasMaxLength(40);
            e.Property(m => m.Headings).HasMaxLength(64);
        });
}
