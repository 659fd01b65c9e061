using System.Globalization;
using Modular.Kernel.Texts;
using Modular.Plugins.Contract;

namespace Modular.Needs.Issues;

/// <summary>Hot issues as people read them. Heat is kept times ten.</summary>
internal static class IssueDisplay
{
    public static string Place(Words words, HotIssue issue) =>
        issue.Place == "" ? words["needs.issues.no-place"] : issue.Place;

    public static string[] Complaints(HotIssue issue) => issue.Words.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public static string Heat(HotIssue issue) => Points(issue.Heat / 10.0);

    /// <summary>For the bar, of a hundred.</summary>
    public static int WholeHeat(HotIssue issue) => issue.Heat / 10;

    /// <summary>What a part of the heat rests on, with its figure.</summary>
    public static string Part(Words words, HeatPart part) =>
        words[
            $"needs.issues.part.{part.Key}",
            part.Key == "dissatisfaction" ? part.Value.ToString("0%", CultureInfo.InvariantCulture) : Points(part.Value)
        ];

    public static string Points(double points) => points.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>No part gives more than fifty points: drawn a hundred wide.</summary>
    public static int Width(HeatPart part) => (int)(part.Points * 2);
}
