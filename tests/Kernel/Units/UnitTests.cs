using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Jobs;
using Modular.Kernel.Store;
using Modular.Kernel.Units;
using Modular.TestKit;

namespace Modular.Kernel.Tests;

public sealed class UnitTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "K1")]
    public async Task A_moved_unit_takes_what_is_below_along_and_keeps_its_history(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        await host.Do(async s =>
        {
            var tree = await s.GetRequiredService<UnitDirectory>().Tree(default);
            await s.GetRequiredService<JobQueue>()
                .Enqueue("test.none", "of A1-1", new { }, tree.Find("A1-1")!.Id, default);
            await s.GetRequiredService<KeepUnits>().Move(tree.Find("A1")!.Id, tree.Find("B")!.Id, default);
        });
        await host.Settle();
        await host.Do(async s =>
        {
            var tree = await s.GetRequiredService<UnitDirectory>().Tree(default);
            Assert.StartsWith(tree.Find("B")!.Path, tree.Find("A1-1")!.Path, StringComparison.Ordinal);
            Assert.Equal("moved", (await s.GetRequiredService<KernelDb>().UnitHistories.SingleAsync()).Change);
            // What was filed there goes along: whoever looks after the new town sees it, the old one no longer.
            string filed = await s.GetRequiredService<KernelDb>().Jobs.Select(j => j.UnitPath).SingleAsync();
            Assert.Equal(tree.Find("A1-1")!.Path, filed);
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
