using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Appraisal.Results;

namespace Modular.Appraisal.TwoWay;

/// <summary>
/// How far both sides are; what the method found of pairs. Single scores are shown to nobody but who gave them.
/// </summary>
internal sealed class ShowTwoWay(AppraisalDb db)
{
    private const int Shown = 10;

    public async Task<TwoWayView> Show(RoundView view, CancellationToken cancel)
    {
        long id = view.Round.Kind == RoundKind.TwoWay ? view.Round.Id : throw new Kernel.Rules.NotFound();
        var parties = await db
            .Parties.AsNoTracking()
            .Where(p => p.RoundId == id)
            .OrderBy(p => p.Number)
            .ToListAsync(cancel);
        var given = await db
            .PartyScores.Where(s => s.RoundId == id)
            .GroupBy(s => s.From)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var facts = await db.PartyFacts.AsNoTracking().Where(f => f.RoundId == id).ToListAsync(cancel);
        var names = parties.ToDictionary(p => p.Code, p => p.Name, StringComparer.Ordinal);
        var details = view.Computation?.Details;
        return new(
            parties,
            given,
            facts,
            Figure(details, "reciprocity"),
            Figure(details, "p"),
            details is not null
            && details.TryGetValue("pairs", out object? pairs)
            && pairs is JsonElement { ValueKind: JsonValueKind.Array } list
                ?
                [
                    .. list.EnumerateArray()
                        .Select(p => new NotablePair(
                            names[p.GetProperty("a").GetString()!],
                            names[p.GetProperty("b").GetString()!],
                            p.GetProperty("residualAtoB").GetDouble(),
                            p.GetProperty("residualBtoA").GetDouble(),
                            p.GetProperty("product").GetDouble()
                        ))
                        .Where(p => p.Product > 0)
                        .Take(Shown),
                ]
                : []
        )
        {
            Recognised = view.Computation is null ? [] : await Recognised(view.Round, parties, cancel),
        };
    }

    private async Task<IReadOnlyList<(string A, string B, double There, double Back)>> Recognised(
        Round round,
        List<Party> parties,
        CancellationToken cancel
    )
    {
        var lines = await db
            .Criteria.AsNoTracking()
            .Where(c => c.RoundId == round.Id)
            .ToDictionaryAsync(c => c.Place, cancel);
        var means = (await db.PartyScores.AsNoTracking().Where(s => s.RoundId == round.Id).ToListAsync(cancel))
            .GroupBy(s => (s.From, s.To))
            .ToDictionary(g => g.Key, g => g.Average(s => RoundScale.Percent(s.ValueMicro, lines[s.Criterion])));
        double pass = round.PassMicro / 1e6;
        return
        [
            .. (
                from a in parties
                where a.Side == "a"
                from b in parties
                where
                    b.Side == "b"
                    && means.TryGetValue((a.Number, b.Number), out double there)
                    && there >= pass
                    && means.TryGetValue((b.Number, a.Number), out double back)
                    && back >= pass
                select (a.Name, b.Name, means[(a.Number, b.Number)], means[(b.Number, a.Number)])
            ).OrderByDescending(p => Math.Min(p.Item3, p.Item4)),
        ];
    }

    private static double? Figure(IReadOnlyDictionary<string, object?>? details, string key) =>
        details is not null
        && details.TryGetValue(key, out object? value)
        && value is JsonElement { ValueKind: JsonValueKind.Number } number
            ? number.GetDouble()
            : null;
}

/// <param name="Product">
/// Product of what each gave the other beyond what both usually give and get: large and positive is a favour or a
/// grudge returned.
/// </param>
internal sealed record NotablePair(string A, string B, double There, double Back, double Product);

/// <param name="Reciprocity">Correlation of the two directions' residuals, -1 to 1, and its permutation p.</param>
internal sealed record TwoWayView(
    IReadOnlyList<Party> Parties,
    IReadOnlyDictionary<int, int> Given,
    IReadOnlyList<PartyFact> Facts,
    double? Reciprocity,
    double? P,
    IReadOnlyList<NotablePair> Pairs
)
{
    /// <summary>Pairs that both gave the pass mark or more, in per cent; the firmest first.</summary>
    public IReadOnlyList<(string A, string B, double There, double Back)> Recognised { get; init; } = [];

    public int Waiting => Parties.Count(p => p.HandedInAt is null);
}
