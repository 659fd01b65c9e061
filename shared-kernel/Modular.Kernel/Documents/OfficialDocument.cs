using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Microsoft.AspNetCore.Mvc;

namespace Modular.Kernel.Documents;

/// <summary>
/// A docx in the layout of Chinese official documents (GB/T 9704-2012): A4, margins 37/28/35/26 mm, title in size 2,
/// text in size 3 with lines 28 points apart and two characters indented, numbered headings, page numbers. Fonts are
/// named, not embedded.
/// </summary>
public sealed partial class OfficialDocument(string title)
{
    private const string Body = "FangSong",
        First = "SimHei",
        Numbers = "SimSun";

    /// <summary>What official papers set their title in; office programs without it fall back by themselves.</summary>
    private const string Title = "FZXiaoBiaoSong-B05S";
    private readonly List<OpenXmlElement> _parts =
    [
        Line(title, Title, 44, JustificationValues.Center, indent: false, spacing: 640),
        Line("", Body, 32, JustificationValues.Left, indent: false),
    ];

    private bool _landscape;

    /// <summary>For wide tables: the sheet lies on its side, as the standard allows.</summary>
    public OfficialDocument Landscape()
    {
        _landscape = true;
        return this;
    }

    public OfficialDocument Section(string text)
    {
        _parts.Add(Line(text, First, 32, JustificationValues.Left));
        return this;
    }

    public OfficialDocument Text(string text)
    {
        foreach (string line in text.Split('\n'))
            _parts.Add(Line(line, Body, 32, JustificationValues.Both));
        return this;
    }

    /// <param name="widths">How wide the columns are beside each other; alike when not given.</param>
    public OfficialDocument Table(
        IReadOnlyList<string> headings,
        IEnumerable<IReadOnlyList<string>> rows,
        IReadOnlyList<int>? widths = null
    )
    {
        string[]? twips = widths is null
            ? null
            :
            [
                .. widths.Select(w =>
                    (w * (_landscape ? 12756 : 8844) / widths.Sum()).ToString(
                        System.Globalization.CultureInfo.InvariantCulture
                    )
                ),
            ];
        var table = new Table(
            new TableProperties(
                new TableWidth { Type = TableWidthUnitValues.Pct, Width = "5000" },
                new TableBorders(
                    new TopBorder { Val = BorderValues.Single, Size = 6 },
                    new LeftBorder { Val = BorderValues.Single, Size = 4 },
                    new BottomBorder { Val = BorderValues.Single, Size = 6 },
                    new RightBorder { Val = BorderValues.Single, Size = 4 },
                    new InsideHorizontalBorder { Val = BorderValues.Single, Size = 4 },
                    new InsideVerticalBorder { Val = BorderValues.Single, Size = 4 }
                )
            )
        );
        if (twips is not null)
            table.GetFirstChild<TableProperties>()!.Append(new TableLayout { Type = TableLayoutValues.Fixed });
        table.Append(
            new TableGrid(
                headings.Select((_, i) => twips is null ? new GridColumn() : new GridColumn { Width = twips[i] })
            )
        );
        table.Append(Row(headings, First, head: true, twips));
        foreach (var row in rows)
            table.Append(Row(row, Body, head: false, twips));
        _parts.Add(table);
        _parts.Add(Line("", Body, 24, JustificationValues.Left, indent: false, spacing: 240));
        return this;
    }

    /// <summary>Who signs and when, towards the right at the end; never alone on a page of its own.</summary>
    public OfficialDocument Signed(string unit, string date)
    {
        // With the two paragraphs before it, so that it never stands on a page with a formula alone.
        foreach (var near in _parts.TakeLast(2).OfType<Paragraph>())
            Keep(near);
        foreach (
            var cell in _parts
                .Skip(_parts.Count - 2)
                .OfType<Table>()
                .SelectMany(t => t.Elements<TableRow>().TakeLast(2))
                .SelectMany(r => r.Descendants<Paragraph>())
        )
            Keep(cell);
        _parts.Add(Keep(Line("", Body, 32, JustificationValues.Left)));
        if (unit.Length > 0)
            _parts.Add(Keep(FromRight(Line(unit, Body, 32, JustificationValues.Right, indent: false), 200)));
        _parts.Add(FromRight(Line(date, Body, 32, JustificationValues.Right, indent: false), 400));
        return this;
    }

    private static Paragraph Keep(Paragraph paragraph)
    {
        if (paragraph.ParagraphProperties!.KeepNext is null)
            paragraph.ParagraphProperties.PrependChild(new KeepNext());
        return paragraph;
    }

    /// <param name="chars">In hundredths of a character.</param>
    private static Paragraph FromRight(Paragraph paragraph, int chars)
    {
        paragraph.ParagraphProperties!.InsertAfter(
            new Indentation
            {
                Right = (chars * 32 / 10).ToString(System.Globalization.CultureInfo.InvariantCulture),
                RightChars = chars,
            },
            paragraph.ParagraphProperties.SpacingBetweenLines
        );
        return paragraph;
    }

    public byte[] Bytes()
    {
        using var stream = new MemoryStream();
        using (var package = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var main = package.AddMainDocumentPart();
            AddPictures(main);
            main.AddNewPart<DocumentSettingsPart>().Settings = new(new EvenAndOddHeaders());
            string odd = Footer(main, JustificationValues.Right),
                even = Footer(main, JustificationValues.Left);
            var body = new Body(_parts.Select(p => p.CloneNode(true)));
            body.Append(
                new SectionProperties(
                    new FooterReference { Type = HeaderFooterValues.Default, Id = odd },
                    new FooterReference { Type = HeaderFooterValues.Even, Id = even },
                    _landscape
                        ? new PageSize
                        {
                            Width = 16838,
                            Height = 11906,
                            Orient = PageOrientationValues.Landscape,
                        }
                        : new PageSize { Width = 11906, Height = 16838 },
                    _landscape
                        ? new PageMargin
                        {
                            Top = 1588,
                            Bottom = 1474,
                            Left = 1984,
                            Right = 2098,
                            Header = 850,
                            Footer = 992,
                        }
                        : new PageMargin
                        {
                            Top = 2098,
                            Bottom = 1984,
                            Left = 1588,
                            Right = 1474,
                            Header = 850,
                            Footer = 992,
                        }
                )
            );
            main.Document = new(body);
            main.Document.Save();
        }

        return stream.ToArray();
    }

    public FileContentResult File(string name) =>
        new(Bytes(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
        {
            FileDownloadName = name + ".docx",
        };

    /// <summary>The page's number between dashes at the outer edge, in size 4.</summary>
    private static string Footer(MainDocumentPart main, JustificationValues edge)
    {
        static Run Piece(OpenXmlElement inner) =>
            new(
                new RunProperties(
                    new RunFonts
                    {
                        Ascii = Numbers,
                        HighAnsi = Numbers,
                        EastAsia = Numbers,
                    },
                    new FontSize { Val = "28" }
                ),
                inner
            );
        var part = main.AddNewPart<FooterPart>();
        part.Footer = new(
            new Paragraph(
                new ParagraphProperties(
                    new Indentation { LeftChars = 100, RightChars = 100 },
                    new Justification { Val = edge }
                ),
                Piece(new Text("\u2014 ") { Space = SpaceProcessingModeValues.Preserve }),
                new SimpleField(Piece(new Text("1"))) { Instruction = "PAGE" },
                Piece(new Text(" \u2014") { Space = SpaceProcessingModeValues.Preserve })
            )
        );
        return main.GetIdOfPart(part);
    }

    /// <summary>A row stays on one page; lines of a cell are lines in the document too.</summary>
    private static TableRow Row(IReadOnlyList<string> cells, string font, bool head, string[]? twips)
    {
        var row = new TableRow(
            cells.Select(
                (c, i) =>
                {
                    var cell = new TableCell(
                        new TableCellProperties(
                            new TableCellVerticalAlignment { Val = TableVerticalAlignmentValues.Center }
                        )
                    );
                    if (twips is not null)
                        cell.GetFirstChild<TableCellProperties>()!
                            .PrependChild(new TableCellWidth { Type = TableWidthUnitValues.Dxa, Width = twips[i] });
                    foreach (string line in c.Split('\n'))
                        cell.Append(
                            Line(
                                line,
                                font,
                                24,
                                c.Contains('\n') ? JustificationValues.Left : JustificationValues.Center,
                                indent: false,
                                spacing: 360
                            )
                        );
                    return cell;
                }
            )
        );
        row.PrependChild(
            head ? new TableRowProperties(new CantSplit(), new TableHeader()) : new TableRowProperties(new CantSplit())
        );
        return row;
    }

    private static Paragraph Line(
        string text,
        string font,
        int halfPoints,
        JustificationValues justify,
        bool bold = false,
        bool indent = true,
        int spacing = 560
    )
    {
        var properties = new ParagraphProperties(
            new SpacingBetweenLines
            {
                Line = spacing.ToString(System.Globalization.CultureInfo.InvariantCulture),
                LineRule = LineSpacingRuleValues.Exact,
            }
        );
        if (indent)
            properties.Append(
                new Indentation
                {
                    FirstLine = (halfPoints * 20).ToString(System.Globalization.CultureInfo.InvariantCulture),
                    FirstLineChars = 200,
                }
            );
        properties.Append(new Justification { Val = justify });
        var run = new RunProperties(
            new RunFonts
            {
                Ascii = "Times New Roman",
                HighAnsi = "Times New Roman",
                EastAsia = font,
            }
        );
        if (bold)
            run.Append(new Bold());
        run.Append(new FontSize { Val = halfPoints.ToString(System.Globalization.CultureInfo.InvariantCulture) });
        return new(properties, new Run(run, new Text(text) { Space = SpaceProcessingModeValues.Preserve }));
    }
}
