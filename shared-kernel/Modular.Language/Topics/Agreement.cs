namespace Modular.Language.Topics;

/// <summary>How far two groupings of the same things agree.</summary>
public static class Agreement
{
    /// <summary>
    /// Adjusted Rand index (Hubert and Arabie 1985): 1 the same, about 0 by chance. Entries below zero in either are
    /// left out. 1 where nothing can differ.
    /// </summary>
    public static double AdjustedRand(IReadOnlyList<int> one, IReadOnlyList<int> other)
    {
        var (both, a, b) = Tables(one, other);
        double n = a.Values.Sum(),
            pairs = Two(n),
            sum = both.Values.Sum(v => Two(v)),
            sa = a.Values.Sum(v => Two(v)),
            sb = b.Values.Sum(v => Two(v));
        double chance = pairs == 0 ? 0 : sa * sb / pairs,
            most = (sa + sb) / 2;
        return most - chance == 0 ? 1 : (sum - chance) / (most - chance);
    }

    /// <summary>
    /// For each group of <paramref name="one"/> the share of its pairs that are together in <paramref name="other"/>
    /// too; 1 for a single thing.
    /// </summary>
    public static double[] Held(IReadOnlyList<int> one, IReadOnlyList<int> other, int groups)
    {
        var (both, a, _) = Tables(one, other);
        double[] held = new double[groups];
        foreach (var ((g, _), v) in both)
            held[g] += Two(v);
        for (int g = 0; g < groups; g++)
            held[g] = a.GetValueOrDefault(g) is var n and > 1 ? held[g] / Two(n) : 1;
        return held;
    }

    private static (Dictionary<(int, int), int> Both, Dictionary<int, int> One, Dictionary<int, int> Other) Tables(
        IReadOnlyList<int> one,
        IReadOnlyList<int> other
    )
    {
        var (both, a, b) = (new Dictionary<(int, int), int>(), new Dictionary<int, int>(), new Dictionary<int, int>());
        for (int i = 0; i < one.Count; i++)
        {
            if (one[i] < 0 || other[i] < 0)
                continue;
            both[(one[i], other[i])] = both.GetValueOrDefault((one[i], other[i])) + 1;
            a[one[i]] = a.GetValueOrDefault(one[i]) + 1;
            b[other[i]] = b.GetValueOrDefault(other[i]) + 1;
        }

        return (both, a, b);
    }

    private static double Two(double v) => v * (v - 1) / 2;
}
