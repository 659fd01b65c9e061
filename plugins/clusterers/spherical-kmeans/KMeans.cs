using System.Numerics.Tensors;

namespace Modular.Clusterers.SphericalKMeans;

/// <summary>Spherical k-means: unit vectors, cosine, seeding by k-means++; the best of several starts.</summary>
internal static class KMeans
{
    private const int Rounds = 60;

    public static (int[] Of, float[][] Centres) Best(float[][] points, int k, int starts, int seed)
    {
        var best = Enumerable.Range(0, starts).AsParallel().AsOrdered()
            .Select(start => Run(points, k, new Random(unchecked(seed * 7919 + start)))).ToList().MaxBy(r => r.Quality);
        return (best.Of, best.Centres);
    }

    private static (int[] Of, float[][] Centres, double Quality) Run(float[][] points, int k, Random random)
    {
        float[][] centres = Seed(points, k, random);
        int[] of = new int[points.Length];
        double quality = double.NegativeInfinity;
        for (int round = 0; round < Rounds; round++)
        {
            double sum = 0;
            for (int i = 0; i < points.Length; i++)
            {
                float best = float.NegativeInfinity;
                for (int c = 0; c < centres.Length; c++)
                {
                    float cosine = TensorPrimitives.Dot<float>(points[i], centres[c]);
                    if (cosine > best) (best, of[i]) = (cosine, c);
                }

                sum += best;
            }

            if (sum <= quality + 1e-4 * points.Length * 0.01) break;
            quality = sum;
            Move(points, of, centres);
        }

        return (of, centres, quality);
    }

    private static void Move(float[][] points, int[] of, float[][] centres)
    {
        foreach (float[] centre in centres) Array.Clear(centre);
        for (int i = 0; i < points.Length; i++) TensorPrimitives.Add(centres[of[i]], points[i], centres[of[i]]);
        for (int c = 0; c < centres.Length; c++)
        {
            float norm = TensorPrimitives.Norm<float>(centres[c]);
            if (norm > 1e-6f) TensorPrimitives.Divide(centres[c], norm, centres[c]);
            else points[c * 7919 % points.Length].CopyTo(centres[c], 0); // An emptied centre starts again from a point.
        }
    }

    private static float[][] Seed(float[][] points, int k, Random random)
    {
        var centres = new float[k][];
        centres[0] = [.. points[random.Next(points.Length)]];
        double[] far = new double[points.Length];
        Array.Fill(far, double.MaxValue);
        for (int c = 1; c < k; c++)
        {
            double total = 0;
            for (int i = 0; i < points.Length; i++)
            {
                far[i] = Math.Min(far[i], Math.Max(0, 1 - TensorPrimitives.Dot<float>(points[i], centres[c - 1])));
                total += far[i];
            }

            double aim = random.NextDouble() * total;
            int chosen = 0;
            for (; chosen < points.Length - 1 && (aim -= far[chosen]) > 0; chosen++) { }
            centres[c] = [.. points[chosen]];
        }

        return centres;
    }
}
