namespace Modular.Language.Categories;

/// <summary>
/// A linear support vector machine with hinge loss and L2 penalty, solved by dual coordinate descent: Hsieh, Chang,
/// Lin, Keerthi, Sundararajan, "A dual coordinate descent method for large-scale linear SVM", ICML 2008, algorithm 1
/// with random order and without shrinking. Minimises |w|^2 / 2 + sum_i C_i max(0, 1 - y_i w.x_i); no units but those
/// of the rows. Not the squared loss: some five in a hundred decisions are wrong, and squared they would pull harder
/// than all others.
/// </summary>
internal static class DualSolver
{
    private const int MostRounds = 200;
    private const double Enough = 0.1;

    public static float[] Solve(
        IReadOnlyList<SparseRow> rows,
        bool[] mine,
        int columns,
        double costMine,
        double costOthers,
        int seed
    )
    {
        int n = rows.Count;
        double[] alpha = new double[n],
            diagonal = new double[n],
            weights = new double[columns];
        int[] order = new int[n];
        for (int i = 0; i < n; i++)
        {
            order[i] = i;
            double norm = 0;
            foreach (float value in rows[i].Values)
                norm += (double)value * value;
            diagonal[i] = Math.Max(norm, 1e-12);
        }

        var random = new Random(seed);
        for (int round = 0; round < MostRounds; round++)
        {
            random.Shuffle(order);
            double most = double.NegativeInfinity,
                least = double.PositiveInfinity;
            foreach (int i in order)
            {
                var (at, values) = (rows[i].Columns, rows[i].Values);
                double sign = mine[i] ? 1 : -1,
                    dot = 0;
                for (int j = 0; j < at.Length; j++)
                    dot += weights[at[j]] * values[j];
                double gradient = sign * dot - 1,
                    limit = mine[i] ? costMine : costOthers;
                double projected =
                    alpha[i] <= 0 ? Math.Min(gradient, 0)
                    : alpha[i] >= limit ? Math.Max(gradient, 0)
                    : gradient;
                (most, least) = (Math.Max(most, projected), Math.Min(least, projected));
                if (Math.Abs(projected) < 1e-12)
                    continue;
                double before = alpha[i];
                alpha[i] = Math.Clamp(before - gradient / diagonal[i], 0, limit);
                double step = (alpha[i] - before) * sign;
                for (int j = 0; j < at.Length; j++)
                    weights[at[j]] += step * values[j];
            }

            if (most - least < Enough)
                break;
        }

        return [.. weights.Select(w => (float)w)];
    }
}

/// <summary>Sparse rows, one a text: columns without order, and their values.</summary>
public sealed record SparseRow(int[] Columns, float[] Values);

/// <summary>
/// Solves for one class: minimises |w|^2 / 2 + sum_i C_i max(0, 1 - y_i w.x_i), the same for the same seed.
/// </summary>
/// <param name="rows">n rows; a constant column, if any, is the caller's.</param>
/// <param name="mine">Which of the rows belong to the class.</param>
/// <param name="costMine">C of the rows that belong to it.</param>
/// <returns>One weight a column.</returns>
public delegate float[] SolveLinear(
    IReadOnlyList<SparseRow> rows,
    bool[] mine,
    int columns,
    double costMine,
    double costOthers,
    int seed
);
