using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Modular.Kernel.Tables;

/// <summary>
/// Writes tables for office programs. A cell that a spreadsheet would take for a formula is neutralised.
/// </summary>
public static class SheetWriter
{
    /// <summary>
    /// OWASP: a leading = + - @ (or tab, return) makes a formula of foreign text; an apostrophe keeps it text.
    /// </summary>
    public static string Neutral(string text) =>
        text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;

    /// <summary>UTF-8 with byte order mark, which office programs need to read Chinese.</summary>
    public static async Task Csv(
        Stream to,
        IReadOnlyList<string> headings,
        IAsyncEnumerable<IReadOnlyList<object?>> rows,
        CancellationToken cancel
    )
    {
        await using var text = new StreamWriter(
            to,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
            65536,
            leaveOpen: true
        );
        await text.WriteLineAsync(string.Join(',', headings.Select(h => Quote(Neutral(h)))).AsMemory(), cancel);
        await foreach (var row in rows.WithCancellation(cancel))
            await text.WriteLineAsync(string.Join(',', row.Select(Field)).AsMemory(), cancel);
    }

    /// <summary>One sheet, written as a stream of rows.</summary>
    public static async Task Xlsx(
        Stream to,
        string name,
        IReadOnlyList<string> headings,
        IAsyncEnumerable<IReadOnlyList<object?>> rows,
        CancellationToken cancel
    )
    {
        // The package needs to seek; a response body cannot.
        await using var file = new FileStream(
            Path.GetTempFileName(),
            FileMode.Open,
            FileAccess.ReadWrite,
            FileShare.None,
            65536,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous
        );
        using (var package = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var workbook = package.AddWorkbookPart();
            var sheet = workbook.AddNewPart<WorksheetPart>();
            workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
            using (var xml = OpenXmlWriter.Create(sheet))
            {
                xml.WriteStartElement(new Worksheet());
                xml.WriteElement(
                    new SheetViews(
                        new SheetView(
                            new Pane
                            {
                                VerticalSplit = 1,
                                TopLeftCell = "A2",
                                ActivePane = PaneValues.BottomLeft,
                                State = PaneStateValues.Frozen,
                            }
                        )
                        {
                            WorkbookViewId = 0,
                        }
                    )
                );
                // Wide enough for the heading and for a date; the office program does the rest.
                xml.WriteElement(
                    new Columns(
                        headings.Select(
                            (h, i) =>
                                new DocumentFormat.OpenXml.Spreadsheet.Column
                                {
                                    Min = (uint)i + 1,
                                    Max = (uint)i + 1,
                                    Width = Math.Clamp(h.Length * 2 + 4, 14, 40),
                                    CustomWidth = true,
                                }
                        )
                    )
                );
                xml.WriteStartElement(new SheetData());
                Row(xml, headings, Bold);
                await foreach (var row in rows.WithCancellation(cancel))
                    Row(xml, row);
                xml.WriteEndElement();
                xml.WriteEndElement();
            }

            workbook.Workbook = new(
                new Sheets(
                    new DocumentFormat.OpenXml.Spreadsheet.Sheet
                    {
                        Name = Tab(name),
                        SheetId = 1,
                        Id = workbook.GetIdOfPart(sheet),
                    }
                )
            );
            workbook.Workbook.Save();
        }

        file.Position = 0;
        await file.CopyToAsync(to, cancel);
    }

    private const uint Bold = 1,
        Day = 2,
        Moment = 3;

    private static void Row(OpenXmlWriter xml, IEnumerable<object?> cells, uint style = 0)
    {
        xml.WriteStartElement(new Row());
        foreach (object? cell in cells)
        {
            xml.WriteElement(
                cell switch
                {
                    int or long or double or decimal => new Cell(
                        new CellValue(Convert.ToString(cell, CultureInfo.InvariantCulture)!)
                    )
                    {
                        DataType = CellValues.Number,
                    },
                    // Days as days: they sort and filter. What lies before the program's calendar stays text.
                    DateOnly { Year: >= 1901 } day => Dated(day.ToDateTime(default), Day),
                    DateTimeOffset { Year: >= 1901 } at => Dated(Calendar.LocalTime.Local(at).DateTime, Moment),
                    _ => new Cell(
                        new InlineString(
                            new Text(Xml(Neutral(Text(cell)))) { Space = SpaceProcessingModeValues.Preserve }
                        )
                    )
                    {
                        DataType = CellValues.InlineString,
                        StyleIndex = style,
                    },
                }
            );
        }

        xml.WriteEndElement();
    }

    private static Cell Dated(DateTime date, uint style) =>
        new(new CellValue(date.ToOADate().ToString(CultureInfo.InvariantCulture)))
        {
            DataType = CellValues.Number,
            StyleIndex = style,
        };

    private static Stylesheet Styles() =>
        new(
            new NumberingFormats(
                new NumberingFormat { NumberFormatId = 164, FormatCode = "yyyy-mm-dd" },
                new NumberingFormat { NumberFormatId = 165, FormatCode = "yyyy-mm-dd hh:mm" }
            )
            {
                Count = 2,
            },
            new Fonts(new Font(), new Font(new DocumentFormat.OpenXml.Spreadsheet.Bold())) { Count = 2 },
            new Fills(
                new Fill(new PatternFill { PatternType = PatternValues.None }),
                new Fill(new PatternFill { PatternType = PatternValues.Gray125 })
            )
            {
                Count = 2,
            },
            new Borders(new Border()) { Count = 1 },
            new CellStyleFormats(new CellFormat()) { Count = 1 },
            new CellFormats(
                new CellFormat(),
                new CellFormat { FontId = 1, ApplyFont = true },
                new CellFormat { NumberFormatId = 164, ApplyNumberFormat = true },
                new CellFormat { NumberFormatId = 165, ApplyNumberFormat = true }
            )
            {
                Count = 4,
            }
        );

    /// <summary>
    /// What a sheet's tab may be called: 31 characters at most, none of those that mean something in a reference.
    /// </summary>
    private static string Tab(string name)
    {
        string tab = string.Concat(
                name.Select(c =>
                    c is ':' or '\\' or '/' or '?' or '*' or '[' or ']' or '\'' || char.IsControl(c) ? ' ' : c
                )
            )
            .Trim();
        tab = tab.Length > 31 ? tab[..31].Trim() : tab;
        return tab.Length == 0 ? "1" : tab;
    }

    private static string Text(object? cell) =>
        cell switch
        {
            null => "",
            DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTimeOffset instant => Calendar
                .LocalTime.Local(instant)
                .ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => cell.ToString()!,
        };

    /// <summary>Figures are no foreign text: -50 stays a number.</summary>
    private static string Field(object? cell) =>
        cell is int or long or double or decimal ? Text(cell) : Quote(Neutral(Text(cell)));

    private static string Quote(string text) =>
        text.AsSpan().ContainsAny('"', ',', '\n')
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text;

    private static string Xml(string text) => text.Length > 32_000 ? text[..32_000] : text;
}
