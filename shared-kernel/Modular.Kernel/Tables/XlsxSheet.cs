using System.Globalization;
using System.IO.Compression;
using System.Xml;

namespace Modular.Kernel.Tables;

/// <summary>
/// The first sheet of a workbook, read as a stream. Formulas give their stored value, dates come as the day number the
/// workbook holds. The package is opened as a plain zip so that sizes are known before anything is unpacked.
/// </summary>
internal sealed class XlsxSheet : ISheet
{
    private static readonly XmlReaderSettings Xml = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        IgnoreComments = true,
        IgnoreWhitespace = false,
        XmlResolver = null,
    };
    private readonly ZipArchive _zip;
    private readonly string[] _shared;
    private readonly ZipArchiveEntry _sheet;
    private readonly SheetBudget _budget;
    private readonly CellText _text;

    private XlsxSheet(ZipArchive zip, string[] shared, ZipArchiveEntry sheet, SheetBudget budget)
    {
        (_zip, _shared, _sheet, _budget, _text) = (zip, shared, sheet, budget, new(budget));
        Headings =
            Read().FirstOrDefault().Cells is { } first && first.Any(c => c.Length > 0)
                ? first
                : throw new SheetRefused("sheet.empty");
    }

    public IReadOnlyList<string> Headings { get; }

    public static XlsxSheet Open(Stream file, SheetBudget budget)
    {
        try
        {
            var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            foreach (var entry in zip.Entries)
                if (
                    entry.Length > SheetLimits.UnpackedBytes
                    || (
                        entry.Length > 10_000_000
                        && entry.Length / Math.Max(1, entry.CompressedLength) > SheetLimits.UnpackRatio
                    )
                )
                    throw new SheetRefused("sheet.bomb");
            var sheet =
                zip.Entries.Where(e => e.FullName.StartsWith("xl/worksheets/sheet", StringComparison.OrdinalIgnoreCase))
                    .MinBy(e => e.FullName.Length * 1000 + e.FullName[^5])
                ?? throw new SheetRefused("sheet.not-a-workbook");
            return new(zip, Shared(zip, budget), sheet, budget);
        }
        catch (Exception problem) when (problem is InvalidDataException or XmlException or EndOfStreamException)
        {
            throw new SheetRefused("sheet.broken-zip");
        }
    }

    public IEnumerable<SheetRow> Rows() => Read().Skip(1).Where(r => r.Cells.Any(c => c.Length > 0));

    public void Dispose() => _zip.Dispose();

    private IEnumerable<SheetRow> Read()
    {
        using var stream = _sheet.Open();
        using var xml = XmlReader.Create(stream, Xml);
        int number = 0;
        _budget.Begin();
        while (Next(xml, number))
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "row")
                continue;
            number = int.TryParse(xml.GetAttribute("r"), CultureInfo.InvariantCulture, out int given)
                ? given
                : number + 1;
            string[] cells = Cells(xml, number);
            _budget.Pause();
            yield return new(number, cells);
            _budget.Begin();
        }
    }

    private bool Next(XmlReader xml, int row)
    {
        try
        {
            _budget.Step();
            return xml.Read();
        }
        catch (Exception problem) when (problem is XmlException or InvalidDataException or EndOfStreamException)
        {
            throw new SheetRefused("sheet.broken-at-row", row + 1);
        }
    }

    private string[] Cells(XmlReader xml, int row)
    {
        var cells = new List<string>();
        if (xml.IsEmptyElement)
            return [];
        int depth = xml.Depth;
        while (Next(xml, row) && xml.Depth > depth)
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "c")
                continue;
            int column = Column(xml.GetAttribute("r")) ?? cells.Count;
            if (column >= SheetLimits.Columns)
                throw new SheetRefused("sheet.too-many-columns", SheetLimits.Columns);
            _budget.Take(1);
            while (cells.Count <= column)
                cells.Add("");
            cells[column] = Sheet.Clean(Value(xml, row));
        }

        return [.. cells];
    }

    private string Value(XmlReader xml, int row)
    {
        string? type = xml.GetAttribute("t");
        if (xml.IsEmptyElement)
            return "";
        int depth = xml.Depth;
        bool take = false;
        _text.Clear();
        while (Next(xml, row) && xml.Depth > depth)
        {
            if (xml.NodeType == XmlNodeType.Element)
                take = xml.LocalName is "v" or "t";
            else if (IsText(xml) && take)
                Add(xml, row);
            else if (xml.NodeType == XmlNodeType.EndElement)
                take = false;
        }

        string value = _text.ToString();
        return type == "s"
            && int.TryParse(value, CultureInfo.InvariantCulture, out int index)
            && index >= 0
            && index < _shared.Length
                ? _shared[index]
            : type == "e" ? ""
            : value;
    }

    private static bool IsText(XmlReader xml) =>
        xml.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.CDATA;

    private void Add(XmlReader xml, int row)
    {
        try
        {
            _text.Add(xml);
        }
        catch (Exception problem) when (problem is XmlException or InvalidDataException or EndOfStreamException)
        {
            throw new SheetRefused("sheet.broken-at-row", row);
        }
    }

    /// <summary>Null without letters. Only as many letters are read as a column that is taken can have.</summary>
    private static int? Column(string? reference)
    {
        int column = 0,
            letters = 0;
        foreach (char c in reference ?? "")
        {
            if (c is not (>= 'A' and <= 'Z'))
                break;
            if (++letters > 3)
                return SheetLimits.Columns;
            column = column * 26 + (c - 'A' + 1);
        }

        return letters == 0 ? null : column - 1;
    }

    private static string[] Shared(ZipArchive zip, SheetBudget budget)
    {
        var entry = zip.GetEntry("xl/sharedStrings.xml");
        if (entry is null)
            return [];
        var strings = new List<string>();
        var text = new CellText(budget);
        using var stream = entry.Open();
        using var xml = XmlReader.Create(stream, Xml);
        while (xml.Read())
        {
            budget.Step();
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "si")
                continue;
            strings.Add(SharedText(xml, text, budget));
            // An empty one costs a place too.
            budget.Take(1);
            if (budget.Characters > SheetLimits.SharedStringCharacters)
                throw new SheetRefused("sheet.bomb");
        }

        return [.. strings];
    }

    /// <summary>The pieces of one string, without how it is pronounced.</summary>
    private static string SharedText(XmlReader xml, CellText text, SheetBudget budget)
    {
        text.Clear();
        bool phonetic = false,
            take = false;
        int depth = xml.Depth;
        if (xml.IsEmptyElement)
            return "";
        while (xml.Read() && xml.Depth > depth)
        {
            budget.Step();
            if (xml.NodeType == XmlNodeType.Element)
                (phonetic, take) = (xml.LocalName == "rPh" || (phonetic && xml.LocalName == "t"), xml.LocalName == "t");
            else if (IsText(xml) && take && !phonetic)
                text.Add(xml);
            else if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "rPh")
                phonetic = false;
        }

        return text.ToString();
    }
}
