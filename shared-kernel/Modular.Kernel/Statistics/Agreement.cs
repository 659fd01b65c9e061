using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Modular.Kernel.Statistics;

/// <summary>
/// Krippendorff's alpha (K. Krippendorff, Computing Krippendorff's alpha-reliability, 2011), intraclass correlations
/// with intervals (P. E. Shrout and J. L. Fleiss, 1979; K. O. McGraw and S. P. Wong, 1996), kappa of J. L. Fleiss
/// (1971), W of M. G. Kendall with ties.
/// </summary>
public static class Agreement
{
    public static readonly IReadOnlyList<string> Forms = ["1,1", "2,1", "3,1", "1,k", "2,k", "3,k"];

    public static AgreementResult Of(IReadOnlyList<Rating> ratings)
    {
        var why = new Dictionary<string, string>(StringComparer.Ordinal);
        string[] raters =
        [
            .. ratings.Select(r => r.Rater).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
        var bySubject = ratings
            .GroupBy(r => r.Subject, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => g.OrderBy(r => r.Rater, StringComparer.Ordinal).ToArray())
            .ToArray();
        double[][] units = [.. bySubject.Select(u => u.Select(r => r.Value).ToArray())];
        var alpha = Alpha(units, why);
        // One value of every rater for every subject.
        double[][]? matrix =
            raters.Length > 1
            && bySubject.Length > 1
            && Array.TrueForAll(
                bySubject,
                u => u.Length == raters.Length && u.Select(r => r.Rater).SequenceEqual(raters, StringComparer.Ordinal)
            )
                ? units
                : null;
        if (matrix is null)
            foreach (string name in new[] { "icc", "kendallW" })
                why[name] = "needs one value of every rater for every subject, two of each at least";
        var (w, p) = matrix is null ? (null, null) : Kendall(matrix, why);
        return new(
            alpha,
            matrix is null ? new Dictionary<string, Estimate>(StringComparer.Ordinal) : Icc(matrix, why),
            FleissKappa(units, why),
            w,
            p,
            why
        );
    }

    /// <summary>Values by unit; a unit with fewer than two changes nothing.</summary>
    private static Dictionary<string, double> Alpha(double[][] all, Dictionary<string, string> why)
    {
        var result = new Dictionary<string, double>(StringComparer.Ordinal);
        double[][] units = [.. all.Where(u => u.Length > 1)];
        double[] values = [.. units.SelectMany(u => u).Distinct().Order()];
        if (values.Length < 2)
        {
            why["krippendorff"] = values.Length == 0 ? "no subject has two values" : "all values are the same";
            return result;
        }

        var place = values.Select((v, i) => (v, i)).ToDictionary(x => x.v, x => x.i);
        double[] count = new double[values.Length];
        foreach (double v in units.SelectMany(u => u))
            count[place[v]]++;
        double n = count.Sum();
        double[] upTo = new double[values.Length];
        for (int i = 0; i < upTo.Length; i++)
            upTo[i] = count[i] + (i > 0 ? upTo[i - 1] : 0);
        foreach (
            var (name, distance) in new (string, Func<int, int, double>)[]
            {
                ("nominal", (a, b) => a == b ? 0 : 1),
                (
                    "ordinal",
                    (a, b) =>
                        a == b
                            ? 0
                            : Square(
                                upTo[Math.Max(a, b)]
                                    - (Math.Min(a, b) > 0 ? upTo[Math.Min(a, b) - 1] : 0)
                                    - (count[a] + count[b]) / 2
                            )
                ),
                ("interval", (a, b) => Square(values[a] - values[b])),
                (
                    "ratio",
                    (a, b) => values[a] + values[b] == 0 ? 0 : Square((values[a] - values[b]) / (values[a] + values[b]))
                ),
            }
        )
        {
            if (name == "ratio" && values[0] < 0)
            {
                why["krippendorff.ratio"] = "values below zero have no ratio";
                continue;
            }

            double observed = 0,
                expected = 0;
            foreach (double[] unit in units)
            {
                double sum = 0;
                for (int i = 0; i < unit.Length; i++)
                for (int j = i + 1; j < unit.Length; j++)
                    sum += distance(place[unit[i]], place[unit[j]]);
                observed += 2 * sum / (unit.Length - 1);
            }

            for (int a = 0; a < values.Length; a++)
            for (int b = a + 1; b < values.Length; b++)
                expected += 2 * count[a] * count[b] * distance(a, b);
            result[name] = 1 - observed / n / (expected / (n * (n - 1)));
        }

        return result;
    }

    private static Dictionary<string, Estimate> Icc(double[][] x, Dictionary<string, string> why)
    {
        double n = x.Length,
            k = x[0].Length,
            grand = x.Sum(r => r.Sum()) / (n * k),
            total = x.Sum(r => r.Sum(v => Square(v - grand)));
        double between = k * x.Sum(r => Square(r.Average() - grand)),
            judges = n * Enumerable.Range(0, (int)k).Sum(j => Square(x.Average(r => r[j]) - grand));
        double rows = between / (n - 1),
            within = (total - between) / (n * (k - 1)),
            columns = judges / (k - 1),
            error = (total - between - judges) / ((n - 1) * (k - 1));
        var result = new Dictionary<string, Estimate>(StringComparer.Ordinal);
        if (total <= 1e-12 * Math.Max(1, grand * grand))
        {
            why["icc"] = "all values are the same";
            return result;
        }

        Estimate Of(double value, (double Lower, double Upper)? interval) =>
            new(value, interval?.Lower, interval?.Upper);
        double df1 = n - 1,
            dfWithin = n * (k - 1),
            dfError = (n - 1) * (k - 1);
        (double, double)? one = within > 0
                ? Bounds(rows / within, df1, dfWithin, (f, up) => (f - 1) / (f + k - 1))
                : null,
            oneK = within > 0 ? Bounds(rows / within, df1, dfWithin, (f, up) => 1 - 1 / f) : null;
        (double, double)? three = error > 0
                ? Bounds(rows / error, df1, dfError, (f, up) => (f - 1) / (f + k - 1))
                : null,
            threeK = error > 0 ? Bounds(rows / error, df1, dfError, (f, up) => 1 - 1 / f) : null;
        double two = (rows - error) / (rows + (k - 1) * error + k * (columns - error) / n);
        var twoBounds = Two(two, n, k, rows, columns, error);
        result["1,1"] = Of((rows - within) / (rows + (k - 1) * within), one);
        result["2,1"] = Of(two, twoBounds);
        result["3,1"] = Of((rows - error) / (rows + (k - 1) * error), three);
        result["1,k"] = Of((rows - within) / rows, oneK);
        result["2,k"] = Of(
            (rows - error) / (rows + (columns - error) / n),
            twoBounds is { } b ? (k * b.Lower / (1 + (k - 1) * b.Lower), k * b.Upper / (1 + (k - 1) * b.Upper)) : null
        );
        result["3,k"] = Of((rows - error) / rows, threeK);
        // Few raters who contradict each other give a negative share; then formulas beyond their range mean nothing.
        foreach (string form in Forms)
        {
            var (value, lower, upper) = result[form];
            if (!double.IsFinite(value) || value > 1)
            {
                result.Remove(form);
                why[$"icc.{form}"] = "the subjects differ less than chance alone would make them";
            }
            else if (lower > upper || lower > value || upper < value || (lower is { } l && !double.IsFinite(l)))
                result[form] = new(value, null, null);
        }

        return result;
    }

    private static (double Lower, double Upper)? Bounds(
        double f,
        double df1,
        double df2,
        Func<double, bool, double> of
    ) => (of(f / Quantile(df1, df2, 0.975), false), of(f * Quantile(df2, df1, 0.975), true));

    /// <summary>Shrout and Fleiss (1979), p. 424.</summary>
    private static (double Lower, double Upper)? Two(
        double icc,
        double n,
        double k,
        double rows,
        double columns,
        double error
    )
    {
        if (error <= 0 || !double.IsFinite(icc))
            return null;
        double f = columns / error,
            a = k * icc * f + n * (1 + (k - 1) * icc) - k * icc;
        double v =
            (k - 1) * (n - 1) * Square(a) / ((n - 1) * Square(k * icc * f) + Square(n * (1 + (k - 1) * icc) - k * icc));
        double upper = Quantile(n - 1, v, 0.975),
            lower = Quantile(v, n - 1, 0.975);
        double spread = k * columns + (k * n - k - n) * error;
        return (
            n * (rows - upper * error) / (upper * spread + n * rows),
            n * (lower * rows - error) / (spread + n * lower * rows)
        );
    }

    private static double? FleissKappa(double[][] units, Dictionary<string, string> why)
    {
        if (units.Length == 0 || units[0].Length < 2 || Array.Exists(units, u => u.Length != units[0].Length))
        {
            why["fleiss"] = "needs the same number of values, two at least, for every subject";
            return null;
        }

        double n = units[0].Length,
            all = n * units.Length;
        double chance = units.SelectMany(u => u).GroupBy(v => v).Sum(g => Square(g.Count() / all));
        double seen = units.Average(u => (u.GroupBy(v => v).Sum(g => Square(g.Count())) - n) / (n * (n - 1)));
        if (chance < 1)
            return (seen - chance) / (1 - chance);
        why["fleiss"] = "all values are the same";
        return null;
    }

    private static (double? W, double? P) Kendall(double[][] x, Dictionary<string, string> why)
    {
        int n = x.Length,
            k = x[0].Length;
        double[] sums = new double[n];
        double ties = 0;
        for (int j = 0; j < k; j++)
        {
            var groups = Enumerable.Range(0, n).GroupBy(i => x[i][j]).OrderBy(g => g.Key);
            double before = 0;
            foreach (var group in groups)
            {
                double size = group.Count();
                foreach (int i in group)
                    sums[i] += before + (size + 1) / 2;
                before += size;
                ties += size * size * size - size;
            }
        }

        double mean = k * (n + 1) / 2.0,
            squares = sums.Sum(s => Square(s - mean)),
            below = (double)k * k * ((double)n * n * n - n) - k * ties;
        if (below <= 0)
        {
            why["kendallW"] = "no rater tells the subjects apart";
            return (null, null);
        }

        double w = 12 * squares / below;
        return (w, 1 - ChiSquared.CDF(n - 1, k * (n - 1) * w));
    }

    /// <summary>
    /// Quantile of F by halving on the regularised incomplete beta function, which holds for every number of degrees; a
    /// root finder gives up when they are few.
    /// </summary>
    private static double Quantile(double first, double second, double p)
    {
        double low = 0,
            high = 1;
        for (int i = 0; i < 200; i++)
        {
            double middle = (low + high) / 2;
            if (SpecialFunctions.BetaRegularized(first / 2, second / 2, middle) < p)
                low = middle;
            else
                high = middle;
        }

        double y = (low + high) / 2;
        return y >= 1 ? double.PositiveInfinity : second * y / (first * (1 - y));
    }

    private static double Square(double x) => x * x;
}

/// <summary>One value a rater gave a subject.</summary>
public readonly record struct Rating(string Rater, string Subject, double Value);

/// <param name="Lower">Of the 95 % interval, or null.</param>
public readonly record struct Estimate(double Value, double? Lower, double? Upper);

/// <summary>
/// How far raters agree. What cannot be computed is missing in the figures and stands, with the reason, under
/// <see cref="Why"/>.
/// </summary>
public sealed record AgreementResult(
    IReadOnlyDictionary<string, double> Krippendorff,
    IReadOnlyDictionary<string, Estimate> Icc,
    double? Fleiss,
    double? KendallW,
    double? KendallP,
    IReadOnlyDictionary<string, string> Why
);
