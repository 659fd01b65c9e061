using Microsoft.EntityFrameworkCore;

namespace Modular.Kernel.Data;

/// <summary>The last number given out for one kind, unit and year.</summary>
public sealed class NumberCounter
{
    /// <summary>Such as <c>XQ-2026</c>: kind, and unit where the kind counts per unit, and year.</summary>
    public required string Series { get; init; }

    public int Last { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<NumberCounter>(e =>
        {
            e.HasKey(c => c.Series);
            e.Property(c => c.Series).HasMaxLength(60);
        });
}
