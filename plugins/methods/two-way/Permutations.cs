using Modular.Plugins.Contract;

namespace Modular.Methods.TwoWay;

/// <summary>How often a correlation as strong as the one seen comes about by chance.</summary>
internal static class Permutations
{
    private const int MostExact = 2_000_000;

    /// <summary>
    /// Share of all arrangements of rows and columns whose correlation is at least as strong in either direction; drawn
    /// when there are too many.
    /// </summary>
    public static (double? P, bool Exact, int Tried) Test(
        double[,] x,
        double[,] y,
        double seen,
        ParameterValues parameters
    )
    {
        int rows = x.GetLength(0),
            columns = x.GetLength(1);
        double all = Factorial(rows) * Factorial(columns);
        bool exact = parameters.Text("permutations", "exact") == "exact" && all <= MostExact;
        double norm = Math.Sqrt(Squares(x) * Squares(y)),
            goal = Math.Abs(seen) - 1e-9;
        int hits = 0,
            tried = 0;
        if (exact)
        {
            var orders = Orders(columns).ToList();
            foreach (int[] r in Orders(rows))
            foreach (int[] c in orders)
            {
                tried++;
                if (Math.Abs(Product(x, y, r, c)) / norm >= goal)
                    hits++;
            }

            return ((double)hits / tried, true, tried);
        }

        string wanted = parameters.Text("permutations", "exact");
        int draws = wanted == "exact" ? 9999 : parameters.Integer("permutations", 9999);
        if (draws < 1)
            throw new NotComputableException(Texts.BadPermutations);
        var random = new Draw((ulong)(long)parameters.Number("seed", 1));
        int[] row = [.. Enumerable.Range(0, rows)],
            column = [.. Enumerable.Range(0, columns)];
        for (tried = 0; tried < draws; tried++)
        {
            random.Shuffle(row);
            random.Shuffle(column);
            if (Math.Abs(Product(x, y, row, column)) / norm >= goal)
                hits++;
        }

        return ((hits + 1.0) / (draws + 1.0), false, draws);
    }

    private static double Product(double[,] x, double[,] y, int[] row, int[] column)
    {
        double sum = 0;
        for (int i = 0; i < row.Length; i++)
        for (int j = 0; j < column.Length; j++)
            sum += x[i, j] * y[row[i], column[j]];
        return sum;
    }

    private static double Squares(double[,] x)
    {
        double sum = 0;
        foreach (double v in x)
            sum += v * v;
        return sum;
    }

    private static double Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);

    private static IEnumerable<int[]> Orders(int n)
    {
        int[] order = [.. Enumerable.Range(0, n)];
        while (true)
        {
            yield return [.. order];
            int i = n - 2;
            while (i >= 0 && order[i] > order[i + 1])
                i--;
            if (i < 0)
                yield break;
            int j = n - 1;
            while (order[j] < order[i])
                j--;
            (order[i], order[j]) = (order[j], order[i]);
            Array.Reverse(order, i + 1, n - i - 1);
        }
    }
}
