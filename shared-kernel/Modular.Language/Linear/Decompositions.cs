using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Modular.Language.Linear;

/// <summary>
/// Truncated singular value decomposition by random projection with power iterations (N. Halko, P.-G. Martinsson, J.
/// Tropp, Finding structure with randomness, SIAM Review 53, 2011): latent semantic analysis when the rows are weighted
/// terms (Deerwester et al. 1990).
/// </summary>
public sealed class Decompositions
{
    private const int Oversampling = 10;
    private const int PowerIterations = 2;

    /// <summary>Vectors kept in registers while the entries of a row are added up.</summary>
    private const int Held = 7;

    private static readonly int Lanes = Vector<float>.Count;

    /// <summary>Columns times stride: what each column is among the projected directions.</summary>
    private readonly float[] _columns;
    private readonly int _stride;

    /// <summary>Latent directions among the projected ones, strongest first.</summary>
    private readonly float[][] _directions;

    private Decompositions(float[] columns, int stride, float[][] directions) =>
        (_columns, _stride, _directions) = (columns, stride, directions);

    /// <returns>
    /// The decomposition, and the rows' places among the latent directions as <see cref="Embed"/> gives them.
    /// </returns>
    public static (Decompositions Basis, float[][] Rows) Of(SparseRows a, int dimensions, int seed)
    {
        int p = Math.Min(dimensions + Oversampling, Math.Max(1, Math.Min(a.Rows, a.Columns))),
            stride = (p + Lanes - 1) / Lanes * Lanes;
        var random = new Random(seed);
        float[] left = new float[a.Rows * stride];
        for (int i = 0; i < a.Rows; i++)
        for (int j = 0; j < p; j++)
            left[i * stride + j] = (float)Gauss(random);
        var turned = a.Transposed();
        float[] right = new float[a.Columns * stride];
        // Only the side of the texts is made orthonormal in between: there are far fewer of them than of terms.
        Times(turned, left, stride, right);
        for (int i = 0; i < PowerIterations; i++)
        {
            Times(a, right, stride, left);
            Orthonormalise(left, stride, p);
            Times(turned, left, stride, right);
        }

        // right = A'Q with Q orthonormal: Q'(A right) holds the squared singular values, and its eigenvectors turn the
        // projected directions into the latent ones.
        float[] rows = new float[a.Rows * stride];
        Times(a, right, stride, rows);
        var (values, vectors) = SymmetricEigen.Of(Gram(left, rows, stride, p));
        float[][] directions = SparseRows.Dense(Math.Min(dimensions, p), stride);
        for (int j = 0; j < directions.Length; j++)
        {
            double scale = values[j] > Math.Max(values[0], 1e-30) * 1e-10 ? 1 / Math.Sqrt(values[j]) : 0;
            for (int l = 0; l < p; l++)
                directions[j][l] = (float)(vectors[j][l] * scale);
        }

        var basis = new Decompositions(right, stride, directions);
        return (basis, basis.Latent(rows, a.Rows));
    }

    /// <summary>
    /// Places of rows among the latent directions, each divided by its length so that a dot product is a cosine; rows
    /// without content stay zero.
    /// </summary>
    public float[][] Embed(SparseRows a)
    {
        float[] rows = new float[a.Rows * _stride];
        Times(a, _columns, _stride, rows);
        return Latent(rows, a.Rows);
    }

    private float[][] Latent(float[] rows, int count)
    {
        float[][] result = Turned(rows, _stride, count, _directions);
        Parallel.For(0, count, i => Normalise(result[i]));
        return result;
    }

    public static void Normalise(Span<float> row)
    {
        float norm = TensorPrimitives.Norm<float>(row);
        if (norm > 1e-6f)
            TensorPrimitives.Divide(row, norm, row);
        else
            row.Clear();
    }

    /// <summary>Each sum has one order whatever the number of processors.</summary>
    private static void Times(SparseRows a, float[] from, int stride, float[] to) =>
        Parallel.For(
            0,
            (a.Rows + 63) / 64,
            block =>
            {
                for (int i = block * 64; i < Math.Min(a.Rows, (block + 1) * 64); i++)
                for (int lane = 0; lane < stride; lane += Held * Lanes)
                    if (stride - lane >= Held * Lanes)
                        Sum(a, i, from, stride, lane, to);
                    else
                        SumRest(a, i, from, stride, lane, to);
            }
        );

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum(SparseRows a, int i, float[] from, int stride, int lane, float[] to)
    {
        Vector<float> s0 = default,
            s1 = default,
            s2 = default,
            s3 = default,
            s4 = default,
            s5 = default,
            s6 = default;
        ref float origin = ref MemoryMarshal.GetArrayDataReference(from);
        for (int at = a.Start[i]; at < a.Start[i + 1]; at++)
        {
            ref var x = ref Unsafe.As<float, Vector<float>>(ref Unsafe.Add(ref origin, a.Column[at] * stride + lane));
            var w = new Vector<float>(a.Weight[at]);
            s0 = Vector.FusedMultiplyAdd(w, x, s0);
            s1 = Vector.FusedMultiplyAdd(w, Unsafe.Add(ref x, 1), s1);
            s2 = Vector.FusedMultiplyAdd(w, Unsafe.Add(ref x, 2), s2);
            s3 = Vector.FusedMultiplyAdd(w, Unsafe.Add(ref x, 3), s3);
            s4 = Vector.FusedMultiplyAdd(w, Unsafe.Add(ref x, 4), s4);
            s5 = Vector.FusedMultiplyAdd(w, Unsafe.Add(ref x, 5), s5);
            s6 = Vector.FusedMultiplyAdd(w, Unsafe.Add(ref x, 6), s6);
        }

        var sums = MemoryMarshal.Cast<float, Vector<float>>(to.AsSpan(i * stride + lane, Held * Lanes));
        (sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6]) = (s0, s1, s2, s3, s4, s5, s6);
    }

    private static void SumRest(SparseRows a, int i, float[] from, int stride, int lane, float[] to)
    {
        var sum = to.AsSpan(i * stride + lane, stride - lane);
        sum.Clear();
        for (int at = a.Start[i]; at < a.Start[i + 1]; at++)
            TensorPrimitives.MultiplyAdd(
                from.AsSpan(a.Column[at] * stride + lane, stride - lane),
                a.Weight[at],
                sum,
                sum
            );
    }

    /// <summary>x'y for rows x and y, where it is known to be symmetric.</summary>
    private static double[][] Gram(float[] x, float[] y, int stride, int p)
    {
        // In blocks of rows: sums in single precision over a block, of blocks in double, always in the same order.
        const int block = 512;
        int count = x.Length / stride;
        float[][][] parts = new float[(count + block - 1) / block][][];
        Parallel.For(
            0,
            parts.Length,
            b =>
            {
                float[][] part = SparseRows.Dense(p, stride);
                for (int i = b * block; i < Math.Min(count, (b + 1) * block); i++)
                for (int j = 0; j < p; j++)
                {
                    int from = j / Lanes * Lanes;
                    TensorPrimitives.MultiplyAdd(
                        y.AsSpan(i * stride + from, stride - from),
                        x[i * stride + j],
                        part[j].AsSpan(from),
                        part[j].AsSpan(from)
                    );
                }

                parts[b] = part;
            }
        );
        double[][] sums = new double[p][];
        for (int j = 0; j < p; j++)
            sums[j] = new double[p];
        foreach (float[][] part in parts)
            for (int j = 0; j < p; j++)
            for (int l = j; l < p; l++)
                sums[j][l] += part[j][l];
        for (int j = 0; j < p; j++)
        for (int l = 0; l < j; l++)
            sums[j][l] = sums[l][j];
        return sums;
    }

    /// <summary>
    /// Columns made orthonormal by the inverse square root of their Gram matrix; directions without content become
    /// zero.
    /// </summary>
    private static void Orthonormalise(float[] rows, int stride, int p)
    {
        var (values, vectors) = SymmetricEigen.Of(Gram(rows, rows, stride, p));
        float[][] directions = SparseRows.Dense(p, stride);
        for (int j = 0; j < p; j++)
        {
            double scale = values[j] > Math.Max(values[0], 1e-30) * 1e-10 ? 1 / Math.Sqrt(values[j]) : 0;
            for (int l = 0; l < p; l++)
                directions[j][l] = (float)(vectors[j][l] * scale);
        }

        float[][] turned = Turned(rows, stride, rows.Length / stride, directions);
        for (int i = 0; i < turned.Length; i++)
            turned[i].CopyTo(rows, i * stride);
    }

    private static float[][] Turned(float[] rows, int stride, int count, float[][] directions)
    {
        var panels = new Panels(directions);
        float[][] result = new float[count][];
        Parallel.For(
            0,
            (count + Panels.Block - 1) / Panels.Block,
            block =>
            {
                Span<float> tile = stackalloc float[Panels.Rows * Panels.Width];
                float[][] four = SparseRows.Dense(Panels.Rows, stride);
                for (int i = block * Panels.Block; i < Math.Min(count, (block + 1) * Panels.Block); i += Panels.Rows)
                {
                    int have = Math.Min(Panels.Rows, count - i);
                    for (int r = 0; r < have; r++)
                    {
                        rows.AsSpan((i + r) * stride, stride).CopyTo(four[r]);
                        result[i + r] = new float[directions.Length];
                    }

                    for (int panel = 0; panel < panels.Number; panel++)
                    {
                        panels.Times(four[0], four[1], four[2], four[3], panel, tile);
                        int begin = panel * Panels.Width,
                            length = Math.Min(Panels.Width, directions.Length - begin);
                        for (int r = 0; r < have; r++)
                            tile.Slice(r * Panels.Width, length).CopyTo(result[i + r].AsSpan(begin));
                    }
                }
            }
        );
        return result;
    }

    private static double Gauss(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
