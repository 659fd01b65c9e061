using System.IO.Compression;
using System.Text;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Tables;

namespace Modular.Kernel.Tests;

/// <summary>Reading a file costs what it holds, not the square of it, and never more than is allowed.</summary>
[Trait("rule", "K13")]
public sealed class SheetWorkTests
{
    private const string Pieces = "pieces",
        Shared = "shared",
        Cells = "cells",
        Rows = "rows",
        Strings = "strings",
        OneText = "one text";

    [
        Theory,
        InlineData(Pieces),
        InlineData(Shared),
        InlineData(Cells),
        InlineData(Rows),
        InlineData(Strings),
        InlineData(OneText)
    ]
    public void Four_times_as_much_in_a_file_is_about_four_times_the_work(string kind)
    {
        byte[] small = Workbook(kind, 10_000),
            large = Workbook(kind, 40_000);
        Read(small);
        long once = Work(small),
            four = Work(large);
        Assert.InRange(four, 0, once * 6);
    }

    [Theory, InlineData(Pieces), InlineData(Shared), InlineData(OneText)]
    public void A_cell_in_very_many_pieces_is_cut_and_so_too_long_for_who_looks(string kind)
    {
        using var sheet = Sheet.Open(new MemoryStream(Workbook(kind, 600_000)));
        Assert.Equal(SheetLimits.CellLength + 1, sheet.Rows().Single().Cells[0].Length);
    }

    [Theory]
    [InlineData("ZZZZZZZZZZ1", "sheet.too-many-columns")]
    [InlineData("ZZZ1", "sheet.too-many-columns")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA1", "sheet.too-many-columns")]
    public void A_cell_far_to_the_right_is_a_sentence(string reference, string key)
    {
        byte[] bytes = Package(
            "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>a</t></is></c></row><row r=\"2\"><c "
                + $"r=\"{reference}\"><v>1</v></c></row>"
        );
        using var sheet = Sheet.Open(new MemoryStream(bytes));
        Assert.Equal(key, Assert.Throws<SheetRefused>(() => sheet.Rows().Count()).Key);
    }

    [Theory, InlineData("1"), InlineData("a1"), InlineData("")]
    public void A_reference_that_names_no_column_is_the_next_one(string reference)
    {
        byte[] bytes = Package(
            "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>a</t></is></c></row><row r=\"2\"><c "
                + $"r=\"{reference}\"><v>7</v></c></row>"
        );
        using var sheet = Sheet.Open(new MemoryStream(bytes));
        Assert.Equal(["7"], sheet.Rows().Single().Cells);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Whoever_stops_waiting_stops_the_reading(bool workbook)
    {
        byte[] bytes = workbook
            ? Workbook(Rows, 50_000)
            : Encoding.UTF8.GetBytes("a,b\n" + string.Concat(Enumerable.Repeat("1,2\n", 50_000)));
        using var end = new CancellationTokenSource();
        using var sheet = Sheet.Open(new MemoryStream(bytes), end.Token);
        int rows = 0;
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (var row in sheet.Rows())
                if (++rows == 100)
                    end.Cancel();
        });
        Assert.InRange(rows, 100, 1000);
    }

    [Fact]
    public void Whoever_sends_two_files_at_once_hears_so_for_the_second()
    {
        var me = Acting.Nobody with { AccountId = 7_000_001 };
        using (SheetTurns.Of(me))
        {
            Assert.Equal("sheet.one-at-a-time", Assert.Throws<RuleBroken>(() => SheetTurns.Of(me)).Key);
            SheetTurns.Of(me with { AccountId = 7_000_002 }).Dispose();
            SheetTurns.Of(Acting.System("jobs")).Dispose();
        }

        SheetTurns.Of(me).Dispose();
    }

    /// <summary>Bytes taken from memory while reading: copying a growing text again and again shows there.</summary>
    private static long Work(byte[] bytes)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Read(bytes);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void Read(byte[] bytes)
    {
        using var sheet = Sheet.Open(new MemoryStream(bytes));
        Assert.True(sheet.Rows().Any());
    }

    private static byte[] Workbook(string kind, int count)
    {
        static string Many(string piece, int count) => new StringBuilder().Insert(0, piece, count).ToString();
        const string heading = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>a</t></is></c></row>";
        return kind switch
        {
            Pieces => Package(
                heading
                    + "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>"
                    + Many("<![CDATA[ab]]>", count)
                    + "</t></is></c></row>"
            ),
            OneText => Package(
                heading + "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>" + Many("ab", count) + "</t></is></c></row>"
            ),
            Cells => Package(heading + Many("<row>" + Many("<c><v>1</v></c>", 100) + "</row>", count / 100)),
            Rows => Package(heading + Many("<row><c><v>1</v></c></row>", count)),
            Shared => Package(
                heading + "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c></row>",
                "<si><r>" + Many("<t>ab</t>", count) + "</r></si>"
            ),
            _ => Package(
                heading + "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c></row>",
                Many("<si><t>ab</t></si>", count)
            ),
        };
    }

    private static byte[] Package(string rows, string? strings = null)
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(zip, "xl/worksheets/sheet1.xml", $"<worksheet><sheetData>{rows}</sheetData></worksheet>");
            if (strings is not null)
                Write(zip, "xl/sharedStrings.xml", $"<sst>{strings}</sst>");
        }

        return bytes.ToArray();
    }

    /// <summary>Hardly packed, so that nothing is refused for how far it unpacks.</summary>
    private static void Write(ZipArchive zip, string name, string text)
    {
        using var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
        entry.Write(Encoding.UTF8.GetBytes(text));
    }
}
