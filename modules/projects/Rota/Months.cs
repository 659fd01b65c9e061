using System.Globalization;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;
using Modular.Projects.Design;

namespace Modular.Projects.Rota;

/// <summary>Months as people count and write them.</summary>
internal static class Months
{
    public static int Number(this DateOnly month) => month.Year * 12 + month.Month - 1;

    public static DateOnly Month(int number) => new(number / 12, number % 12 + 1, 1);

    public static DateOnly First(this DateOnly day) => new(day.Year, day.Month, 1);

    public static string Key(this DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    public static DateOnly? Parse(string? key) =>
        DateOnly.TryParseExact(
            key + "-01",
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day
        ) && day.Year is >= 2000 and <= 2100
            ? day
            : null;

    public static string Say(this Words words, DateOnly month) =>
        words[
            "projects.month",
            month.Year.ToString(CultureInfo.InvariantCulture),
            Words.IsEnglish
                ? month.ToString("MMM", CultureInfo.InvariantCulture)
                : month.Month.ToString(CultureInfo.InvariantCulture)
        ];

    /// <summary>A date as documents write it, without the day of the week.</summary>
    public static string Day(DateOnly day) => Words.IsEnglish ? Words.Date(day) : Words.Date(day).Split(' ')[0];

    /// <summary>Why the month went to the town, as a sentence.</summary>
    public static string Why(this Words words, TurnWhy why, int? waited, string? other, DateOnly? otherMonth) =>
        why switch
        {
            TurnWhy.LongestWait when waited is { } months => words["projects.rota.why.LongestWait", months],
            TurnWhy.Later => otherMonth is { } then
                ? words["projects.rota.why.Later", waited ?? 0, other ?? "?", words.Say(then)]
                : words["projects.rota.why.FewestTurns"],
            TurnWhy.LongestWait => words["projects.rota.why.FirstTurn"],
            _ => words[$"projects.rota.why.{why}"],
        };
}
