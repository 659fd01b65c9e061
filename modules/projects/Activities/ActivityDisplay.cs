using System.Globalization;
using Modular.Kernel.Calendar;
using Modular.Kernel.Texts;
using Modular.Kernel.Ui;
using Modular.Projects.Domain;

namespace Modular.Projects.Activities;

/// <summary>Activities and services in words.</summary>
internal static class ActivityDisplay
{
    public static Tone Tone(Activity a, DateTimeOffset now) =>
        a.State switch
        {
            ActivityState.Held => Kernel.Ui.Tone.Good,
            ActivityState.Cancelled => Kernel.Ui.Tone.Plain,
            _ => a.EndsAt < now ? Kernel.Ui.Tone.Risk : Kernel.Ui.Tone.Waiting,
        };

    public static string State(Words words, Activity a, DateTimeOffset now) =>
        a.State == ActivityState.Planned && a.EndsAt < now ? words["activity.unmarked"] : words.Of(a.State);

    /// <summary>The day and from when to when.</summary>
    public static string When(Activity a) =>
        $"{Words.Date(a.StartsAt.LocalDate())} {Clock(a.StartsAt)}–{Clock(a.EndsAt)}";

    /// <summary>That it was written down long afterwards; empty where it was not.</summary>
    public static string Late(Words words, Activity a) =>
        a.LateDays is { } days ? words["activity.late-record", days] : "";

    /// <summary>That its days beyond a year still wait for that year's calendar.</summary>
    public static string Waits(Words words, ServiceSeries s, DateOnly today) =>
        words[
            "series.waits",
            s.PlannedUntil.AddDays(1).Year.ToString(CultureInfo.InvariantCulture),
            Words.ShortDate(s.PlannedUntil, today)
        ];

    public static string Clock(DateTimeOffset at) => at.Local().ToString("HH:mm", CultureInfo.InvariantCulture);

    public static string Rhythm(Words words, ServiceSeries s)
    {
        string days = string.Join(
            words["list.comma"],
            Enumerable
                .Range(1, 7)
                .Select(d => d % 7)
                .Where(d => (s.Weekdays & (1 << d)) != 0)
                .Select(d => words[$"series.day.{d}"])
        );
        string when = s.Rhythm switch
        {
            Activities.Rhythm.WorkingDays => words["series.say.working"],
            Activities.Rhythm.Monthly => words["series.say.monthly", words[$"series.week.{s.Week}"], days],
            _ => s.Every == 1 ? words["series.say.weekly", days] : words["series.say.weeks", s.Every, days],
        };
        return $"{when} {s.Start:HH\\:mm}–{s.End:HH\\:mm}"
            + (s.Rhythm == Activities.Rhythm.WorkingDays ? "" : words["series.say.holidays", words.Of(s.Holidays)]);
    }
}
