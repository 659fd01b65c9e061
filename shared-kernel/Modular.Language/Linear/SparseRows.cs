namespace Modular.Language.Linear;

/// <summary>
/// A sparse matrix by rows: entries <c>Start[i]..Start[i+1]</c> of <see cref="Column"/> and <see cref="Weight"/> are
/// row <c>i</c>, each column once, in a fixed order.
/// </summary>
public sealed class SparseRows
{
    public required int Rows { get; init; }
    public required int Columns { get; init; }

    /// <summary>Rows + 1 positions.</summary>
    public required int[] Start { get; init; }
    public required int[] Column { get; init; }
    public required float[] Weight { get; init; }

    public bool IsEmpty(int row) => Start[row + 1] == Start[row];

    /// <summary>The same by columns: its rows are the columns of this, entries in the order of the rows here.</summary>
    public SparseRows Transposed()
    {
        int[] start = new int[Columns + 1];
        foreach (int c in Column)
            start[c + 1]++;
        for (int c = 0; c < Columns; c++)
            start[c + 1] += start[c];
        int[] next = [.. start];
        var (column, weight) = (new int[Column.Length], new float[Column.Length]);
        for (int i = 0; i < Rows; i++)
        for (int at = Start[i]; at < Start[i + 1]; at++)
        {
            int to = next[Column[at]]++;
            (column[to], weight[to]) = (i, Weight[at]);
        }

        return new()
        {
            Rows = Columns,
            Columns = Rows,
            Start = start,
            Column = column,
            Weight = weight,
        };
    }

    public static float[][] Dense(int rows, int columns)
    {
        float[][] matrix = new float[rows][];
        for (int i = 0; i < rows; i++)
            matrix[i] = new float[columns];
        return matrix;
    }
}
