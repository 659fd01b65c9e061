using Microsoft.EntityFrameworkCore;

namespace Modular.Kernel.Calendar;

/// <summary>A year the calendar has data for, and where that came from.</summary>
public sealed class CalendarYear
{
    public int Year { get; init; }
    public required string Source { get; set; }
    public DateTimeOffset EnteredAt { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<CalendarYear>(e =>
        {
            e.HasKey(y => y.Year);
            e.Property(y => y.Year).ValueGeneratedNever();
            e.Property(y => y.Source).HasMaxLength(200);
        });
}
