using System.Globalization;
using Modular.Kernel.Texts;

namespace Modular.Projects.Domain;

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
}
