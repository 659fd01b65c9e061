using System.Text;
using System.Xml;

namespace Modular.Kernel.Tables;

/// <summary>
/// The text of one cell, in however many pieces it comes: each character is copied once, and none after the limit. A
/// cell that is cut is one too long, so that whoever looks at its length refuses it.
/// </summary>
internal sealed class CellText(SheetBudget budget)
{
    private const int Most = SheetLimits.CellLength + 1;
    private readonly StringBuilder _text = new();
    private readonly char[] _piece = new char[4096];

    public void Clear() => _text.Clear();

    /// <summary>Adds the text node the reader stands on.</summary>
    public void Add(XmlReader xml)
    {
        if (!xml.CanReadValueChunk)
        {
            Append(xml.Value);
            return;
        }

        int read;
        while ((read = xml.ReadValueChunk(_piece, 0, _piece.Length)) > 0)
            Append(_piece.AsSpan(0, read));
    }

    public override string ToString() => _text.ToString();

    private void Append(ReadOnlySpan<char> piece)
    {
        budget.Take(piece.Length);
        _text.Append(piece[..Math.Min(piece.Length, Most - _text.Length)]);
    }
}
