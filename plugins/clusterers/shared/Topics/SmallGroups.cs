using System.Numerics.Tensors;
using Modular.Language.Linear;
using Modular.Language.Topics;

namespace Modular.Clusterers.Topics;

/// <summary>
/// Some hundreds of small groups by spherical k-means, and a Ward tree over them: a cut of it depends little on where
/// the first step began, and the next number costs nothing.
/// </summary>
internal sealed class SmallGroups : IPartition
{
    private const int Most = 300,
        LearntFrom = 8000,
        Rounds = 12;

    private readonly WardTree _tree;

    public int Count { get; }

    /// <summary>For every point its small group.</summary>
    public int[] Of { get; }

    public SmallGroups(float[][] points, int seed, int[]? among)
    {
        if (points.Length <= Most && among is null)
        {
            Of = [.. Enumerable.Range(0, points.Length)];
            Count = points.Length;
        }
        else
        {
            float[][] learnt = Sample(points, among, LearntFrom);
            Count = Math.Min(Most, learnt.Length);
            var centres = SphericalKMeans.Run(learnt, Count, seed, Rounds).Centres;
            Of = new int[points.Length];
            SphericalKMeans.Assign(points, centres, Of);
        }

        float[][] sums = SparseRows.Dense(Count, points[0].Length);
        for (int i = 0; i < points.Length; i++)
            TensorPrimitives.Add(sums[Of[i]], points[i], sums[Of[i]]);
        _tree = new(sums);
    }

    public int[] Into(int k)
    {
        int[] cut = _tree.Cut(Math.Min(k, Count));
        return [.. Of.Select(s => cut[s])];
    }

    /// <summary>Some of the points, evenly: every so manieth.</summary>
    public static float[][] Sample(float[][] points, int[]? among, int most)
    {
        int[] from = among ?? [.. Enumerable.Range(0, points.Length)];
        int step = Math.Max(1, from.Length / most);
        return [.. from.Where((_, i) => i % step == 0).Select(i => points[i])];
    }
}
