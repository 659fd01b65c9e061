using System.Globalization;
using Modular.Kernel.Rules;

namespace Modular.Kernel.Calendar;

/// <summary>
/// The statutory working calendar: five-day weeks, holidays and make-up working days (调休) of the years it has data for.
/// It never guesses: a day of another year throws <see cref="YearMissing"/>, and counting stops there and says so.
/// </summary>
public sealed class WorkingCalendar(IEnumerable<int> years, IEnumerable<Day> exceptions)
{
    private const int Longest = 2000;
    private readonly HashSet<int> _years = [.. years];
    private readonly System.Collections.Concurrent.ConcurrentDictionary<int, int[]> _upTo = new();
    private readonly Dictionary<DateOnly, Day> _exceptions = exceptions.ToDictionary(d => d.Date);

    public IEnumerable<int> Years => _years.Order();

    public bool Knows(int year) => _years.Contains(year);

    /// <exception cref="YearMissing">No data for the year.</exception>
    public Day Classify(DateOnly date)
    {
        if (!_years.Contains(date.Year))
            throw new YearMissing(date.Year);
        if (_exceptions.TryGetValue(date, out var known))
            return known;
        return new(
            date,
            date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? DayKind.Weekend : DayKind.Workday,
            null
        );
    }

    /// <summary>
    /// The day <paramref name="workingDays"/> working days after <paramref name="start"/>, which itself is not counted.
    /// </summary>
    public Counting Count(DateOnly start, int workingDays, IReadOnlyList<Pause>? pauses = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(workingDays);
        var days = new List<CountedDay>();
        if (!Knows(start.Year))
            return new(start, workingDays, null, start.Year, days);
        days.Add(new(Classify(start), CountMark.Start, 0, null));
        int counted = 0;
        var date = start;
        while (counted < workingDays)
        {
            date = date.AddDays(1);
            if (!Knows(date.Year))
                return new(start, workingDays, null, date.Year, days);
            if (days.Count > Longest)
                return new(start, workingDays, null, null, days);
            var day = Classify(date);
            var pause = pauses?.FirstOrDefault(p => date >= p.From && (p.Until is null || date < p.Until));
            if (pause is not null)
            {
                days.Add(new(day, CountMark.Paused, 0, pause));
                if (pause.Until is null)
                    return new(start, workingDays, null, null, days);
            }
            else if (day.IsWorking)
                days.Add(new(day, CountMark.Counted, ++counted, null));
            else
                days.Add(new(day, CountMark.Skipped, 0, null));
        }

        return new(start, workingDays, date, null, days);
    }

    /// <summary>
    /// Working days after <paramref name="from"/> up to and including <paramref name="to"/>; negative when
    /// <paramref name="to"/> is earlier.
    /// </summary>
    /// <exception cref="YearMissing">A year in between has no data.</exception>
    public int Between(DateOnly from, DateOnly to)
    {
        if (to < from)
            return -Between(to, from);
        var first = from.AddDays(1);
        if (first > to)
            return 0;
        int count = 0;
        for (int year = first.Year; year <= to.Year; year++)
        {
            int[] upTo = UpTo(year);
            count +=
                upTo[year == to.Year ? to.DayOfYear : upTo.Length - 1]
                - (year == first.Year ? upTo[first.DayOfYear - 1] : 0);
        }

        return count;
    }

    /// <summary>
    /// Working days of a year up to and including each day of it; lists ask for dozens of spans per page.
    /// </summary>
    private int[] UpTo(int year) =>
        _upTo.GetOrAdd(
            year,
            _ =>
            {
                if (!Knows(year))
                    throw new YearMissing(year);
                int[] upTo = new int[DateTime.IsLeapYear(year) ? 367 : 366];
                for (int day = 1; day < upTo.Length; day++)
                    upTo[day] = upTo[day - 1] + (Classify(new DateOnly(year, 1, 1).AddDays(day - 1)).IsWorking ? 1 : 0);
                return upTo;
            }
        );

    /// <summary>The first year reached within three months that has no data, or null.</summary>
    public int? MissingSoon(DateOnly today)
    {
        if (!Knows(today.Year))
            return today.Year;
        int soon = today.AddMonths(3).Year;
        return Knows(soon) ? null : soon;
    }
}

public enum DayKind
{
    Workday,
    Weekend,
    Holiday,
    MakeUp,
}

/// <param name="Name">The holiday it belongs to, for holidays and make-up days.</param>
public readonly record struct Day(DateOnly Date, DayKind Kind, string? Name)
{
    public bool IsWorking => Kind is DayKind.Workday or DayKind.MakeUp;
}

/// <summary>
/// A span in which a limit stands still: from the first day up to, not including, the last; open while null.
/// </summary>
public sealed record Pause(DateOnly From, DateOnly? Until, string By, string Why);

public enum CountMark
{
    Start,
    Counted,
    Skipped,
    Paused,
}

/// <param name="Number">The working day's place in the count, for counted days.</param>
public sealed record CountedDay(Day Day, CountMark Mark, int Number, Pause? Pause);

/// <summary>A date and how it came about, day by day.</summary>
/// <param name="Due">Null while it cannot be known: a year without data lies in between, or a pause has no end.</param>
/// <param name="MissingYear">The year without data, if that is why.</param>
public sealed record Counting(
    DateOnly Start,
    int WorkingDays,
    DateOnly? Due,
    int? MissingYear,
    IReadOnlyList<CountedDay> Days
);

/// <summary>The calendar has no data for a year: an administrator has to enter or import it.</summary>
public sealed class YearMissing(int year) : Exception($"No working calendar for {year}."), IRefusal
{
    public int Year { get; } = year;

    string IRefusal.Key => "calendar.year-missing";

    IReadOnlyList<object?> IRefusal.Arguments => [Year.ToString(CultureInfo.InvariantCulture)];
}
