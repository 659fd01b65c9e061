using System.IO.Compression;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Tables;

namespace Modular.Kernel.Tests;

[Collection("alone")]
public sealed class SheetTests
{
    private static ISheet Open(byte[] bytes) => Sheet.Open(new MemoryStream(bytes));

    [Fact, Trait("rule", "K13")]
    public void Gbk_and_utf8_csv_read_the_same()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        const string text = "编号,内容\n1,\"停车难,\n很久了\"\n";
        foreach (
            var encoding in new[]
            {
                Encoding.GetEncoding("GB18030"),
                new UTF8Encoding(true),
                new UTF8Encoding(false),
                Encoding.Unicode,
            }
        )
        {
            using var sheet = Open([.. encoding.GetPreamble(), .. encoding.GetBytes(text)]);
            Assert.Equal(["编号", "内容"], sheet.Headings);
            Assert.Equal("停车难,\n很久了", sheet.Rows().Single().Cells[1]);
        }
    }

    [Fact]
    public async Task What_is_written_is_read_back_and_formulas_are_neutralised()
    {
        var stream = new MemoryStream();
        await SheetWriter.Xlsx(
            stream,
            "s",
            ["a", "b"],
            new[] { (IReadOnlyList<object?>)["=1+1", 5], ["@x", "停车\n难"] }.ToAsyncEnumerable(),
            default
        );
        using var sheet = Open(stream.ToArray());
        Assert.Equal(["'=1+1", "5"], sheet.Rows().First().Cells);
        Assert.Equal("停车\n难", sheet.Rows().Last().Cells[1]);
    }

    /// <summary>A ledger with entries taken back is read in again as it went out.</summary>
    [Fact]
    public async Task A_figure_below_nothing_stays_a_figure_in_text_files()
    {
        var stream = new MemoryStream();
        await SheetWriter.Csv(
            stream,
            ["a", "b"],
            new[] { (IReadOnlyList<object?>)["-1+1", -50], ["+x", -0.5m] }.ToAsyncEnumerable(),
            default
        );
        using var sheet = Open(stream.ToArray());
        Assert.Equal(["'-1+1", "-50"], sheet.Rows().First().Cells);
        Assert.Equal(["'+x", "-0.5"], sheet.Rows().Last().Cells);
    }

    [Fact, Trait("fault", "16")]
    public async Task Broken_encrypted_empty_and_bomb_files_are_refused_with_a_sentence()
    {
        var good = new MemoryStream();
        await SheetWriter.Xlsx(
            good,
            "s",
            ["a"],
            Enumerable.Range(0, 2000).Select(i => (IReadOnlyList<object?>)[$"row {i} {i * 7919}"]).ToAsyncEnumerable(),
            default
        );
        byte[] bytes = good.ToArray();
        Assert.Equal("sheet.broken-zip", Assert.Throws<SheetRefused>(() => Open(bytes[..(bytes.Length / 2)])).Key);
        Assert.Equal(
            "sheet.encrypted-or-old",
            Assert
                .Throws<SheetRefused>(() => Open([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]]))
                .Key
        );
        Assert.Equal("sheet.empty", Assert.Throws<SheetRefused>(() => Open([])).Key);
        var bomb = new MemoryStream();
        using (var zip = new ZipArchive(bomb, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Optimal).Open())
            for (int i = 0; i < 200; i++)
                entry.Write(new byte[1 << 20]);
        Assert.Equal("sheet.bomb", Assert.Throws<SheetRefused>(() => Open(bomb.ToArray())).Key);
        using var renamed = Open(Encoding.UTF8.GetBytes("a,b\n1,2\n"));
        Assert.Equal(["a", "b"], renamed.Headings);
    }

    [Fact, Trait("fault", "16")]
    public void A_gigabyte_of_text_and_a_ten_megabyte_cell_are_refused_or_read_without_filling_memory()
    {
        string path = Path.GetTempFileName();
        try
        {
            // Sparse: a gigabyte to the reader, nothing to the disk. After the heading one endless record.
            using (var file = File.Create(path))
            {
                file.Write("a,b\n"u8);
                file.SetLength(1L << 30);
            }

            using var endless = File.OpenRead(path);
            long before = GC.GetTotalMemory(forceFullCollection: true);
            using (var sheet = Sheet.Open(endless))
                Assert.Equal("sheet.broken-at-row", Assert.Throws<SheetRefused>(() => sheet.Rows().Count()).Key);
            Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 100L << 20);
            using var wide = Open([.. "a,b\n1,"u8, .. Enumerable.Repeat((byte)'x', 10_000_000), .. "\n2,3\n"u8]);
            Assert.Equal([10_000_000, 1], wide.Rows().Select(r => r.Cells[1].Length));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("2019-01-12 09:37:15", "2019-01-12T01:37:15Z")]
    [InlineData("2019/1/12 9:37:15", "2019-01-12T01:37:15Z")]
    [InlineData("2019年1月12日", "2019-01-11T16:00:00Z")]
    [InlineData("43477.5", "2019-01-12T04:00:00Z")]
    public void Dates_as_people_write_them_are_understood(string text, string utc)
    {
        Assert.True(CellDate.TryParse(text, out var instant));
        Assert.Equal(DateTimeOffset.Parse(utc), instant);
    }

    [Theory, InlineData("0000-01-01"), InlineData("2019-13-01"), InlineData("yesterday"), InlineData("1066-10-14")]
    public void Impossible_dates_are_not(string text) => Assert.False(CellDate.TryParse(text, out _));
}
