using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;

namespace Modular.Projects.Activities;

/// <summary>
/// A service that comes again and again at a fixed place. Its occurrences are activities of their own.
/// </summary>
internal sealed class ServiceSeries : IVersioned
{
    public long Id { get; init; }
    public long ProjectId { get; init; }
    public required string Title { get; set; }
    public long PlaceId { get; set; }
    public Rhythm Rhythm { get; set; }

    /// <summary>One bit a weekday, Sunday the lowest.</summary>
    public int Weekdays { get; set; }

    /// <summary>
    /// For <see cref="Rhythm.Weekly"/>: every so many weeks, counted from the week of <see cref="From"/>.
    /// </summary>
    public int Every { get; set; } = 1;

    /// <summary>
    /// For <see cref="Rhythm.Monthly"/>: the first to fourth such weekday of the month, or 5 for the last.
    /// </summary>
    public int Week { get; set; } = 1;
    public OnHolidays Holidays { get; set; }
    public DateOnly From { get; init; }
    public DateOnly Until { get; set; }
    public TimeOnly Start { get; set; }
    public TimeOnly End { get; set; }
    public int? Expected { get; set; }
    public bool Rotating { get; set; }

    /// <summary>The task of the plan its occurrences carry out.</summary>
    public long? TaskId { get; set; }

    /// <summary>
    /// Up to this day its occurrences stand; earlier than <see cref="Until"/> while a year's calendar is missing.
    /// </summary>
    public DateOnly PlannedUntil { get; set; }

    /// <summary>It ended before its time: what was to come is gone, what was stays.</summary>
    public DateOnly? GivenUpOn { get; set; }
    public string? GiveUpReason { get; set; }
    public int Version { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<ServiceSeries>(e =>
        {
            e.Property(s => s.Id).ValueGeneratedNever();
            e.Property(s => s.Title).HasMaxLength(80);
            e.Property(s => s.GiveUpReason).HasMaxLength(500);
            e.HasIndex(s => s.ProjectId);
        });
}

internal enum Rhythm
{
    Weekly,
    Monthly,
    WorkingDays,
}

internal enum OnHolidays
{
    Skip,
    Also,
}

/// <summary>The days a service has, and those it leaves out for a holiday.</summary>
/// <param name="Through">Up to this day the answer is complete.</param>
/// <param name="MissingYear">The year whose calendar is missing, if that is why it ends early.</param>
internal sealed record PlannedDays(
    IReadOnlyList<DateOnly> Days,
    IReadOnlyList<Day> LeftOut,
    DateOnly Through,
    int? MissingYear
);

/// <summary>From a rhythm to days, by the working calendar; it never guesses a year.</summary>
internal static class SeriesPlan
{
    public static PlannedDays Days(ServiceSeries s, DateOnly from, WorkingCalendar calendar)
    {
        List<DateOnly> days = [];
        List<Day> leftOut = [];
        bool asks = s.Rhythm == Rhythm.WorkingDays || s.Holidays == OnHolidays.Skip;
        for (var day = from < s.From ? s.From : from; day <= s.Until; day = day.AddDays(1))
        {
            if (asks && !calendar.Knows(day.Year))
                return new(days, leftOut, day.AddDays(-1), day.Year);
            if (s.Rhythm == Rhythm.WorkingDays)
            {
                if (calendar.Classify(day).IsWorking)
                    days.Add(day);
            }
            else if (Falls(s, day))
            {
                if (asks && calendar.Classify(day) is { Kind: DayKind.Holiday } holiday)
                    leftOut.Add(holiday);
                else
                    days.Add(day);
            }
        }

        return new(days, leftOut, s.Until, null);
    }

    private static bool Falls(ServiceSeries s, DateOnly day)
    {
        if ((s.Weekdays & (1 << (int)day.DayOfWeek)) == 0)
            return false;
        if (s.Rhythm == Rhythm.Weekly)
            return (Monday(day).DayNumber - Monday(s.From).DayNumber) / 7 % Math.Max(1, s.Every) == 0;
        return s.Week == 5 ? day.AddDays(7).Month != day.Month : (day.Day - 1) / 7 + 1 == s.Week;
    }

    private static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
