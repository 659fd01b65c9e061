using Modular.Kernel.Plugins;
using Modular.Plugins.Contract;

namespace Modular.Plugins.Runner;

/// <summary>
/// The same scores by other panels: each a list of raters, one of them as often as he was drawn. One process for all of
/// them.
/// </summary>
internal static class Resample
{
    /// <returns>
    /// For each panel the scores and places in the order of the input's subjects; empty where that panel gives no
    /// result.
    /// </returns>
    public static IReadOnlyList<PanelResult> Run(
        IAppraisalMethod method,
        MethodInput input,
        ParameterValues parameters,
        IReadOnlyList<IReadOnlyList<int>> panels
    )
    {
        var rowsOf = Enumerable
            .Range(0, input.Rater.Count)
            .GroupBy(i => input.Rater[i])
            .ToDictionary(g => g.Key, g => g.ToArray());
        return [.. panels.Select(panel => One(method, input, parameters, panel, rowsOf))];
    }

    private static PanelResult One(
        IAppraisalMethod method,
        MethodInput input,
        ParameterValues parameters,
        IReadOnlyList<int> panel,
        Dictionary<int, int[]> rowsOf
    )
    {
        // Numbered first, so that the order of names is that of the panel and a rater drawn twice is two.
        string[] raters = [.. panel.Select((r, k) => $"{k:000000} {input.Raters[r]}")];
        var rows = panel.SelectMany((r, k) => rowsOf.GetValueOrDefault(r, []).Select(i => (Rater: k, Row: i))).ToList();
        var drawn = new MethodInput(
            raters,
            input.Subjects,
            input.Criteria,
            [.. rows.Select(r => r.Rater)],
            [.. rows.Select(r => input.Subject[r.Row])],
            [.. rows.Select(r => input.Criterion[r.Row])],
            [.. rows.Select(r => input.Value[r.Row])],
            input.Side.Count == 0 ? [] : [.. rows.Select(r => input.Side[r.Row])]
        );
        try
        {
            var results = method
                .Compute(drawn, parameters)
                .Subjects.ToDictionary(s => s.Subject, StringComparer.Ordinal);
            double?[] scores =
            [
                .. input.Subjects.Select(s =>
                    results[s].Score is { } score && double.IsFinite(score) ? Math.Round(score, 6) : (double?)null
                ),
            ];
            return new(
                scores,
                results.Values.Any(r => r.Rank is not null)
                    ? [.. input.Subjects.Select(s => results[s].Rank)]
                    : [.. scores.Select(s => s is null ? (int?)null : 1 + scores.Count(o => o > s))]
            );
        }
        catch (NotComputableException)
        {
            // A panel without enough in common: it tells nothing either way.
            return new([], []);
        }
    }
}
