using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Appraisal.Ballots;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Kernel.Store;
using Modular.TestKit;
using static Modular.Appraisal.Tests.OneHand;

namespace Modular.Appraisal.Tests;

/// <summary>Codes to spare, parts of the key, and rounds that began before these rules.</summary>
[Trait("rule", "A4"), Trait("rule", "A5")]
public sealed class SharedHandsTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Spare_codes_are_few_given_by_another_than_who_opened_and_counted_apart(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        await Kit.More(host);
        long id = await Draft(host, 0);
        await host.Do(async s => await s.GetRequiredService<Recruit>().Call(id, await Kit.Version(s, id), default));
        var codes = await Kit.SignedUp(host, id, 20);
        var district = await host.As("district");
        await district.Open($"/ballots/{id}");
        await district.Press("Freeze");
        await district.Press("Open", ("Input.Passphrase", Kit.Passphrase), ("Input.Again", Kit.Passphrase));
        Assert.NotNull(district.Page.QuerySelector(".said"));
        Assert.Null(district.Page.QuerySelector("form[action*='handler=HandOut']"));
        int version = await host.Ask(s => Kit.Version(s, id));
        await district.Raw(
            $"/ballots/{id}?handler=HandOut",
            ("Version", $"{version}"),
            ("Input.Spare", "1"),
            ("Input.Reason", "mine")
        );
        Assert.Equal(20, await host.Ask(s => s.GetRequiredService<AppraisalDb>().Roll.CountAsync()));
        var colleague = await host.As("district-2");
        await colleague.Open($"/ballots/{id}");
        await colleague.Press("HandOut", ("Input.Spare", "3"), ("Input.Reason", "too many"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, colleague.Status);
        await colleague.Press("HandOut", ("Input.Spare", "1"), ("Input.Reason", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, colleague.Status);
        await colleague.Press("HandOut", ("Input.Spare", "2"), ("Input.Reason", "Two lost their slip"));
        string[] spare = [.. colleague.Page.QuerySelectorAll(".codes .code").Select(c => c.TextContent)];
        Assert.Equal(2, spare.Length);
        var handed = Assert.Single(await Audit(host, id), a => a.Action == "round.codes-handed-out");
        Assert.Contains("Two lost their slip", handed.Data, StringComparison.Ordinal);
        foreach (string code in spare)
            Assert.DoesNotContain(
                code.Replace(" ", "", StringComparison.Ordinal),
                handed.Data,
                StringComparison.Ordinal
            );
        await colleague.Open($"/ballots/{id}");
        Assert.Null(colleague.Page.QuerySelector("form[action*='handler=HandOut']"));
        foreach (string code in codes.Values.Take(6).Append(spare[0]))
            await host.Do(async s =>
                await s.GetRequiredService<CastBallot>()
                    .Cast(
                        (await s.GetRequiredService<CastBallot>().Find(code, default))!,
                        [code[0] % 2 + 3],
                        [null],
                        default
                    )
            );
        await host.Do(async s =>
            await s.GetRequiredService<RunBallot>().Close(id, await Kit.Version(s, id), Kit.Passphrase, default)
        );
        await host.Do(s => s.GetRequiredService<Results.ComputeRound>().Run(id, default));
        await Kit.Publish(host, id, "satisfied");
        var anybody = host.Visitor();
        await anybody.Open($"/vote/{id}");
        Assert.Contains(
            await host.Ask(s =>
                Task.FromResult(s.GetRequiredService<Kernel.Texts.Words>().Zh("ballots.spare.cast", "7", "1"))
            ),
            anybody.Text,
            StringComparison.Ordinal
        );
        // An upheld objection has somewhere to lead, and an end.
        await colleague.Open($"/ballots/{id}");
        Assert.NotNull(colleague.Page.QuerySelector("form[action*='handler=Archive']"));
        await colleague.Press("Correct", ("Input.Reason", "An objection was upheld"));
        Assert.Equal(
            (RoundState.Closed, 2),
            await host.Ask(async s =>
                await s.GetRequiredService<AppraisalDb>()
                    .Rounds.Select(r => new ValueTuple<RoundState, int>(r.State, r.Edition))
                    .SingleAsync()
            )
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("case", "B2")]
    public async Task Each_holder_sees_and_enters_their_own_part_alone_and_two_of_three_close_the_vote(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        await Kit.More(host);
        long id = await Draft(host, 0);
        var district = await host.As("district");
        var ids = await host.Ask(s =>
            s.GetRequiredService<KernelDb>().Accounts.ToDictionaryAsync(a => a.UserName!, a => $"{a.Id}")
        );
        await district.Open($"/ballots/{id}");
        async Task Name(string one, string two, string three) =>
            await district.Press(
                "Holders",
                ("Input.Holder1", ids[one]),
                ("Input.Holder2", ids[two]),
                ("Input.Holder3", ids[three])
            );
        await Name("district", "district", "judge1");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, district.Status);
        await Name("district", "worker-a1", "auditor");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, district.Status);
        await Name("district", "worker-a1", "judge1");
        Assert.NotNull(district.Page.QuerySelector(".said"));
        await district.Press("Open", ("Input.Hall", "6"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, district.Status);
        // Each makes a part; nobody else comes to that page, and it shows the part once.
        var parts = new Dictionary<string, string>();
        foreach (string name in new[] { "district", "worker-a1", "judge1" })
        {
            var holder = await host.As(name);
            await holder.Open($"/ballots/{id}/key");
            await holder.Press("Make");
            parts[name] = holder.Page.QuerySelector(".receipt .code")!.TextContent;
            await holder.Open($"/ballots/{id}/key");
            Assert.DoesNotContain(parts[name], holder.Text, StringComparison.Ordinal);
        }

        Assert.Equal(3, parts.Values.Distinct().Count());
        var stranger = await host.As("judge2");
        Assert.Equal(HttpStatusCode.NotFound, await stranger.StatusOf($"/ballots/{id}/key"));
        await district.Open($"/ballots/{id}");
        await district.Press("Open", ("Input.Hall", "6"));
        Assert.NotNull(district.Page.QuerySelector(".said"));
        foreach (string part in parts.Values)
            Assert.DoesNotContain(part, district.Text, StringComparison.Ordinal);
        var codes = await host.Ask(async s =>
            await s.GetRequiredService<RunBallot>().HandOut(id, await Kit.Version(s, id), 6, "All who came.", default)
        );
        foreach (string code in codes)
            await host.Do(async s =>
                await s.GetRequiredService<CastBallot>()
                    .Cast(
                        (await s.GetRequiredService<CastBallot>().Find(code, default))!,
                        [code[0] % 2 + 3],
                        [null],
                        default
                    )
            );
        var public1 = host.Visitor();
        await public1.Open($"/vote/{id}");
        Assert.Contains("judge1", public1.Text, StringComparison.Ordinal);
        // The organiser cannot close it: not with another's part, not with their own twice, not by the old form.
        await district.Open($"/ballots/{id}/key");
        await district.Press("Enter", ("Input.Part", parts["judge1"]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, district.Status);
        await district.Press("Enter", ("Input.Part", parts["district"]));
        Assert.NotNull(district.Page.QuerySelector(".said"));
        await district.Raw($"/ballots/{id}/key?handler=Enter", ("Input.Part", parts["district"]));
        await district.Raw($"/ballots/{id}/key?handler=Enter", ("Input.Part", parts["judge1"]));
        Assert.Equal(
            "ballots.close-by-holders",
            await Refused(() =>
                host.Do(async s =>
                    await s.GetRequiredService<RunBallot>()
                        .Close(id, await Kit.Version(s, id), parts["district"], default, parts["judge1"])
                )
            )
        );
        Assert.Equal(
            RoundState.Open,
            await host.Ask(s => s.GetRequiredService<AppraisalDb>().Rounds.Select(r => r.State).SingleAsync())
        );
        // The third has lost theirs; the second, of a unit below the round's, is enough.
        var second = await host.As("worker-a1");
        await second.Open($"/ballots/{id}/key");
        await second.Press("Enter", ("Input.Part", parts["worker-a1"].ToUpperInvariant()));
        Assert.NotNull(second.Page.QuerySelector(".said"));
        var (state, ballots, left, secrets) = await host.Ask(async s =>
        {
            var db = s.GetRequiredService<AppraisalDb>();
            return (
                (await db.Rounds.SingleAsync()).State,
                await db.Ballots.CountAsync(),
                await db.PassedShares.CountAsync(),
                await db.KeyHolders.CountAsync(h => h.WrappedKey != null || h.Share != null || h.PublicKey != null)
            );
        });
        Assert.Equal((RoundState.Closed, 6, 0, 0), (state, ballots, left, secrets));
        string[] steps = [.. (await Audit(host, id)).Select(a => a.Action)];
        Assert.Equal(
            [
                "round.key-holders",
                "round.key-part-made",
                "round.key-part-made",
                "round.key-part-made",
                "round.key-part-entered",
            ],
            steps.Where(a => a.Contains("key", StringComparison.Ordinal))
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_round_that_was_past_its_sign_up_when_the_rules_came_ends_as_it_began_and_says_so(
        string database
    )
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        long id = await Draft(host, 5);
        await Call(host, id);
        await Kit.SignedUp(host, id, 9);
        await host.Do(async s => await s.GetRequiredService<Recruit>().Freeze(id, await Kit.Version(s, id), default));
        await host.Do(s =>
            s.GetRequiredService<AppraisalDb>()
                .Boxes.ExecuteUpdateAsync(set =>
                    set.SetProperty(b => b.Guarded, false)
                        .SetProperty(b => b.DrawSource, (string?)null)
                        .SetProperty(b => b.DrawOn, (DateOnly?)null)
                )
        );
        await host.Do(async s =>
            await s.GetRequiredService<Recruit>()
                .Draw(id, await Kit.Version(s, id), "lottery 2026134 03 08 11", default)
        );
        await host.Do(async s =>
            await s.GetRequiredService<RunBallot>()
                .Open(id, await Kit.Version(s, id), Kit.Passphrase, Kit.Passphrase, 0, default)
        );
        Assert.Equal(
            "rounds.move-not-allowed",
            await Refused(() =>
                host.Do(async s =>
                    await s.GetRequiredService<RunBallot>().HandOut(id, await Kit.Version(s, id), 1, "late", default)
                )
            )
        );
        var words = await host.Ask(s =>
            Task.FromResult(s.GetRequiredService<Kernel.Texts.Words>().Zh("ballots.old-way"))
        );
        var anybody = host.Visitor();
        await anybody.Open($"/vote/{id}");
        Assert.Contains(words, anybody.Text, StringComparison.Ordinal);
        Assert.Contains("lottery 2026134 03 08 11", anybody.Text, StringComparison.Ordinal);
        var district = await host.As("district");
        await district.Open($"/ballots/{id}");
        await district.Press("Close", ("Input.Passphrase", Kit.Passphrase));
        Assert.NotNull(district.Page.QuerySelector(".said"));
    }
}
