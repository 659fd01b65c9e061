using MathNet.Numerics.Distributions;
using Modular.Plugins.Contract;

namespace Modular.Methods;

/// <summary>
/// Helpers shared as source by several methods, so that every plugin stays complete in its own folder.
/// </summary>
internal static class Table
{
    /// <summary>
    /// The weighted mean over the criteria each rater filled in; criteria are null or weights, one each.
    /// </summary>
    /// <param name="side">Only entries of this side, or all.</param>
    public static Pairs Pairs(MethodInput input, IReadOnlyList<double>? weights = null, string? side = null)
    {
        int[] rater = Ints(input.Rater),
            subject = Ints(input.Subject),
            criterion = Ints(input.Criterion);
        double[] value = Doubles(input.Value);
        double[] weight = weights is null ? [.. input.Criteria.Select(_ => 1.0)] : [.. weights];
        var (raters, subjects, values) = (
            new List<int>(value.Length / 2 + 1),
            new List<int>(value.Length / 2 + 1),
            new List<double>(value.Length / 2 + 1)
        );
        for (int i = 0; i < value.Length; )
        {
            double sum = 0,
                total = 0;
            int first = i;
            for (; i < value.Length && rater[i] == rater[first] && subject[i] == subject[first]; i++)
            {
                if (side is not null && input.Side[i] != side)
                    continue;
                sum += weight[criterion[i]] * value[i];
                total += weight[criterion[i]];
            }

            if (total <= 0)
                continue;
            raters.Add(rater[first]);
            subjects.Add(subject[first]);
            values.Add(sum / total);
        }

        return Sorted(input.Raters.Count, input.Subjects.Count, [.. raters], [.. subjects], [.. values]);
    }

    public static Pairs Sorted(int raters, int subjects, int[] rater, int[] subject, double[] value)
    {
        int[] start = new int[subjects + 1],
            order = new int[value.Length];
        foreach (int s in subject)
            start[s + 1]++;
        for (int s = 0; s < subjects; s++)
            start[s + 1] += start[s];
        int[] next = [.. start];
        for (int i = 0; i < order.Length; i++)
            order[next[subject[i]]++] = i;
        return new()
        {
            Raters = raters,
            Subjects = subjects,
            Rater = rater,
            Subject = subject,
            Value = value,
            BySubject = order,
            Start = start,
        };
    }

    public static int[] Ints(IReadOnlyList<int> list) => list as int[] ?? [.. list];

    public static double[] Doubles(IReadOnlyList<double> list) => list as double[] ?? [.. list];

    /// <summary>
    /// Half the width of the 95 % interval of a mean: t(n-1) times s / sqrt(n); null below two values.
    /// </summary>
    public static double? HalfWidth(double standardError, int degrees) =>
        degrees < 1 ? null : Quantile(degrees) * standardError;

    private static double _lastQuantile;
    private static int _lastDegrees;

    /// <summary>Most subjects of a round have the same number of raters.</summary>
    private static double Quantile(int degrees)
    {
        if (degrees != _lastDegrees)
            (_lastDegrees, _lastQuantile) = (degrees, StudentT.InvCDF(0, 1, degrees, 0.975));
        return _lastQuantile;
    }

    public static double Variance(IReadOnlyList<double> values, double mean)
    {
        double sum = 0;
        foreach (double value in values)
            sum += (value - mean) * (value - mean);
        return values.Count < 2 ? 0 : sum / (values.Count - 1);
    }

    /// <summary>How far each rater stands, on average, from the mean of the subjects they scored.</summary>
    public static IReadOnlyList<RaterStatistic> Raters(MethodInput input, Pairs pairs)
    {
        var (sum, count) = (new double[pairs.Raters], new int[pairs.Raters]);
        for (int s = 0; s < pairs.Subjects; s++)
        {
            double mean = pairs.MeanOf(s);
            foreach (int i in pairs.Of(s))
            {
                sum[pairs.Rater[i]] += pairs.Value[i] - mean;
                count[pairs.Rater[i]]++;
            }
        }

        return
        [
            .. input.Raters.Select(
                (name, r) => new RaterStatistic(name, count[r] == 0 ? 0 : sum[r] / count[r], count[r])
            ),
        ];
    }

    public static Dictionary<string, object?> NoDetails() => new(StringComparer.Ordinal);

    /// <summary>Numbers by name; a name that is not there is left out.</summary>
    public static Dictionary<string, object?> Named(IReadOnlyList<string> names, Func<int, object?> of) =>
        names
            .Select((name, i) => (name, value: of(i)))
            .Where(p => p.value is not null)
            .ToDictionary(p => p.name, p => p.value, StringComparer.Ordinal);
}

/// <summary>
/// One figure per rater and subject, in the order of the input (rater, then subject), with a second order by subject.
/// Summation runs over either in a fixed order, so the same input gives the same last digit.
/// </summary>
internal sealed class Pairs
{
    public required int Subjects { get; init; }
    public required int Raters { get; init; }
    public required int[] Rater { get; init; }
    public required int[] Subject { get; init; }
    public required double[] Value { get; init; }

    /// <summary>Pairs of subject s are <c>BySubject[Start[s] .. Start[s + 1]]</c>, raters ascending.</summary>
    public required int[] BySubject { get; init; }
    public required int[] Start { get; init; }

    public int Count => Value.Length;

    public int CountOf(int subject) => Start[subject + 1] - Start[subject];

    public ReadOnlySpan<int> Of(int subject) => BySubject.AsSpan(Start[subject], CountOf(subject));

    /// <summary>Values of one subject, raters ascending.</summary>
    public double[] ValuesOf(int subject)
    {
        var of = Of(subject);
        double[] values = new double[of.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = Value[of[i]];
        return values;
    }

    public double MeanOf(int subject)
    {
        double sum = 0;
        foreach (int i in Of(subject))
            sum += Value[i];
        return CountOf(subject) == 0 ? 0 : sum / CountOf(subject);
    }
}
