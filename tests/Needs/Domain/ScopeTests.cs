using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Store;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.Needs.Domain;
using Modular.Needs.Intake;
using Modular.TestKit;

namespace Modular.Needs.Tests;

public sealed class ScopeTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "K2")]
    public async Task A_neighbour_gets_404_for_everything_with_an_id_and_sees_nothing_in_lists(string database)
    {
        await using var host = await RunningHost.Start(database);
        var unit = (await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask())).Find("A1")!;
        var receipt = await host
            .Services.GetRequiredService<NeedDesk>()
            .Register(
                new(
                    "secret title",
                    "停车 secret",
                    unit.Id,
                    unit.Path,
                    NeedChannel.Phone,
                    host.Clock.GetUtcNow(),
                    "test",
                    RequesterPhone: "13812345678"
                ),
                default
            );
        foreach (string neighbour in new[] { "worker-b1", "town-b" })
        {
            var visitor = await host.As(neighbour);
            await visitor.Open($"/needs/{receipt.Number}", System.Net.HttpStatusCode.NotFound);
            foreach (string handler in new[] { "Accept", "Answer", "Decline", "Phone", "NewCode", "Merge" })
            {
                await visitor.Open("/needs/new");
                Assert.Equal(
                    System.Net.HttpStatusCode.NotFound,
                    await visitor.Raw(
                        $"/needs/{receipt.Number}?handler={handler}",
                        ("Input.Version", "0"),
                        ("Input.Outcome", "x"),
                        ("Input.Reason", "x"),
                        ("Input.Into", "x")
                    )
                );
            }

            await visitor.Open("/needs?q=停车");
            Assert.DoesNotContain("secret", visitor.Text, StringComparison.Ordinal);
        }

        var own = await host.As("town-a");
        await own.Open($"/needs/{receipt.Number}");
        Assert.DoesNotContain("13812345678", own.Text, StringComparison.Ordinal);
        await own.Press("Phone");
        Assert.Contains("13812345678", own.Text, StringComparison.Ordinal);
        Assert.Equal(
            1,
            await host.Ask(s =>
                s.GetRequiredService<KernelDb>()
                    .AuditEntries.CountAsync(a => a.Action == "need.phone-read" && a.Who == "town-a")
            )
        );
        await host.Do(async s =>
            Assert.DoesNotContain(
                "13812345678",
                (await s.GetRequiredService<NeedsDb>().Needs.SingleAsync()).RequesterPhone!,
                StringComparison.Ordinal
            )
        );
    }

    [Fact, Trait("rule", "K1")]
    public async Task A_need_filed_under_a_merged_community_stays_findable_for_the_new_one()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        var tree = await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask());
        var receipt = await host
            .Services.GetRequiredService<NeedDesk>()
            .Register(
                new(
                    "t",
                    "text",
                    tree.Find("A1")!.Id,
                    tree.Find("A1")!.Path,
                    NeedChannel.Phone,
                    host.Clock.GetUtcNow(),
                    "test"
                ),
                default
            );
        await host.Do(s => s.GetRequiredService<KeepUnits>().Merge(tree.Find("A1")!.Id, tree.Find("B1")!.Id, default));
        await host.Settle();
        var worker = await host.As("worker-b1");
        await worker.Open($"/needs/{receipt.Number}");
    }
}
