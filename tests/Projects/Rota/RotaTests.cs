using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.Projects.Data;
using Modular.Projects.Rota;
using Modular.TestKit;

namespace Modular.Projects.Tests;

[Trait("rule", "P17")]
public sealed class RotaTests
{
    private static readonly DateOnly March = new(2026, 3, 1);

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Towns_take_turns_the_district_looks_first_and_keeps_the_plan_and_a_town_cannot(string database)
    {
        await using var host = await RunningHost.Start(database);
        using var district = await host.As("district");
        await district.Open("/projects/rota/plan?Input.From=2026-03&Input.Months=6&Input.Seed=1&Input.Anew=false");
        Assert.Equal(6, district.Page.QuerySelectorAll("tbody tr").Length);
        Assert.Equal(0, await host.Ask(s => s.GetRequiredService<ProjectsDb>().Turns.CountAsync()));
        await district.Send("form[method=post]:has(input[name='Input.From'])");
        Assert.Equal("/projects/rota?year=2026", district.At);
        var turns = await host.Ask(s =>
            s.GetRequiredService<ProjectsDb>().Turns.AsNoTracking().OrderBy(t => t.Month).ToListAsync()
        );
        Assert.Equal(6, turns.Count);
        Assert.All(turns.Zip(turns.Skip(1)), pair => Assert.NotEqual(pair.First.TownId, pair.Second.TownId));
        foreach (string format in new[] { "handler=Export&format=xlsx", "handler=Roster" })
            Assert.Equal(HttpStatusCode.OK, await district.StatusOf($"/projects/rota?year=2026&{format}"));
        using var town = await host.As("town-a");
        await town.Open("/projects/rota");
        await town.Open("/projects/rota/plan", HttpStatusCode.Forbidden);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Months_are_exchanged_only_when_both_towns_agree_and_nobody_agrees_for_them(string database)
    {
        await using var host = await RunningHost.Start(database);
        // A third town keeps exchanges from putting anybody twice in a row: A C B C.
        int c = await host.Ask(async s =>
            (
                await s.GetRequiredService<KeepUnits>()
                    .Add(
                        "C",
                        "Town C",
                        UnitKind.Town,
                        (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find("Q")!.Id,
                        null,
                        null,
                        null,
                        default
                    )
            ).Id
        );
        int a = await Id(host, "A"),
            b = await Id(host, "B");
        await host.Do(async s =>
        {
            var rota = s.GetRequiredService<KeepRota>();
            foreach (var (month, unit) in new[] { (0, a), (1, c), (2, b), (3, c) })
                await rota.Set(March.AddMonths(month + 1), unit, "as agreed", default);
        });
        using var district = await host.As("district");
        await district.Open("/projects/rota/2026-04");
        Assert.Null(district.Page.QuerySelector("form[action*='handler=Swap']"));
        using var townA = await host.As("town-a");
        await townA.Open("/projects/rota/2026-04");
        await townA.Press("Swap", ("Input.Other", "2026-06"), ("Input.Reason", "a festival in June"));
        Assert.Equal("A C B C", await Order(host));
        await district.Open("/projects/rota/2026-06");
        Assert.Null(district.Page.QuerySelector("form[action*='handler=Answer']"));
        long swap = await host.Ask(s => s.GetRequiredService<ProjectsDb>().Swaps.Select(x => x.Id).SingleAsync());
        await district.Raw($"/projects/rota/2026-06?handler=Answer&id={swap}", ("agree", "true"));
        Assert.Equal("A C B C", await Order(host));
        using var townB = await host.As("town-b");
        await townB.Open("/projects/rota/2026-06");
        await townB.PressButton("button[name=agree][value=false]");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, townB.Status);
        await townB.Open("/projects/rota/2026-06");
        await townB.PressButton("button[name=agree][value=true]");
        Assert.Equal("B C A C", await Order(host));
        var again = await townB.Raw(
            $"/projects/rota/2026-06?handler=Answer&id={swap}",
            ("agree", "false"),
            ("Input.Answer", "no after all")
        );
        Assert.Equal(
            HttpStatusCode.NotFound,
            await townA.Raw($"/projects/rota/2026-06?handler=Answer&id={swap}", ("agree", "true"))
        );
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "B C A C"), (again, await Order(host)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_town_shows_its_own_library_project_centres_report_and_others_are_reminded_once(string database)
    {
        await using var host = await RunningHost.Start(database);
        int a = await Id(host, "A");
        string number = await Library.Shared(host, "A1", "Lunch for the old"),
            foreign = await Library.Shared(host, "B1", "Of another town");
        await host.Do(s => s.GetRequiredService<KeepRota>().Set(March, a, "first", default));
        using var townB = await host.As("town-b");
        await townB.Open("/projects/rota/2026-03");
        Assert.Null(townB.Page.QuerySelector("form[action*='handler=Project']"));
        long theirs = await host.Ask(s =>
            s.GetRequiredService<ProjectsDb>().Projects.Where(p => p.Number == foreign).Select(p => p.Id).SingleAsync()
        );
        Assert.Equal(
            HttpStatusCode.NotFound,
            await townB.Raw("/projects/rota/2026-03?handler=Project", ("Input.Project", $"{theirs}"))
        );
        using var townA = await host.As("town-a");
        await townA.Open("/projects/rota/2026-03");
        Assert.DoesNotContain("Of another town", townA.Text, StringComparison.Ordinal);
        await townA.Press("Project");
        using var worker = await host.As("worker-b1");
        await worker.Open("/projects/rota/2026-03");
        await worker.Press("Report", ("Input.State", "Held"), ("Input.On", "2026-03-09"), ("Input.People", "46"));
        Assert.Contains("46", worker.Text, StringComparison.Ordinal);
        await worker.Press("Report", ("Input.State", "Held"), ("Input.On", "2026-03-25"), ("Input.People", "46"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, worker.Status);
        using var reader = host.Visitor();
        await reader.Open("/library/month");
        Assert.Contains("Lunch for the old", reader.Text, StringComparison.Ordinal);
        await townA.Open("/projects/rota/2026-03/pack");
        Assert.NotNull(townA.Page.QuerySelector(".sheet-a4 .qr svg"));
        // The start tells all three centres, the end the two that are silent; each once.
        Assert.Equal(3, await Remind(host));
        Assert.Equal(0, await Remind(host));
        host.Clock.Move(TimeSpan.FromDays(18));
        Assert.Equal(2, await Remind(host));
        Assert.Equal(0, await Remind(host));
        await host.Do(async s =>
            Assert.Equal(
                3,
                await s.GetRequiredService<ProjectsDb>()
                    .Set<NoticeWish>()
                    .CountAsync(w => w.Kind == "projects.rota-begins")
            )
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_new_town_begins_with_the_least_count_and_a_merged_ones_turns_stay_in_the_history(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        int a = await Id(host, "A"),
            b = await Id(host, "B");
        await host.Do(async s =>
        {
            var rota = s.GetRequiredService<KeepRota>();
            for (int i = 1; i <= 8; i++)
                await rota.Set(March.AddMonths(-i), i % 2 == 0 ? a : b, "history", default);
            await rota.Save(March, 2, 1, anew: false, default);
            var units = s.GetRequiredService<KeepUnits>();
            var c = await units.Add(
                "C",
                "Town C",
                UnitKind.Town,
                (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find("Q")!.Id,
                null,
                null,
                null,
                default
            );
            await rota.Save(March.AddMonths(2), 9, 1, anew: false, default);
            var turns = await s.GetRequiredService<ProjectsDb>()
                .Turns.AsNoTracking()
                .Where(t => t.Month >= March.AddMonths(2))
                .ToListAsync();
            Assert.Equal(
                (3, 3, 3),
                (turns.Count(t => t.TownId == a), turns.Count(t => t.TownId == b), turns.Count(t => t.TownId == c.Id))
            );
            await units.Merge(b, a, default);
            var year = await rota.Year(2025, default);
            Assert.Contains(year.Turns, t => t.TownId == b);
            Assert.DoesNotContain(year.Towns, t => t.Town.Id == b);
            // The month before was the merged town's: the one it went into does not follow at once.
            await rota.Set(March.AddMonths(11), b, "its last", default);
            Assert.Equal(c.Id, (await rota.Propose(March.AddMonths(12), 1, 1, false, default))[0].Town);
        });
        Assert.Equal(
            "projects.rota.past",
            (
                await Assert.ThrowsAsync<RuleBroken>(() =>
                    host.Do(s => s.GetRequiredService<KeepRota>().Save(March.AddMonths(-1), 3, 1, false, default))
                )
            ).Key
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Two_who_plan_at_the_same_moment_leave_one_turn_a_month(string database)
    {
        await using var host = await RunningHost.Start(database);
        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(async seed =>
                {
                    try
                    {
                        await host.Do(s =>
                            s.GetRequiredService<KeepRota>().Save(March, 12, seed, anew: false, default)
                        );
                    }
                    catch (RuleBroken broken)
                    {
                        Assert.Equal("rule.changed-meanwhile", broken.Key);
                    }
                })
        );
        Assert.Equal(12, await host.Ask(s => s.GetRequiredService<ProjectsDb>().Turns.CountAsync()));
    }

    private static Task<int> Remind(RunningHost host) =>
        host.Ask(s => ActivatorUtilities.CreateInstance<RemindMonth>(s).Run(default));

    private static Task<int> Id(RunningHost host, string code) =>
        host.Ask(async s => (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find(code)!.Id);

    private static Task<string> Order(RunningHost host) =>
        host.Ask(async s =>
        {
            var tree = await s.GetRequiredService<UnitDirectory>().Tree(default);
            return string.Join(
                ' ',
                (
                    await s.GetRequiredService<ProjectsDb>()
                        .Turns.AsNoTracking()
                        .OrderBy(t => t.Month)
                        .Select(t => t.TownId)
                        .ToListAsync()
                ).Select(t => tree.Find(t)!.Code)
            );
        });
}
