using Modular.Plugins.Contract;

namespace Modular.Methods.TwoWay;

/// <summary>
/// Two sides score each other. One additive model per direction; a unit's mutual score is its effect plus the grand
/// mean, joined with objective items by weights. What each pair gave beyond what both usually give and get is its
/// residual; the correlation of the two directions' residuals over pairs shows favours and grudges returned, tested by
/// permuting the rows and columns of one direction (N. Mantel's idea, 1967).
/// </summary>
public sealed class TwoWay : IAppraisalMethod
{
    private const int ListedPairs = 20;
    private const string A = "a",
        B = "b",
        Facts = "fact";

    public PluginDescription Describe() =>
        new(
            "two-way",
            "1.1.0",
            "Modular",
            Texts.Name,
            Texts.Summary,
            [
                new(
                    "permutations",
                    ParameterKind.Integer,
                    Texts.Permutations,
                    Texts.PermutationsHelp,
                    null,
                    Minimum: 99,
                    Maximum: 1_000_000
                ),
                new("seed", ParameterKind.Integer, Texts.Seed, Texts.SeedHelp, "1"),
                new("mutual", ParameterKind.Number, Texts.Mutual, Texts.MutualHelp, "1", Minimum: 0),
                new("weights", ParameterKind.NumberPerCriterion, Texts.Weights, Texts.WeightsHelp, null, Minimum: 0),
                new(
                    "objective",
                    ParameterKind.NumberPerCriterion,
                    Texts.Objective,
                    Texts.ObjectiveHelp,
                    null,
                    Minimum: 0
                ),
                new("complete", ParameterKind.Flag, Texts.Complete, Texts.CompleteHelp, "true"),
            ]
        );

    public MethodResult Compute(MethodInput input, ParameterValues parameters)
    {
        if (input.Side.Count == 0 || input.Side.Any(s => s is not (A or B or Facts)))
            throw new NotComputableException(Texts.SidesNeeded);
        var weights = parameters.Numbers("weights");
        double[] lines = [.. input.Criteria.Select(c => weights.GetValueOrDefault(c, 1))];
        if (lines.Any(w => w < 0))
            throw new NotComputableException(Texts.BadWeights);
        var (there, back) = (Table.Pairs(input, lines, A), Table.Pairs(input, lines, B));
        if (there.Count == 0 || back.Count == 0)
            throw new NotComputableException(Texts.SideMissing(there.Count == 0 ? "a" : "b"));
        var (sideA, sideB) = (
            Members(there.Rater, back.Subject, input.Raters, input.Subjects),
            Members(back.Rater, there.Subject, input.Raters, input.Subjects)
        );
        if (sideA.Intersect(sideB, StringComparer.Ordinal).FirstOrDefault() is { } both)
            throw new NotComputableException(Texts.BothSides(both));
        double?[,] given = Matrix(input, there, sideA, sideB, transposed: false),
            returned = Matrix(input, back, sideA, sideB, transposed: true);
        if (parameters.Flag("complete", true))
            MustBeComplete(sideA, sideB, given, returned);
        foreach (var pairs in new[] { there, back })
            if (Additive.Parts(pairs).Count > 1)
                throw new NotComputableException(Texts.Parted);
        var (fitThere, fitBack) = (Additive.Fit(there), Additive.Fit(back));
        double[,] first = Residuals(input, there, fitThere, sideA, sideB, false),
            second = Residuals(input, back, fitBack, sideA, sideB, true);
        var known = (
            from i in Enumerable.Range(0, sideA.Count)
            from j in Enumerable.Range(0, sideB.Count)
            where given[i, j] is not null && returned[i, j] is not null
            select (i, j)
        ).ToList();
        double? r = Correlation(first, second, known);
        var (p, exact, tried) =
            r is { } seen && known.Count == sideA.Count * sideB.Count
                ? Permutations.Test(first, second, seen, parameters)
                : (null, false, 0);
        var warnings = new List<Message>();
        if (r is null)
            warnings.Add(Texts.NoReciprocity);
        else if (p is null)
            warnings.Add(Texts.NoPermutation);
        else if (p < 0.05 && r > 0)
            warnings.Add(Texts.Reciprocal(r.Value, p.Value));
        var top = known
            .Select(k => (k.i, k.j, Product: first[k.i, k.j] * second[k.i, k.j]))
            .OrderByDescending(k => Math.Abs(k.Product))
            .ThenBy(k => k.i)
            .ThenBy(k => k.j)
            .Take(ListedPairs)
            .Select(k =>
                (object?)
                    new Dictionary<string, object?>(StringComparer.Ordinal)
                    {
                        ["a"] = sideA[k.i],
                        ["b"] = sideB[k.j],
                        ["residualAtoB"] = first[k.i, k.j],
                        ["residualBtoA"] = second[k.i, k.j],
                        ["product"] = k.Product,
                    }
            )
            .ToList();
        var subjects = WithinSides(Scores(input, parameters, there, fitThere, back, fitBack, warnings), sideA);
        return new(
            subjects,
            Raters(input, (there, fitThere), (back, fitBack)),
            warnings,
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["reciprocity"] = r,
                ["p"] = p,
                ["exact"] = exact,
                ["permutations"] = tried,
                ["pairs"] = top,
            }
        );
    }

    private static List<string> Members(
        int[] raters,
        int[] subjects,
        IReadOnlyList<string> raterNames,
        IReadOnlyList<string> subjectNames
    ) =>
        [
            .. raters
                .Distinct()
                .Select(r => raterNames[r])
                .Union(subjects.Distinct().Select(s => subjectNames[s]), StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

    private static double?[,] Matrix(MethodInput input, Pairs pairs, List<string> a, List<string> b, bool transposed)
    {
        var (row, column) = (Places(a), Places(b));
        var cells = new double?[a.Count, b.Count];
        for (int i = 0; i < pairs.Count; i++)
        {
            var (rater, subject) = (input.Raters[pairs.Rater[i]], input.Subjects[pairs.Subject[i]]);
            cells[row[transposed ? subject : rater], column[transposed ? rater : subject]] = pairs.Value[i];
        }

        return cells;
    }

    private static Dictionary<string, int> Places(List<string> names) =>
        names.Select((n, i) => (n, i)).ToDictionary(p => p.n, p => p.i, StringComparer.Ordinal);

    private static void MustBeComplete(List<string> a, List<string> b, double?[,] given, double?[,] returned)
    {
        var missing = new List<(string From, string To)>();
        for (int i = 0; i < a.Count; i++)
        for (int j = 0; j < b.Count; j++)
        {
            if (given[i, j] is null)
                missing.Add((a[i], b[j]));
            if (returned[i, j] is null)
                missing.Add((b[j], a[i]));
        }

        if (missing.Count > 0)
            throw new NotComputableException(Texts.Incomplete(missing.Count, missing.Take(5).ToList()));
    }

    private static double[,] Residuals(
        MethodInput input,
        Pairs pairs,
        Additive fit,
        List<string> a,
        List<string> b,
        bool transposed
    )
    {
        var (row, column) = (Places(a), Places(b));
        double[,] cells = new double[a.Count, b.Count];
        for (int i = 0; i < pairs.Count; i++)
        {
            var (rater, subject) = (input.Raters[pairs.Rater[i]], input.Subjects[pairs.Subject[i]]);
            cells[row[transposed ? subject : rater], column[transposed ? rater : subject]] = fit.Residual(i);
        }

        return cells;
    }

    private static double? Correlation(double[,] x, double[,] y, List<(int I, int J)> cells)
    {
        double n = cells.Count,
            mx = 0,
            my = 0,
            xx = 0,
            yy = 0,
            xy = 0;
        foreach (var (i, j) in cells)
            (mx, my) = (mx + x[i, j] / n, my + y[i, j] / n);
        foreach (var (i, j) in cells)
        {
            double dx = x[i, j] - mx,
                dy = y[i, j] - my;
            (xx, yy, xy) = (xx + dx * dx, yy + dy * dy, xy + dx * dy);
        }

        // Residuals of values that fit exactly are rounding noise, and noise correlates with anything.
        return xx < 1e-18 * n || yy < 1e-18 * n ? null : xy / Math.Sqrt(xx * yy);
    }

    private static List<SubjectResult> Scores(
        MethodInput input,
        ParameterValues parameters,
        Pairs there,
        Additive fitThere,
        Pairs back,
        Additive fitBack,
        List<Message> warnings
    )
    {
        double mutual = parameters.Number("mutual", 1);
        var weights = parameters.Numbers("objective");
        if (mutual < 0 || weights.Values.Any(w => w < 0) || mutual + weights.Values.Sum() <= 0)
            throw new NotComputableException(Texts.BadWeights);
        var facts = new Dictionary<int, List<(double Weight, double Value)>>();
        for (int i = 0; i < input.Value.Count; i++)
            if (input.Side[i] == Facts && weights.TryGetValue(input.Criteria[input.Criterion[i]], out double weight))
            {
                if (!facts.TryGetValue(input.Subject[i], out var list))
                    facts[input.Subject[i]] = list = [];
                list.Add((weight, input.Value[i]));
            }

        if (weights.Count > 0 && facts.Count < input.Subjects.Count)
            warnings.Add(Texts.FactsMissing(input.Subjects.Count - facts.Count));
        return
        [
            .. input.Subjects.Select(
                (name, s) =>
                {
                    var (pairs, fit) = there.CountOf(s) > 0 ? (there, fitThere) : (back, fitBack);
                    int n = pairs.CountOf(s);
                    if (n == 0)
                        return new SubjectResult(name, null, null, null, 0, [Texts.NotScored]);
                    double own = fit.Subject[s],
                        raw = pairs.MeanOf(s);
                    double? half =
                        fit.Degrees > 0
                            ? Table.HalfWidth(Math.Sqrt(fit.Variance!.Value * fit.Spread(s)), fit.Degrees)
                            : null;
                    double sum = mutual * own,
                        total = mutual;
                    foreach (var (weight, value) in facts.GetValueOrDefault(s, []))
                        (sum, total) = (sum + weight * value, total + weight);
                    double score = total > 0 ? sum / total : own;
                    double? wide = half * (total > 0 ? mutual / total : 1);
                    return new SubjectResult(
                        name,
                        score,
                        score - wide,
                        score + wide,
                        n,
                        [Texts.Explained(raw, own, facts.ContainsKey(s) ? score : null)]
                    );
                }
            ),
        ];
    }

    /// <summary>Places count within a side: scores of different raters by different forms are not compared.</summary>
    private static List<SubjectResult> WithinSides(List<SubjectResult> results, List<string> sideA)
    {
        var a = sideA.ToHashSet(StringComparer.Ordinal);
        double?[] rounded = [.. results.Select(r => r.Score is { } score ? Math.Round(score, 6) : (double?)null)];
        return
        [
            .. results.Select(
                (r, i) =>
                    rounded[i] is { } own
                        ? r with
                        {
                            Rank =
                                1
                                + Enumerable
                                    .Range(0, results.Count)
                                    .Count(o =>
                                        a.Contains(results[o].Subject) == a.Contains(r.Subject) && rounded[o] > own
                                    ),
                        }
                        : r
            ),
        ];
    }

    private static List<RaterStatistic> Raters(MethodInput input, params (Pairs Pairs, Additive Fit)[] directions) =>
        [
            .. input.Raters.Select(
                (name, r) =>
                {
                    foreach (var (pairs, fit) in directions)
                        if (pairs.Rater.Count(x => x == r) is > 0 and var n)
                            return new RaterStatistic(name, fit.Rater[r], n);
                    return new RaterStatistic(name, 0, 0);
                }
            ),
        ];
}
