using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Appraisal.Data;
using Modular.Appraisal.Ledger;
using Modular.Appraisal.Results;
using Modular.Appraisal.Rounds;
using Modular.Appraisal.TwoWay;
using Modular.Kernel.Rules;
using Modular.TestKit;

namespace Modular.Appraisal.Tests;

/// <summary>Two sides, the spot, points, composites: each from its form to its result.</summary>
public sealed class KindTests
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
                .Run(
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
        var view = await host.Ask(s => s.GetRequiredService<ShowRound>().Run(id, default));
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

    [Fact, Trait("rule", "A3")]
    public async Task Lines_of_a_form_weigh_as_its_maker_says()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite, "--Jobs:Enabled=false");
        await Kit.More(host);
        long id = await host.Ask(async s =>
        {
            async Task<int> Id(string unit) => (await Kit.Unit(s, unit)).Id;
            var form = Pages.Rounds.NewModel.Lines("Service | 0-100 | | | 3\nTaking part | 0-100");
            long round = await s.GetRequiredService<DraftTwoWay>()
                .Run(
                    await Id("Q"),
                    new(
                        "Year",
                        [await Id("A1"), await Id("A2")],
                        [await Id("P1"), await Id("P2")],
                        [],
                        form,
                        [new("Care", null, 0, 100)],
                        new Dictionary<string, double>(),
                        1,
                        60,
                        true,
                        null,
                        null
                    ),
                    default
                );
            await s.GetRequiredService<RunTwoWay>().Open(round, await Kit.Version(s, round), default);
            var db = s.GetRequiredService<AppraisalDb>();
            foreach (var party in await db.Parties.ToListAsync())
            {
                party.HandedInAt = host.Clock.GetUtcNow();
                foreach (var to in await db.Parties.Where(p => p.Side != party.Side).ToListAsync())
                foreach (int line in party.Side == "a" ? new[] { 0, 1 } : [2])
                    db.PartyScores.Add(
                        new()
                        {
                            RoundId = round,
                            From = party.Number,
                            To = to.Number,
                            Criterion = line,
                            ValueMicro = (line == 0 ? 80 : 40) * 1_000_000L,
                        }
                    );
            }

            await db.SaveChangesAsync();
            return round;
        });
        await host.Do(async s => await s.GetRequiredService<RunTwoWay>().Close(id, await Kit.Version(s, id), default));
        await host.Do(s => s.GetRequiredService<ComputeRound>().Run(id, default));
        var view = await host.Ask(s => s.GetRequiredService<ShowRound>().Run(id, default));
        // (3 * 80 + 40) / 4 for the partners; the communities' one line stays as it is.
        Assert.Equal(
            [("A1", 40.0), ("P1", 70.0)],
            view.Computation!.Subjects.Where(x => x.Subject is "A1" or "P1")
                .OrderBy(x => x.Subject)
                .Select(x => (x.Subject, x.Score!.Value))
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "A7")]
    public async Task On_the_spot_time_place_and_photos_are_kept_and_shown_to_others_after_the_close_only(
        string database
    )
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        long id = await Kit.Panel(
            host,
            ["Centre"],
            p => p with { OnTheSpot = true, Criteria = [new("Clean", null, 0, 1), new("Impression", null, 0, 10)] }
        );
        var judge = await host.As("judge1");
        await judge.Open($"/scoring/{id}");
        Assert.Equal(
            2,
            judge.Page.QuerySelectorAll("select[name$=c0] option[value='1'], select[name$=c0] option[value='0']").Length
        );
        string photo = Path.Combine(Directory.CreateTempSubdirectory("modular-test-").FullName, "a.png");
        await File.WriteAllBytesAsync(
            photo,
            Convert.FromBase64String(
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
            )
        );
        await judge.Press(
            "Visit",
            ("Input.Files", "file:" + photo),
            ("Input.Caption", "the board"),
            ("Input.Place", "30.500001,114.3")
        );
        Assert.NotNull(judge.Page.QuerySelector(".said"));
        string address = judge.Page.QuerySelector(".files img")!.GetAttribute("src")!;
        Assert.Equal(HttpStatusCode.OK, await judge.StatusOf(address));
        var other = await host.As("judge2");
        Assert.Equal(HttpStatusCode.NotFound, await other.StatusOf(address));
        var district = await host.As("district");
        string theirs = address.Replace("/scoring/", "/rounds/", StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await district.StatusOf(theirs));
        await host.Do(async s => await s.GetRequiredService<RunRound>().Close(id, await Kit.Version(s, id), default));
        Assert.Equal(HttpStatusCode.OK, await district.StatusOf(theirs));
        await district.Open($"/rounds/{id}");
        Assert.Contains("30.50000,114.30000", district.Text, StringComparison.Ordinal);
        Assert.Contains("the board", district.Text, StringComparison.Ordinal);
    }

    [
        Theory,
        MemberData(nameof(Databases.Both), MemberType = typeof(Databases)),
        Trait("rule", "A2"),
        Trait("invariant", "I5")
    ]
    public async Task Points_are_taken_back_once_by_a_negative_entry_and_the_stars_follow_the_sum(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        long id = await host.Ask(async s =>
            await s.GetRequiredService<KeepLedger>()
                .Draft((await Kit.Unit(s, "Q")).Id, "Points", [], ["One", "Two"], [10, 30], default)
        );
        var district = await host.As("district");
        var subjects = await host.Ask(s =>
            s.GetRequiredService<AppraisalDb>().Subjects.OrderBy(x => x.Title).Select(x => x.SubjectId).ToListAsync()
        );
        foreach (var (subject, points) in new[] { (subjects[0], "20"), (subjects[0], "15"), (subjects[1], "12") })
        {
            await district.Open($"/points/{id}");
            await district.Press(
                "Add",
                ("Input.Subject", $"{subject}"),
                ("Input.Points", points),
                ("Input.Why", "helped")
            );
            Assert.NotNull(district.Page.QuerySelector(".said"));
        }

        long wrong = await host.Ask(s =>
            s.GetRequiredService<AppraisalDb>().PointEvents.Where(e => e.Points == 15).Select(e => e.Id).SingleAsync()
        );
        int[] taken = await Task.WhenAll(
            Enumerable
                .Range(0, 50)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        try
                        {
                            await host.Do(s =>
                                s.GetRequiredService<KeepLedger>().Reverse(id, wrong, "counted twice", default)
                            );
                            return 1;
                        }
                        catch (RuleBroken broken) when (broken.Key == "ledger.reversed")
                        {
                            return 0;
                        }
                    })
                )
        );
        Assert.Equal(1, taken.Sum());
        string file = Path.Combine(Directory.CreateTempSubdirectory("modular-test-").FullName, "points.csv");
        await File.WriteAllTextAsync(file, "subject,points,why,on\nTwo,30,flood watch,2026-02-01\nNobody,5,x,\n");
        await district.Open($"/points/{id}");
        await district.Send("form[action*='handler=Take']", ("Input.File", "file:" + file));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, district.Status);
        Assert.Contains("Nobody", district.Text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, "subject,points,why,on\nTwo,30,flood watch,2026-02-01\n");
        await district.Send("form[action*='handler=Take']", ("Input.File", "file:" + file));
        Assert.NotNull(district.Page.QuerySelector(".said"));
        await Kit.Compute(host, id);
        var view = await host.Ask(s => s.GetRequiredService<ShowRound>().Run(id, default));
        Assert.Equal([42.0, 20.0], view.Computation!.Subjects.OrderBy(s => s.Rank).Select(s => s.Score!.Value));
        await district.Open($"/points/{id}");
        Assert.Equal(["★★", "★"], district.Page.QuerySelectorAll(".stars").Select(e => e.TextContent.Trim()));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "P15")]
    public async Task Results_of_other_rounds_are_joined_by_weights_over_the_subjects_they_share(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        var (a1, a2, b1) = await host.Ask(async s =>
            ((await Kit.Unit(s, "A1")).Id, (await Kit.Unit(s, "A2")).Id, (await Kit.Unit(s, "B1")).Id)
        );
        long first = await Kit.Panel(host, [], p => p with { Title = "Spot", Units = [a1, a2, b1] }),
            second = await Kit.Panel(host, [], p => p with { Title = "People", Units = [a1, a2] });
        await Kit.Score(host, first, (_, what) => what.EndsWith("A1", StringComparison.Ordinal) ? 90 : 60);
        await Kit.Score(host, second, (_, what) => what.EndsWith("A1", StringComparison.Ordinal) ? 50 : 70);
        await Kit.Compute(host, first);
        await Kit.Compute(host, second);
        foreach (long part in new[] { first, second })
            await Kit.Publish(host, part, "pass");
        var district = await host.As("district");
        await district.Open("/composite/new");
        await district.Send(
            "form.form",
            ("Input.Title", "Whole"),
            ($"Input.Weights[{first}]", "3"),
            ($"Input.Weights[{second}]", "1")
        );
        Assert.NotNull(district.Page.QuerySelector(".said"));
        long id = long.Parse(district.At.Split('/')[^1]);
        await host.Do(s => s.GetRequiredService<ComputeRound>().Run(id, default));
        var view = await host.Ask(s => s.GetRequiredService<ShowRound>().Run(id, default));
        // (3 * 90 + 50) / 4 and (3 * 60 + 70) / 4; B1 was judged in one part only.
        Assert.Equal(
            [("A1", 80.0), ("A2", 62.5)],
            view.Computation!.Subjects.OrderBy(s => s.Rank).Select(s => (s.Subject, s.Score!.Value))
        );
    }
}
