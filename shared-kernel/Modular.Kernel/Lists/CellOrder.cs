using System.Collections;
using Modular.Kernel.Texts;

namespace Modular.Kernel.Lists;

/// <summary>Compares what stands in one column: names as Chinese lists have them, everything else by value.</summary>
internal sealed class CellOrder : IComparer<object?>
{
    public static CellOrder Values { get; } = new();

    public int Compare(object? x, object? y) =>
        x is string a && y is string b ? ChineseOrder.Names.Compare(a, b) : Comparer.Default.Compare(x, y);
}
