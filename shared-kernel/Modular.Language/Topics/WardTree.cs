using System.Numerics.Tensors;

namespace Modular.Language.Topics;

/// <summary>
/// Ward's criterion (J. H. Ward 1963) for directions: groups are merged whose merging loses least of the sum of
/// lengths, <c>|a| + |b| - |a + b|</c> for sums of unit vectors a and b. The whole tree is made once; any number of
/// groups is a cut through it.
/// </summary>
public sealed class WardTree
{
    private readonly int _leaves;
    private readonly List<(int A, int B)> _merges = [];

    /// <param name="sums">One sum of unit vectors for each leaf; empty leaves are sums of length zero.</param>
    public WardTree(float[][] sums)
    {
        _leaves = sums.Length;
        int n = _leaves;
        float[][] now = [.. sums.Select(s => (float[])[.. s])];
        float[] length = [.. now.Select(s => TensorPrimitives.Norm<float>(s))];
        bool[] alive = new bool[n];
        Array.Fill(alive, true);
        int[] best = new int[n];
        float[] cost = new float[n];
        Parallel.For(0, n, i => Look(i));
        for (int left = n; left > 1; left--)
        {
            int a = -1;
            for (int i = 0; i < n; i++)
                if (alive[i] && best[i] >= 0 && (a < 0 || cost[i] < cost[a]))
                    a = i;
            int b = best[a];
            if (b < a)
                (a, b) = (b, a);
            _merges.Add((a, b));
            TensorPrimitives.Add(now[a], now[b], now[a]);
            length[a] = TensorPrimitives.Norm<float>(now[a]);
            alive[b] = false;
            Look(a);
            for (int i = 0; i < n; i++)
            {
                if (!alive[i] || i == a)
                    continue;
                if (best[i] == a || best[i] == b)
                    Look(i);
                else if (Cost(i, a) is var c && (c < cost[i] || (c == cost[i] && a < best[i])))
                    (best[i], cost[i]) = (a, c);
            }
        }

        float Cost(int i, int j) =>
            length[i]
            + length[j]
            - MathF.Sqrt(
                Math.Max(
                    0,
                    length[i] * length[i] + length[j] * length[j] + 2 * TensorPrimitives.Dot<float>(now[i], now[j])
                )
            );

        void Look(int i)
        {
            (best[i], cost[i]) = (-1, float.MaxValue);
            for (int j = 0; j < n; j++)
                if (j != i && alive[j] && Cost(i, j) is var c && c < cost[i])
                    (best[i], cost[i]) = (j, c);
        }
    }

    /// <returns>For every leaf its group, 0 to k - 1, numbered by the first leaf of each.</returns>
    public int[] Cut(int k)
    {
        int[] up = [.. Enumerable.Range(0, _leaves)];
        foreach (var (a, b) in _merges.Take(Math.Max(0, _leaves - k)))
            up[b] = a;
        int Root(int i)
        {
            while (up[i] != i)
                i = up[i] = up[up[i]];
            return i;
        }

        var number = new Dictionary<int, int>();
        int[] of = new int[_leaves];
        for (int i = 0; i < _leaves; i++)
        {
            int root = Root(i);
            if (!number.TryGetValue(root, out int g))
                number[root] = g = number.Count;
            of[i] = g;
        }

        return of;
    }
}
