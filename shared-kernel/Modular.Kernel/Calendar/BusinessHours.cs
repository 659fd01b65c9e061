using System.Globalization;
using Modular.Kernel.Rules;
using Modular.Language;

namespace Modular.Kernel.Calendar;

/// <summary>When a unit is open: on working days (make-up days too), on weekends, on statutory holidays.</summary>
public sealed record BusinessHours(
    IReadOnlyList<OpenSpan> Workdays,
    IReadOnlyList<OpenSpan> Weekends,
    IReadOnlyList<OpenSpan> Holidays
)
{
    private const int Farthest = 60;

    /// <summary>What holds where neither the unit nor one above it has said otherwise.</summary>
    public static readonly BusinessHours Usual = new(Parse("08:30-12:00 14:00-17:30"), [], []);

    public IReadOnlyList<OpenSpan> On(Day day) =>
        day.Kind switch
        {
            DayKind.Holiday => Holidays,
            DayKind.Weekend => Weekends,
            _ => Workdays,
        };

    /// <exception cref="YearMissing">No calendar for the year.</exception>
    public bool IsOpen(DateTimeOffset at, WorkingCalendar calendar) => Until(at, calendar) is not null;

    /// <summary>When it closes, if it is open now.</summary>
    public TimeOnly? Until(DateTimeOffset at, WorkingCalendar calendar)
    {
        var local = LocalTime.Local(at);
        var time = TimeOnly.FromDateTime(local.DateTime);
        foreach (var span in On(calendar.Classify(DateOnly.FromDateTime(local.DateTime))))
            if (time >= span.From && time < span.To)
                return span.To;
        return null;
    }

    /// <summary>
    /// The next opening after <paramref name="at"/>; null when there is none within sixty days or the calendar ends
    /// before.
    /// </summary>
    public (DateOnly Day, TimeOnly At)? NextOpening(DateTimeOffset at, WorkingCalendar calendar)
    {
        var local = LocalTime.Local(at);
        var (today, time) = (DateOnly.FromDateTime(local.DateTime), TimeOnly.FromDateTime(local.DateTime));
        for (int i = 0; i < Farthest; i++)
        {
            var day = today.AddDays(i);
            if (!calendar.Knows(day.Year))
                return null;
            foreach (var span in On(calendar.Classify(day)))
                if (i > 0 || span.From > time)
                    return (day, span.From);
        }

        return null;
    }

    /// <summary>Open time between two instants: how long something really waited.</summary>
    /// <exception cref="YearMissing">A year in between has no data.</exception>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset to, WorkingCalendar calendar)
    {
        var (start, end) = (LocalTime.Local(from).DateTime, LocalTime.Local(to).DateTime);
        var open = TimeSpan.Zero;
        for (var day = DateOnly.FromDateTime(start); day <= DateOnly.FromDateTime(end); day = day.AddDays(1))
            foreach (var span in On(calendar.Classify(day)))
            {
                var (first, last) = (day.ToDateTime(span.From), day.ToDateTime(span.To));
                if (first < start)
                    first = start;
                if (last > end)
                    last = end;
                if (last > first)
                    open += last - first;
            }

        return open;
    }

    /// <summary>Reads <c>08:30-12:00 14:00-17:30</c>; empty means closed.</summary>
    /// <exception cref="RuleBroken">Not understood, or spans overlap.</exception>
    public static IReadOnlyList<OpenSpan> Parse(string? text)
    {
        var spans = new List<OpenSpan>();
        foreach (
            string part in Width
                .Narrow(text ?? "")
                .Split(
                    [' ', ',', ';', '\u3001'],
                    StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
                )
        )
        {
            string[] ends = part.Split('-', '~', '\u2014');
            if (
                ends.Length != 2
                || !TimeOnly.TryParseExact(
                    ends[0],
                    "H:mm",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out var from
                )
                || !TimeOnly.TryParseExact(
                    ends[1],
                    "H:mm",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out var to
                )
                || to <= from
            )
                throw new RuleBroken("hours.not-understood", part);
            if (spans.Count > 0 && from < spans[^1].To)
                throw new RuleBroken("hours.overlap", part);
            spans.Add(new(from, to));
        }

        return spans;
    }

    public static string Text(IReadOnlyList<OpenSpan> spans) => string.Join(' ', spans);
}

/// <summary>A span of one day's clock time, local, end not included.</summary>
public readonly record struct OpenSpan(TimeOnly From, TimeOnly To)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From:HH:mm}-{To:HH:mm}");
}
