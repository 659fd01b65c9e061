using System.Globalization;
using Modular.Kernel.Calendar;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;

namespace Modular.Host.Pages.Admin;

/// <summary>A year of the calendar as lines people can copy from the notice: date or span, kind, name.</summary>
internal static class CalendarText
{
    public static IEnumerable<string> Write(WorkingCalendar calendar, int year, Words words)
    {
        if (!calendar.Knows(year))
            yield break;
        for (var date = new DateOnly(year, 1, 1); date.Year == year; date = date.AddDays(1))
        {
            var day = calendar.Classify(date);
            if (day.Kind is DayKind.Holiday or DayKind.MakeUp)
                yield return $"{date:yyyy-MM-dd} {words.Of(day.Kind)} {day.Name}";
        }
    }

    /// <exception cref="RuleBroken">A line is not understood; the message names it.</exception>
    public static YearData Read(int year, string text, string source, Words words)
    {
        var days = new List<Day>();
        int number = 0;
        foreach (string line in text.Split('\n', StringSplitOptions.TrimEntries))
        {
            number++;
            if (line.Length == 0)
                continue;
            string[] parts = line.Split(
                [' ', '\t', ','],
                3,
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            );
            if (parts.Length != 3)
                throw new RuleBroken("calendar.line", number, line);
            string[] span = parts[0].Split("..");
            if (
                !DateOnly.TryParseExact(
                    span[0],
                    "yyyy-MM-dd",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out var from
                )
                || !DateOnly.TryParseExact(
                    span[^1],
                    "yyyy-MM-dd",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out var to
                )
                || to < from
                || to.DayNumber - from.DayNumber > 31
            )
                throw new RuleBroken("calendar.line", number, line);
            var kind =
                words.Both("enum.DayKind.Holiday").Contains(parts[1]) ? DayKind.Holiday
                : words.Both("enum.DayKind.MakeUp").Contains(parts[1]) ? DayKind.MakeUp
                : throw new RuleBroken("calendar.line", number, line);
            for (var date = from; date <= to; date = date.AddDays(1))
                days.Add(new(date, kind, parts[2]));
        }

        return new(year, source, days);
    }
}
