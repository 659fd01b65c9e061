using System.Numerics.Tensors;
using Modular.Language.Linear;
using Modular.Language.Topics;

namespace Modular.Clusterers.Topics;

/// <summary>What an officer decided, by learnt text: the kept topic it is pinned to or -1, and the kept topics it was taken out of.</summary>
internal sealed record Decisions(int Kept, int[] Pinned, HashSet<(int Text, int Kept)> NotIn);

/// <summary>
/// Groups points: some hundreds of small groups by spherical k-means, a Ward tree over them, a cut, and spherical k-means again from there. The tree makes
/// the result depend little on where the first step began.
/// </summary>
internal sealed class Grouping
{
    private const int SmallGroups = 300, LearntFrom = 8000, SmallRounds = 12, Rounds = 30, MostMore = 4, Settled = 2000;
    private const float SameKind = 0.02f;

    private readonly float[][] _points;
    private readonly int[] _small;
    private readonly WardTree _tree;

    public int Small { get; }
    public int[] SmallOf => _small;

    /// <param name="among">Points the small groups are made from; all find theirs.</param>
    public Grouping(float[][] points, int seed, int[]? among = null)
    {
        _points = points;
        if (points.Length <= SmallGroups && among is null)
        {
            _small = [.. Enumerable.Range(0, points.Length)];
            Small = points.Length;
        }
        else
        {
            int[] from = among ?? [.. Enumerable.Range(0, points.Length)];
            int step = Math.Max(1, from.Length / LearntFrom);
            float[][] learnt = [.. from.Where((_, i) => i % step == 0).Select(i => points[i])];
            Small = Math.Min(SmallGroups, learnt.Length);
            var centres = SphericalKMeans.Run(learnt, Small, seed, SmallRounds).Centres;
            _small = new int[points.Length];
            SphericalKMeans.Assign(points, centres, _small);
        }

        float[][] sums = SparseRows.Dense(Small, points[0].Length);
        for (int i = 0; i < points.Length; i++) TensorPrimitives.Add(sums[_small[i]], points[i], sums[_small[i]]);
        _tree = new(sums);
    }

    /// <returns>For every point its topic, kept ones first; k topics at most.</returns>
    public int[] Cut(int k, Decisions decided)
    {
        int free = Math.Max(k - decided.Kept, decided.Kept > 0 ? 1 : Math.Min(k, 1));
        if (decided.Kept == 0) return CutFree(free, decided);
        // A free topic that tells of what a kept one tells of is that one; in its place the rest is cut finer.
        int[] of = Absorb(CutFree(free, decided), decided);
        for (int more = 1; more <= MostMore && Distinct(of) < k; more++)
        {
            int[] finer = Absorb(CutFree(free + more, decided), decided);
            if (Distinct(finer) > k) break;
            of = finer;
        }

        return of;
    }

    /// <summary>The cut as the tree gives it, before any text is moved: enough to see how firm a number of topics is.</summary>
    public int[] Rough(int k)
    {
        int[] cut = _tree.Cut(Math.Min(k, Small));
        return [.. _small.Select(s => cut[s])];
    }

    private int[] CutFree(int free, Decisions decided)
    {
        int[] cut = _tree.Cut(Math.Min(free, Small));
        int[] of = new int[_points.Length];
        for (int i = 0; i < of.Length; i++) of[i] = decided.Pinned[i] >= 0 ? decided.Pinned[i] : decided.Kept + cut[_small[i]];
        return Settle(of, decided.Kept + cut.Max() + 1, decided, 0);
    }

    private static int Distinct(int[] of) => of.Where(t => t >= 0).Distinct().Count();

    /// <summary>Free topics whose centre is as near to a kept topic's as their own texts are to it become that topic.</summary>
    private int[] Absorb(int[] of, Decisions decided)
    {
        int k = of.Max() + 1;
        float[][] centres = Centres(of, k, decided);
        bool any = false;
        int[] now = [.. of];
        for (int t = decided.Kept; t < k; t++)
        {
            int[] members = [.. Enumerable.Range(0, of.Length).Where(i => of[i] == t)];
            if (members.Length == 0) continue;
            float own = members.Average(i => TensorPrimitives.Dot<float>(_points[i], centres[t]));
            var (near, cosine) = SphericalKMeans.Nearest(centres[t], centres[..decided.Kept]);
            if (cosine < own - SameKind) continue;
            any = true;
            foreach (int i in members) now[i] = decided.NotIn.Contains((i, near)) ? -1 : near;
        }

        if (!any) return of;
        // Numbers without members would be empty centres that draw nothing but are counted: the others move up.
        int next = decided.Kept;
        var number = new Dictionary<int, int>();
        foreach (int t in now.Where(t => t >= decided.Kept).Order())
            if (!number.ContainsKey(t)) number[t] = next++;
        return Settle([.. now.Select(t => t < decided.Kept ? t : number[t])], next, decided, 0);
    }

    /// <summary>Moves texts to the nearest topic until nothing moves; pinned ones stay, and none comes where an officer took it out.</summary>
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
                if (next[i] != now[i]) moved++;
            now = next;
            if (moved * Settled <= now.Length) break;
            centres = Centres(now, k, decided);
        }

        return now;
    }

    public float[][] Centres(int[] of, int k, Decisions decided)
    {
        float[][] centres = SparseRows.Dense(k, _points[0].Length);
        bool[] pinned = new bool[k];
        foreach (int topic in decided.Pinned.Where(p => p >= 0)) pinned[topic] = true;
        for (int i = 0; i < of.Length; i++)
        {
            // A kept topic is what the officer put into it; what joined by itself does not draw it elsewhere.
            if (of[i] < 0 || (pinned[of[i]] && decided.Pinned[i] != of[i])) continue;
            TensorPrimitives.Add(centres[of[i]], _points[i], centres[of[i]]);
        }

        foreach (float[] centre in centres) Decompositions.Normalise(centre);
        return centres;
    }

    private int Where(int i, int now, float[][] centres, Decisions decided, float margin)
    {
        if (decided.Pinned[i] >= 0) return decided.Pinned[i];
        bool may = now >= 0 && !decided.NotIn.Contains((i, now));
        (int at, float best) = may ? (now, TensorPrimitives.Dot<float>(_points[i], centres[now]) + margin) : (-1, float.NegativeInfinity);
        for (int c = 0; c < centres.Length; c++)
        {
            if (c == now) continue;
            float cosine = TensorPrimitives.Dot<float>(_points[i], centres[c]);
            if (cosine > best && !decided.NotIn.Contains((i, c))) (at, best) = (c, cosine);
        }

        return at;
    }
}
