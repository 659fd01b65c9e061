using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Results;
using Modular.Appraisal.Rounds;

namespace Modular.Appraisal.TwoWay;

/// <param name="Product">Product of what each gave the other beyond what both usually give and get: large and positive is a favour or a grudge returned.</param>
internal sealed record NotablePair(string A, string B, double There, double Back, double Product);

/// <param name="Reciprocity">Correlation of the two directions' residuals, -1 to 1, and its permutation p.</param>
internal sealed record TwoWayView(IReadOnlyList<Party> Parties, IReadOnlyDictionary<int, int> Given, IReadOnlyList<PartyFact> Facts, double? Reciprocity, double? P, IReadOnlyList<NotablePair> Pairs)
{
    public int Waiting => Parties.Count(p => p.HandedInAt is null);
}

/// <summary>How far both sides are; what the method found of pairs. Single scores are shown to nobody but who gave them.</summary>
internal sealed class ShowTwoWay(AppraisalDb db)
{
    private const int Shown = 10;

    public async Task<TwoWayView> Run(RoundView view, CancellationToken cancel)
    {
        long id = view.Round.Kind == RoundKind.TwoWay ? view.Round.Id : throw new Kernel.Rules.NotFound();
        var parties = await db.Parties.AsNoTracking().Where(p => p.RoundId == id).OrderBy(p => p.Number).ToListAsync(cancel);
        var given = await db.PartyScores.Where(s => s.RoundId == id).GroupBy(s => s.From).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var facts = await db.PartyFacts.AsNoTracking().Where(f => f.RoundId == id).ToListAsync(cancel);
        var names = parties.ToDictionary(p => p.Code, p => p.Name, StringComparer.Ordinal);
        var details = view.Computation?.Details;
        return new(parties, given, facts, Figure(details, "reciprocity"), Figure(details, "p"), details is not null && details.TryGetValue("pairs", out object? pairs) && pairs is JsonElement { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Select(p => new NotablePair(names[p.GetProperty("a").GetString()!], names[p.GetProperty("b").GetString()!], p.GetProperty("residualAtoB").GetDouble(), p.GetProperty("residualBtoA").GetDouble(), p.GetProperty("product").GetDouble())).Where(p => p.Product > 0).Take(Shown)] : []);
    }

    private static double? Figure(IReadOnlyDictionary<string, object?>? details, string key) => details is not null && details.TryGetValue(key, out object? value) && value is JsonElement { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;
}
