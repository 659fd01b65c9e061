using MathNet.Numerics.Distributions;
using Modular.Plugins.Contract;

namespace Modular.Methods;

/// <summary>One rater's single figure for one subject.</summary>
internal readonly record struct RaterScore(int Rater, double Value);

/// <summary>Helpers shared as source by the methods that average raters, so that every plugin stays complete in its own folder.</summary>
internal static class Table
{
    /// <summary>Scores of every subject, raters in the order of the input: summation has one order.</summary>
    public static List<RaterScore>[] PerSubject(MethodInput input, IReadOnlyList<double> weights)
    {
        var sums = new Dictionary<(int Subject, int Rater), (double Sum, double Weight)>();
        for (int i = 0; i < input.Value.Count; i++)
        {
            var key = (input.Subject[i], input.Rater[i]);
            double weight = weights[input.Criterion[i]];
            var (sum, total) = sums.GetValueOrDefault(key);
            sums[key] = (sum + weight * input.Value[i], total + weight);
        }

        var result = new List<RaterScore>[input.Subjects.Count];
        for (int s = 0; s < result.Length; s++) result[s] = [];
        foreach (var ((subject, rater), (sum, weight)) in sums.OrderBy(p => p.Key.Subject).ThenBy(p => p.Key.Rater))
            if (weight > 0) result[subject].Add(new(rater, sum / weight));
        return result;
    }

    /// <summary>Half the width of the 95 % interval of a mean: t(n-1) times s / sqrt(n); null below two values.</summary>
    public static double? HalfWidth(double standardError, int degrees) =>
        degrees < 1 ? null : StudentT.InvCDF(0, 1, degrees, 0.975) * standardError;

    public static double Variance(IReadOnlyList<double> values, double mean)
    {
        double sum = 0;
        foreach (double value in values) sum += (value - mean) * (value - mean);
        return values.Count < 2 ? 0 : sum / (values.Count - 1);
    }

    /// <summary>How far each rater stands, on average, from the mean of the subjects they scored.</summary>
    public static IReadOnlyList<RaterStatistic> Raters(MethodInput input, List<RaterScore>[] perSubject)
    {
        var (sum, count) = (new double[input.Raters.Count], new int[input.Raters.Count]);
        foreach (var scores in perSubject.Where(s => s.Count > 0))
        {
            double mean = scores.Sum(s => s.Value) / scores.Count;
            foreach (var score in scores)
            {
                sum[score.Rater] += score.Value - mean;
                count[score.Rater]++;
            }
        }

        return [.. input.Raters.Select((name, r) => new RaterStatistic(name, count[r] == 0 ? 0 : sum[r] / count[r], count[r]))];
    }

    public static Dictionary<string, object?> NoDetails() => new(StringComparer.Ordinal);
}
