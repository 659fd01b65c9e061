using Modular.Kernel.Calendar;

namespace Modular.Projects.Plan;

/// <summary>
/// The working days of a plan, numbered from its first one: all sums of the schedule are sums of these numbers. It ends
/// where the calendar ends; a place beyond has a number and no date.
/// </summary>
internal sealed class WorkingAxis
{
    private const int MostYears = 10;
    private readonly DateOnly _from;
    private readonly DateOnly[] _days;

    /// <summary>For each calendar day since <see cref="_from"/>: how many working days come before it.</summary>
    private readonly int[] _before;

    /// <exception cref="YearMissing">No calendar for the year it begins in.</exception>
    public WorkingAxis(WorkingCalendar calendar, DateOnly from)
    {
        _from = from;
        int last = from.Year;
        while (calendar.Knows(last + 1) && last - from.Year < MostYears)
            last++;
        var end = new DateOnly(last, 12, 31);
        int span = end.DayNumber - from.DayNumber + 1;
        var days = new List<DateOnly>(span);
        _before = new int[span];
        for (int i = 0; i < span; i++)
        {
            _before[i] = days.Count;
            var day = calendar.Classify(from.AddDays(i));
            if (day.IsWorking)
                days.Add(day.Date);
        }

        _days = [.. days];
        FirstMissing = last + 1;
    }

    private WorkingAxis(int year) => (_days, _before, FirstMissing) = ([], [], year);

    /// <summary>No day has a date: no calendar knows the year it begins in.</summary>
    public static WorkingAxis Unknown(int year) => new(year);

    public int Count => _days.Length;

    /// <summary>The year in which it ends for want of a calendar.</summary>
    public int FirstMissing { get; }

    /// <summary>The date of a numbered working day; null beyond the end of the calendar.</summary>
    public DateOnly? this[int number] => Math.Max(number, 0) is var at && at < _days.Length ? _days[at] : null;

    /// <summary>The number of the first working day on or after a date; 0 for dates before the beginning.</summary>
    /// <exception cref="YearMissing">The date lies beyond the calendar.</exception>
    public int OnOrAfter(DateOnly date)
    {
        if (date <= _from)
            return 0;
        int at = date.DayNumber - _from.DayNumber;
        return at < _before.Length ? _before[at] : throw new YearMissing(date.Year);
    }

    public bool IsWorking(DateOnly date) =>
        date >= _from && OnOrAfter(date) is var n && n < _days.Length && _days[n] == date;
}
