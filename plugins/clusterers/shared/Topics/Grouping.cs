using System.Numerics.Tensors;
using Modular.Language.Linear;
using Modular.Language.Topics;

namespace Modular.Clusterers.Topics;

/// <summary>
/// Groups points: an engine parts them, and what an officer decided holds against it. Around the parts spherical
/// k-means goes on until nothing moves.
/// </summary>
internal sealed class Grouping(float[][] points, IPartition partition)
{
    private const int Rounds = 30,
        MostMore = 4,
        Settled = 2000;
    private const float SameKind = 0.02f;

    /// <returns>For every point its topic, kept ones first; k topics at most.</returns>
    public int[] Cut(int k, Decisions decided)
    {
        int free = Math.Max(k - decided.Kept, decided.Kept > 0 ? 1 : Math.Min(k, 1));
        if (decided.Kept == 0)
            return CutFree(free, decided);
        // A free topic that tells of what a kept one tells of is that one; in its place the rest is cut finer.
        int[] of = Absorb(CutFree(free, decided), decided);
        for (int more = 1; more <= MostMore && Distinct(of) < k; more++)
        {
            int[] finer = Absorb(CutFree(free + more, decided), decided);
            if (Distinct(finer) > k)
                break;
            of = finer;
        }

        return of;
    }

    private int[] CutFree(int free, Decisions decided)
    {
        int[] cut = partition.Into(free);
        int[] of = new int[points.Length];
        for (int i = 0; i < of.Length; i++)
            of[i] = decided.Pinned[i] >= 0 ? decided.Pinned[i] : decided.Kept + cut[i];
        return Settle(of, decided.Kept + cut.Max() + 1, decided, 0);
    }

    private static int Distinct(int[] of) => of.Where(t => t >= 0).Distinct().Count();

    /// <summary>
    /// Free topics whose centre is as near to a kept topic's as their own texts are to it become that topic.
    /// </summary>
    private int[] Absorb(int[] of, Decisions decided)
    {
        int k = of.Max() + 1;
        float[][] centres = Centres(of, k, decided);
        bool any = false;
        int[] now = [.. of];
        for (int t = decided.Kept; t < k; t++)
        {
            int[] members = [.. Enumerable.Range(0, of.Length).Where(i => of[i] == t)];
            if (members.Length == 0)
                continue;
            float own = members.Average(i => TensorPrimitives.Dot<float>(points[i], centres[t]));
            var (near, cosine) = SphericalKMeans.Nearest(centres[t], centres[..decided.Kept]);
            if (cosine < own - SameKind)
                continue;
            any = true;
            foreach (int i in members)
                now[i] = decided.NotIn.Contains((i, near)) ? -1 : near;
        }

        if (!any)
            return of;
        // Numbers without members would be empty centres that draw nothing but are counted: the others move up.
        int next = decided.Kept;
        var number = new Dictionary<int, int>();
        foreach (int t in now.Where(t => t >= decided.Kept).Order())
            if (!number.ContainsKey(t))
                number[t] = next++;
        return Settle([.. now.Select(t => t < decided.Kept ? t : number[t])], next, decided, 0);
    }

    /// <summary>
    /// Moves texts to the nearest topic until nothing moves; pinned ones stay, and none comes where an officer took it
    /// out.
    /// </summary>
    /// <param name="margin">How much nearer another topic must be before a text leaves its own.</param>
    public int[] Settle(int[] of, int k, Decisions decided, float margin)
    {
        int[] now = [.. of];
        float[][] centres = Centres(now, k, decided);
        for (int round = 0; round < Rounds; round++)
        {
            int[] next = new int[now.Length];
            Parallel.For(0, now.Length, i => next[i] = Where(i, now[i], centres, decided, margin));
            int moved = 0;
            for (int i = 0; i < now.Length; i++)
                if (next[i] != now[i])
                    moved++;
            now = next;
            if (moved * Settled <= now.Length)
                break;
            centres = Centres(now, k, decided);
        }

        return now;
    }

    public float[][] Centres(int[] of, int k, Decisions decided)
    {
        float[][] centres = SparseRows.Dense(k, points[0].Length);
        bool[] pinned = new bool[k];
        foreach (int topic in decided.Pinned.Where(p => p >= 0))
            pinned[topic] = true;
        for (int i = 0; i < of.Length; i++)
        {
            // A kept topic is what the officer put into it; what joined by itself does not draw it elsewhere.
            if (of[i] < 0 || (pinned[of[i]] && decided.Pinned[i] != of[i]))
                continue;
            TensorPrimitives.Add(centres[of[i]], points[i], centres[of[i]]);
        }

        foreach (float[] centre in centres)
            Decompositions.Normalise(centre);
        return centres;
    }

    private int Where(int i, int now, float[][] centres, Decisions decided, float margin)
    {
        if (decided.Pinned[i] >= 0)
            return decided.Pinned[i];
        bool may = now >= 0 && !decided.NotIn.Contains((i, now));
        (int at, float best) = may
            ? (now, TensorPrimitives.Dot<float>(points[i], centres[now]) + margin)
            : (-1, float.NegativeInfinity);
        for (int c = 0; c < centres.Length; c++)
        {
            if (c == now)
                continue;
            float cosine = TensorPrimitives.Dot<float>(points[i], centres[c]);
            if (cosine > best && !decided.NotIn.Contains((i, c)))
                (at, best) = (c, cosine);
        }

        return at;
    }
}

/// <summary>
/// What an officer decided, by learnt text: the kept topic it is pinned to or -1, and the kept topics it was taken out
/// of.
/// </summary>
internal sealed record Decisions(int Kept, int[] Pinned, HashSet<(int Text, int Kept)> NotIn);
