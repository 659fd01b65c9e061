namespace Modular.Language.Linear;

/// <summary>
/// A sparse matrix by rows: entries <c>Start[i]..Start[i+1]</c> of <see cref="Column"/> and <see cref="Weight"/> are row <c>i</c>, columns ascending.
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

    public static float[][] Dense(int rows, int columns)
    {
        float[][] matrix = new float[rows][];
        for (int i = 0; i < rows; i++) matrix[i] = new float[columns];
        return matrix;
    }
}
