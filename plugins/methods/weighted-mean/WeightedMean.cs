using Modular.Plugins.Contract;

namespace Modular.Methods.WeightedMean;

/// <summary>
/// sum(w x) / sum(w) over the criteria a rater has filled in, then the plain mean over raters; 95 % t interval over
/// raters.
/// </summary>
public sealed class WeightedMean : IAppraisalMethod
{
    private const int MostNamed = 100;

    public PluginDescription Describe() =>
        new(
            "weighted-mean",
            "1.0.0",
            "Modular",
            Texts.Name,
            Texts.Summary,
            [new("weights", ParameterKind.NumberPerCriterion, Texts.Weights, Texts.WeightsHelp, null, Minimum: 0)]
        );

    public MethodResult Compute(MethodInput input, ParameterValues parameters)
    {
        var warnings = new List<Message>();
        double[] weights = Weights(input, parameters.Numbers("weights"), warnings);
        var pairs = Table.Pairs(input, weights);
        WarnOfGaps(input, weights, warnings);
        var subjects = new List<SubjectResult>();
        for (int s = 0; s < pairs.Subjects; s++)
        {
            double[] values = pairs.ValuesOf(s);
            if (values.Length == 0)
            {
                subjects.Add(new(input.Subjects[s], null, null, null, 0, [Texts.NoScores]));
                continue;
            }

            double mean = values.Sum() / values.Length;
            double? half = Table.HalfWidth(Math.Sqrt(Table.Variance(values, mean) / values.Length), values.Length - 1);
            subjects.Add(
                new(
                    input.Subjects[s],
                    mean,
                    mean - half,
                    mean + half,
                    values.Length,
                    [Texts.Explained(values.Length, values.Min(), values.Max())]
                )
            );
        }

        return new(subjects, Table.Raters(input, pairs), warnings, Table.NoDetails());
    }

    private static double[] Weights(
        MethodInput input,
        IReadOnlyDictionary<string, double> given,
        List<Message> warnings
    )
    {
        foreach (string unknown in given.Keys.Where(k => !input.Criteria.Contains(k)))
            warnings.Add(Texts.UnknownCriterion(unknown));
        double[] weights = [.. input.Criteria.Select(c => given.Count == 0 ? 1 : given.GetValueOrDefault(c))];
        if (weights.FirstOrDefault(w => !double.IsFinite(w) || w < 0) is not 0 and var wrong)
            throw new NotComputableException(Texts.BadWeight(wrong));
        if (given.Count > 0)
            foreach (string left in input.Criteria.Where(c => !given.ContainsKey(c)))
                warnings.Add(Texts.NoWeight(left));
        if (input.Value.Count > 0 && weights.Sum() <= 0)
            throw new NotComputableException(Texts.ZeroWeights);
        return weights;
    }

    /// <summary>Named one by one up to a hundred; more are counted.</summary>
    private static void WarnOfGaps(MethodInput input, double[] weights, List<Message> warnings)
    {
        int[] rater = Table.Ints(input.Rater),
            subject = Table.Ints(input.Subject),
            criterion = Table.Ints(input.Criterion);
        bool[] there = new bool[weights.Length];
        int more = 0;
        for (int i = 0; i < rater.Length; )
        {
            int first = i;
            Array.Clear(there);
            for (; i < rater.Length && rater[i] == rater[first] && subject[i] == subject[first]; i++)
                there[criterion[i]] = true;
            for (int c = 0; c < weights.Length; c++)
            {
                if (there[c] || weights[c] <= 0)
                    continue;
                if (warnings.Count < MostNamed)
                    warnings.Add(
                        Texts.Missing(input.Raters[rater[first]], input.Subjects[subject[first]], input.Criteria[c])
                    );
                else
                    more++;
            }
        }

        if (more > 0)
            warnings.Add(Texts.MoreMissing(more));
    }
}
