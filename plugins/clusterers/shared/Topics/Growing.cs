using System.Numerics.Tensors;
using Modular.Language.Linear;
using Modular.Language.Topics;

namespace Modular.Clusterers.Topics;

/// <summary>
/// New requests among known topics: what was grouped stays unless another topic is clearly nearer, new ones join the
/// nearest, and those that are far from all but near each other become a topic of their own.
/// </summary>
internal static class Growing
{
    private const float Margin = 0.12f;
    private const double Far = 0.1,
        Nearer = 0.08;
    private const int Least = 4;

    /// <param name="before">For every point its topic of the last run (kept ones first), or -1.</param>
    public static int[] Run(Grouping grouping, float[][] points, int[] before, Decisions decided)
    {
        int known = before.Max() + 1;
        int[] of = [.. before];
        for (int i = 0; i < of.Length; i++)
            if (decided.Pinned[i] >= 0)
                of[i] = decided.Pinned[i];
        float[][] centres = grouping.Centres(of, known, decided);
        float[] cosine = new float[of.Length];
        var best = points.Select(p => SphericalKMeans.Nearest(p, centres)).ToArray();
        for (int i = 0; i < of.Length; i++)
            cosine[i] = of[i] >= 0 ? TensorPrimitives.Dot<float>(points[i], centres[of[i]]) : best[i].Cosine;
        float[] old = [.. Enumerable.Range(0, of.Length).Where(i => before[i] >= 0).Select(i => cosine[i]).Order()];
        float bar = old.Length == 0 ? 0 : old[(int)(old.Length * Far)];
        int[] far = [.. Enumerable.Range(0, of.Length).Where(i => of[i] < 0 && cosine[i] < bar)];
        int next = known;
        if (far.Length >= Least)
        {
            float[][] own = [.. far.Select(i => points[i])];
            int[] groups = new WardTree(own).Cut(Math.Max(1, far.Length / 8));
            foreach (
                var group in Enumerable
                    .Range(0, far.Length)
                    .GroupBy(m => groups[m])
                    .Where(g => g.Count() >= Least)
                    .OrderBy(g => g.Key)
            )
            {
                float[] centre = new float[own[0].Length];
                foreach (int m in group)
                    TensorPrimitives.Add(centre, own[m], centre);
                Decompositions.Normalise(centre);
                if (group.Average(m => TensorPrimitives.Dot<float>(own[m], centre) - cosine[far[m]]) < Nearer)
                    continue;
                foreach (int m in group)
                    of[far[m]] = next;
                next++;
            }
        }

        return grouping.Settle(of, next, decided, Margin);
    }
}
