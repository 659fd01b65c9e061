using Modular.Kernel.Calendar;
using Modular.Projects.Domain;

namespace Modular.Projects.Activities;

/// <summary>A month as a calendar shows it: whole weeks from Monday, each day with its activities.</summary>
internal static class MonthSheet
{
    /// <param name="month">Its first day.</param>
    /// <param name="newestFirst">Activities of the month in the order of the list.</param>
    public static IEnumerable<IReadOnlyList<MonthDay>> Weeks(DateOnly month, IEnumerable<Activity> newestFirst)
    {
        var byDay = newestFirst.ToLookup(a => a.StartsAt.LocalDate());
        var monday = month.AddDays(-(((int)month.DayOfWeek + 6) % 7));
        for (var week = monday; week < month.AddMonths(1); week = week.AddDays(7))
            yield return [.. Enumerable.Range(0, 7).Select(i => Day(week.AddDays(i)))];

        MonthDay Day(DateOnly day) =>
            day.Month != month.Month
                ? new(day, "other", [])
                : new(day, byDay.Contains(day) ? "has" : "empty-day", [.. byDay[day].Reverse()]);
    }
}

/// <param name="Look">How it looks: of another month, with something on, or empty.</param>
internal sealed record MonthDay(DateOnly Date, string Look, IReadOnlyList<Activity> Activities);
