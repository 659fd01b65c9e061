using System.Globalization;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using A = DocumentFormat.OpenXml.Drawing;
using P = DocumentFormat.OpenXml.Drawing.Pictures;
using W = DocumentFormat.OpenXml.Drawing.Wordprocessing;

namespace Modular.Kernel.Documents;

/// <summary>Numbered headings as the standard counts them, and pictures with a caption.</summary>
public sealed partial class OfficialDocument
{
    private const string Second = "KaiTi";
    private const long Emu = 9525,
        WidestEmu = 5_400_000,
        TallestEmu = 3_600_000;
    private readonly int[] _numbers = new int[3];
    private readonly List<(string Type, byte[] Bytes)> _pictures = [];

    /// <summary>Of the first, second or third level; numbered by itself.</summary>
    public OfficialDocument Heading(int level, string text)
    {
        int number = ++_numbers[level - 1];
        Array.Clear(_numbers, level, _numbers.Length - level);
        string counted =
            level == 3
                ? $"{number}."
                : string.Format(
                    CultureInfo.InvariantCulture,
                    Texts.Units.HeadingMarks[level - 1],
                    Texts.Units.Numeral(number)
                );
        var line = Line(
            counted + text,
            level switch
            {
                1 => First,
                2 => Second,
                _ => Body,
            },
            32,
            JustificationValues.Left,
            bold: level == 3
        );
        // A heading does not stand alone at the end of a page.
        line.ParagraphProperties!.PrependChild(new KeepNext());
        _parts.Add(line);
        return this;
    }

    /// <summary>
    /// In the middle of the page with its caption beneath; kinds an office program does not show are left out.
    /// </summary>
    /// <returns>Whether it was taken.</returns>
    public bool Picture(byte[] bytes, string caption)
    {
        if (ImageSize.Of(bytes) is not { } size || size.Width <= 0 || size.Height <= 0)
            return false;
        _pictures.Add((size.Type, bytes));
        uint id = (uint)_pictures.Count;
        double scale = Math.Min(
            1,
            Math.Min(WidestEmu / (double)(size.Width * Emu), TallestEmu / (double)(size.Height * Emu))
        );
        long wide = (long)(size.Width * Emu * scale),
            tall = (long)(size.Height * Emu * scale);
        var picture = new P.Picture(
            new P.NonVisualPictureProperties(
                new P.NonVisualDrawingProperties
                {
                    Id = id,
                    Name = $"picture{id}",
                    Description = caption,
                },
                new P.NonVisualPictureDrawingProperties()
            ),
            new P.BlipFill(new A.Blip { Embed = Relation(id) }, new A.Stretch(new A.FillRectangle())),
            new P.ShapeProperties(
                new A.Transform2D(new A.Offset { X = 0, Y = 0 }, new A.Extents { Cx = wide, Cy = tall }),
                new A.PresetGeometry(new A.AdjustValueList()) { Preset = A.ShapeTypeValues.Rectangle }
            )
        );
        var inline = new W.Inline(
            new W.Extent { Cx = wide, Cy = tall },
            new W.DocProperties
            {
                Id = id,
                Name = $"picture{id}",
                Description = caption,
            },
            new W.NonVisualGraphicFrameDrawingProperties(new A.GraphicFrameLocks { NoChangeAspect = true }),
            new A.Graphic(
                new A.GraphicData(picture) { Uri = "http://schemas.openxmlformats.org/drawingml/2006/picture" }
            )
        )
        {
            DistanceFromTop = 0,
            DistanceFromBottom = 0,
            DistanceFromLeft = 0,
            DistanceFromRight = 0,
        };
        // Lines of an exact height would cut a picture off: its own line grows with it and stays with the caption.
        _parts.Add(
            new Paragraph(
                new ParagraphProperties(
                    new KeepNext(),
                    new SpacingBetweenLines
                    {
                        Before = "120",
                        Line = "240",
                        LineRule = LineSpacingRuleValues.Auto,
                    },
                    new Justification { Val = JustificationValues.Center }
                ),
                new Run(new Drawing(inline))
            )
        );
        _parts.Add(Line(caption, Body, 24, JustificationValues.Center, indent: false, spacing: 400));
        return true;
    }

    private void AddPictures(MainDocumentPart main)
    {
        for (int i = 0; i < _pictures.Count; i++)
        {
            var part = main.AddImagePart(
                _pictures[i].Type == "image/png" ? ImagePartType.Png : ImagePartType.Jpeg,
                Relation((uint)i + 1)
            );
            using var stream = new MemoryStream(_pictures[i].Bytes);
            part.FeedData(stream);
        }
    }

    private static string Relation(uint id) => string.Create(CultureInfo.InvariantCulture, $"pic{id}");
}

/// <summary>How large a PNG or JPEG is, told by its head.</summary>
public static class ImageSize
{
    public static (string Type, int Width, int Height)? Of(ReadOnlySpan<byte> b)
    {
        if (b.Length > 24 && b.StartsWith<byte>([0x89, 0x50, 0x4E, 0x47]))
            return (
                "image/png",
                (b[16] << 24) | (b[17] << 16) | (b[18] << 8) | b[19],
                (b[20] << 24) | (b[21] << 16) | (b[22] << 8) | b[23]
            );
        if (!b.StartsWith<byte>([0xFF, 0xD8]))
            return null;
        for (int at = 2; at + 9 < b.Length && b[at] == 0xFF; )
        {
            if (b[at + 1] is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return ("image/jpeg", (b[at + 7] << 8) | b[at + 8], (b[at + 5] << 8) | b[at + 6]);
            at += 2 + ((b[at + 2] << 8) | b[at + 3]);
        }

        return null;
    }
}
