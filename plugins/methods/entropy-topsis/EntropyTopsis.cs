using Modular.Plugins.Contract;

namespace Modular.Methods.EntropyTopsis;

/// <summary>
/// Closeness to the ideal (C. L. Hwang and K. Yoon, TOPSIS, 1981): columns divided by their length, weighted, distances
/// to the best and to the worst. Weights are given or from C. E. Shannon's entropy of each column: what tells the
/// subjects apart weighs more. "middle" is best at the given figure and "interval" within the given two; both are
/// turned into benefit before.
/// </summary>
public sealed class EntropyTopsis : IAppraisalMethod
{
    public PluginDescription Describe() =>
        new(
            "entropy-topsis",
            "1.0.0",
            "Modular",
            Texts.Name,
            Texts.Summary,
            [
                new("weights", ParameterKind.NumberPerCriterion, Texts.Weights, Texts.WeightsHelp, null, Minimum: 0),
                new(
                    "directions",
                    ParameterKind.ChoicePerCriterion,
                    Texts.Directions,
                    Texts.DirectionsHelp,
                    null,
                    Choices: new Dictionary<string, Message>(StringComparer.Ordinal)
                    {
                        ["benefit"] = Texts.Benefit,
                        ["cost"] = Texts.Cost,
                        ["middle"] = Texts.Middle,
                        ["interval"] = Texts.Interval,
                    }
                ),
                new("from", ParameterKind.NumberPerCriterion, Texts.From, Texts.FromHelp, null),
                new("to", ParameterKind.NumberPerCriterion, Texts.To, Texts.ToHelp, null),
            ]
        );

    public MethodResult Compute(MethodInput input, ParameterValues parameters)
    {
        var pairsOf = Figures(input, out var warnings, out bool[] whole);
        int k = input.Subjects.Count,
            m = input.Criteria.Count;
        var used = Enumerable.Range(0, k).Where(s => whole[s]).ToList();
        if (used.Count < 2)
            throw new NotComputableException(Texts.TooFew);
        double[][] columns = [.. Enumerable.Range(0, m).Select(c => used.Select(s => pairsOf[s, c]).ToArray())];
        bool[] cost = Turn(input, parameters, columns);
        var given = parameters.IsObject("weights")
            ? parameters.Numbers("weights")
            : new Dictionary<string, double>(StringComparer.Ordinal);
        double[] weights = given.Count > 0 ? Given(input, given) : Entropy(input, columns, warnings);
        for (int c = 0; c < m; c++)
            if (weights[c] > 0.5 && m > 1)
                warnings.Add(Texts.Heavy(input.Criteria[c], weights[c]));
        double[] toBest = new double[used.Count],
            toWorst = new double[used.Count];
        for (int c = 0; c < m; c++)
        {
            double length = Math.Sqrt(columns[c].Sum(v => v * v));
            double[] v = [.. columns[c].Select(x => length == 0 ? 0 : weights[c] * x / length)];
            double best = cost[c] ? v.Min() : v.Max(),
                worst = cost[c] ? v.Max() : v.Min();
            for (int i = 0; i < v.Length; i++)
            {
                toBest[i] += (v[i] - best) * (v[i] - best);
                toWorst[i] += (v[i] - worst) * (v[i] - worst);
            }
        }

        var span = Array.ConvertAll(columns, c => (c.Min(), c.Max()));
        var closeness = used.Select((s, i) => (s, At: i, Score: Closeness(Math.Sqrt(toBest[i]), Math.Sqrt(toWorst[i]))))
            .ToDictionary(x => x.s);
        var subjects = Enumerable
            .Range(0, k)
            .Select(s =>
                closeness.TryGetValue(s, out var found)
                    ? new SubjectResult(
                        input.Subjects[s],
                        found.Score,
                        null,
                        null,
                        m,
                        [
                            found.Score is { } score
                                ? Texts.Explained(score, Strongest(input, found.At, columns, span, cost, weights))
                                : Texts.NoDifference,
                        ]
                    )
                    : new SubjectResult(
                        input.Subjects[s],
                        null,
                        null,
                        null,
                        0,
                        [
                            Texts.Incomplete(
                                string.Join(
                                    ", ",
                                    Enumerable
                                        .Range(0, m)
                                        .Where(c => double.IsNaN(pairsOf[s, c]))
                                        .Select(c => input.Criteria[c])
                                )
                            ),
                        ]
                    )
            )
            .ToList();
        return new(
            subjects,
            [],
            warnings,
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["weights"] = Table.Named(input.Criteria, c => weights[c]),
            }
        );
    }

    private static double? Closeness(double best, double worst) => best + worst == 0 ? null : worst / (best + worst);

    /// <summary>
    /// One figure per subject and criterion; several raters are averaged and said so. NaN where none.
    /// </summary>
    private static double[,] Figures(MethodInput input, out List<Message> warnings, out bool[] whole)
    {
        int k = input.Subjects.Count,
            m = input.Criteria.Count;
        double[,] sum = new double[k, m];
        int[,] count = new int[k, m];
        for (int i = 0; i < input.Value.Count; i++)
        {
            sum[input.Subject[i], input.Criterion[i]] += input.Value[i];
            count[input.Subject[i], input.Criterion[i]]++;
        }

        warnings = [];
        if (input.Raters.Count > 1)
            warnings.Add(Texts.Averaged(input.Raters.Count));
        whole = new bool[k];
        for (int s = 0; s < k; s++)
        {
            whole[s] = true;
            for (int c = 0; c < m; c++)
            {
                sum[s, c] = count[s, c] == 0 ? double.NaN : sum[s, c] / count[s, c];
                whole[s] &= count[s, c] > 0;
            }

            if (!whole[s])
                warnings.Add(Texts.LeftOut(input.Subjects[s]));
        }

        return sum;
    }

    private static bool[] Turn(MethodInput input, ParameterValues parameters, double[][] columns)
    {
        var (directions, from, to) = (
            parameters.Words("directions"),
            parameters.Numbers("from"),
            parameters.Numbers("to")
        );
        bool[] cost = new bool[columns.Length];
        for (int c = 0; c < columns.Length; c++)
        {
            string name = input.Criteria[c],
                direction = directions.GetValueOrDefault(name, "benefit");
            double[] x = columns[c];
            if (direction is "middle" or "interval")
            {
                if (!from.TryGetValue(name, out double low))
                    throw new NotComputableException(Texts.NeedsFigure(name));
                double high =
                    direction == "middle" ? low
                    : to.TryGetValue(name, out double given) && given >= low ? given
                    : throw new NotComputableException(Texts.NeedsFigure(name));
                double furthest = x.Max(v => Math.Max(low - v, Math.Max(v - high, 0)));
                columns[c] =
                [
                    .. x.Select(v => furthest == 0 ? 1 : 1 - Math.Max(low - v, Math.Max(v - high, 0)) / furthest),
                ];
            }
            else if (direction is not ("benefit" or "cost"))
                throw new NotComputableException(Texts.BadDirection(name, direction));
            else if (x.Min() < 0)
                throw new NotComputableException(Texts.Negative(name));
            cost[c] = direction == "cost";
        }

        return cost;
    }

    private static double[] Given(MethodInput input, IReadOnlyDictionary<string, double> given)
    {
        double[] weights = [.. input.Criteria.Select(c => given.GetValueOrDefault(c))];
        double sum = weights.Sum();
        if (weights.Any(w => w < 0 || !double.IsFinite(w)) || sum <= 0)
            throw new NotComputableException(Texts.BadWeights);
        return [.. weights.Select(w => w / sum)];
    }

    private static double[] Entropy(MethodInput input, double[][] columns, List<Message> warnings)
    {
        double[] spread = new double[columns.Length];
        for (int c = 0; c < columns.Length; c++)
        {
            double[] x = columns[c];
            double sum = x.Sum();
            if (x.Max() - x.Min() <= 1e-12 * Math.Max(1, Math.Abs(x.Max())))
            {
                warnings.Add(Texts.Constant(input.Criteria[c]));
                continue;
            }

            double entropy = -x.Where(v => v > 0).Sum(v => v / sum * Math.Log(v / sum)) / Math.Log(x.Length);
            spread[c] = Math.Max(0, 1 - entropy);
        }

        double total = spread.Sum();
        return total > 0 ? [.. spread.Select(s => s / total)] : throw new NotComputableException(Texts.NoDifference);
    }

    /// <summary>The column that speaks most for a subject and the one most against.</summary>
    /// <param name="at">Place in the columns.</param>
    private static (string? For, string? Against) Strongest(
        MethodInput input,
        int at,
        double[][] columns,
        (double Least, double Most)[] span,
        bool[] cost,
        double[] weights
    )
    {
        int good = -1,
            bad = -1;
        double best = double.NegativeInfinity,
            worst = double.NegativeInfinity;
        for (int c = 0; c < columns.Length; c++)
        {
            var (least, most) = span[c];
            if (most <= least)
                continue;
            double where = (columns[c][at] - least) / (most - least),
                liked = cost[c] ? 1 - where : where;
            if (weights[c] * liked > best)
                (best, good) = (weights[c] * liked, c);
            if (weights[c] * (1 - liked) > worst)
                (worst, bad) = (weights[c] * (1 - liked), c);
        }

        return good < 0 ? (null, null) : (input.Criteria[good], input.Criteria[bad]);
    }
}
