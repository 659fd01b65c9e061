using System.Numerics;
using System.Numerics.Tensors;

namespace Modular.Language.Linear;

/// <summary>The graph of nearest neighbours by cosine, symmetrised: what a text's surroundings say of it.</summary>
public static class Neighbours
{
    /// <param name="points">n rows of length one (or zero).</param>
    /// <param name="most">Neighbours looked for on either side.</param>
    /// <returns>
    /// n x n; weight is the cosine, doubled where both are among each other's nearest. No row has itself. Ties go to
    /// the lower index.
    /// </returns>
    public static SparseRows Graph(float[][] points, int most)
    {
        int n = points.Length;
        most = Math.Min(most, n - 1);
        var near = new Kept[n];
        if (most <= 0)
            return Symmetric(near);
        var panels = new Panels(points);
        Parallel.For(
            0,
            (n + Panels.Block - 1) / Panels.Block,
            block =>
            {
                int begin = block * Panels.Block,
                    end = Math.Min(n, begin + Panels.Block),
                    width = Panels.Width;
                Span<float> tile = stackalloc float[Panels.Rows * width];
                for (int i = begin; i < end; i++)
                    near[i] = new(most);
                for (int panel = 0; panel < panels.Number; panel++)
                for (int i = begin; i < end; i += Panels.Rows)
                {
                    panels.Times(
                        points[i],
                        points[Math.Min(i + 1, end - 1)],
                        points[Math.Min(i + 2, end - 1)],
                        points[Math.Min(i + 3, end - 1)],
                        panel,
                        tile
                    );
                    for (int r = 0; r < Math.Min(Panels.Rows, end - i); r++)
                        near[i + r].Offer(tile.Slice(r * width, width), panel * width, i + r, n);
                }
            }
        );
        return Symmetric(near);
    }

    /// <summary>
    /// The nearest of one row so far. Offered in ascending order, so that among equals the first stays.
    /// </summary>
    private struct Kept(int most)
    {
        public readonly int[] Column = new int[most];
        public readonly float[] Weight = new float[most];
        private int _count;
        private int _worst;

        public void Offer(ReadOnlySpan<float> tile, int first, int self, int n)
        {
            if (_count == most && !AnyAbove(tile, Weight[_worst]))
                return;
            for (int lane = 0; lane < tile.Length && first + lane < n; lane++)
            {
                if (first + lane == self)
                    continue;
                if (_count < most)
                {
                    (Column[_count], Weight[_count]) = (first + lane, tile[lane]);
                    if (++_count == most)
                        _worst = Worst();
                }
                else if (tile[lane] > Weight[_worst])
                {
                    (Column[_worst], Weight[_worst]) = (first + lane, tile[lane]);
                    _worst = Worst();
                }
            }
        }

        private static bool AnyAbove(ReadOnlySpan<float> tile, float bar)
        {
            var least = new Vector<float>(bar);
            for (int v = 0; v < tile.Length; v += Vector<float>.Count)
                if (Vector.GreaterThanAny(new Vector<float>(tile[v..]), least))
                    return true;
            return false;
        }

        private readonly int Worst()
        {
            int worst = 0;
            for (int i = 1; i < most; i++)
                if (Weight[i] < Weight[worst] || (Weight[i] == Weight[worst] && Column[i] > Column[worst]))
                    worst = i;
            return worst;
        }
    }

    /// <summary>Each pair stands in both rows with the sum of what either side said; columns ascend.</summary>
    private static SparseRows Symmetric(Kept[] near)
    {
        int n = near.Length;
        int[] start = new int[n + 1];
        for (int i = 0; i < n; i++)
        for (int at = 0; at < (near[i].Column?.Length ?? 0); at++)
            if (near[i].Weight[at] > 0)
                (start[i + 1], start[near[i].Column[at] + 1]) = (start[i + 1] + 1, start[near[i].Column[at] + 1] + 1);
        for (int i = 0; i < n; i++)
            start[i + 1] += start[i];
        var (column, weight, next) = (new int[start[n]], new float[start[n]], start[..n]);
        for (int i = 0; i < n; i++)
        for (int at = 0; at < (near[i].Column?.Length ?? 0); at++)
        {
            if (near[i].Weight[at] <= 0)
                continue;
            int other = near[i].Column[at],
                here = next[i]++,
                there = next[other]++;
            (column[here], column[there], weight[here], weight[there]) = (
                other,
                i,
                near[i].Weight[at],
                near[i].Weight[at]
            );
        }

        int[] kept = new int[n + 1];
        Parallel.For(
            0,
            n,
            i =>
            {
                Span<int> columns = column.AsSpan(start[i]..start[i + 1]);
                Span<float> weights = weight.AsSpan(start[i]..start[i + 1]);
                columns.Sort(weights);
                int to = 0;
                for (int at = 0; at < columns.Length; at++)
                    if (to > 0 && columns[at] == columns[to - 1])
                        weights[to - 1] += weights[at];
                    else
                        (columns[to], weights[to++]) = (columns[at], weights[at]);
                kept[i + 1] = to;
            }
        );
        for (int i = 0; i < n; i++)
            kept[i + 1] += kept[i];
        for (int i = 0; i < n; i++)
        {
            Array.Copy(column, start[i], column, kept[i], kept[i + 1] - kept[i]);
            Array.Copy(weight, start[i], weight, kept[i], kept[i + 1] - kept[i]);
        }

        return new()
        {
            Rows = n,
            Columns = n,
            Start = kept,
            Column = column[..kept[n]],
            Weight = weight[..kept[n]],
        };
    }

    /// <summary>
    /// Each row becomes the mean of its neighbours, <paramref name="steps"/> times, then of length one (F. Wu et al.,
    /// Simplifying graph convolutional networks, 2019): what texts alike have in common stays, what one text has alone
    /// fades. A row without neighbours stays.
    /// </summary>
    public static float[][] Smooth(SparseRows graph, float[][] points, int steps)
    {
        int d = points.Length == 0 ? 0 : points[0].Length;
        float[] sums = RowSums(graph);
        var (now, next, spare) = (
            points,
            SparseRows.Dense(points.Length, d),
            steps > 1 ? SparseRows.Dense(points.Length, d) : []
        );
        for (int step = 0; step < steps; step++)
        {
            var (from, to) = (now, next);
            Parallel.For(
                0,
                points.Length,
                i =>
                {
                    Array.Clear(to[i]);
                    if (sums[i] <= 0)
                    {
                        from[i].CopyTo(to[i], 0);
                        return;
                    }

                    for (int at = graph.Start[i]; at < graph.Start[i + 1]; at++)
                        TensorPrimitives.MultiplyAdd(from[graph.Column[at]], graph.Weight[at] / sums[i], to[i], to[i]);
                }
            );
            // What was given stays as it is; afterwards two take turns.
            (now, next) = (to, step == 0 ? spare : from);
        }

        float[][] result = now == points ? [.. points.Select(p => (float[])[.. p])] : now;
        Parallel.For(0, points.Length, i => Decompositions.Normalise(result[i]));
        return result;
    }

    /// <summary>
    /// Local and global consistency (D. Zhou et al., Learning with local and global consistency, 2004): what is known
    /// of some texts spreads to those around, <c>F = alpha S F + (1 - alpha) Y</c> with the symmetrically normalised
    /// graph S.
    /// </summary>
    /// <returns>Shares of each class by row, adding up to one; equal shares where nothing is known.</returns>
    public static float[][] Spread(SparseRows graph, float[][] known, float alpha, int steps)
    {
        int n = known.Length,
            d = n == 0 ? 0 : known[0].Length;
        float[] sums = RowSums(graph);
        var (now, next, spare) = (known, SparseRows.Dense(n, d), SparseRows.Dense(n, d));
        for (int step = 0; step < steps; step++)
        {
            var (from, to) = (now, next);
            Parallel.For(
                0,
                n,
                i =>
                {
                    Array.Clear(to[i]);
                    for (int at = graph.Start[i]; at < graph.Start[i + 1]; at++)
                    {
                        int j = graph.Column[at];
                        TensorPrimitives.MultiplyAdd(
                            from[j],
                            alpha * graph.Weight[at] / MathF.Sqrt(sums[i] * sums[j]),
                            to[i],
                            to[i]
                        );
                    }

                    TensorPrimitives.MultiplyAdd(known[i], 1 - alpha, to[i], to[i]);
                }
            );
            (now, next) = (to, step == 0 ? spare : from);
        }

        foreach (float[] row in now)
        {
            float sum = TensorPrimitives.Sum<float>(row);
            if (sum > 1e-9f)
                TensorPrimitives.Divide(row, sum, row);
            else
                Array.Fill(row, 1f / d);
        }

        return now;
    }

    private static float[] RowSums(SparseRows graph)
    {
        float[] sums = new float[graph.Rows];
        for (int i = 0; i < graph.Rows; i++)
            sums[i] = TensorPrimitives.Sum<float>(graph.Weight.AsSpan(graph.Start[i]..graph.Start[i + 1]));
        return sums;
    }
}
