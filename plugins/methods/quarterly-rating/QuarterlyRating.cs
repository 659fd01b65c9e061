using MathNet.Numerics.Distributions;
using Modular.Plugins.Contract;

namespace Modular.Methods.QuarterlyRating;

/// <summary>
/// Grades 1 to 5 become scores 0 to 100; means of subjects are drawn towards the mean of all by empirical Bayes (B.
/// Efron and C. Morris, 1975; unequal numbers after C. Morris, Parametric empirical Bayes inference, 1983), the share
/// of the satisfied has E. B. Wilson's interval (1927).
/// </summary>
public sealed class QuarterlyRating : IAppraisalMethod
{
    private const int Steps = 200;

    public PluginDescription Describe() =>
        new(
            "quarterly-rating",
            "1.0.0",
            "Modular",
            Texts.Name,
            Texts.Summary,
            [
                new(
                    "satisfied",
                    ParameterKind.Number,
                    Texts.Satisfied,
                    Texts.SatisfiedHelp,
                    "4",
                    Minimum: 1,
                    Maximum: 5
                ),
                new(
                    "confidence",
                    ParameterKind.Number,
                    Texts.Confidence,
                    Texts.ConfidenceHelp,
                    "0.95",
                    Minimum: 0.5,
                    Maximum: 0.999
                ),
                new("minimum", ParameterKind.Integer, Texts.Minimum, Texts.MinimumHelp, "5", Minimum: 1, Maximum: 1000),
                new("rework", ParameterKind.Number, Texts.Rework, Texts.ReworkHelp, "3", Minimum: 0, Maximum: 5),
            ]
        );

    public MethodResult Compute(MethodInput input, ParameterValues parameters)
    {
        double satisfied = parameters.Number("satisfied", 4),
            confidence = parameters.Number("confidence", 0.95),
            rework = parameters.Number("rework", 3);
        int minimum = parameters.Integer("minimum", 5);
        if (!(confidence is > 0 and < 1))
            throw new NotComputableException(Texts.BadConfidence(confidence));
        if (minimum < 1)
            throw new NotComputableException(Texts.BadMinimum(minimum));
        double[] value = Table.Doubles(input.Value);
        for (int i = 0; i < value.Length; i++)
            if (value[i] is < 1 or > 5)
                throw new NotComputableException(
                    Texts.OutOfScale(input.Raters[input.Rater[i]], input.Subjects[input.Subject[i]], value[i])
                );
        var pairs = Table.Pairs(input);
        int k = pairs.Subjects;
        var counted = Enumerable.Range(0, k).Where(s => pairs.CountOf(s) >= minimum).ToList();
        if (counted.Count == 0)
            throw new NotComputableException(
                Texts.TooFewEverywhere(k == 0 ? 0 : Enumerable.Range(0, k).Max(pairs.CountOf), minimum)
            );
        double[] mean = new double[k],
            share = new double[k];
        double total = 0,
            happy = 0;
        long ballots = 0;
        foreach (int s in counted)
        {
            foreach (int i in pairs.Of(s))
            {
                mean[s] += Score(pairs.Value[i]);
                if (pairs.Value[i] >= satisfied)
                    share[s]++;
            }

            (total, happy, ballots) = (total + mean[s], happy + share[s], ballots + pairs.CountOf(s));
            (mean[s], share[s]) = (mean[s] / pairs.CountOf(s), share[s] / pairs.CountOf(s));
        }

        double grand = total / ballots,
            spread = 0;
        foreach (int s in counted)
        foreach (int i in pairs.Of(s))
            spread += Math.Pow(Score(pairs.Value[i]) - grand, 2);
        var scores = Shrink(counted, mean, s => spread / ballots / pairs.CountOf(s));
        double all = happy / ballots;
        var shares = Shrink(counted, share, s => all * (1 - all) / pairs.CountOf(s));
        double z = Normal.InvCDF(0, 1, 0.5 + confidence / 2);
        var wilson = counted.ToDictionary(
            s => input.Subjects[s],
            s => Wilson(share[s], pairs.CountOf(s), z),
            StringComparer.Ordinal
        );
        var back = counted.Where(s => rework > 0 && mean[s] / 25 + 1 < rework).Select(s => input.Subjects[s]).ToList();
        var subjects = Enumerable
            .Range(0, k)
            .Select(s =>
            {
                int n = pairs.CountOf(s);
                if (n < minimum)
                    return new SubjectResult(input.Subjects[s], null, null, null, n, [Texts.TooFew(minimum)]);
                double half = z * Math.Sqrt(spread / ballots / n * (1 - scores.Pull[s]));
                return new SubjectResult(
                    input.Subjects[s],
                    scores.Shrunk[s],
                    Math.Max(0, scores.Shrunk[s] - half),
                    Math.Min(100, scores.Shrunk[s] + half),
                    n,
                    [
                        Texts.Explained(n, mean[s] / 25 + 1, share[s], wilson[input.Subjects[s]]),
                        .. back.Contains(input.Subjects[s]) ? new[] { Texts.GoesBack(rework) } : [],
                    ]
                );
            })
            .ToList();
        return new(
            subjects,
            [],
            counted.Count <= 3 ? [Texts.NotShrunk] : [],
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["wilson"] = wilson.ToDictionary(
                    w => w.Key,
                    w => (object?)new[] { w.Value.Lower, w.Value.Upper },
                    StringComparer.Ordinal
                ),
                ["shrunk"] = counted.ToDictionary(
                    s => input.Subjects[s],
                    s => (object?)shares.Shrunk[s],
                    StringComparer.Ordinal
                ),
                ["satisfiedShare"] = counted.ToDictionary(
                    s => input.Subjects[s],
                    s => (object?)share[s],
                    StringComparer.Ordinal
                ),
                ["meanGrade"] = counted.ToDictionary(
                    s => input.Subjects[s],
                    s => (object?)(mean[s] / 25 + 1),
                    StringComparer.Ordinal
                ),
                ["overallShare"] = all,
                ["factor"] = 1 - shares.Pull[counted[0]],
                ["rework"] = back,
            }
        );
    }

    private static double Score(double grade) => (grade - 1) * 25;

    /// <summary>
    /// Means drawn to their precision-weighted mean. With equal variances V this is Stein's rule with k - 3: factor 1 -
    /// (k - 3) V / sum of squares. Three subjects or fewer are left alone.
    /// </summary>
    private static (double[] Shrunk, double[] Pull) Shrink(List<int> counted, double[] mean, Func<int, double> variance)
    {
        double[] shrunk = [.. mean],
            pull = new double[mean.Length];
        int k = counted.Count;
        if (k <= 3)
            return (shrunk, pull);
        double a = 0,
            centre = 0;
        for (int step = 0; step < Steps; step++)
        {
            double weights = 0,
                sum = 0;
            foreach (int s in counted)
            {
                double w = 1 / Math.Max(1e-300, variance(s) + a);
                weights += w;
                sum += w * mean[s];
            }

            centre = sum / weights;
            double next = 0;
            foreach (int s in counted)
                next +=
                    (k / (k - 1.0) * Math.Pow(mean[s] - centre, 2) - variance(s)) / Math.Max(1e-300, variance(s) + a);
            next = Math.Max(0, next / weights);
            if (Math.Abs(next - a) <= 1e-15 * Math.Max(1, next))
                break;
            a = next;
        }

        foreach (int s in counted)
        {
            pull[s] = variance(s) <= 0 ? 0 : (k - 3.0) / (k - 1.0) * variance(s) / (variance(s) + a);
            shrunk[s] = centre + (1 - pull[s]) * (mean[s] - centre);
        }

        return (shrunk, pull);
    }

    private static (double Lower, double Upper) Wilson(double share, int n, double z)
    {
        double square = z * z,
            centre = share + square / (2 * n),
            half = z * Math.Sqrt(share * (1 - share) / n + square / (4.0 * n * n)),
            below = 1 + square / n;
        return (Math.Max(0, (centre - half) / below), Math.Min(1, (centre + half) / below));
    }
}
