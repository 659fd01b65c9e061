using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Needs.Data;
using Modular.Partners.Data;
using Modular.Partners.Resources;
using Modular.TestKit;

namespace Modular.Partners.Tests;

/// <summary>How needs find the unit that fits, by points, plan or rule.</summary>
public sealed class MatchingTests
{
    [Fact, Trait("rule", "U3")]
    public async Task The_fit_is_explained_in_points_that_add_up()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        await Offering.Partners(host);
        await Offering.WithResource(host, "P1", 2, "供暖");
        var fits = await host.Ask(s =>
            s.GetRequiredService<Contracts.Partners.IPartnerQuestions>()
                .Fits([new(1, 4, "供暖", "家里暖气不热,没人检查"), new(2, 4, null, "广场舞太吵")], 5, default)
        );
        var fit = Assert.Single(fits);
        Assert.Equal(fit.Parts.Sum(p => p.Points), fit.Score);
        Assert.Equal(100, fit.Parts.Sum(p => p.Of));
        Assert.Equal(Fitting.Category, fit.Parts.Single(p => p.Key == "category").Points);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "N8")]
    public async Task A_plan_respects_capacities_and_is_sent_as_the_officer_left_it(string database)
    {
        await using var host = await RunningHost.Start(database);
        await Offering.Partners(host);
        await Offering.WithResource(host, "P1", 2);
        var worker = await host.As("worker-a1");
        for (int i = 0; i < 3; i++)
        {
            await worker.Open("/needs/new");
            await worker.Send("form.form", ("Input.Text", $"{i}号楼暖气不热,请上门检查维修"));
        }

        await worker.Open("/needs/plan");
        Assert.Equal(
            2,
            worker.Page.QuerySelectorAll("table option[selected][value]").Count(o => o.GetAttribute("value") != "")
        );
        await worker.Send("main form[method=post]");
        await host.Settle();
        Assert.Equal(2, await host.Ask(s => s.GetRequiredService<PartnersDb>().Offers.CountAsync()));
    }

    [Fact, Trait("rule", "N8")]
    public async Task A_rule_routes_new_needs_by_words_and_a_conflict_is_never_routed()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        var units = await Offering.Partners(host);
        var worker = await host.As("worker-a1");
        await worker.Open("/needs/routing");
        await worker.Press("Rule", ("Input.Words", "路灯 照明"), ("Input.HandlerUnitId", $"{units["A1-1"].Id}"));
        await worker.Open("/needs/new");
        await worker.Send("form.form", ("Input.Text", "南门路灯不亮"));
        await worker.Open("/needs/new");
        await worker.Send("form.form", ("Input.Text", "楼道堆物"));
        await host.Settle();
        Assert.Equal(
            [units["A1-1"].Id, null],
            await host.Ask(s =>
                s.GetRequiredService<NeedsDb>().Needs.OrderBy(n => n.Id).Select(n => n.HandlerUnitId).ToListAsync()
            )
        );
    }
}
