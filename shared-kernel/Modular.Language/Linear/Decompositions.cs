using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace Modular.Language.Linear;

/// <summary>
/// Truncated singular value decomposition by random projection with power iterations (N. Halko, P.-G. Martinsson, J. Tropp, Finding structure with
/// randomness, SIAM Review 53, 2011): latent semantic analysis when the rows are weighted terms (Deerwester et al. 1990).
/// </summary>
public static class Decompositions
{
    private const int Oversampling = 10;
    private const int PowerIterations = 2;

    /// <returns>A basis of terms, columns x dimensions: a row times the basis is its place among the latent directions, strongest first.</returns>
    public static float[][] Basis(SparseRows a, int dimensions, int seed)
    {
        int p = Math.Min(dimensions + Oversampling, Math.Max(1, Math.Min(a.Rows, a.Columns)));
        var random = new Random(seed);
        float[][] left = SparseRows.Dense(a.Rows, p);
        foreach (float[] row in left)
            for (int j = 0; j < p; j++) row[j] = (float)Gauss(random);
        // Only the side of the texts is made orthonormal in between: there are far fewer of them than of terms.
        float[][] right = TransposeTimes(a, left, p);
        for (int i = 0; i < PowerIterations; i++)
        {
            left = Times(a, right, p);
            Orthonormalise(left, p);
            right = TransposeTimes(a, left, p);
        }

        // right' = Q' A with Q orthonormal: its Gram matrix holds the squared singular values, and turned and scaled it is the right singular vectors.
        var evd = Gram(right, p).Evd(Symmetricity.Symmetric);
        int kept = Math.Min(dimensions, p);
        float[][] directions = SparseRows.Dense(kept, p);
        double largest = Math.Max(evd.EigenValues[p - 1].Real, 1e-30);
        for (int j = 0; j < kept; j++)
        {
            double value = evd.EigenValues[p - 1 - j].Real, scale = value > largest * 1e-10 ? 1 / Math.Sqrt(value) : 0;
            for (int l = 0; l < p; l++) directions[j][l] = (float)(evd.EigenVectors[l, p - 1 - j] * scale);
        }

        Turn(right, directions);
        return right;
    }

    /// <summary>Rows times basis, each divided by its length so that a dot product is a cosine; rows without content stay zero.</summary>
    public static float[][] Embed(SparseRows a, float[][] basis)
    {
        int d = basis.Length == 0 ? 1 : basis[0].Length;
        float[][] result = Times(a, basis, d);
        Parallel.For(0, result.Length, i => Normalise(result[i]));
        return result;
    }

    public static void Normalise(Span<float> row)
    {
        float norm = TensorPrimitives.Norm<float>(row);
        if (norm > 1e-6f) TensorPrimitives.Divide(row, norm, row);
        else row.Clear();
    }

    private static float[][] Times(SparseRows a, float[][] right, int p)
    {
        float[][] result = SparseRows.Dense(a.Rows, p);
        Parallel.For(0, a.Rows, i =>
        {
            float[] row = result[i];
            for (int at = a.Start[i]; at < a.Start[i + 1]; at++)
                TensorPrimitives.MultiplyAdd(right[a.Column[at]], a.Weight[at], row, row);
        });
        return result;
    }

    /// <summary>Split by columns, not by rows, so that each sum has one order whatever the number of processors.</summary>
    private static float[][] TransposeTimes(SparseRows a, float[][] left, int p)
    {
        float[][] result = SparseRows.Dense(a.Columns, p);
        const int parts = 4;
        Parallel.For(0, parts, part =>
        {
            int from = (int)((long)a.Columns * part / parts), to = (int)((long)a.Columns * (part + 1) / parts);
            for (int i = 0; i < a.Rows; i++)
            {
                var columns = a.Column.AsSpan(a.Start[i]..a.Start[i + 1]);
                int at = columns.BinarySearch(from);
                for (at = at < 0 ? ~at : at; at < columns.Length && columns[at] < to; at++)
                    TensorPrimitives.MultiplyAdd(left[i], a.Weight[a.Start[i] + at], result[columns[at]], result[columns[at]]);
            }
        });
        return result;
    }

    private static Matrix<double> Gram(float[][] rows, int p)
    {
        // In blocks of rows: sums in single precision over a block, of blocks in double, always in the same order.
        const int block = 512;
        int blocks = (rows.Length + block - 1) / block;
        double[][] sums = new double[p][];
        for (int j = 0; j < p; j++) sums[j] = new double[p];
        float[][][] parts = new float[blocks][][];
        Parallel.For(0, blocks, b =>
        {
            float[][] part = SparseRows.Dense(p, p);
            for (int i = b * block; i < Math.Min(rows.Length, (b + 1) * block); i++)
                for (int j = 0; j < p; j++)
                    if (rows[i][j] != 0) TensorPrimitives.MultiplyAdd(rows[i], rows[i][j], part[j], part[j]);
            parts[b] = part;
        });
        foreach (float[][] part in parts)
            for (int j = 0; j < p; j++)
                for (int l = 0; l < p; l++) sums[j][l] += part[j][l];
        return Matrix<double>.Build.Dense(p, p, (i, j) => i <= j ? sums[i][j] : sums[j][i]);
    }

    /// <summary>Columns made orthonormal by the inverse square root of their Gram matrix; directions without content become zero.</summary>
    private static void Orthonormalise(float[][] rows, int p)
    {
        var evd = Gram(rows, p).Evd(Symmetricity.Symmetric);
        double largest = Math.Max(evd.EigenValues[p - 1].Real, 1e-30);
        float[][] directions = SparseRows.Dense(p, p);
        for (int j = 0; j < p; j++)
        {
            double value = evd.EigenValues[j].Real, scale = value > largest * 1e-10 ? 1 / Math.Sqrt(value) : 0;
            for (int l = 0; l < p; l++) directions[j][l] = (float)(evd.EigenVectors[l, j] * scale);
        }

        Turn(rows, directions);
    }

    private static void Turn(float[][] rows, float[][] directions) => Parallel.For(0, rows.Length, i =>
    {
        float[] row = rows[i], turned = new float[directions.Length];
        for (int j = 0; j < directions.Length; j++) turned[j] = TensorPrimitives.Dot<float>(row, directions[j]);
        rows[i] = turned;
    });

    private static double Gauss(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
