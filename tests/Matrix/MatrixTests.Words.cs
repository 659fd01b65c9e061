namespace Modular.Matrix.Tests;

/// <summary>What the pages say, as every role.</summary>
public sealed partial class MatrixTests
{
    /// <summary>Pages are asked for in Chinese.</summary>
    private void Words(Line line, string cell, string page)
    {
        foreach (string key in Seen.Keys(page))
            Fault(line, cell, $"shows {key}");
    }
}
