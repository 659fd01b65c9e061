using System.Numerics;
using System.Numerics.Tensors;

namespace Modular.Language.Linear;

/// <summary>
/// Eigenvalues and vectors of a symmetric matrix without negative eigenvalues, by turning pairs of its rows until all
/// are orthogonal (one-sided Jacobi; M. Hestenes, Inversion of matrices by biorthogonalization, 1958): what is left of
/// each row is its eigenvector times its eigenvalue.
/// </summary>
internal static class SymmetricEigen
{
    private const int MostSweeps = 30;
    private const double Orthogonal = 1e-11;

    /// <param name="matrix">Is overwritten.</param>
    /// <returns>Largest first; a vector of an eigenvalue of nearly zero is zero.</returns>
    public static (double[] Values, double[][] Vectors) Of(double[][] matrix)
    {
        int n = matrix.Length;
        for (int sweep = 0, turned = 1; sweep < MostSweeps && turned > 0; sweep++)
        {
            turned = 0;
            double[] squares = [.. matrix.Select(r => TensorPrimitives.SumOfSquares<double>(r))];
            for (int i = 0; i < n; i++)
            for (int j = i + 1; j < n; j++)
                if (Turn(matrix[i], matrix[j], ref squares[i], ref squares[j]))
                    turned++;
        }

        double[] values = [.. matrix.Select(r => TensorPrimitives.Norm<double>(r))];
        int[] order = [.. Enumerable.Range(0, n).OrderByDescending(i => values[i]).ThenBy(i => i)];
        double least = n == 0 ? 0 : Math.Max(values[order[0]] * 1e-12, 1e-300);
        return (
            [.. order.Select(i => values[i])],
            [.. order.Select(i => (double[])[.. matrix[i].Select(x => values[i] > least ? x / values[i] : 0)])]
        );
    }

    private static bool Turn(double[] a, double[] b, ref double squareA, ref double squareB)
    {
        double product = TensorPrimitives.Dot<double>(a, b);
        if (Math.Abs(product) <= Orthogonal * Math.Sqrt(squareA * squareB) || squareA + squareB < 1e-200)
            return false;
        double zeta = (squareB - squareA) / (2 * product),
            t = (zeta >= 0 ? 1 : -1) / (Math.Abs(zeta) + Math.Sqrt(1 + zeta * zeta)),
            cos = 1 / Math.Sqrt(1 + t * t),
            sin = cos * t;
        int k = 0;
        for (; k <= a.Length - Vector<double>.Count; k += Vector<double>.Count)
        {
            var (x, y) = (new Vector<double>(a, k), new Vector<double>(b, k));
            (x * cos - y * sin).CopyTo(a, k);
            (x * sin + y * cos).CopyTo(b, k);
        }

        for (; k < a.Length; k++)
            (a[k], b[k]) = (a[k] * cos - b[k] * sin, a[k] * sin + b[k] * cos);
        squareA = Math.Max(0, squareA - t * product);
        squareB += t * product;
        return true;
    }
}
