using System.Globalization;
using Modular.Kernel.Texts;
using Modular.Projects.Domain;

namespace Modular.Projects.Effect;

/// <summary>What a project brought about, in words and figures.</summary>
internal static class EffectDisplay
{
    public static string Number(double x) => x.ToString("0.#", CultureInfo.InvariantCulture);

    public static string Number(double? x) => x is { } n ? Number(n) : "–";

    public static string Percent(double share) => Number(share * 100) + "%";

    public static string Span((double Lower, double Upper)? interval) =>
        interval is { } i ? $"{Number(i.Lower)}–{Number(i.Upper)}" : "";

    /// <summary>A figure that was entered, and of how many people.</summary>
    public static string Figure(Words words, Measurement m, Target target) =>
        TargetDisplay.Figure(m.Milli, target)
        + (m.Asked is { } people ? $" ({words["projects.effect.people", people]})" : "");

    /// <summary>By how much it rose or fell; between what where that is not sure.</summary>
    public static string Change(Words words, (double Lower, double Upper) change)
    {
        string key =
            change.Lower > 0 ? "projects.effect.rose"
            : change.Upper < 0 ? "projects.effect.fell"
            : "projects.effect.between";
        var (near, far) = change.Upper < 0 ? (change.Upper, change.Lower) : (change.Lower, change.Upper);
        return words[key, Number(Math.Abs(near)), Number(Math.Abs(far))];
    }

    /// <summary>The same for the public, who is spared intervals that say nothing.</summary>
    public static string PublicChange(Words words, (double Lower, double Upper) change) =>
        change.Lower > 0 ? words["projects.effect.public.up", PublicSpan(change)]
        : change.Upper < 0 ? words["projects.effect.public.down", PublicSpan(change)]
        : words["projects.effect.public.unsure"];

    /// <summary>Without a sign, the smaller figure first.</summary>
    public static string PublicSpan((double Lower, double Upper) interval)
    {
        var (a, b) = (Math.Abs(interval.Lower), Math.Abs(interval.Upper));
        return $"{Number(Math.Min(a, b))}–{Number(Math.Max(a, b))}";
    }

    public static string Share((int Rated, int Satisfied) of) =>
        of.Rated == 0 ? "–" : $"{Number(100.0 * of.Satisfied / of.Rated)}%";

    /// <summary>The share of those content, and how many of how many.</summary>
    public static string Satisfaction((int Rated, int Satisfied) of) =>
        of.Rated == 0 ? "–" : $"{Share(of)} ({of.Satisfied}/{of.Rated})";

    /// <summary>Whose needs were counted, or that somebody counted by hand.</summary>
    public static string Title(Words words, NeedsEffect needs) =>
        words[
            needs.Source is not null ? "projects.effect.hand"
            : needs.OfTopic ? "projects.effect.needs"
            : "projects.effect.needs-unit"
        ];

    /// <summary>A bar for each month; the longest is 100 wide.</summary>
    public static IEnumerable<MonthBar> Bars(Words words, Project project, NeedsEffect needs)
    {
        int most = Math.Max(1, needs.Months.Select(m => m.Needs).DefaultIfEmpty(1).Max());
        DateOnly? split = (project.StartedOn ?? project.StartsOn)?.First();
        return needs.Months.Select(m => new MonthBar(
            words["activity.month", m.Month.Year.ToString(CultureInfo.InvariantCulture), m.Month.Month]
                + (m.Month == split ? " " + words["projects.effect.began"] : ""),
            m.Needs,
            m.Needs * 100 / most
        ));
    }
}

/// <param name="Label">The month, and that the project began in it.</param>
internal sealed record MonthBar(string Label, int Needs, int Width);
