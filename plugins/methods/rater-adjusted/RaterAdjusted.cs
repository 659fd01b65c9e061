using MathNet.Numerics.Distributions;
using Modular.Plugins.Contract;

namespace Modular.Methods.RaterAdjusted;

/// <summary>
/// Takes severity and leniency out: y = subject + rater + error. By least squares the score is the subject's effect
/// plus the grand mean; by empirical Bayes subjects and raters are random (C. R. Henderson's mixed model equations;
/// variances by his method 3, closed for one value per pair: E[R(subjects | raters)] = (N - R) v_s + (S - 1) v_e and
/// likewise for raters), which draws what rests on few raters towards the mean.
/// </summary>
public sealed class RaterAdjusted : IAppraisalMethod
{
    private const int ListedRaters = 2000;

    public PluginDescription Describe() =>
        new(
            "rater-adjusted",
            "1.0.0",
            "Modular",
            Texts.Name,
            Texts.Summary,
            [
                new(
                    "model",
                    ParameterKind.Choice,
                    Texts.Model,
                    Texts.ModelHelp,
                    "\"least-squares\"",
                    Choices: new Dictionary<string, Message>(StringComparer.Ordinal)
                    {
                        ["least-squares"] = Texts.LeastSquares,
                        ["empirical-bayes"] = Texts.EmpiricalBayes,
                    }
                ),
                new("weights", ParameterKind.NumberPerCriterion, Texts.Weights, Texts.WeightsHelp, null, Minimum: 0),
            ]
        );

    public MethodResult Compute(MethodInput input, ParameterValues parameters)
    {
        string model = parameters.Text("model", "least-squares");
        if (model is not ("least-squares" or "empirical-bayes"))
            throw new NotComputableException(Texts.BadModel(model));
        var given = parameters.Numbers("weights");
        double[]? weights = given.Count == 0 ? null : [.. input.Criteria.Select(c => given.GetValueOrDefault(c))];
        if (weights is not null && (weights.Any(w => !double.IsFinite(w) || w < 0) || weights.Sum() <= 0))
            throw new NotComputableException(Texts.BadWeights);
        var pairs = Table.Pairs(input, weights);
        if (pairs.Count == 0)
            throw new NotComputableException(Texts.NoScores);
        var parts = Additive.Parts(pairs);
        if (parts.Count > 1 && model == "least-squares")
            throw new NotComputableException(
                Texts.Parted(
                    parts.Count,
                    string.Join(
                        " | ",
                        parts
                            .Take(4)
                            .Select(p =>
                                string.Join(", ", p.Take(6).Select(r => input.Raters[r])) + (p.Count > 6 ? ", ..." : "")
                            )
                    )
                )
            );
        return model == "least-squares" ? LeastSquares(input, pairs) : Shrunken(input, pairs, parts.Count);
    }

    private static MethodResult LeastSquares(MethodInput input, Pairs pairs)
    {
        var fit = Additive.Fit(pairs);
        var rated = Enumerable.Range(0, pairs.Subjects).Where(s => pairs.CountOf(s) > 0).ToList();
        double grand = rated.Sum(s => fit.Subject[s]) / rated.Count;
        double? quantile = fit.Degrees > 0 ? StudentT.InvCDF(0, 1, fit.Degrees, 0.975) : null;
        var subjects = Enumerable
            .Range(0, pairs.Subjects)
            .Select(s =>
            {
                if (pairs.CountOf(s) == 0)
                    return new SubjectResult(input.Subjects[s], null, null, null, 0, [Texts.NoScores]);
                double score = fit.Subject[s];
                double? half = quantile * Math.Sqrt(fit.Variance.GetValueOrDefault() * fit.Spread(s));
                return new SubjectResult(
                    input.Subjects[s],
                    score,
                    score - half,
                    score + half,
                    pairs.CountOf(s),
                    [Explained(input, pairs, fit.Rater, s, score)]
                );
            })
            .ToList();
        var warnings = new List<Message>();
        if (fit.Degrees == 0)
            warnings.Add(Texts.NoDegrees);
        var details = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["model"] = "least-squares",
            ["grandMean"] = grand,
            ["effects"] = Table.Named(input.Subjects, s => pairs.CountOf(s) == 0 ? null : fit.Subject[s] - grand),
            ["residualVariance"] = fit.Variance,
            ["degrees"] = fit.Degrees,
        };
        if (pairs.Raters <= ListedRaters)
            details["consistency"] = Consistency(input, pairs, fit.Residual);
        return new(subjects, Raters(input, pairs, fit.Rater), warnings, details);
    }

    private static MethodResult Shrunken(MethodInput input, Pairs pairs, int parts)
    {
        var (n, raters, rated) = (
            pairs.Count,
            pairs.Rater.Distinct().Count(),
            Enumerable.Range(0, pairs.Subjects).Count(s => pairs.CountOf(s) > 0)
        );
        var warnings = new List<Message>();
        if (parts > 1)
            warnings.Add(Texts.PartedShrunken(parts));
        double subjectSquares = Squares(n, pairs.Subject, pairs.Value, pairs.Subjects),
            raterSquares = Squares(n, pairs.Rater, pairs.Value, pairs.Raters);
        var fit = Additive.Fit(pairs);
        int degrees = n - rated - raters + parts;
        if (degrees <= 0)
            throw new NotComputableException(Texts.NoDegrees);
        double error = fit.ResidualSquares / degrees;
        double subjectVariance =
            n > raters ? Math.Max(0, (raterSquares - fit.ResidualSquares - error * (rated - parts)) / (n - raters)) : 0;
        double raterVariance =
            n > rated
                ? Math.Max(0, (subjectSquares - fit.ResidualSquares - error * (raters - parts)) / (n - rated))
                : 0;
        if (subjectVariance <= 0)
            warnings.Add(Texts.NoSpread);
        error = Math.Max(error, 1e-12);
        var (mean, subject, rater) = Predict(
            pairs,
            error / Math.Max(subjectVariance, 1e-12),
            error / Math.Max(raterVariance, 1e-12)
        );
        var subjects = Enumerable
            .Range(0, pairs.Subjects)
            .Select(s =>
            {
                if (pairs.CountOf(s) == 0)
                    return new SubjectResult(input.Subjects[s], null, null, null, 0, [Texts.NoScores]);
                double score = mean + subject[s],
                    half =
                        1.959963984540054
                        * Math.Sqrt(error / (pairs.CountOf(s) + error / Math.Max(subjectVariance, 1e-12)));
                return new SubjectResult(
                    input.Subjects[s],
                    score,
                    score - half,
                    score + half,
                    pairs.CountOf(s),
                    [Explained(input, pairs, rater, s, score)]
                );
            })
            .ToList();
        var details = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["model"] = "empirical-bayes",
            ["grandMean"] = mean,
            ["effects"] = Table.Named(input.Subjects, s => pairs.CountOf(s) == 0 ? null : subject[s]),
            ["variances"] = new Dictionary<string, double>(StringComparer.Ordinal)
            {
                ["subject"] = subjectVariance,
                ["rater"] = raterVariance,
                ["error"] = error,
            },
        };
        if (pairs.Raters <= ListedRaters)
            details["consistency"] = Consistency(
                input,
                pairs,
                i => pairs.Value[i] - mean - subject[pairs.Subject[i]] - rater[pairs.Rater[i]]
            );
        return new(subjects, Raters(input, pairs, rater), warnings, details);
    }

    /// <summary>Squares about the means of one classification.</summary>
    private static double Squares(int n, int[] of, double[] value, int size)
    {
        var (sum, count) = (new double[size], new int[size]);
        for (int i = 0; i < n; i++)
        {
            sum[of[i]] += value[i];
            count[of[i]]++;
        }

        double squares = 0;
        for (int i = 0; i < n; i++)
            squares += Math.Pow(value[i] - sum[of[i]] / count[of[i]], 2);
        return squares;
    }

    /// <summary>Mixed model equations in (mean, subjects, raters).</summary>
    private static (double Mean, double[] Subject, double[] Rater) Predict(
        Pairs pairs,
        double subjectRatio,
        double raterRatio
    )
    {
        int size = 1 + pairs.Subjects + pairs.Raters,
            first = 1 + pairs.Subjects;
        double[] right = new double[size],
            diagonal = new double[size];
        diagonal[0] = pairs.Count;
        for (int s = 0; s < pairs.Subjects; s++)
            diagonal[1 + s] = subjectRatio;
        for (int r = 0; r < pairs.Raters; r++)
            diagonal[first + r] = raterRatio;
        for (int i = 0; i < pairs.Count; i++)
        {
            double y = pairs.Value[i];
            right[0] += y;
            right[1 + pairs.Subject[i]] += y;
            right[first + pairs.Rater[i]] += y;
            diagonal[1 + pairs.Subject[i]]++;
            diagonal[first + pairs.Rater[i]]++;
        }

        double[] Apply(double[] v)
        {
            double[] result = new double[size];
            for (int s = 0; s < pairs.Subjects; s++)
                result[1 + s] = subjectRatio * v[1 + s];
            for (int r = 0; r < pairs.Raters; r++)
                result[first + r] = raterRatio * v[first + r];
            for (int i = 0; i < pairs.Count; i++)
            {
                double fitted = v[0] + v[1 + pairs.Subject[i]] + v[first + pairs.Rater[i]];
                result[0] += fitted;
                result[1 + pairs.Subject[i]] += fitted;
                result[first + pairs.Rater[i]] += fitted;
            }

            return result;
        }

        double[] solved = Additive.Conjugate(Apply, [.. diagonal.Select(d => 1 / d)], right);
        return (solved[0], solved[1..first], solved[first..]);
    }

    private static Message Explained(MethodInput input, Pairs pairs, double[] rater, int subject, double score)
    {
        double raw = pairs.MeanOf(subject);
        var strongest = pairs
            .Of(subject)
            .ToArray()
            .Select(i => pairs.Rater[i])
            .OrderByDescending(r => Math.Abs(rater[r]))
            .Take(2)
            .Where(r => Math.Abs(rater[r]) > 0.005)
            .Select(r => (input.Raters[r], rater[r]))
            .ToList();
        return Texts.Explained(raw, score, strongest);
    }

    private static List<RaterStatistic> Raters(MethodInput input, Pairs pairs, double[] rater)
    {
        int[] count = new int[pairs.Raters];
        foreach (int r in pairs.Rater)
            count[r]++;
        return [.. input.Raters.Select((name, r) => new RaterStatistic(name, rater[r], count[r]))];
    }

    /// <summary>Standard deviation of each rater's residuals: small is steady.</summary>
    private static Dictionary<string, object?> Consistency(MethodInput input, Pairs pairs, Func<int, double> residual)
    {
        var (sum, count) = (new double[pairs.Raters], new int[pairs.Raters]);
        for (int i = 0; i < pairs.Count; i++)
        {
            sum[pairs.Rater[i]] += Math.Pow(residual(i), 2);
            count[pairs.Rater[i]]++;
        }

        return Table.Named(input.Raters, r => count[r] < 2 ? null : Math.Round(Math.Sqrt(sum[r] / count[r]), 6));
    }
}
