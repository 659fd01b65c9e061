using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Appraisal.Ballots;
using Modular.Appraisal.Data;
using Modular.Appraisal.Rounds;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.TestKit;
using static Modular.Appraisal.Tests.BallotSteps;

namespace Modular.Appraisal.Tests;

/// <summary>
/// Rounds by anonymous ballot from the sign-up to the published result, and what such a round never becomes.
/// </summary>
[Trait("rule", "A5")]
public sealed class BallotTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("case", "B7")]
    public async Task Nobody_makes_a_ballot_something_else_and_no_closed_one_opens_again(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        long id = await Draft(host, 1);
        var codes = await Opened(host, id, 6);
        await Cast(host, codes["person 0"], [3]);
        string table = database == Databases.Sqlite ? "appraisal_round" : "appraisal.round";
        var refused = await Assert.ThrowsAnyAsync<Exception>(() =>
            host.Do(s =>
                s.GetRequiredService<AppraisalDb>().Database.ExecuteSqlRawAsync($"UPDATE {table} SET kind = 'Panel'")
            )
        );
        Assert.Contains("does not change", refused.Message, StringComparison.Ordinal);
        Assert.Equal(
            "rounds.move-not-allowed",
            (
                await Assert.ThrowsAsync<RuleBroken>(() =>
                    host.Do(async s => await s.GetRequiredService<RunRound>().Close(id, await Version(s, id), default))
                )
            ).Key
        );
        Assert.Equal(
            "ballots.passphrase-wrong",
            (await Assert.ThrowsAsync<RuleBroken>(() => Close(host, id, "another passphrase"))).Key
        );
        await Close(host, id);
        Assert.Equal(
            "rounds.move-not-allowed",
            (
                await Assert.ThrowsAsync<RuleBroken>(() =>
                    host.Do(async s => await s.GetRequiredService<RunRound>().Reopen(id, await Version(s, id), default))
                )
            ).Key
        );
        Assert.Null(await host.Ask(s => s.GetRequiredService<CastBallot>().Find(codes["person 1"], default)));
    }

    [
        Theory,
        MemberData(nameof(Databases.Both), MemberType = typeof(Databases)),
        Trait("case", "B8"),
        Trait("rule", "A4")
    ]
    public async Task From_sign_up_to_the_published_result_by_two_people_with_nothing_shown_below_the_least_number(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        await host.Do(async s =>
            await s.GetRequiredService<KeepAccounts>()
                .Open(
                    "district-2",
                    "Second officer",
                    RunningHost.Password,
                    [(Role.DistrictOfficer, (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find("Q")!.Id)],
                    false,
                    default
                )
        );
        var district = await host.As("district");
        await district.Open("/ballots/new");
        await district.Send(
            "form.form",
            ("Input.Title", "Q4 ratings"),
            ("Input.Subjects", "Canteen\nLift\nLibrary"),
            ("Input.Criteria", "Satisfaction|1-5"),
            ("Input.Rules", "Everybody who lives here."),
            ("Input.Seats", "8"),
            ("Input.Minimum", "5")
        );
        string page = district.At;
        long id = long.Parse(page.Split('/')[^1]);
        await district.Press(
            "Call",
            ("Input.Source", "Lottery number of the day"),
            ("Input.DrawOn", "2026-03-20"),
            ("Input.Digits", "7")
        );
        string unit = $"{await host.Ask(async s => (await Kit.Unit(s, "A1")).Id)}";
        var codes = new List<string>();
        for (int i = 0; i < 12; i++)
        {
            var resident = host.Visitor();
            await resident.Open($"/vote/{id}");
            await resident.Send(
                "form.form",
                ("Name", $"Resident {i}"),
                ("Phone", $"139{i:00000000}"),
                ("Unit", unit),
                ("Agreed", "true")
            );
            codes.Add(resident.Page.QuerySelector(".receipt .code")!.TextContent);
            if (i == 0)
            {
                await resident.Open($"/vote/{id}");
                await resident.Send(
                    "form.form",
                    ("Name", "Again"),
                    ("Phone", "13900000000"),
                    ("Unit", unit),
                    ("Agreed", "true")
                );
                Assert.Equal(HttpStatusCode.UnprocessableEntity, resident.Status);
            }
        }

        var worker = await host.As("worker-a1");
        await worker.Open("/sign-ups");
        for (int i = 0; i < 100 && worker.Page.QuerySelector("form[action*='handler=Vouch']") is not null; i++)
            await worker.Press("Vouch");
        await district.Open(page);
        await district.Press("Freeze");
        host.Clock.Jump(TimeSpan.FromDays(10));
        // Nobody stays signed in for ten days.
        district = await host.As("district");
        await district.Open(page);
        await district.Press("Draw", ("Input.Key", "short"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, district.Status);
        await district.Press("Draw", ("Input.Key", "3 8 1 1 9 2 4"));
        await district.Press("Open", ("Input.Passphrase", Passphrase), ("Input.Again", Passphrase));
        var receipts = new List<string>();
        int drawn = 0;
        foreach (string code in codes)
        {
            var voter = host.Visitor();
            await voter.Open("/vote");
            await voter.Send("form.form", ("code", code));
            if (voter.Page.QuerySelector("form[action='/vote/cast']") is null)
            {
                Assert.Equal(HttpStatusCode.UnprocessableEntity, voter.Status);
                continue;
            }

            // All rate the canteen, four the lift: one too few. The library is loved by all alike.
            int at = drawn++;
            await voter.Send(
                "form[action='/vote/cast']",
                [
                    ("a0", $"{1 + at % 5}"),
                    .. at < 4 ? new[] { ("a1", "2") } : [],
                    ("a2", "5"),
                    ("c0", at == 0 ? "a lone remark" : ""),
                ]
            );
            receipts.Add(voter.Page.QuerySelector(".receipt .code")!.TextContent);
        }

        Assert.Equal(8, drawn);
        await district.Open(page);
        await district.Press("Close", ("Input.Passphrase", Passphrase));
        await district.Press("Compute");
        await district.WaitForJob();
        await district.Open(page);
        await district.Press("Publish");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, district.Status);
        var second = await host.As("district-2");
        var anybody = host.Visitor();
        await anybody.Open($"/vote/{id}");
        Assert.Null(anybody.Page.QuerySelector("table.list"));
        await second.Open(page);
        await second.Press("Publish");
        await second.Press("Recompute");
        Assert.NotNull(second.Page.QuerySelector(".said"));
        await anybody.Open($"/vote/{id}");
        var rows = anybody
            .Page.QuerySelectorAll("table.list tbody tr")
            .ToDictionary(
                r => r.QuerySelector("strong")!.TextContent,
                r => r.QuerySelectorAll("td.num").Last().TextContent.Trim()
            );
        Assert.NotEqual("–", rows["Canteen"]);
        // Too few, and all alike: no figure, also not in the file or in what is stored.
        Assert.Equal(("–", "–"), (rows["Lift"], rows["Library"]));
        Assert.DoesNotContain("a lone remark", anybody.Text, StringComparison.Ordinal);
        var stored = await host.Ask(s => s.GetRequiredService<AppraisalDb>().Results.Select(r => r.Body).SingleAsync());
        Assert.DoesNotContain("b000001", stored, StringComparison.Ordinal);
        using var file = Kernel.Tables.Sheet.Open(
            new MemoryStream(await second.Bytes($"/ballots/{id}?handler=export&format=xlsx"))
        );
        var exported = file.Rows().ToDictionary(r => r.Cells[0], r => string.Concat(r.Cells.Skip(1)));
        Assert.NotEqual("", exported["Canteen"]);
        Assert.Equal(("", ""), (exported["Lift"], exported["Library"]));
        // A receipt proves that it was counted, an invented one nothing.
        await anybody.Open("/vote");
        await anybody.Send("form[action='/vote/receipt']", ("receipt", receipts[3]));
        Assert.NotNull(anybody.Page.QuerySelector(".said"));
        await anybody.Open("/vote");
        await anybody.Send("form[action='/vote/receipt']", ("receipt", "abcdefghjkmnpqrstuvwxyz234"));
        Assert.Null(anybody.Page.QuerySelector(".said"));
    }

    [Fact]
    public void The_roots_of_the_audit_tree_are_those_of_RFC_6962()
    {
        byte[][] leaves =
        [
            .. new[]
            {
                "",
                "00",
                "10",
                "2021",
                "3031",
                "40414243",
                "5051525354555657",
                "606162636465666768696a6b6c6d6e6f",
            }.Select(Convert.FromHexString),
        ];
        foreach (
            var (n, start) in new[]
            {
                (1, "6e340b9c"),
                (2, "fac54203"),
                (4, "d37ee418"),
                (8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
            }
        )
            Assert.StartsWith(
                start,
                Convert.ToHexStringLower(Kernel.Statistics.AuditTree.Root(leaves[..n])),
                StringComparison.Ordinal
            );
    }
}
