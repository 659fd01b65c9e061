using System.Globalization;
using System.Text.RegularExpressions;
using Modular.Appraisal.Domain;
using Modular.Kernel.Texts;

namespace Modular.Appraisal.Ballots;

/// <summary>What the marks of a ballot are called, and what a score of it is in per cent.</summary>
internal static class Grades
{
    /// <summary>The method that takes the order of grades only.</summary>
    public const string Median = "majority-judgment";

    /// <summary>
    /// Words in the line's own help (<c>5 good, 4 fair</c>) if every mark has one there; the usual five for 1 to 5;
    /// else the figure.
    /// </summary>
    public static string Word(Words words, Criterion line, int mark)
    {
        var own = Regex
            .Matches(
                line.Help ?? "",
                @"(\d+)\s*([^\d\s\uff0c\u3001\uff1b,;][^\d\uff0c\u3001\uff1b,;]*)",
                RegexOptions.NonBacktracking
            )
            .GroupBy(m => m.Groups[1].Value)
            .ToDictionary(g => g.Key, g => g.First().Groups[2].Value.Trim(), StringComparer.Ordinal);
        if (
            Enumerable
                .Range(line.Least, line.Most - line.Least + 1)
                .All(m => own.ContainsKey(m.ToString(CultureInfo.InvariantCulture)))
        )
            return own[mark.ToString(CultureInfo.InvariantCulture)];
        return line is { Least: 1, Most: 5 }
            ? words[$"ballots.grade.{mark}"]
            : mark.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Quarterly rating gives its scores in per cent; every other method on the lines' own scale.</summary>
    public static double Percent(Round round, IReadOnlyList<Criterion> lines, double score) =>
        round.MethodId == "quarterly-rating" || lines.Count == 0
            ? score
            : 100 * (score - lines.Average(l => l.Least)) / (lines.Average(l => l.Most) - lines.Average(l => l.Least));
}
