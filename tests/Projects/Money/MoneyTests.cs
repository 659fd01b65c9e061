using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Rules;
using Modular.Projects.Data;
using Modular.Projects.Domain;
using Modular.Projects.Money;
using Modular.TestKit;

namespace Modular.Projects.Tests;

[Trait("rule", "P10")]
public sealed class MoneyTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Ten_people_spending_at_once_never_exceed_the_line(string database)
    {
        await using var host = await RunningHost.Start(database);
        host.At(2026, 3, 2);
        string number = await host.Running();
        long rice = await Line(host, "rice");
        var results = await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(i =>
                    Task.Run(async () =>
                    {
                        try
                        {
                            await host.Do(s =>
                                s.GetRequiredService<SpendMoney>()
                                    .Spend(number, Bill(rice, 15_000, $"V{i}"), null, default)
                            );
                            return "spent";
                        }
                        catch (RuleBroken broken)
                        {
                            return broken.Key;
                        }
                    })
                )
        );
        // Of 800 yuan five bills of 150 fit.
        Assert.True(results.Count(r => r == "spent") == 5, string.Join(' ', results));
        Assert.Equal(5, results.Count(r => r == "projects.money-over"));
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<ProjectsDb>();
            Assert.Equal(
                75_000,
                await db.Spendings.Where(x => x.LineId == rice && x.StruckAt == null).SumAsync(x => x.Cents)
            );
            Assert.Equal(75_000, (await db.BudgetLines.SingleAsync(l => l.Id == rice)).Spent);
        });
        // Struck out by five at once it comes back once.
        long bill = await host.Ask(s => s.GetRequiredService<ProjectsDb>().Spendings.Select(x => x.Id).FirstAsync());
        var struck = await Task.WhenAll(
            Enumerable
                .Range(0, 5)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        try
                        {
                            await host.Do(s =>
                                s.GetRequiredService<SpendMoney>().Strike(number, bill, "entered twice", default)
                            );
                            return true;
                        }
                        catch (RuleBroken)
                        {
                            return false;
                        }
                    })
                )
        );
        Assert.Single(struck, s => s);
        await host.Do(async s =>
            Assert.Equal(
                60_000,
                (await s.GetRequiredService<ProjectsDb>().BudgetLines.SingleAsync(l => l.Id == rice)).Spent
            )
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_special_fund_waits_until_people_were_asked_and_what_is_struck_out_comes_back(string database)
    {
        await using var host = await RunningHost.Start(database);
        host.At(2026, 3, 2);
        string number = await host.Running();
        long kitchen = await Line(host, "kitchen");
        Assert.Equal(
            "projects.money-gate",
            await host.Refused(s =>
                s.GetRequiredService<SpendMoney>().Spend(number, Bill(kitchen, 500_000, "V1"), null, default)
            )
        );
        await host.Do(s =>
            s.GetRequiredService<FundGates>()
                .Ask(number, new(2026, 2, 20), OpinionWay.Meeting, 34, "a kitchen, please", default)
        );
        long id = await host.Ask(s =>
            s.GetRequiredService<SpendMoney>().Spend(number, Bill(kitchen, 500_000, "V1"), null, default)
        );
        Assert.Equal(
            "projects.money-over",
            await host.Refused(s =>
                s.GetRequiredService<SpendMoney>().Spend(number, Bill(kitchen, 1, "V2"), null, default)
            )
        );
        await host.Do(s => s.GetRequiredService<SpendMoney>().Strike(number, id, "entered twice", default));
        Assert.Equal(
            "projects.money-struck",
            await host.Refused(s => s.GetRequiredService<SpendMoney>().Strike(number, id, "again", default))
        );
        await host.Do(s =>
            s.GetRequiredService<SpendMoney>().Spend(number, Bill(kitchen, 300_000, "V1"), null, default)
        );
        Assert.Equal(
            "projects.money-voucher-twice",
            await host.Refused(s =>
                s.GetRequiredService<SpendMoney>().Spend(number, Bill(kitchen, 100, "V1"), null, default)
            )
        );
        var sums = await host.Ask(s => s.GetRequiredService<ShowMoney>().BySource(default));
        Assert.Equal(
            (600_000, 300_000),
            sums.Where(x => x.Source == FundSource.SpecialFund).Select(x => (x.Budget, x.Spent)).Single()
        );
    }

    [Fact]
    public async Task Money_moves_between_purposes_of_one_source_only_and_never_what_is_spent()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        host.At(2026, 3, 2);
        string number = await host.Running();
        long kitchen = await Line(host, "kitchen"),
            goods = await Line(host, "goods"),
            rice = await Line(host, "rice");
        async Task<string> Tried(long from, long to, long cents) =>
            await host.Refused(s =>
                s.GetRequiredService<SpendMoney>().Shift(number, from, to, cents, "dearer", default)
            );
        Assert.Equal("projects.money-same-source", await Tried(kitchen, rice, 100));
        Assert.Equal("projects.money-over", await Tried(goods, kitchen, 100_001));
        Assert.Equal("projects.money-line", await Tried(goods, goods, 100));
        await host.Do(s => s.GetRequiredService<SpendMoney>().Shift(number, goods, kitchen, 40_000, "dearer", default));
        await host.Do(async s =>
            Assert.Equal(
                [540_000L, 60_000, 80_000],
                (await s.GetRequiredService<ShowMoney>().Of(number, default)).Lines.Select(l => l.Cents)
            )
        );
    }

    [Fact]
    public async Task Nothing_is_spent_before_the_approval_in_the_future_or_without_a_voucher()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        host.At(2026, 3, 2);
        string number = await host.InNotice();
        long rice = await Line(host, "rice");
        Assert.Equal(
            "projects.money-not-running",
            await host.Refused(s =>
                s.GetRequiredService<SpendMoney>()
                    .Spend(number, Bill(rice, 100, "V") with { On = new(2026, 3, 2) }, null, default)
            )
        );
        host.At(2026, 3, 12);
        await host.Do(async s =>
        {
            await s.GetRequiredService<Notice.RunNotice>().Approve(number, (await Kit.One(s, number)).Version, default);
            await s.GetRequiredService<Design.DesignProject>()
                .Start(number, (await Kit.One(s, number)).Version, default);
        });
        Assert.Equal(
            "projects.money-before",
            await host.Refused(s =>
                s.GetRequiredService<SpendMoney>()
                    .Spend(number, Bill(rice, 100, "V") with { On = new(2026, 3, 11) }, null, default)
            )
        );
        Assert.Equal(
            "projects.money-future",
            await host.Refused(s =>
                s.GetRequiredService<SpendMoney>()
                    .Spend(number, Bill(rice, 100, "V") with { On = new(2026, 3, 13) }, null, default)
            )
        );
        Assert.Equal(
            "projects.money-voucher",
            await host.Refused(s =>
                s.GetRequiredService<SpendMoney>()
                    .Spend(number, Bill(rice, 100, " ") with { On = new(2026, 3, 12) }, null, default)
            )
        );
        Assert.Equal(
            "projects.money-amount",
            await host.Refused(s =>
                s.GetRequiredService<SpendMoney>()
                    .Spend(number, Bill(rice, -100, "V") with { On = new(2026, 3, 12) }, null, default)
            )
        );
    }

    private static SpendingText Bill(long line, long cents, string voucher) =>
        new(line, new(2026, 3, 14), cents, "what was bought", "the shop", voucher);

    private static Task<long> Line(RunningHost host, string purpose) =>
        host.Ask(s =>
            s.GetRequiredService<ProjectsDb>()
                .BudgetLines.Where(l => l.Purpose == purpose)
                .Select(l => l.Id)
                .SingleAsync()
        );
}
