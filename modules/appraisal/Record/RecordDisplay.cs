using System.Globalization;

namespace Modular.Appraisal.Record;

/// <summary>A subject's places over the years as a line, 200 wide and 40 high.</summary>
internal static class RecordDisplay
{
    /// <summary>The lines that have a place, in the order of time.</summary>
    public static IReadOnlyList<RecordLine> Ranked(IEnumerable<RecordLine> lines) =>
        [.. lines.Where(l => l.Record.Rank is not null).OrderBy(l => l.Record.On)];

    /// <summary>The first place lies at the top, the last at the bottom; two years or more.</summary>
    public static string Spark(IReadOnlyList<RecordLine> years) =>
        string.Join(
            ' ',
            years.Select(
                (l, i) =>
                {
                    int x = 10 + i * 180 / (years.Count - 1);
                    int y = (int)(6 + 28.0 * (l.Record.Rank!.Value - 1) / Math.Max(1, l.Record.Among - 1));
                    return string.Create(CultureInfo.InvariantCulture, $"{x},{y}");
                }
            )
        );
}
