using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Appraisal.Results;
using Modular.Appraisal.TwoWay;
using Modular.TestKit;

namespace Modular.Appraisal.Tests;

/// <summary>Both sides of a service score each other.</summary>
public sealed class TwoWayTests
{
    private static async Task<(long Id, string Code)> TwoSides(RunningHost host, bool complete = true)
    {
        await Kit.More(host);
        return await host.Ask(async s =>
        {
            var ids = new Dictionary<string, int>();
            foreach (string code in new[] { "A1", "A2", "P1", "P2", "Q" })
                ids[code] = (await Kit.Unit(s, code)).Id;
            long id = await s.GetRequiredService<DraftTwoWay>()
                .Draft(
                    ids["Q"],
                    new(
                        "Year",
                        [ids["A1"], ids["A2"]],
                        [ids["P1"], ids["P2"]],
                        ["Member M"],
                        [new("Service", null, 0, 100)],
                        [new("Care", null, 0, 10)],
                        new Dictionary<string, double>(),
                        1,
                        60,
                        complete,
                        null,
                        Kernel.Calendar.LocalTime.Today(host.Clock).AddDays(10)
                    ),
                    default
                );
            var codes = await s.GetRequiredService<RunTwoWay>().Open(id, await Kit.Version(s, id), default);
            return (id, Assert.Single(codes).Code);
        });
    }

    private static async Task Fill(Modular.TestKit.Visitor visitor, long id, Func<string, string> mark)
    {
        await visitor.Open($"/mutual/{id}");
        await visitor.PressButton(
            "button[name=handIn][value=true]",
            [
                .. visitor
                    .Page.QuerySelectorAll(".card-plain")
                    .SelectMany(c =>
                        c.QuerySelectorAll("input")
                            .Select(i => (i.GetAttribute("name")!, mark(c.QuerySelector("h2")!.TextContent)))
                    ),
            ]
        );
        Assert.Equal("/mutual", visitor.At);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "A3")]
    public async Task Two_sides_score_each_other_sealed_until_all_are_in_and_each_side_has_its_order(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        var (id, code) = await TwoSides(host);
        // A member without an account, by code; saved in two steps.
        var member = host.Visitor();
        await member.Open("/vote");
        await member.Send("form[action='/vote']", ("code", code));
        var fields = member.Page.QuerySelectorAll("input[type=number]").Select(i => i.GetAttribute("name")!).ToList();
        Assert.Equal(2, fields.Count);
        await member.PressButton("button[name=handIn][value=true]", (fields[0], "7"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, member.Status);
        await member.PressButton("button[name=handIn][value=false]", (fields[0], "7"), (fields[1], "11"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, member.Status);
        await member.PressButton("button[name=handIn][value=true]", (fields[0], "7"), (fields[1], "6"));
        Assert.NotNull(member.Page.QuerySelector(".said"));
        await Fill(
            await host.As("worker-a1"),
            id,
            to =>
                to switch
                {
                    "Partner P1" => "91",
                    "Partner P2" => "81",
                    _ => "71",
                }
        );
        await Fill(await host.As("liaison-P1"), id, to => to == "Community A1" ? "9" : "8");
        await Fill(await host.As("liaison-P2"), id, to => to == "Community A1" ? "10" : "9");
        var district = await host.As("district");
        await district.Open($"/two-way/{id}");
        // Sealed: how far each is, and no mark of anybody.
        Assert.DoesNotContain("91", district.Page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        await district.Press("Close");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, district.Status);
        Assert.Equal(HttpStatusCode.Forbidden, await district.StatusOf($"/mutual/{id}"));
        var stranger = await host.As("worker-b1");
        Assert.Equal(HttpStatusCode.NotFound, await stranger.StatusOf($"/mutual/{id}"));
        await Fill(
            await host.As("worker-a2"),
            id,
            to =>
                to switch
                {
                    "Partner P1" => "88",
                    "Partner P2" => "80",
                    _ => "70",
                }
        );
        await district.Open($"/two-way/{id}");
        await district.Press("Close");
        Assert.NotNull(district.Page.QuerySelector(".said"));
        await host.Do(s => s.GetRequiredService<ComputeRound>().Run(id, default));
        var view = await host.Ask(s => s.GetRequiredService<ShowRound>().Show(id, default));
        int Rank(string title) =>
            view.Computation!.Subjects.Single(x =>
                x.Subject == view.Subjects.Single(y => y.Title == title).Code
            ).Rank!.Value;
        Assert.Equal([1, 2], new[] { Rank("Community A1"), Rank("Community A2") });
        Assert.Equal([1, 2, 3], new[] { Rank("Partner P1"), Rank("Partner P2"), Rank("Member M") });
        await Kit.Publish(host, id, "good");
        await district.Open($"/two-way/{id}");
        Assert.NotNull(district.Page.QuerySelector(".list"));
        var late = await host.As("worker-a1");
        await late.Open($"/mutual/{id}");
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            await late.Raw($"/mutual/{id}?handler=save", ("field", "p3c0"), ("value", "1"))
        );
    }
}
