using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Appraisal.Data;
using Modular.Appraisal.Panel;
using Modular.Appraisal.Results;
using Modular.Appraisal.Rounds;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.TestKit;

namespace Modular.Appraisal.Tests;

/// <summary>Who judges what, and what becomes of what they gave.</summary>
[Trait("rule", "A6")]
public sealed class PanelTests
{
    /// <summary>
    /// Against every possible sharing out of small cases: the sum of squared loads is the least there is.
    /// </summary>
    [Fact]
    public void Reading_is_shared_out_as_evenly_as_conflicts_allow()
    {
        var random = new Random(5);
        for (int turn = 0; turn < 300; turn++)
        {
            int subjects = 1 + random.Next(4),
                judges = 2 + random.Next(3),
                readers = 1 + random.Next(2);
            bool[,] barred = new bool[subjects, judges];
            for (int s = 0; s < subjects; s++)
            for (int j = 0; j < judges; j++)
                barred[s, j] = random.Next(3) == 0;
            var (given, few) = BalancedReading.Run(
                subjects,
                judges,
                readers,
                (s, j) => barred[s, j],
                [.. Enumerable.Range(0, judges).OrderBy(_ => random.Next())]
            );
            int best = Best(subjects, judges, readers, barred, 0, new int[judges]);
            if (best == int.MaxValue)
            {
                Assert.True(given is null && Enumerable.Range(0, judges).Count(j => !barred[few, j]) < readers);
                continue;
            }

            Assert.All(
                given!,
                (r, s) =>
                    Assert.True(
                        r.Count == readers && r.Distinct().Count() == readers && r.TrueForAll(j => !barred[s, j])
                    )
            );
            Assert.Equal(
                best,
                Enumerable.Range(0, judges).Sum(j => (int)Math.Pow(given!.Count(r => r.Contains(j)), 2))
            );
        }
    }

    private static int Best(int subjects, int judges, int readers, bool[,] barred, int s, int[] load)
    {
        if (s == subjects)
            return load.Sum(l => l * l);
        int best = int.MaxValue;
        for (int set = 0; set < 1 << judges; set++)
        {
            if (
                int.PopCount(set) != readers
                || Enumerable.Range(0, judges).Any(j => (set >> j & 1) != 0 && barred[s, j])
            )
                continue;
            for (int j = 0; j < judges; j++)
                load[j] += set >> j & 1;
            best = Math.Min(best, Best(subjects, judges, readers, barred, s + 1, load));
            for (int j = 0; j < judges; j++)
                load[j] -= set >> j & 1;
        }

        return best;
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "K19")]
    public async Task Who_holds_an_office_there_or_leads_it_does_not_judge_it_until_somebody_lifts_that_with_a_reason(
        string database
    )
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        // judge1 works in community A1, judge2 in the town right above it, judge3 nowhere near.
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<KernelDb>();
            async Task Office(string name, Role role, string unit) =>
                db.AccountRoles.Add(
                    new()
                    {
                        AccountId = (await db.Accounts.SingleAsync(a => a.UserName == name)).Id,
                        Role = role,
                        UnitId = (await Kit.Unit(s, unit)).Id,
                    }
                );
            await Office("judge1", Role.CommunityWorker, "A1");
            await Office("judge2", Role.TownOfficer, "A");
            await db.SaveChangesAsync();
        });
        var (a1, b1) = await host.Ask(async s => ((await Kit.Unit(s, "A1")).Id, (await Kit.Unit(s, "B1")).Id));
        long id = await Kit.Panel(host, ["judge3"], p => p with { Units = [a1, b1] });
        var found = await host.Ask(async s =>
            await s.GetRequiredService<AppraisalDb>()
                .Abstentions.Where(a => a.RoundId == id)
                .Select(a => new
                {
                    a.SubjectId,
                    a.Found,
                    Name = s.GetRequiredService<AppraisalDb>()
                        .Panel.First(p => p.AccountId == a.AccountId && p.RoundId == id)
                        .Name,
                })
                .ToListAsync()
        );
        Assert.Equal(
            ["judge1 conflict.own-unit A1", "judge2 conflict.leads A1", "judge3 conflict.answers -"],
            found
                .Select(f => $"{f.Name} {f.Found} {(f.SubjectId == a1 ? "A1" : f.SubjectId == b1 ? "B1" : "-")}")
                .Order(StringComparer.Ordinal)
        );
        var judge = await host.As("judge1");
        await judge.Open($"/scoring/{id}");
        Assert.Null(judge.Page.QuerySelector($"input[name=s{a1}c0]"));
        Assert.NotNull(judge.Page.QuerySelector($"input[name=s{b1}c0]"));
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            await judge.Raw($"/scoring/{id}?handler=save", ("field", $"s{a1}c0"), ("value", "90"))
        );
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            await judge.Raw($"/scoring/{id}?handler=abstain&subject={a1}", ("Input.Reason", ""))
        );
        var district = await host.As("district");
        await district.Open($"/rounds/{id}");
        await district.Send(
            $"form[action*='handler=Lift'][action*='subject={a1}']",
            ("Reason", "moved away last year")
        );
        Assert.NotNull(district.Page.QuerySelector(".said"));
        await judge.Open($"/scoring/{id}");
        Assert.NotNull(judge.Page.QuerySelector($"input[name=s{a1}c0]"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_judge_sees_what_was_assigned_only_and_who_steps_in_takes_it_over_with_an_empty_sheet(
        string database
    )
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        await host.Do(async s =>
            await s.GetRequiredService<ManageAccounts>()
                .Open(
                    "judge4",
                    "judge4",
                    RunningHost.Password,
                    [(Role.Evaluator, (await Kit.Unit(s, "Q")).Id)],
                    false,
                    default
                )
        );
        var judges = await host.Ask(s => s.GetRequiredService<Panels>().Evaluators(default));
        long id = await Kit.Panel(
            host,
            ["one", "two", "three"],
            p => p with { Readers = 2, Panel = [.. judges.Where(j => j.Name != "judge4").Select(j => j.Id)] }
        );
        var loads = await host.Ask(async s =>
            (await s.GetRequiredService<AppraisalDb>().Assignments.ToListAsync())
                .GroupBy(a => a.AccountId)
                .ToDictionary(g => g.Key, g => g.Select(a => a.SubjectId).ToList())
        );
        Assert.Equal([2, 2, 2], loads.Values.Select(v => v.Count));
        var (first, second) = (judges[0], judges.Single(j => j.Name == "judge4"));
        var visitor = await host.As(first.Name);
        await visitor.Open($"/scoring/{id}");
        Assert.Equal(
            loads[first.Id].Order(),
            visitor
                .Page.QuerySelectorAll("input[name^=s][name$=c0]")
                .Select(i => long.Parse(i.GetAttribute("name")![1..^2]))
                .Order()
        );
        long mine = loads[first.Id][0],
            notMine = (
                await host.Ask(s => s.GetRequiredService<AppraisalDb>().Subjects.Select(x => x.SubjectId).ToListAsync())
            )
                .Except(loads[first.Id])
                .First();
        Assert.Equal(
            HttpStatusCode.NotFound,
            await visitor.Raw($"/scoring/{id}?handler=save", ("field", $"s{notMine}c0"), ("value", "90"))
        );
        Assert.Equal(
            HttpStatusCode.OK,
            await visitor.Raw($"/scoring/{id}?handler=save", ("field", $"s{mine}c0"), ("value", "11"))
        );
        Assert.Equal(
            HttpStatusCode.OK,
            await visitor.Raw($"/scoring/{id}?handler=save", ("field", $"k{mine}"), ("value", "1"))
        );
        Assert.Equal(
            HttpStatusCode.OK,
            await visitor.Raw($"/scoring/{id}?handler=save", ("field", $"m{mine}"), ("value", "thin on figures"))
        );
        var district = await host.As("district");
        await district.Open($"/rounds/{id}");
        Assert.DoesNotContain("thin on figures", district.Text, StringComparison.Ordinal);
        await district.Press("Replace", ("leaves", $"{first.Id}"), ("comes", $"{second.Id}"), ("Reason", "ill"));
        Assert.NotNull(district.Page.QuerySelector(".said"));
        Assert.Equal(HttpStatusCode.NotFound, await visitor.StatusOf($"/scoring/{id}"));
        var stepsIn = await host.As("judge4");
        await stepsIn.Open($"/scoring/{id}");
        Assert.Equal(
            loads[first.Id].Order(),
            stepsIn
                .Page.QuerySelectorAll("input[name^=s][name$=c0]")
                .Select(i => long.Parse(i.GetAttribute("name")![1..^2]))
                .Order()
        );
        Assert.All(
            stepsIn.Page.QuerySelectorAll("input[name^=s][name$=c0]"),
            i => Assert.Equal("", i.GetAttribute("value"))
        );
        // What the former gave is kept and does not count.
        var rows = await host.Ask(async s =>
            (
                await RoundRows.Of(
                    s.GetRequiredService<AppraisalDb>(),
                    await s.GetRequiredService<AppraisalDb>().Rounds.SingleAsync(),
                    default
                )
            ).Rows
        );
        Assert.Empty(rows);
        Assert.Equal(1, await host.Ask(s => s.GetRequiredService<AppraisalDb>().Scores.CountAsync()));
        Assert.Contains("judge4", district.Text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "A10")]
    public async Task An_unfair_case_is_left_out_and_both_results_stand_side_by_side(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        long id = await Kit.Panel(host, ["one", "two"]);
        await Kit.Score(
            host,
            id,
            (judge, what) =>
                judge == "judge3" && what == "one" ? 0
                : what == "one" ? 90
                : 70
        );
        var (judge, subject) = await host.Ask(async s =>
            (
                (await s.GetRequiredService<AppraisalDb>().Panel.SingleAsync(p => p.Name == "judge3")).AccountId,
                (await s.GetRequiredService<AppraisalDb>().Subjects.SingleAsync(x => x.Title == "one")).SubjectId
            )
        );
        await host.Do(async s => await s.GetRequiredService<RunRound>().Close(id, await Kit.Version(s, id), default));
        var district = await host.As("district");
        await district.Open($"/rounds/{id}");
        await district.Press("Exclude", ("pair", $"{judge} {subject}"), ("Reason", "never met them"));
        Assert.NotNull(district.Page.QuerySelector(".said"));
        await host.Do(s => s.GetRequiredService<ComputeRound>().Run(id, default));
        var view = await host.Ask(s => s.GetRequiredService<ShowRound>().Run(id, default));
        Assert.Equal(
            [(90.0, 1), (70.0, 2)],
            view.Computation!.Subjects.OrderBy(x => x.Rank).Select(x => (x.Score!.Value, x.Rank!.Value))
        );
        Assert.Equal(
            [(70.0, 1), (60.0, 2)],
            view.Whole!.Subjects.OrderBy(x => x.Rank).Select(x => (x.Score!.Value, x.Rank!.Value))
        );
        await district.Open($"/rounds/{id}");
        Assert.Contains("never met them", district.Text, StringComparison.Ordinal);
        Assert.Null(await host.Ask(s => s.GetRequiredService<ShowRound>().Recompute(id, default)));
    }

    [Fact]
    public async Task Ranks_given_by_the_panel_become_one_order()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite, "--Jobs:Enabled=false");
        long id = await Kit.Panel(host, ["A", "B", "C"], p => p with { MethodId = "schulze", Criteria = [] });
        string[] orders = ["CAB", "CBA", "ACB"];
        await Kit.Score(host, id, (judge, what) => 1 + orders[judge[^1] - '1'].IndexOf(what, StringComparison.Ordinal));
        await Kit.Compute(host, id);
        var view = await host.Ask(s => s.GetRequiredService<ShowRound>().Run(id, default));
        Assert.Equal(
            ["C", "A", "B"],
            view.Computation!.Subjects.OrderBy(s => s.Rank)
                .Select(s => view.Subjects.Single(x => x.Code == s.Subject).Title)
        );
        var judge = await host.As("judge1");
        await judge.Open($"/scoring/{id}");
        Assert.Equal("3", judge.Page.QuerySelector("input[name$=c0]")!.GetAttribute("max"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("fault", "3")]
    public async Task Nobody_scores_before_the_first_day_or_after_the_last_and_the_next_morning_it_is_closed_once(
        string database
    )
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        var today = Kernel.Calendar.LocalTime.Today(host.Clock);
        long id = await Kit.Panel(
            host,
            ["one"],
            p => p with { OpensOn = today.AddDays(1), ClosesOn = today.AddDays(2) }
        );
        long subject = await host.Ask(s =>
            s.GetRequiredService<AppraisalDb>().Subjects.Select(x => x.SubjectId).SingleAsync()
        );
        async Task<HttpStatusCode> Save()
        {
            // Anew each day: a session does not outlast the night.
            var judge = await host.As("judge1");
            await judge.Open($"/scoring/{id}");
            return await judge.Raw($"/scoring/{id}?handler=save", ("field", $"s{subject}c0"), ("value", "50"));
        }

        Task<string?[]> Sweep() =>
            Task.WhenAll(
                Enumerable
                    .Range(0, 4)
                    .Select(_ => Task.Run(() => host.Ask(s => s.GetRequiredService<CloseRounds>().Run(null!, default))))
            );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Save());
        host.Clock.Move(TimeSpan.FromDays(1));
        Assert.Equal(HttpStatusCode.OK, await Save());
        host.Clock.Move(TimeSpan.FromDays(1));
        Assert.Equal(HttpStatusCode.OK, await Save());
        Assert.All(await Sweep(), Assert.Null);
        host.Clock.Move(TimeSpan.FromDays(1));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Save());
        Assert.Equal(["1"], (await Sweep()).Where(x => x is not null));
        Assert.Equal(
            RoundState.Closed,
            await host.Ask(s => s.GetRequiredService<AppraisalDb>().Rounds.Select(r => r.State).SingleAsync())
        );
    }

    /// <summary>Promise 2 of the reliability page.</summary>
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("fault", "2")]
    public async Task Two_hosts_that_close_one_round_fifty_times_at_once_have_one_winner_each_time(string database)
    {
        string folder = Directory.CreateTempSubdirectory("modular-test-").FullName;
        string[] place = await Databases.Empty(database, folder);
        await using var one = await RunningHost.Start(place, folder, seed: true, "--Jobs:Enabled=false");
        await using var two = await RunningHost.Start(place, folder, seed: false, "--Jobs:Enabled=false");
        long id = await Kit.Panel(one, ["one"]);
        for (int turn = 0; turn < 50; turn++)
        {
            int version = await one.Ask(s => Kit.Version(s, id));
            int[] won = await Task.WhenAll(
                new[] { one, two, one, two }.Select(host =>
                    Task.Run(async () =>
                    {
                        try
                        {
                            await host.Do(s => s.GetRequiredService<RunRound>().Close(id, version, default));
                            return 1;
                        }
                        catch (RuleBroken broken)
                            when (broken.Key is "rule.changed-meanwhile" or "rounds.move-not-allowed")
                        {
                            return 0;
                        }
                    })
                )
            );
            Assert.Equal(1, won.Sum());
            await one.Do(async s =>
                await s.GetRequiredService<RunRound>().Reopen(id, await Kit.Version(s, id), default)
            );
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "A8")]
    public async Task How_firm_a_place_is_comes_from_other_panels_through_the_method_of_the_round(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        // One passes with everybody; two passes because of judge1 only: where that judge is drawn at least once of
        // three times, 1 - (2/3)^3 = 19/27.
        long id = await Kit.Panel(host, ["one", "two"], p => p with { Pass = 60 });
        await Kit.Score(
            host,
            id,
            (judge, what) =>
                what == "one" ? 80
                : judge == "judge1" ? 100
                : 50
        );
        await Kit.Compute(host, id);
        await host.Do(s => s.GetRequiredService<Firmness>().Run(id, default));
        var figures = await host.Ask(s => s.GetRequiredService<RoundStatistics>().Run(id, default));
        Assert.Equal(Firmness.Draws, figures!.Panels);
        var (one, two) = (figures.Stability[0], figures.Stability[1]);
        Assert.Equal((1.0, 1, 1), (one.Winning!.Value, one.BestRank, one.WorstRank));
        // Within five standard errors of sqrt(p q / 300).
        Assert.InRange(two.Winning!.Value, 19 / 27.0 - 0.13, 19 / 27.0 + 0.13);
        Assert.Equal((2, 2), (two.BestRank, two.WorstRank));
        // By another method of the round the same scores are firm otherwise: with the highest and lowest taken out two
        // fails, whoever is drawn twice or not.
        await host.Do(async s =>
            await s.GetRequiredService<RunRound>()
                .ChangeMethod(id, await Kit.Version(s, id), "trimmed-mean", "{\"trim\":1}", default)
        );
        await host.Do(s => s.GetRequiredService<ComputeRound>().Run(id, default));
        await host.Do(s => s.GetRequiredService<Firmness>().Run(id, default));
        var trimmed = (await host.Ask(s => s.GetRequiredService<RoundStatistics>().Run(id, default)))!.Stability[1];
        Assert.InRange(trimmed.Winning!.Value, 20 / 27.0 - 0.13, 20 / 27.0 + 0.13);
    }
}
