namespace Modular.Methods;

/// <summary>
/// The additive model y = subject + rater + error over rater-subject pairs, by least squares with the rater effects
/// summing to 0: unbalanced two-way classification without interaction (e.g. D. C. Montgomery, Design and Analysis of
/// Experiments, incomplete blocks). Subjects are eliminated; what is left is a system in the raters, solved by Cholesky
/// when small and by preconditioned conjugate gradients when large.
/// </summary>
internal sealed class Additive
{
    private const int Dense = 400;
    private const double Tolerance = 1e-13;
    private const int MostSteps = 5000;

    private readonly Pairs _pairs;
    private double[][]? _inverse;

    private Additive(Pairs pairs) => _pairs = pairs;

    /// <summary>Subject effects plus the general level: what each subject would get from the average rater.</summary>
    public double[] Subject { get; private set; } = [];

    /// <summary>Positive is lenient; sums to 0.</summary>
    public double[] Rater { get; private set; } = [];

    public double ResidualSquares { get; private set; }

    public int Degrees { get; private set; }

    public double? Variance => Degrees > 0 ? ResidualSquares / Degrees : null;

    public double Residual(int pair) => _pairs.Value[pair] - Subject[_pairs.Subject[pair]] - Rater[_pairs.Rater[pair]];

    /// <summary>
    /// Parts of the graph that joins raters to the subjects they scored: each a list of raters, largest first. One part
    /// is what the model needs.
    /// </summary>
    public static List<List<int>> Parts(Pairs pairs)
    {
        int[] of = [.. Enumerable.Range(0, pairs.Raters + pairs.Subjects)];
        int Root(int i)
        {
            while (of[i] != i)
                i = of[i] = of[of[i]];
            return i;
        }

        bool[] scores = new bool[pairs.Raters];
        for (int i = 0; i < pairs.Count; i++)
        {
            of[Root(pairs.Rater[i])] = Root(pairs.Raters + pairs.Subject[i]);
            scores[pairs.Rater[i]] = true;
        }

        return
        [
            .. Enumerable
                .Range(0, pairs.Raters)
                .Where(r => scores[r])
                .GroupBy(Root)
                .Select(g => g.ToList())
                .OrderByDescending(g => g.Count)
                .ThenBy(g => g[0]),
        ];
    }

    /// <summary>Where the graph falls into parts, differences hold within each only.</summary>
    public static Additive Fit(Pairs pairs)
    {
        var fit = new Additive(pairs);
        double[] rater = fit.Solve();
        int used = 0;
        double shift = 0;
        int[] scored = Counts(pairs.Rater, pairs.Raters);
        for (int r = 0; r < rater.Length; r++)
            if (scored[r] > 0)
            {
                shift += rater[r];
                used++;
            }

        shift /= Math.Max(1, used);
        for (int r = 0; r < rater.Length; r++)
            rater[r] = scored[r] > 0 ? rater[r] - shift : 0;
        double[] subject = new double[pairs.Subjects];
        int rated = 0;
        for (int s = 0; s < subject.Length; s++)
        {
            if (pairs.CountOf(s) == 0)
                continue;
            rated++;
            double sum = 0;
            foreach (int i in pairs.Of(s))
                sum += pairs.Value[i] - rater[pairs.Rater[i]];
            subject[s] = sum / pairs.CountOf(s);
        }

        (fit.Subject, fit.Rater, fit.Degrees) = (subject, rater, pairs.Count - rated - used + 1);
        double squares = 0;
        for (int i = 0; i < pairs.Count; i++)
            squares += fit.Residual(i) * fit.Residual(i);
        fit.ResidualSquares = squares;
        return fit;
    }

    /// <summary>
    /// Variance of a subject's effect in units of the error variance: exact for few raters, else with the raters' own
    /// taken as independent.
    /// </summary>
    public double Spread(int subject)
    {
        var of = _pairs.Of(subject);
        double n = of.Length,
            sum = 0;
        if (_inverse is { } g)
            foreach (int i in of)
            foreach (int j in of)
                sum += g[_pairs.Rater[i]][_pairs.Rater[j]];
        else
        {
            _counts ??= Counts(_pairs.Rater, _pairs.Raters);
            foreach (int i in of)
                sum += 1.0 / _counts[_pairs.Rater[i]];
        }

        return 1 / n + sum / (n * n);
    }

    private int[]? _counts;

    private static int[] Counts(int[] column, int size)
    {
        int[] counts = new int[size];
        foreach (int i in column)
            counts[i]++;
        return counts;
    }

    private double[] Solve()
    {
        int[] scored = Counts(_pairs.Rater, _pairs.Raters);
        double[] right = new double[_pairs.Raters];
        for (int s = 0; s < _pairs.Subjects; s++)
        {
            double mean = _pairs.MeanOf(s);
            foreach (int i in _pairs.Of(s))
                right[_pairs.Rater[i]] += _pairs.Value[i] - mean;
        }

        return _pairs.Raters <= Dense
            ? Directly(scored, right)
            : Conjugate(v => Apply(scored, v), [.. scored.Select(n => n > 0 ? 1.0 / n : 0)], right);
    }

    /// <summary>(D - N' S^-1 N) v, over the pairs and never as a matrix.</summary>
    private double[] Apply(int[] scored, double[] v)
    {
        double[] result = new double[v.Length];
        for (int r = 0; r < v.Length; r++)
            result[r] = scored[r] * v[r];
        for (int s = 0; s < _pairs.Subjects; s++)
        {
            var of = _pairs.Of(s);
            double mean = 0;
            foreach (int i in of)
                mean += v[_pairs.Rater[i]];
            mean /= Math.Max(1, of.Length);
            foreach (int i in of)
                result[_pairs.Rater[i]] -= mean;
        }

        return result;
    }

    private double[] Directly(int[] scored, double[] right)
    {
        int n = right.Length;
        double[][] a = [.. Enumerable.Range(0, n).Select(_ => new double[n])];
        for (int s = 0; s < _pairs.Subjects; s++)
        {
            var of = _pairs.Of(s);
            foreach (int i in of)
            foreach (int j in of)
                a[_pairs.Rater[i]][_pairs.Rater[j]] -= 1.0 / of.Length;
        }

        // The matrix has the constant vector of each part as its kernel; adding that direction makes it regular and
        // leaves the answer whose sum is 0.
        var parts = Parts(_pairs);
        for (int i = 0; i < n; i++)
            a[i][i] += scored[i] > 0 ? scored[i] : 1;
        foreach (var part in parts)
        foreach (int i in part)
        foreach (int j in part)
            a[i][j] += 1;

        double[][] l = Cholesky(a);
        _inverse =
        [
            .. Enumerable.Range(0, n).Select(i => Back(l, [.. Enumerable.Range(0, n).Select(j => i == j ? 1.0 : 0)])),
        ];
        // Taking the added direction out again leaves the inverse under the condition that the effects sum to 0.
        foreach (var part in parts)
        foreach (int i in part)
        foreach (int j in part)
            _inverse[i][j] -= 1.0 / ((double)part.Count * part.Count);
        return Back(l, right);
    }

    private static double[][] Cholesky(double[][] a)
    {
        int n = a.Length;
        for (int j = 0; j < n; j++)
        {
            for (int k = 0; k < j; k++)
            for (int i = j; i < n; i++)
                a[i][j] -= a[i][k] * a[j][k];
            double root = Math.Sqrt(a[j][j]);
            for (int i = j; i < n; i++)
                a[i][j] /= root;
        }

        return a;
    }

    private static double[] Back(double[][] l, double[] right)
    {
        int n = right.Length;
        double[] x = [.. right];
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < i; k++)
                x[i] -= l[i][k] * x[k];
            x[i] /= l[i][i];
        }

        for (int i = n - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < n; k++)
                x[i] -= l[k][i] * x[k];
            x[i] /= l[i][i];
        }

        return x;
    }

    /// <summary>
    /// Conjugate gradients with the diagonal as preconditioner (M. R. Hestenes and E. Stiefel, 1952), until the
    /// residual is 1e-13 of the start.
    /// </summary>
    public static double[] Conjugate(Func<double[], double[]> apply, double[] inverseDiagonal, double[] right)
    {
        int n = right.Length;
        double[] x = new double[n],
            r = [.. right],
            z = new double[n];
        for (int i = 0; i < n; i++)
            z[i] = inverseDiagonal[i] * r[i];
        double[] p = [.. z];
        double rz = Dot(r, z),
            goal = Tolerance * Tolerance * Math.Max(rz, 1e-300);
        for (int step = 0; step < MostSteps && rz > goal; step++)
        {
            double[] ap = apply(p);
            double alpha = rz / Dot(p, ap);
            for (int i = 0; i < n; i++)
            {
                x[i] += alpha * p[i];
                r[i] -= alpha * ap[i];
                z[i] = inverseDiagonal[i] * r[i];
            }

            double next = Dot(r, z),
                beta = next / rz;
            rz = next;
            for (int i = 0; i < n; i++)
                p[i] = z[i] + beta * p[i];
        }

        return x;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
