using Microsoft.EntityFrameworkCore;

namespace Modular.Kernel.Calendar;

/// <summary>A day that is not what its weekday says.</summary>
public sealed class CalendarDay
{
    public DateOnly Date { get; init; }
    public DayKind Kind { get; set; }
    public required string Name { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<CalendarDay>(e =>
        {
            e.HasKey(d => d.Date);
            e.Property(d => d.Name).HasMaxLength(40);
        });
}
