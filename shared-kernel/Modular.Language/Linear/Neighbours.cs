using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Modular.Language.Linear;

/// <summary>The graph of nearest neighbours by cosine, symmetrised: what a text's surroundings say of it.</summary>
public static class Neighbours
{
    private const int Lane = 4;

    /// <param name="points">n rows of length one (or zero).</param>
    /// <param name="most">Neighbours looked for on either side.</param>
    /// <returns>n x n; weight is the cosine, doubled where both are among each other's nearest. No row has itself. Ties go to the lower index.</returns>
    public static SparseRows Graph(float[][] points, int most)
    {
        int n = points.Length;
        most = Math.Min(most, n - 1);
        var near = new (int Column, float Weight)[n][];
        int d = n == 0 ? 0 : (points[0].Length + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
        float[] flat = new float[(long)n * d > int.MaxValue ? throw new ArgumentException("Too many points for one graph.", nameof(points)) : n * d];
        for (int i = 0; i < n; i++) points[i].CopyTo(flat, i * d);
        Parallel.For(0, (n + Lane - 1) / Lane, () => new float[Lane * n], (block, _, cosines) =>
        {
            int first = block * Lane, rows = Math.Min(Lane, n - first);
            Cosines(flat, n, d, first, rows, cosines);
            for (int r = 0; r < rows; r++)
            {
                var line = cosines.AsSpan(r * n, n);
                line[first + r] = -1;
                near[first + r] = Largest(line, most);
            }

            return cosines;
        }, _ => { });
        return Symmetric(near);
    }

    /// <summary>Four rows against all others at once: each of the others is loaded once for four products.</summary>
    private static void Cosines(float[] flat, int n, int d, int first, int rows, float[] result)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(flat.AsSpan());
        int width = d / Vector<float>.Count;
        int a = first * width, b = Math.Min(first + 1, n - 1) * width, c = Math.Min(first + 2, n - 1) * width, e = Math.Min(first + 3, n - 1) * width;
        for (int j = 0; j < n; j++)
        {
            int at = j * width;
            Vector<float> s0 = default, s1 = default, s2 = default, s3 = default;
            for (int v = 0; v < width; v++)
            {
                var x = vectors[at + v];
                s0 = Vector.FusedMultiplyAdd(vectors[a + v], x, s0);
                s1 = Vector.FusedMultiplyAdd(vectors[b + v], x, s1);
                s2 = Vector.FusedMultiplyAdd(vectors[c + v], x, s2);
                s3 = Vector.FusedMultiplyAdd(vectors[e + v], x, s3);
            }

            result[j] = Vector.Sum(s0);
            if (rows > 1) result[n + j] = Vector.Sum(s1);
            if (rows > 2) result[2 * n + j] = Vector.Sum(s2);
            if (rows > 3) result[3 * n + j] = Vector.Sum(s3);
        }
    }

    private static (int Column, float Weight)[] Largest(ReadOnlySpan<float> line, int most)
    {
        // A small heap-less selection: the least of the kept is the bar.
        var kept = new (int Column, float Weight)[most];
        int count = 0, worst = 0;
        for (int j = 0; j < line.Length; j++)
        {
            float w = line[j];
            if (count < most)
            {
                kept[count] = (j, w);
                if (w < kept[worst].Weight || count == 0) worst = count;
                count++;
                if (count == most) worst = Worst(kept);
            }
            else if (w > kept[worst].Weight)
            {
                kept[worst] = (j, w);
                worst = Worst(kept);
            }
        }

        return kept;
    }

    private static int Worst((int Column, float Weight)[] kept)
    {
        int worst = 0;
        for (int i = 1; i < kept.Length; i++)
            if (kept[i].Weight < kept[worst].Weight || (kept[i].Weight == kept[worst].Weight && kept[i].Column > kept[worst].Column)) worst = i;
        return worst;
    }

    private static SparseRows Symmetric((int Column, float Weight)[][] near)
    {
        int n = near.Length;
        var rows = new Dictionary<int, float>[n];
        for (int i = 0; i < n; i++) rows[i] = [];
        for (int i = 0; i < n; i++)
            foreach (var (j, w) in near[i])
            {
                if (w <= 0) continue;
                CollectionsMarshal.GetValueRefOrAddDefault(rows[i], j, out _) += w;
                CollectionsMarshal.GetValueRefOrAddDefault(rows[j], i, out _) += w;
            }

        int[] start = new int[n + 1];
        for (int i = 0; i < n; i++) start[i + 1] = start[i] + rows[i].Count;
        var (column, weight) = (new int[start[n]], new float[start[n]]);
        Parallel.For(0, n, i =>
        {
            int at = start[i];
            foreach (var (j, w) in rows[i].OrderBy(r => r.Key)) (column[at], weight[at++]) = (j, w);
        });
        return new() { Rows = n, Columns = n, Start = start, Column = column, Weight = weight };
    }

    /// <summary>
    /// Each row becomes the mean of its neighbours, <paramref name="steps"/> times, then of length one (F. Wu et al., Simplifying graph
    /// convolutional networks, 2019): what texts alike have in common stays, what one text has alone fades. A row without neighbours stays.
    /// </summary>
    public static float[][] Smooth(SparseRows graph, float[][] points, int steps)
    {
        int d = points.Length == 0 ? 0 : points[0].Length;
        float[] sums = RowSums(graph);
        float[][] now = points;
        for (int step = 0; step < steps; step++)
        {
            float[][] from = now, to = SparseRows.Dense(points.Length, d);
            Parallel.For(0, points.Length, i =>
            {
                if (sums[i] <= 0)
                {
                    from[i].CopyTo(to[i], 0);
                    return;
                }

                for (int at = graph.Start[i]; at < graph.Start[i + 1]; at++)
                    TensorPrimitives.MultiplyAdd(from[graph.Column[at]], graph.Weight[at] / sums[i], to[i], to[i]);
            });
            now = to;
        }

        float[][] result = new float[points.Length][];
        Parallel.For(0, points.Length, i =>
        {
            result[i] = [.. now[i]];
            Decompositions.Normalise(result[i]);
        });
        return result;
    }

    /// <summary>
    /// Local and global consistency (D. Zhou et al., Learning with local and global consistency, 2004): what is known of some texts spreads to those
    /// around, <c>F = alpha S F + (1 - alpha) Y</c> with the symmetrically normalised graph S.
    /// </summary>
    /// <returns>Shares of each class by row, adding up to one; equal shares where nothing is known.</returns>
    public static float[][] Spread(SparseRows graph, float[][] known, float alpha, int steps)
    {
        int n = known.Length, d = n == 0 ? 0 : known[0].Length;
        float[] sums = RowSums(graph);
        float[][] now = known;
        for (int step = 0; step < steps; step++)
        {
            float[][] from = now, to = SparseRows.Dense(n, d);
            Parallel.For(0, n, i =>
            {
                for (int at = graph.Start[i]; at < graph.Start[i + 1]; at++)
                {
                    int j = graph.Column[at];
                    TensorPrimitives.MultiplyAdd(from[j], alpha * graph.Weight[at] / MathF.Sqrt(sums[i] * sums[j]), to[i], to[i]);
                }

                TensorPrimitives.MultiplyAdd(known[i], 1 - alpha, to[i], to[i]);
            });
            now = to;
        }

        foreach (float[] row in now)
        {
            float sum = TensorPrimitives.Sum<float>(row);
            if (sum > 1e-9f) TensorPrimitives.Divide(row, sum, row);
            else Array.Fill(row, 1f / d);
        }

        return now;
    }

    private static float[] RowSums(SparseRows graph)
    {
        float[] sums = new float[graph.Rows];
        for (int i = 0; i < graph.Rows; i++) sums[i] = TensorPrimitives.Sum<float>(graph.Weight.AsSpan(graph.Start[i]..graph.Start[i + 1]));
        return sums;
    }
}
