using System.Numerics.Tensors;
using Modular.Language.Linear;

namespace Modular.Language.Topics;

/// <summary>
/// Spherical k-means (Dhillon and Modha 2001): unit vectors, cosine; seeding by k-means++ (Arthur and Vassilvitskii
/// 2007).
/// </summary>
public static class SphericalKMeans
{
    /// <returns>For every point its centre, the centres, and the sum of cosines.</returns>
    public static (int[] Of, float[][] Centres, double Quality) Run(float[][] points, int k, int seed, int rounds)
    {
        float[][] centres = Seed(points, k, new Random(seed));
        int[] of = new int[points.Length];
        double quality = double.NegativeInfinity;
        for (int round = 0; round < rounds; round++)
        {
            double sum = Assign(points, centres, of);
            if (sum <= quality + 1e-6 * points.Length)
                break;
            quality = sum;
            Move(points, of, centres);
        }

        return (of, centres, Assign(points, centres, of));
    }

    /// <summary>
    /// Each point to its nearest centre, ties to the first; in parallel, summed in the order of the points.
    /// </summary>
    public static double Assign(float[][] points, float[][] centres, int[] of)
    {
        float[] best = new float[points.Length];
        new Panels(centres).Nearest(points, of, best);
        double sum = 0;
        foreach (float b in best)
            sum += b;
        return sum;
    }

    public static (int Centre, float Cosine) Nearest(float[] point, float[][] centres)
    {
        (int at, float best) = (0, float.NegativeInfinity);
        for (int c = 0; c < centres.Length; c++)
        {
            float cosine = TensorPrimitives.Dot<float>(point, centres[c]);
            if (cosine > best)
                (at, best) = (c, cosine);
        }

        return (at, best);
    }

    /// <summary>Centres become the direction of their points' sum. An emptied one starts again from a point.</summary>
    public static void Move(float[][] points, int[] of, float[][] centres)
    {
        foreach (float[] centre in centres)
            Array.Clear(centre);
        for (int i = 0; i < points.Length; i++)
            if (of[i] >= 0)
                TensorPrimitives.Add(centres[of[i]], points[i], centres[of[i]]);
        for (int c = 0; c < centres.Length; c++)
        {
            Decompositions.Normalise(centres[c]);
            if (TensorPrimitives.Norm<float>(centres[c]) == 0)
                points[(int)(c * 7919L % points.Length)].CopyTo(centres[c], 0);
        }
    }

    private static float[][] Seed(float[][] points, int k, Random random)
    {
        var centres = new float[k][];
        centres[0] = [.. points[random.Next(points.Length)]];
        float[] far = new float[points.Length];
        Array.Fill(far, float.MaxValue);
        for (int c = 1; c < k; c++)
        {
            float[] last = centres[c - 1];
            Parallel.For(
                0,
                points.Length,
                i => far[i] = Math.Min(far[i], Math.Max(0, 1 - TensorPrimitives.Dot<float>(points[i], last)))
            );
            double total = 0;
            foreach (float f in far)
                total += f;
            double aim = random.NextDouble() * total;
            int chosen = 0;
            for (; chosen < points.Length - 1 && (aim -= far[chosen]) > 0; chosen++) { }
            centres[c] = [.. points[chosen]];
        }

        return centres;
    }
}
