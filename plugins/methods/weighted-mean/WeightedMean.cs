using Modular.Plugins.Contract;

namespace Modular.Methods.WeightedMean;

/// <summary>sum(w x) / sum(w) over the criteria a rater has filled in, then the plain mean over raters; 95 % t interval over raters.</summary>
public sealed class WeightedMean : IAppraisalMethod
{
    public PluginDescription Describe() => new("weighted-mean", "1.0.0", "Modular", Texts.Name, Texts.Summary,
        [new("weights", ParameterKind.NumberPerCriterion, Texts.Weights, Texts.WeightsHelp, null, Minimum: 0)]);

    public MethodResult Compute(MethodInput input, ParameterValues parameters)
    {
        var warnings = new List<Message>();
        double[] weights = Weights(input, parameters.Numbers("weights"), warnings);
        var perSubject = Table.PerSubject(input, weights);
        WarnOfGaps(input, weights, warnings);
        var subjects = new List<SubjectResult>();
        for (int s = 0; s < perSubject.Length; s++)
        {
            double[] values = [.. perSubject[s].Select(p => p.Value)];
            if (values.Length == 0)
            {
                subjects.Add(new(input.Subjects[s], null, null, null, 0, [Texts.NoScores]));
                continue;
            }

            double mean = values.Sum() / values.Length;
            double? half = Table.HalfWidth(Math.Sqrt(Table.Variance(values, mean) / values.Length), values.Length - 1);
            subjects.Add(new(input.Subjects[s], mean, mean - half, mean + half, values.Length, [Texts.Explained(values.Length, values.Min(), values.Max())]));
        }

        return new(subjects, Table.Raters(input, perSubject), warnings, Table.NoDetails());
    }

    private static double[] Weights(MethodInput input, IReadOnlyDictionary<string, double> given, List<Message> warnings)
    {
        foreach (string unknown in given.Keys.Where(k => !input.Criteria.Contains(k))) warnings.Add(Texts.UnknownCriterion(unknown));
        double[] weights = [.. input.Criteria.Select(c => given.Count == 0 ? 1 : given.GetValueOrDefault(c))];
        if (weights.FirstOrDefault(w => !double.IsFinite(w) || w < 0) is not 0 and var wrong) throw new NotComputableException(Texts.BadWeight(wrong));
        if (given.Count > 0)
            foreach (string left in input.Criteria.Where(c => !given.ContainsKey(c))) warnings.Add(Texts.NoWeight(left));
        if (input.Value.Count > 0 && weights.Sum() <= 0) throw new NotComputableException(Texts.ZeroWeights);
        return weights;
    }

    private static void WarnOfGaps(MethodInput input, double[] weights, List<Message> warnings)
    {
        var filled = Enumerable.Range(0, input.Value.Count).Select(i => (input.Rater[i], input.Subject[i], input.Criterion[i])).ToHashSet();
        foreach (var (rater, subject) in filled.Select(f => (f.Item1, f.Item2)).Distinct().Order())
            for (int c = 0; c < weights.Length; c++)
                if (weights[c] > 0 && !filled.Contains((rater, subject, c))) warnings.Add(Texts.Missing(input.Raters[rater], input.Subjects[subject], input.Criteria[c]));
    }
}
