using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace Modular.Clusterers.SphericalKMeans;

/// <summary>
/// Truncated singular value decomposition by random projection with power iterations (Halko, Martinsson, Tropp 2011). Rows come out
/// as U times S, divided by their length, so that a dot product is a cosine.
/// </summary>
internal static class Embedding
{
    private const int Oversampling = 10;
    private const int PowerIterations = 3;

    public static float[][] Of(Bigrams a, int dimensions, int seed)
    {
        int p = Math.Min(dimensions + Oversampling, Math.Max(1, Math.Min(a.Rows, a.Columns)));
        var random = new Random(seed);
        float[][] right = Matrix(a.Columns, p);
        foreach (float[] row in right)
            for (int j = 0; j < p; j++) row[j] = (float)Gauss(random);
        float[][] left = Times(a, right, p);
        for (int i = 0; i < PowerIterations; i++)
        {
            Orthonormalise(left, p);
            right = TransposeTimes(a, left, p);
            Orthonormalise(right, p);
            left = Times(a, right, p);
        }

        // left = A Q with Q orthonormal: its own singular directions give U S of the truncated decomposition.
        var turn = Gram(left, p).Evd(Symmetricity.Symmetric).EigenVectors;
        int kept = Math.Min(dimensions, p);
        var result = new float[a.Rows][];
        Parallel.For(0, a.Rows, i =>
        {
            float[] row = new float[kept];
            for (int j = 0; j < kept; j++)
            {
                double sum = 0;
                for (int l = 0; l < p; l++) sum += left[i][l] * turn[l, p - 1 - j];
                row[j] = (float)sum;
            }

            float norm = TensorPrimitives.Norm<float>(row);
            if (norm > 1e-6f) TensorPrimitives.Divide(row, norm, row);
            result[i] = row;
        });
        return result;
    }

    private static float[][] Matrix(int rows, int columns)
    {
        float[][] matrix = new float[rows][];
        for (int i = 0; i < rows; i++) matrix[i] = new float[columns];
        return matrix;
    }

    private static float[][] Times(Bigrams a, float[][] right, int p)
    {
        float[][] result = Matrix(a.Rows, p);
        Parallel.For(0, a.Rows, i =>
        {
            for (int at = a.Start[i]; at < a.Start[i + 1]; at++)
                TensorPrimitives.MultiplyAdd(right[a.Column[at]], a.Weight[at], result[i], result[i]);
        });
        return result;
    }

    /// <summary>Split by columns, not by rows, so that each sum has one order whatever the number of processors.</summary>
    private static float[][] TransposeTimes(Bigrams a, float[][] left, int p)
    {
        float[][] result = Matrix(a.Columns, p);
        const int parts = 4;
        Parallel.For(0, parts, part =>
        {
            int from = a.Columns * part / parts, to = a.Columns * (part + 1) / parts;
            for (int i = 0; i < a.Rows; i++)
                for (int at = a.Start[i]; at < a.Start[i + 1]; at++)
                {
                    int column = a.Column[at];
                    if (column >= from && column < to) TensorPrimitives.MultiplyAdd(left[i], a.Weight[at], result[column], result[column]);
                }
        });
        return result;
    }

    private static Matrix<double> Gram(float[][] rows, int p)
    {
        double[][] sums = new double[p][];
        Parallel.For(0, p, j =>
        {
            double[] line = new double[p];
            foreach (float[] row in rows)
                for (int l = j; l < p; l++) line[l] += (double)row[j] * row[l];
            sums[j] = line;
        });
        return Matrix<double>.Build.Dense(p, p, (i, j) => i <= j ? sums[i][j] : sums[j][i]);
    }

    /// <summary>Columns made orthonormal by the inverse square root of their Gram matrix; directions without content become zero.</summary>
    private static void Orthonormalise(float[][] rows, int p)
    {
        var evd = Gram(rows, p).Evd(Symmetricity.Symmetric);
        double largest = Math.Max(evd.EigenValues[p - 1].Real, 1e-30);
        var scale = Matrix<double>.Build.DenseDiagonal(p, p, i => evd.EigenValues[i].Real > largest * 1e-10 ? 1 / Math.Sqrt(evd.EigenValues[i].Real) : 0);
        var turn = evd.EigenVectors * scale;
        float[][] columns = new float[p][];
        for (int j = 0; j < p; j++)
        {
            columns[j] = new float[p];
            for (int l = 0; l < p; l++) columns[j][l] = (float)turn[l, j];
        }

        Parallel.For(0, rows.Length, i =>
        {
            float[] row = rows[i], turned = new float[p];
            for (int j = 0; j < p; j++) turned[j] = TensorPrimitives.Dot<float>(row, columns[j]);
            rows[i] = turned;
        });
    }

    private static double Gauss(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
