using System.Globalization;
using Modular.Kernel.Calendar;
using Modular.Kernel.Texts;

namespace Modular.Host;

/// <summary>A date counted in working days, in words: what it is and how each day on the way counts.</summary>
internal static class CountingDisplay
{
    public static string Due(Words words, Counting counting, bool notice) =>
        counting switch
        {
            { Due: { } due } => words[notice ? "clock.due.notice" : "clock.due", counting.WorkingDays, due],
            { MissingYear: { } year } => words["clock.missing-year", year.ToString(CultureInfo.InvariantCulture)],
            _ => words["clock.open-pause"],
        };

    public static string Day(Words words, CountedDay day, bool notice) =>
        (day.Mark, day.Day.Kind) switch
        {
            (CountMark.Start, _) => words[notice ? "clock.start.notice" : "clock.start"],
            (CountMark.Counted, DayKind.MakeUp) => words["clock.make-up", day.Number, day.Day.Name],
            (CountMark.Counted, _) => words["clock.counted", day.Number],
            (CountMark.Paused, _) => words["clock.paused", day.Pause!.By, day.Pause.Why],
            (_, DayKind.Holiday) => words["clock.holiday", day.Day.Name],
            _ => words["clock.weekend"],
        };
}
