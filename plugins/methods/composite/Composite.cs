using Modular.Plugins.Contract;

namespace Modular.Methods.Composite;

/// <summary>
/// sum(w x) / sum(w) over the results of other rounds, each brought to 0 to 100 by its full mark where one is given. A
/// missing part is refused.
/// </summary>
public sealed class Composite : IAppraisalMethod
{
    public PluginDescription Describe() =>
        new(
            "composite",
            "1.0.0",
            "Modular",
            Texts.Name,
            Texts.Summary,
            [
                new("weights", ParameterKind.NumberPerCriterion, Texts.Weights, Texts.WeightsHelp, null, Minimum: 0),
                new("full", ParameterKind.NumberPerCriterion, Texts.Full, Texts.FullHelp, null, Minimum: 0.000001),
            ]
        );

    public MethodResult Compute(MethodInput input, ParameterValues parameters)
    {
        var (given, full) = (parameters.Numbers("weights"), parameters.Numbers("full"));
        if (given.Keys.FirstOrDefault(w => !input.Criteria.Contains(w)) is { } absent)
            throw new NotComputableException(Texts.PartAbsent(absent));
        double[] weights = [.. input.Criteria.Select(c => given.Count == 0 ? 1 : given.GetValueOrDefault(c))];
        if (weights.Any(w => !double.IsFinite(w) || w < 0) || weights.Sum() <= 0 || full.Values.Any(f => f <= 0))
            throw new NotComputableException(Texts.BadWeights);
        int k = input.Subjects.Count,
            m = weights.Length;
        double[,] sum = new double[k, m];
        int[,] count = new int[k, m];
        int[] subject = Table.Ints(input.Subject),
            part = Table.Ints(input.Criterion);
        double[] result = Table.Doubles(input.Value);
        for (int i = 0; i < result.Length; i++)
        {
            sum[subject[i], part[i]] += result[i];
            count[subject[i], part[i]]++;
        }

        double all = weights.Sum();

        var subjects = new List<SubjectResult>();
        for (int s = 0; s < k; s++)
        {
            double score = 0;
            var parts = new List<(string Name, double Value, double Weight)>();
            for (int c = 0; c < m; c++)
            {
                if (weights[c] == 0)
                    continue;
                if (count[s, c] == 0)
                    throw new NotComputableException(Texts.Missing(input.Subjects[s], input.Criteria[c]));
                double value = sum[s, c] / count[s, c];
                if (full.TryGetValue(input.Criteria[c], out double most))
                    value = value / most * 100;
                score += weights[c] * value;
                parts.Add((input.Criteria[c], value, weights[c] / all));
            }

            subjects.Add(new(input.Subjects[s], score / all, null, null, parts.Count, [Texts.Explained(parts)]));
        }

        return new(
            subjects,
            [],
            [],
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["weights"] = Table.Named(input.Criteria, c => weights[c] / weights.Sum()),
            }
        );
    }
}
