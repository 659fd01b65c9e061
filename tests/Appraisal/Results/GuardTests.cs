using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Appraisal.Appeals;
using Modular.Appraisal.Data;
using Modular.Appraisal.Panel;
using Modular.Appraisal.Rounds;
using Modular.Appraisal.TwoWay;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.TestKit;

namespace Modular.Appraisal.Tests;

/// <summary>Ways round the forms that must lead nowhere.</summary>
public sealed class GuardTests
{
    [Fact, Trait("rule", "A10")]
    public async Task Somebody_of_the_deciding_unit_without_the_permission_neither_reads_nor_decides()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite, "--Jobs:Enabled=false");
        await Kit.More(host);
        long id = await Kit.Panel(host, ["Centre"]);
        await Kit.Score(host, id, (_, _) => 80);
        await Kit.Compute(host, id);
        await Kit.Publish(host, id, "pass");
        await host.Do(async s =>
        {
            var unit = (await Kit.Unit(s, "D")).Id;
            await s.GetRequiredService<KeepAccounts>()
                .Open("grid-d", "grid-d", RunningHost.Password, [(Role.Volunteer, unit)], false, default);
            s.GetRequiredService<AppraisalDb>()
                .Appeals.Add(
                    new()
                    {
                        Id = 7,
                        RoundId = id,
                        Edition = 1,
                        Name = "Somebody",
                        Text = "No.",
                        On = new(2026, 3, 3),
                        State = AppealState.Assigned,
                        DeciderUnitId = unit,
                    }
                );
            await s.GetRequiredService<AppraisalDb>().SaveChangesAsync();
        });
        var volunteer = await host.As("grid-d");
        Assert.Equal(HttpStatusCode.NotFound, await volunteer.StatusOf("/appeals/7"));
        Assert.Equal(
            HttpStatusCode.NotFound,
            await volunteer.Raw(
                "/appeals/7?handler=decide",
                ("Input.Version", "0"),
                ("Input.Upheld", "yes"),
                ("Input.Decision", "as I like")
            )
        );
        var judge = await host.As("judge1");
        Assert.Equal(
            HttpStatusCode.NotFound,
            await judge.Raw("/appeals/7?handler=assign", ("Input.Version", "0"), ("Input.Unit", "1"))
        );
        Assert.Equal(
            AppealState.Assigned,
            await host.Ask(s => s.GetRequiredService<AppraisalDb>().Appeals.Select(a => a.State).SingleAsync())
        );
        // Nor is a round put away while it can be objected to, or while somebody waits for an answer.
        Assert.Equal(
            "rounds.archive-early",
            (
                await Assert.ThrowsAsync<RuleBroken>(() =>
                    host.Do(async s =>
                        await s.GetRequiredService<RunRound>().Archive(id, await Kit.Version(s, id), default)
                    )
                )
            ).Key
        );
        host.Clock.Move(TimeSpan.FromDays(30));
        Assert.Equal(
            "rounds.archive-appeal",
            (
                await Assert.ThrowsAsync<RuleBroken>(() =>
                    host.Do(async s =>
                        await s.GetRequiredService<RunRound>().Archive(id, await Kit.Version(s, id), default)
                    )
                )
            ).Key
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "A3")]
    public async Task A_new_code_opens_an_empty_sheet_and_not_the_sealed_one(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        await Kit.More(host);
        var (id, code) = await host.Ask(async s =>
        {
            async Task<int> Id(string unit) => (await Kit.Unit(s, unit)).Id;
            long round = await s.GetRequiredService<DraftTwoWay>()
                .Draft(
                    await Id("Q"),
                    new(
                        "Year",
                        [await Id("A1"), await Id("A2")],
                        [await Id("P1")],
                        ["Member M"],
                        [new("Service", null, 0, 100)],
                        [new("Care", null, 0, 10)],
                        new Dictionary<string, double>(),
                        1,
                        60,
                        true,
                        null,
                        null
                    ),
                    default
                );
            return (
                round,
                (await s.GetRequiredService<RunTwoWay>().Open(round, await Kit.Version(s, round), default))[0].Code
            );
        });
        var member = host.Visitor();
        await member.Open("/vote");
        await member.Send("form[action='/vote']", ("code", code));
        var fields = member.Page.QuerySelectorAll("input[type=number]").Select(i => i.GetAttribute("name")!).ToList();
        // A refused hand-in keeps what was given.
        await member.PressButton("button[name=handIn][value=true]", (fields[0], "7"));
        Assert.Equal(
            (HttpStatusCode.UnprocessableEntity, "7"),
            (member.Status, member.Page.QuerySelector($"input[name={fields[0]}]")!.GetAttribute("value"))
        );
        await member.PressButton("button[name=handIn][value=true]", (fields[1], "9"));
        Assert.NotNull(member.Page.QuerySelector(".said"));
        var party = await host.Ask(s =>
            s.GetRequiredService<AppraisalDb>().Parties.SingleAsync(p => p.Name == "Member M")
        );
        string fresh = await host.Ask(s => s.GetRequiredService<RunTwoWay>().NewCode(id, party.Number, default));
        Assert.Equal(0, await host.Ask(s => s.GetRequiredService<AppraisalDb>().PartyScores.CountAsync()));
        var other = host.Visitor();
        await other.Open("/vote");
        await other.Send("form[action='/vote']", ("code", fresh));
        Assert.All(other.Page.QuerySelectorAll("input[type=number]"), i => Assert.Equal("", i.GetAttribute("value")));
        await member.Open("/vote");
        await member.Send("form[action='/vote']", ("code", code));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, member.Status);
    }

    [Fact, Trait("rule", "K2")]
    public async Task A_project_of_another_town_is_not_taken_into_a_review()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite, "--Jobs:Enabled=false");
        var worker = await host.As("worker-a1");
        await worker.Open("/projects/new");
        await worker.Send(
            "form.form",
            ("Input.Title", "Project"),
            ("Input.Aims", "aims that can be measured"),
            ("Input.Beneficiaries", "all"),
            ("Input.Plan", "a plan in three steps"),
            ("Input.Leader", "judge1"),
            ("Input.Responsible", "R"),
            ("Input.Team", "T"),
            ("Input.Budget", "100"),
            ("Input.Mechanism", "asked every quarter"),
            ("Input.Targets[0].Name", "satisfied"),
            ("Input.Targets[0].Goal", "80"),
            ("Input.StartsOn", "2026-04-01"),
            ("Input.EndsOn", "2026-09-01")
        );
        await worker.Press("Submit");
        await host.Settle();
        long project = (
            await host.Ask(s =>
                s.GetRequiredService<Contracts.Projects.IProjectQuestions>().AwaitingReview("/", default)
            )
        )[0].Id;
        long judge = (await host.Ask(s => s.GetRequiredService<Panels>().Evaluators(default)))[1].Id;
        var town = await host.As("town-b");
        await town.Open("/rounds/new");
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            await town.Raw(
                "/rounds/new",
                ("Input.Title", "Ours"),
                ("Input.Method", "weighted-mean"),
                ("Input.Criteria", "Worth | 0-100"),
                ("Input.Projects", $"{project}"),
                ("Input.Panel", $"{judge}")
            )
        );
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            await town.Raw(
                "/rounds/new?visit=true",
                ("Visit", "true"),
                ("Input.Title", "Ours"),
                ("Input.Method", "weighted-mean"),
                ("Input.Criteria", "Worth | 0-1"),
                ("Input.Projects", $"{project}"),
                ("Input.Panel", $"{judge}")
            )
        );
        Assert.Equal(
            0,
            await host.Ask(s => s.GetRequiredService<AppraisalDb>().Rounds.IgnoreQueryFilters().CountAsync())
        );
        var own = await host.As("town-a");
        await own.Open("/rounds/new");
        Assert.NotEqual(
            HttpStatusCode.UnprocessableEntity,
            await own.Raw(
                "/rounds/new",
                ("Input.Title", "Ours"),
                ("Input.Method", "weighted-mean"),
                ("Input.Criteria", "Worth | 0-100"),
                ("Input.Projects", $"{project}"),
                ("Input.Panel", $"{judge}")
            )
        );
    }

    [Fact, Trait("rule", "A6")]
    public void Judges_are_not_parted_into_groups_that_share_nothing_where_that_can_be_helped()
    {
        // Four subjects, four judges, two each: pairs that never meet would be as even, and could not be compared.
        for (int seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var (readers, _) = BalancedReading.Share(
                4,
                4,
                2,
                (_, _) => false,
                [.. Enumerable.Range(0, 4).OrderBy(_ => random.Next())]
            );
            var met = new HashSet<int>(readers![0]);
            while (readers.FirstOrDefault(r => r.Exists(met.Contains) && !r.TrueForAll(met.Contains)) is { } more)
                met.UnionWith(more);
            Assert.Equal(4, met.Count);
            Assert.All(Enumerable.Range(0, 4), j => Assert.Equal(2, readers.Count(r => r.Contains(j))));
        }
    }
}
