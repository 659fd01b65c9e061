using System.Globalization;
using Modular.Kernel.Calendar;
using Modular.Kernel.Texts;
using Modular.Kernel.Ui;

namespace Modular.Projects.Plan;

/// <summary>Rows, days and baselines of a plan as people read them.</summary>
internal static class PlanDisplay
{
    /// <summary>The name it was given, or the words of one the system keeps by itself.</summary>
    public static string Name(Words words, Baseline baseline) =>
        words.Has($"plan.baseline.{baseline.Name}") ? words[$"plan.baseline.{baseline.Name}"] : baseline.Name;

    public static Tone Tone(int? slip) => slip > 0 ? Kernel.Ui.Tone.Risk : Kernel.Ui.Tone.Good;

    /// <summary>How many working days the end lies later or earlier than was promised.</summary>
    public static string Slip(Words words, int? slip) =>
        slip switch
        {
            null => words["plan.slip.unknown"],
            > 0 => words["plan.slip.later", slip],
            < 0 => words["plan.slip.earlier", -slip],
            _ => words["plan.slip.none"],
        };

    public static string Look(TaskView t) =>
        (t.Critical ? "hot" : "")
        + (
            t.Task.IsGroup ? " is-group"
            : t.Task.GroupId is null ? ""
            : " is-in"
        );

    public static string Days(TaskView t) =>
        t.IsMilestone ? "◆"
        : t.Days == 0 ? "–"
        : t.Days.ToString(CultureInfo.InvariantCulture);

    /// <summary>A row's bar alone, for where the chart has no room.</summary>
    public static string Mini(TaskView t, GanttSpan span)
    {
        if (t is not { Starts: { } starts, Ends: { } ends })
            return "";
        double x = (starts.DayNumber - span.From.DayNumber) * 100.0 / span.Days;
        double width = Math.Max((ends.DayNumber - starts.DayNumber + 1) * 100.0 / span.Days, 1.5);
        return $"<svg class=\"g-mini{(t.Critical ? " hot" : "")}\" viewBox=\"0 0 100 8\" "
            + "preserveAspectRatio=\"none\" aria-hidden=\"true\">"
            + $"<rect x=\"{Short(x)}\" y=\"1\" width=\"{Short(width)}\" height=\"6\"/></svg>";
    }

    /// <summary>That a change takes another one back, or was taken back.</summary>
    public static string Undone(Words words, PlanChange change) =>
        change.IsUndo ? words["plan.change.undo"]
        : change.Undone ? words["plan.change.undone"]
        : "";

    /// <summary>The day of the week alone.</summary>
    public static string Weekday(DateOnly date) => Words.Date(date).Split(' ')[Words.IsEnglish ? 0 : 1];

    /// <summary>The day of the month, and why it is worked on or not where that is out of the ordinary.</summary>
    public static string Day(Words words, Day day) =>
        day.Date.Day.ToString(CultureInfo.InvariantCulture)
        + day.Kind switch
        {
            DayKind.MakeUp => " " + words["plan.week.make-up"],
            DayKind.Holiday => " " + day.Name,
            _ => "",
        };

    private static string Short(double n) => n.ToString("0.#", CultureInfo.InvariantCulture);
}
