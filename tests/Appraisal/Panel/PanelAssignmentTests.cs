using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Appraisal.Data;
using Modular.Appraisal.Panel;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Store;
using Modular.TestKit;

namespace Modular.Appraisal.Tests;

/// <summary>Who of a panel judges what: shares, conflicts and those who step in.</summary>
[Trait("rule", "A6")]
public sealed class PanelAssignmentTests
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
            var (given, few) = BalancedReading.Share(
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
            await s.GetRequiredService<KeepAccounts>()
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
                await PanelInput.Of(
                    s.GetRequiredService<AppraisalDb>(),
                    await s.GetRequiredService<AppraisalDb>().Rounds.SingleAsync(),
                    whole: false,
                    default
                )
            ).Rows
        );
        Assert.Empty(rows);
        Assert.Equal(1, await host.Ask(s => s.GetRequiredService<AppraisalDb>().Scores.CountAsync()));
        Assert.Contains("judge4", district.Text, StringComparison.Ordinal);
    }
}
