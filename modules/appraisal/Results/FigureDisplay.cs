using System.Globalization;
using System.Text.Json;
using Modular.Kernel.Plugins;
using Modular.Kernel.Statistics;
using Modular.Kernel.Texts;

namespace Modular.Appraisal.Results;

/// <summary>Figures of rounds as people read them, and where they lie in drawings a hundred wide.</summary>
internal static class FigureDisplay
{
    private const string None = "–";

    public static string Short(double x) => x.ToString("0.##", CultureInfo.InvariantCulture);

    public static string Exact(double x) => x.ToString("0.00", CultureInfo.InvariantCulture);

    public static string Score(double? score) => score is { } s ? Short(s) : None;

    public static string Rank(int? rank) => rank?.ToString(CultureInfo.InvariantCulture) ?? None;

    /// <summary>A mark as it was entered.</summary>
    public static string Mark(long micro) => (micro / 1e6).ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>From the least to the most that any score or interval reaches.</summary>
    public static (double Low, double High) Scale(IReadOnlyList<Ranked> results) =>
        (results.Min(s => s.Lower ?? s.Score) ?? 0, results.Max(s => s.Upper ?? s.Score) ?? 1);

    /// <summary>Where a score lies on the scale, 0 to 100; in the middle of one without length.</summary>
    public static string Along(double score, double low, double high) =>
        Short(high - low < 1e-9 ? 50 : (score - low) / (high - low) * 100);

    public static int Width(int count, int all) => 100 * count / Math.Max(1, all);

    public static double Percent(int count, int all) => Math.Round(100.0 * count / Math.Max(1, all));

    public static string Share(double? share) =>
        share is { } s ? (s * 100).ToString("0", CultureInfo.InvariantCulture) + "%" : None;

    /// <summary>How far the panel agrees, by Krippendorff's alpha and its usual bounds.</summary>
    public static string Agreement(Words words, AgreementResult agreement) =>
        agreement.Krippendorff.TryGetValue("interval", out double alpha)
            ? words[
                alpha >= 0.8 ? "rounds.agreement.good"
                : alpha >= 0.667 ? "rounds.agreement.fair"
                : "rounds.agreement.poor",
                Exact(alpha)
            ]
            : words["rounds.agreement.none", ""];

    public static string Interval(Estimate value) =>
        value is { Lower: { } low, Upper: { } high } ? $"{Exact(low)} – {Exact(high)}" : None;

    /// <summary>The p of a test.</summary>
    public static string Chance(double? p) =>
        p is { } known ? known.ToString("0.000", CultureInfo.InvariantCulture) : None;

    /// <summary>Best and worst place with one rater left out; empty where neither is known.</summary>
    public static string Places(SubjectStability s) =>
        s.BestRank == s.WorstRank ? $"{s.BestRank}" : $"{s.BestRank} – {s.WorstRank}";

    public static string Cell(Statistics figures, string rater, string subject) =>
        figures.Cells.TryGetValue((rater, subject), out double mark)
            ? mark.ToString("0.#", CultureInfo.InvariantCulture)
            : None;

    /// <summary>The place by another method, and whether it is a worse or a better one.</summary>
    public static string Moved(WhatIfLine line) =>
        Rank(line.Now)
        + (
            line.Before < line.Now ? " ↓"
            : line.Before > line.Now ? " ↑"
            : ""
        );

    /// <summary>How sure the panel was of its marks on the whole, from 1 to 3.</summary>
    public static string Sure(Words words, double mean) =>
        words[
            mean < 1.75 ? "rounds.sure.low"
            : mean < 2.5 ? "rounds.sure.fair"
            : "rounds.sure.high"
        ];

    /// <summary>The stars a method gives, where it gives any.</summary>
    public static int? Stars(Computation computation, string subject) =>
        computation.Details.TryGetValue("levels", out object? stars)
        && stars is JsonElement { ValueKind: JsonValueKind.Object } levels
        && levels.TryGetProperty(subject, out var level)
            ? level.GetInt32()
            : null;

    public static string Drawn(int stars) => new('★', Math.Clamp(stars, 0, 10));
}
