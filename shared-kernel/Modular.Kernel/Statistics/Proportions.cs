namespace Modular.Kernel.Statistics;

/// <summary>Intervals of shares and of their differences.</summary>
public static class Proportions
{
    /// <summary>Two-sided 95 per cent.</summary>
    public const double Z95 = 1.959963984540054;

    /// <summary>E. B. Wilson's score interval (J. Am. Stat. Assoc. 22, 1927), without continuity correction.</summary>
    /// <param name="share">Between 0 and 1.</param>
    /// <param name="n">People asked; at least one.</param>
    public static (double Lower, double Upper) Wilson(double share, int n, double z = Z95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        double z2 = z * z,
            middle = share + z2 / (2 * n),
            wide = z * Math.Sqrt(share * (1 - share) / n + z2 / (4.0 * n * n)),
            all = 1 + z2 / n;
        return (Math.Max(0, (middle - wide) / all), Math.Min(1, (middle + wide) / all));
    }

    /// <summary>
    /// Interval of <paramref name="after"/> less <paramref name="before"/> for two groups asked independently: method
    /// 10 of R. G. Newcombe, Interval estimation for the difference between independent proportions (Stat. Med. 17,
    /// 1998).
    /// </summary>
    public static (double Lower, double Upper) Difference(
        double after,
        int nAfter,
        double before,
        int nBefore,
        double z = Z95
    )
    {
        var (la, ua) = Wilson(after, nAfter, z);
        var (lb, ub) = Wilson(before, nBefore, z);
        double d = after - before;
        return (
            d - Math.Sqrt((after - la) * (after - la) + (ub - before) * (ub - before)),
            d + Math.Sqrt((ua - after) * (ua - after) + (before - lb) * (before - lb))
        );
    }
}
