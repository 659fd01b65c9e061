using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Appraisal.Panel;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;
using Modular.Kernel.Statistics;

namespace Modular.Appraisal.Results;

/// <summary>
/// How far the panel agreed, who judges otherwise than the rest, and what another method would give. How firm the order
/// is, see <see cref="Firmness"/>.
/// </summary>
internal sealed class RoundStatistics(AppraisalDb db, Methods methods, PluginCatalogue plugins)
{
    public async Task<Statistics?> Compute(long id, CancellationToken cancel)
    {
        var round =
            await db.Rounds.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancel) ?? throw new NotFound();
        // Single scores stay closed until the round is.
        if (
            !round.ByPanel
            || round.MethodId == RoundScale.Ranking
            || round.State is RoundState.Draft or RoundState.Open
        )
            return null;
        var (rows, subjects) = await PanelInput.Of(db, round, whole: false, cancel);
        if (rows.Count == 0)
            return null;
        var cells = rows.GroupBy(r => (r.Rater, r.Subject)).ToDictionary(g => g.Key, g => g.Average(r => r.Value));
        var raters = rows.Select(r => r.Rater).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        string? kept = await db
            .Results.AsNoTracking()
            .Where(r => r.RoundId == id && r.Edition == round.Edition)
            .Select(r => r.Firmness)
            .SingleOrDefaultAsync(cancel);
        var firm = kept is null ? null : JsonSerializer.Deserialize<FirmnessKept>(kept, RunnerJson.Options)!;
        var raw = rows.GroupBy(r => r.Subject, StringComparer.Ordinal)
            .ToDictionary(
                g => g.Key,
                g => g.GroupBy(r => r.Rater, StringComparer.Ordinal).Average(x => x.Average(r => r.Value)),
                StringComparer.Ordinal
            );
        return new(
            Agreement.Of([.. cells.Select(c => new Rating(c.Key.Rater, c.Key.Subject, Math.Round(c.Value, 6)))]),
            [
                .. subjects.Select(s =>
                    (firm?.Subjects.FirstOrDefault(f => f.Subject == s) ?? new(s, null, null, null, null)) with
                    {
                        Raw = raw.TryGetValue(s, out double mean) ? mean : null,
                    }
                ),
            ],
            firm?.Panels ?? 0,
            cells,
            raters
        )
        {
            RaterMap = Map(cells, raters),
        };
    }

    /// <summary>The same scores through another method, for looking at only.</summary>
    public async Task<IReadOnlyList<WhatIfLine>> Try(
        RoundView view,
        string methodId,
        string parameters,
        CancellationToken cancel
    )
    {
        if (view is not { Round.ByPanel: true, Computation: { } official })
            throw new RuleBroken("rounds.no-result");
        var (rows, subjects) = await PanelInput.Of(db, view.Round, whole: false, cancel);
        var other = await methods.Compute(
            await plugins.Get(PluginKind.Method, methodId, cancel),
            rows,
            subjects,
            parameters,
            cancel
        );
        var before = official.Subjects.ToDictionary(s => s.Subject, StringComparer.Ordinal);
        double pass = view.Round.PassMicro / 1e6;
        return
        [
            .. other.Subjects.Select(s => new WhatIfLine(
                s.Subject,
                before.GetValueOrDefault(s.Subject)?.Rank,
                s.Rank,
                s.Score,
                s.Score >= pass,
                before.GetValueOrDefault(s.Subject)?.Score >= pass
            )),
        ];
    }

    /// <summary>
    /// Each rater against the others on the same subjects, so that who was given the weaker ones is not called strict.
    /// </summary>
    private static List<RaterDot> Map(
        IReadOnlyDictionary<(string Rater, string Subject), double> cells,
        IReadOnlyList<string> raters
    )
    {
        var bySubject = cells
            .GroupBy(c => c.Key.Subject, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => (Sum: g.Sum(c => c.Value), N: g.Count()), StringComparer.Ordinal);
        var dots = raters
            .Select(rater =>
            {
                var apart = cells
                    .Where(c => c.Key.Rater == rater && bySubject[c.Key.Subject].N > 1)
                    .Select(c => c.Value - (bySubject[c.Key.Subject].Sum - c.Value) / (bySubject[c.Key.Subject].N - 1))
                    .ToList();
                double severity = apart.Count == 0 ? 0 : apart.Average();
                return new RaterDot(
                    rater,
                    severity,
                    apart.Count < 2
                        ? 0
                        : Math.Sqrt(apart.Sum(a => (a - severity) * (a - severity)) / (apart.Count - 1)),
                    false
                );
            })
            .ToList();
        double middle = Median(dots.Select(d => d.Severity)),
            usual = 1.4826 * Median(dots.Select(d => Math.Abs(d.Severity - middle)));
        return dots.ConvertAll(d =>
            d with
            {
                Far = dots.Count > 3 && usual > 0 && Math.Abs(d.Severity - middle) > 2.5 * usual,
            }
        );
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? 0 : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}

/// <param name="Raw">Plain mean of what the raters gave, in per cent of the scale.</param>
/// <param name="Winning">
/// Share of the resampled panels in which the subject would still be where it stands now, passing or not.
/// </param>
/// <param name="BestRank">Best and worst place over panels with one rater left out.</param>
internal sealed record SubjectStability(string Subject, double? Raw, double? Winning, int? BestRank, int? WorstRank);

/// <summary>What-if: the same scores by another method. Changes nothing official.</summary>
/// <param name="Before">Place by the method of the round, and now.</param>
internal sealed record WhatIfLine(
    string Subject,
    int? Before,
    int? Now,
    double? Score,
    bool PassesNow,
    bool PassedBefore
);

/// <param name="Severity">
/// Mean of what the rater gave above what the others gave the same subjects; negative is strict.
/// </param>
/// <param name="Spread">
/// Root mean square of what is left of the rater's scores without subject and severity: how far they judge differently.
/// </param>
/// <param name="Far">
/// Further from the rest than two and a half times the usual distance (median absolute deviation).
/// </param>
internal sealed record RaterDot(string Rater, double Severity, double Spread, bool Far);

internal sealed record Statistics(
    AgreementResult Agreement,
    IReadOnlyList<SubjectStability> Stability,
    int Panels,
    IReadOnlyDictionary<(string Rater, string Subject), double> Cells,
    IReadOnlyList<string> Raters
)
{
    public IReadOnlyList<RaterDot> RaterMap { get; init; } = [];
    public double Lowest { get; } = Cells.Values.DefaultIfEmpty().Min();
    public double Highest { get; } = Cells.Values.DefaultIfEmpty().Max();

    /// <summary>Which of five shades a mark has among all, 0 for the lowest; 9 where there is no mark.</summary>
    public int Heat(string rater, string subject) =>
        Cells.TryGetValue((rater, subject), out double mark)
            ? (int)Math.Round((mark - Lowest) / Math.Max(1e-9, Highest - Lowest) * 4)
            : 9;
}
