namespace Modular.Language.Categories;

/// <summary>
/// Scores made into probabilities: p_c = exp(a d_c) / sum exp(a d). One slope a for all, so that the order of the
/// scores stays: temperature scaling, Guo, Pleiss, Sun, Weinberger, "On calibration of modern neural networks", ICML
/// 2017, fitted on scores of texts that were held out.
/// </summary>
internal static class Confidence
{
    /// <summary>Used as long as nothing was held out, and what the fit starts from.</summary>
    public const double UsualSlope = 3;

    /// <summary>How many texts the usual slope counts for.</summary>
    private const double Trust = 10;

    /// <summary>
    /// Least mean of -ln p of the right class, by golden section over ln a; few texts leave it near the usual slope.
    /// </summary>
    public static double Slope(IReadOnlyList<double[]> scores, IReadOnlyList<int> right)
    {
        double Loss(double logSlope)
        {
            double loss = Trust * Math.Pow(logSlope - Math.Log(UsualSlope), 2);
            for (int i = 0; i < scores.Count; i++)
                loss -= Math.Log(Math.Max(Of(scores[i], Math.Exp(logSlope))[right[i]], 1e-12));
            return loss;
        }

        double low = Math.Log(0.3),
            high = Math.Log(30),
            golden = (Math.Sqrt(5) - 1) / 2;
        double left = high - golden * (high - low),
            right_ = low + golden * (high - low),
            atLeft = Loss(left),
            atRight = Loss(right_);
        while (high - low > 0.005)
        {
            if (atLeft < atRight)
            {
                (high, right_, atRight) = (right_, left, atLeft);
                atLeft = Loss(left = high - golden * (high - low));
            }
            else
            {
                (low, left, atLeft) = (left, right_, atRight);
                atRight = Loss(right_ = low + golden * (high - low));
            }
        }

        return Math.Exp((low + high) / 2);
    }

    public static double[] Of(double[] scores, double slope)
    {
        double top = scores.Max(),
            sum = 0;
        double[] p = new double[scores.Length];
        for (int c = 0; c < p.Length; c++)
            sum += p[c] = Math.Exp(slope * (scores[c] - top));
        for (int c = 0; c < p.Length; c++)
            p[c] /= sum;
        return p;
    }
}
