using System.IO.Compression;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Audit;
using Modular.Kernel.Data;
using Modular.Kernel.Modules;
using Modular.Kernel.Numbers;
using Modular.Kernel.Privacy;
using Modular.Kernel.Search;
using Modular.Kernel.Tables;
using Modular.Kernel.Units;
using Modular.TestKit;

namespace Modular.Kernel.Tests;

public sealed class AuditTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "K5")]
    public async Task Verify_names_the_first_entry_that_was_changed_or_cut(string database)
    {
        await using var host = await RunningHost.Start(database);
        async Task<AuditVerdict> Verdict() =>
            await host.Ask(s => s.GetRequiredService<VerifyAudit>().Run(null, default));
        Assert.Null((await Verdict()).BrokenAt);
        await host.Do(s => s.GetRequiredService<VerifyAudit>().KeepCheckpoint(default));
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<KernelDb>();
            await db
                .AuditEntries.Where(e => e.Seq == 5)
                .ExecuteUpdateAsync(set => set.SetProperty(e => e.Who, "somebody else"));
        });
        var changed = await Verdict();
        Assert.Equal((5, "changed"), (changed.BrokenAt, changed.Reason));
    }

    [Fact]
    public async Task A_tail_cut_off_together_with_the_head_shows_by_the_checkpoint()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        await host.Do(s => s.GetRequiredService<VerifyAudit>().KeepCheckpoint(default));
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<KernelDb>();
            var last = await db.AuditEntries.AsNoTracking().OrderByDescending(e => e.Seq).Skip(3).FirstAsync();
            await db.AuditEntries.Where(e => e.Seq > last.Seq).ExecuteDeleteAsync();
            await db.AuditHeads.ExecuteUpdateAsync(set =>
                set.SetProperty(h => h.Seq, last.Seq).SetProperty(h => h.Hash, last.Hash)
            );
        });
        Assert.Equal(
            "cut-before-checkpoint",
            (await host.Ask(s => s.GetRequiredService<VerifyAudit>().Run(null, default))).Reason
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Without_its_audit_entry_a_change_is_not_stored(string database)
    {
        await using var host = await RunningHost.Start(database);
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<KernelDb>();
            await db.AuditHeads.ExecuteDeleteAsync();
            var unit = await db.Units.SingleAsync(u => u.Code == "A1");
            await Assert.ThrowsAsync<InvalidOperationException>(() =>
                s.GetRequiredService<ManageUnits>().Change(unit.Id, "Renamed", null, null, null, unit.Version, default)
            );
        });
        Assert.Equal(
            "Community A1",
            await host.Ask(s =>
                s.GetRequiredService<KernelDb>().Units.Where(u => u.Code == "A1").Select(u => u.Name).SingleAsync()
            )
        );
    }
}

public sealed class NumberTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "K12")]
    public async Task Fifty_at_once_take_fifty_numbers_in_a_row_and_a_rolled_back_one_is_given_again(string database)
    {
        await using var host = await RunningHost.Start(database);
        async Task<int> Take(bool fail) =>
            await host.Ask(async s =>
            {
                var db = s.GetRequiredService<KernelDb>();
                int number = 0;
                try
                {
                    await db.InTransaction(
                        async () =>
                        {
                            number = await NumberSeries.Take(db, "T-2026", 1, default);
                            if (fail)
                                throw new OperationCanceledException();
                        },
                        default
                    );
                }
                catch (OperationCanceledException)
                {
                    return -1;
                }

                return number;
            });
        int[] taken = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => Take(i % 5 == 0))));
        Assert.Equal(Enumerable.Range(1, 40), taken.Where(n => n > 0).Order());
    }
}

public sealed class UnitTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "K1")]
    public async Task A_moved_unit_takes_what_is_below_along_and_keeps_its_history(string database)
    {
        await using var host = await RunningHost.Start(database);
        await host.Do(async s =>
        {
            var tree = await s.GetRequiredService<UnitDirectory>().Tree(default);
            await s.GetRequiredService<ManageUnits>().Move(tree.Find("A1")!.Id, tree.Find("B")!.Id, default);
        });
        await host.Do(async s =>
        {
            var tree = await s.GetRequiredService<UnitDirectory>().Tree(default);
            Assert.StartsWith(tree.Find("B")!.Path, tree.Find("A1-1")!.Path, StringComparison.Ordinal);
            Assert.Equal("moved", (await s.GetRequiredService<KernelDb>().UnitHistories.SingleAsync()).Change);
        });
    }

    [Fact, Trait("rule", "K1")]
    public async Task Units_come_in_from_a_sheet_in_any_order_and_all_or_nothing()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        Stream Csv(string text) => new MemoryStream(Encoding.UTF8.GetBytes(text));
        var bad = await host.Ask(s =>
            s.GetRequiredService<ImportUnits>()
                .Run(Csv("编码,名称,类型,上级编码\nC1,New,社区,C\nX,Y,no such kind,Q\n"), false, default)
        );
        Assert.Equal(2, bad.Errors.Count);
        var good = await host.Ask(s =>
            s.GetRequiredService<ImportUnits>()
                .Run(Csv("编码,名称,类型,上级编码\nC1,New community,社区,C\nC,Town C,镇街,Q\n"), false, default)
        );
        Assert.Equal((2, 0), (good.Added, good.Errors.Count));
        Assert.NotNull((await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask())).Find("C1"));
    }
}

public sealed class ModuleSetTests
{
    private sealed class Fake(string id, params string[] needs) : IModule
    {
        public string Id => id;
        public IReadOnlyList<string> DependsOn => needs;
        public IReadOnlyList<Access.Permission> Permissions => [];
        public IReadOnlyList<MenuEntry> Menu => [];

        public void AddServices(IServiceCollection services, DatabaseOptions database) { }
    }

    [Fact, Trait("rule", "K3")]
    public void An_unknown_module_and_a_missing_dependency_are_refused_by_name()
    {
        IModule[] catalogue = [new Fake("one"), new Fake("two", "one")];
        Assert.Equal(
            "start.module-unknown",
            Assert.Throws<StartRefused>(() => ModuleSet.Choose(catalogue, ["three"])).Key
        );
        Assert.Equal(
            "start.module-missing-dependency",
            Assert.Throws<StartRefused>(() => ModuleSet.Choose(catalogue, ["two"])).Key
        );
        Assert.Equal(["one", "two"], ModuleSet.Choose(catalogue, null).All.Select(m => m.Id));
    }
}

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

public sealed class SmallTests
{
    [Fact, Trait("rule", "K10")]
    public void Chinese_is_cut_into_pairs_and_words_stay_whole()
    {
        Assert.Equal(["停车", "车位", "位", "wifi", "5g"], Bigrams.Tokens("停车位 WiFi,5G"));
        Assert.Equal([("停车", false), ("车位", false)], Bigrams.Query("停车位"));
        Assert.Equal([("电", true)], Bigrams.Query("电"));
    }

    [Fact]
    public void Codes_have_130_bits_and_are_read_as_people_write_them()
    {
        string code = SecretCode.New();
        Assert.Equal(26, code.Length);
        Assert.Equal(SecretCode.Hash(code), SecretCode.Hash(SecretCode.Spaced(code).ToUpperInvariant()));
        Assert.Equal("138****5678", PersonalData.Mask("13812345678"));
    }

    [Fact]
    public void Ids_order_by_time_and_never_repeat()
    {
        var ids = Enumerable.Range(0, 10_000).Select(_ => Ids.Next(TimeProvider.System)).ToList();
        Assert.Equal(ids.Order(), ids);
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }
}
