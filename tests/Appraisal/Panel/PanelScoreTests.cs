using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Appraisal.Results;
using Modular.Appraisal.Rounds;
using Modular.Kernel.Rules;
using Modular.TestKit;

namespace Modular.Appraisal.Tests;

/// <summary>Until when a panel scores, and what becomes of what it gave.</summary>
[Trait("rule", "A6")]
public sealed class PanelScoreTests
{
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
        var view = await host.Ask(s => s.GetRequiredService<ShowRound>().Show(id, default));
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
        var view = await host.Ask(s => s.GetRequiredService<ShowRound>().Show(id, default));
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
            // Again each day: a session does not outlast the night.
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
        var figures = await host.Ask(s => s.GetRequiredService<RoundStatistics>().Compute(id, default));
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
        var trimmed = (await host.Ask(s => s.GetRequiredService<RoundStatistics>().Compute(id, default)))!.Stability[1];
        Assert.InRange(trimmed.Winning!.Value, 20 / 27.0 - 0.13, 20 / 27.0 + 0.13);
    }
}
