using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Appraisal.Ballots;
using Modular.Appraisal.Data;
using Modular.Appraisal.Results;
using Modular.Appraisal.TwoWay;
using Modular.Contracts.Needs;
using Modular.Kernel.Rules;
using Modular.TestKit;

namespace Modular.Appraisal.Tests;

/// <summary>
/// The quarter's ballot of finished needs: what does not satisfy goes back, is rated again, until it does.
/// </summary>
public sealed class ReworkTests
{
    /// <summary>Needs filed and answered through the product's own pages.</summary>
    private static async Task<IReadOnlyList<FinishedNeed>> Answered(RunningHost host, int count)
    {
        var worker = await host.As("worker-a1");
        for (int i = 0; i < count; i++)
        {
            await worker.Open("/needs/new");
            await worker.Send(
                "form.form",
                ("Input.Title", $"Lamp {i} is out"),
                ("Input.Text", "It has been dark in front of house twelve for a week."),
                ("Input.RequesterName", "Somebody"),
                ("Input.RequesterPhone", $"1390000000{i}")
            );
            Assert.StartsWith("/needs/", worker.At, StringComparison.Ordinal);
            string at = worker.At.Split('?')[0];
            await worker.Open(at);
            if (worker.Page.QuerySelector("form[action*='handler=Triage']") is not null)
                await worker.Press("Triage", ("Input.Kind", "Immediate"));
            await worker.Open(at);
            if (worker.Page.QuerySelector("form[action*='handler=Start']") is not null)
                await worker.Press("Start");
            await worker.Open(at);
            await worker.Press(
                "Answer",
                ("Input.Outcome", $"The lamp at house {i} was changed on Monday, please tell us if it fails again.")
            );
        }

        await host.Settle();
        var today = Kernel.Calendar.LocalTime.Today(host.Clock);
        return await host.Ask(s =>
            s.GetRequiredService<INeedQuestions>().Finished("/", today.AddDays(-30), today, 100, default)
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "A4")]
    public async Task What_residents_find_unsatisfactory_together_goes_back_to_be_handled_and_is_rated_again(
        string database
    )
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        await Kit.More(host);
        var needs = await Answered(host, 2);
        Assert.Equal(2, needs.Count);
        long id = await host.Ask(async s =>
            await s.GetRequiredService<DraftBallot>()
                .Draft(
                    (await Kit.Unit(s, "Q")).Id,
                    new("Quarter", "weighted-mean", "{}", [new("Satisfaction", null, 1, 5)], [], "All.", 0, 5, null)
                    {
                        Needs = needs,
                        Pass = 60,
                    },
                    default
                )
        );
        var codes = await Kit.Hall(host, id, 6);
        var titles = await host.Ask(s =>
            s.GetRequiredService<AppraisalDb>()
                .Subjects.Where(x => x.RoundId == id)
                .OrderBy(x => x.Code)
                .Select(x => x.SubjectId)
                .ToListAsync()
        );
        foreach (string code in codes)
            await host.Do(async s =>
                await s.GetRequiredService<CastBallot>()
                    .Cast(
                        (await s.GetRequiredService<CastBallot>().Find(code, default))!,
                        [1 + Random(code) % 2, 4 + Random(code) % 2],
                        [null, null],
                        default
                    )
            );
        await host.Do(async s =>
            await s.GetRequiredService<RunBallot>().Close(id, await Kit.Version(s, id), Kit.Passphrase, default)
        );
        await host.Do(s => s.GetRequiredService<ComputeRound>().Run(id, default));
        // The form proposes by the pass mark; another person confirms.
        var second = await host.As("district-2");
        await second.Open($"/ballots/{id}");
        Assert.Equal(
            ["rework", "satisfied"],
            second
                .Page.QuerySelectorAll("select[name^='Outcomes'] option[selected]")
                .Select(o => o.GetAttribute("value"))
        );
        await second.Press("Publish");
        Assert.NotNull(second.Page.QuerySelector(".said"));
        await host.Settle();
        var worker = await host.As("worker-a1");
        foreach (var (subject, reworked) in new[] { (titles[0], true), (titles[1], false) })
        {
            await worker.Open($"/needs/{needs.Single(n => n.Id == subject).Number}");
            Assert.Equal(reworked, worker.Page.QuerySelector("form[action*='handler=Answer']") is not null);
        }

        // While it is in hand there is nothing to rate; once it is done the next round takes it.
        await second.Open($"/ballots/new?follow={id}");
        Assert.Empty(second.Page.QuerySelectorAll("input[name='Input.Needs'][checked]"));
        Assert.NotNull(second.Page.QuerySelector(".notice"));
        await worker.Open($"/needs/{needs.Single(n => n.Id == titles[0]).Number}");
        await worker.Press(
            "Answer",
            ("Input.Outcome", "The cable was at fault; it was laid anew and the lamp has burnt for three nights.")
        );
        await second.Open($"/ballots/new?follow={id}");
        Assert.Equal(
            [$"{titles[0]}"],
            second.Page.QuerySelectorAll("input[name='Input.Needs'][checked]").Select(x => x.GetAttribute("value"))
        );
    }

    private static int Random(string code) => code[3];

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "A3")]
    public async Task Facts_of_other_modules_join_the_mutual_score(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        await Kit.More(host);
        await Answered(host, 1);
        long id = await host.Ask(async s =>
        {
            var ids = new Dictionary<string, int>();
            foreach (string code in new[] { "A1", "A2", "P1", "P2", "Q" })
                ids[code] = (await Kit.Unit(s, code)).Id;
            long round = await s.GetRequiredService<DraftTwoWay>()
                .Draft(
                    ids["Q"],
                    new(
                        "Year",
                        [ids["A1"], ids["A2"]],
                        [ids["P1"], ids["P2"]],
                        [],
                        [new("Service", null, 0, 100)],
                        [new("Care", null, 0, 100)],
                        new Dictionary<string, double> { ["twoway.item.on-time"] = 1 },
                        1,
                        60,
                        true,
                        null,
                        null
                    ),
                    default
                );
            await s.GetRequiredService<RunTwoWay>().Open(round, await Kit.Version(s, round), default);
            return round;
        });
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<AppraisalDb>();
            foreach (var party in await db.Parties.ToListAsync())
            {
                party.HandedInAt = host.Clock.GetUtcNow();
                foreach (var to in await db.Parties.Where(p => p.Side != party.Side).ToListAsync())
                    db.PartyScores.Add(
                        new()
                        {
                            RoundId = id,
                            From = party.Number,
                            To = to.Number,
                            Criterion = party.Side == "a" ? 0 : 1,
                            ValueMicro = 60_000_000,
                        }
                    );
            }

            await db.SaveChangesAsync();
        });
        await host.Do(async s => await s.GetRequiredService<RunTwoWay>().Close(id, await Kit.Version(s, id), default));
        await host.Do(s => s.GetRequiredService<ComputeRound>().Run(id, default));
        var view = await host.Ask(s => s.GetRequiredService<ShowRound>().Show(id, default));
        double Score(string code) => view.Computation!.Subjects.Single(x => x.Subject == code).Score!.Value;
        // A1 answered its one need in time: (60 + 100) / 2. A2 had none, and nothing is made up for it.
        Assert.Equal((80.0, 60.0), (Score("A1"), Score("A2")));
        var fact = await host.Ask(s => s.GetRequiredService<AppraisalDb>().PartyFacts.SingleAsync());
        Assert.Contains("1/1", fact.Source, StringComparison.Ordinal);
    }

    [Fact, Trait("case", "B1")]
    public void Any_two_of_three_parts_give_the_passphrase_and_one_alone_fits_every_passphrase()
    {
        for (int turn = 0; turn < 50; turn++)
        {
            var (passphrase, shares) = KeyShares.New();
            foreach (var (a, b) in new[] { (0, 1), (0, 2), (1, 2), (2, 0) })
                Assert.Equal(
                    passphrase,
                    KeyShares.Join(Kernel.Secrets.SecretCode.Spaced(shares[a]).ToUpperInvariant(), shares[b])
                );
            // With one part and any other guess of the second every passphrase is as likely: each letter of the guess
            // changes one letter of it.
            string guess = shares[1][..5] + (shares[1][5] == 'a' ? 'b' : 'a') + shares[1][6..];
            Assert.Equal(1, KeyShares.Join(shares[0], guess).Zip(passphrase).Count(p => p.First != p.Second));
        }

        Assert.Equal("ballots.shares-wrong", Assert.Throws<RuleBroken>(() => KeyShares.Join("abc", "def")).Key);
    }
}
