using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Modular.Kernel.Tables;

/// <summary>Writes tables for office programs. A cell that a spreadsheet would take for a formula is neutralised.</summary>
public static class SheetWriter
{
    /// <summary>OWASP: a leading = + - @ (or tab, return) makes a formula of foreign text; an apostrophe keeps it text.</summary>
    public static string Neutral(string text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;

    /// <summary>UTF-8 with byte order mark, which office programs need to read Chinese.</summary>
    public static async Task Csv(Stream to, IReadOnlyList<string> headings, IAsyncEnumerable<IReadOnlyList<object?>> rows, CancellationToken cancel)
    {
        await using var text = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 65536, leaveOpen: true);
        await text.WriteLineAsync(string.Join(',', headings.Select(Quote)).AsMemory(), cancel);
        await foreach (var row in rows.WithCancellation(cancel))
            await text.WriteLineAsync(string.Join(',', row.Select(c => Quote(Text(c)))).AsMemory(), cancel);
    }

    /// <summary>One sheet, written as a stream of rows.</summary>
    public static async Task Xlsx(Stream to, string name, IReadOnlyList<string> headings, IAsyncEnumerable<IReadOnlyList<object?>> rows, CancellationToken cancel)
    {
        // The package needs to seek; a response body cannot.
        await using var file = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 65536, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        using (var package = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var workbook = package.AddWorkbookPart();
            var sheet = workbook.AddNewPart<WorksheetPart>();
            using (var xml = OpenXmlWriter.Create(sheet))
            {
                xml.WriteStartElement(new Worksheet());
                xml.WriteElement(new SheetViews(new SheetView(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 }));
                xml.WriteStartElement(new SheetData());
                Row(xml, headings);
                await foreach (var row in rows.WithCancellation(cancel)) Row(xml, row);
                xml.WriteEndElement();
                xml.WriteEndElement();
            }

            workbook.Workbook = new(new Sheets(new DocumentFormat.OpenXml.Spreadsheet.Sheet { Name = name.Length > 31 ? name[..31] : name, SheetId = 1, Id = workbook.GetIdOfPart(sheet) }));
            workbook.Workbook.Save();
        }

        file.Position = 0;
        await file.CopyToAsync(to, cancel);
    }

    private static void Row(OpenXmlWriter xml, IEnumerable<object?> cells)
    {
        xml.WriteStartElement(new Row());
        foreach (object? cell in cells)
        {
            if (cell is int or long or double or decimal)
                xml.WriteElement(new Cell(new CellValue(Convert.ToString(cell, CultureInfo.InvariantCulture)!)) { DataType = CellValues.Number });
            else
                xml.WriteElement(new Cell(new InlineString(new Text(Xml(Neutral(Text(cell)))) { Space = SpaceProcessingModeValues.Preserve })) { DataType = CellValues.InlineString });
        }

        xml.WriteEndElement();
    }

    private static string Text(object? cell) => cell switch
    {
        null => "",
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset instant => Calendar.LocalTime.Local(instant).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString()!,
    };

    private static string Quote(string text)
    {
        text = Neutral(text);
        return text.AsSpan().ContainsAny('"', ',', '\n') ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    private static string Xml(string text) => text.Length > 32_000 ? text[..32_000] : text;
}
