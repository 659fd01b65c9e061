using System.Collections.Frozen;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Appraisal.Ballots;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Store;
using Modular.TestKit;
using static Modular.Appraisal.Tests.OneHand;

namespace Modular.Appraisal.Tests;

/// <summary>
/// What one pair of hands cannot do in a ballot: choose the draw, invent the voters, hand out the codes, open the
/// votes.
/// </summary>
[Trait("rule", "A4"), Trait("rule", "A5")]
public sealed class OneHandTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_draws_key_comes_from_what_was_announced_before_the_list_was_frozen(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        long id = await Draft(host, 5);
        async Task<string> CallBy(DrawPlan? draw) =>
            await Refused(() =>
                host.Do(async s =>
                    await s.GetRequiredService<Recruit>().Call(id, await Kit.Version(s, id), default, draw)
                )
            );
        Assert.Equal("ballots.draw-source", await CallBy(null));
        Assert.Equal("ballots.draw-on", await CallBy(new("3-D lottery", new(2026, 3, 10), 3)));
        Assert.Equal("ballots.draw-digits-range", await CallBy(new("3-D lottery", DrawDay, 2)));
        await Call(host, id);
        var anybody = host.Visitor();
        await anybody.Open($"/vote/{id}");
        Assert.Contains("3-D lottery", anybody.Text, StringComparison.Ordinal);
        await Kit.SignedUp(host, id, 9);
        Task Freeze() =>
            host.Do(async s => await s.GetRequiredService<Recruit>().Freeze(id, await Kit.Version(s, id), default));
        Task Draw(string key) =>
            host.Do(async s => await s.GetRequiredService<Recruit>().Draw(id, await Kit.Version(s, id), key, default));
        Task Announce(DateOnly on) =>
            host.Do(async s =>
                await s.GetRequiredService<Recruit>()
                    .Announce(id, await Kit.Version(s, id), new("Big lottery", on, 4), default)
            );
        // On the announced day the figure may be known: the list is not frozen any more by it.
        host.Clock.Move(TimeSpan.FromDays(10));
        Assert.Equal("ballots.draw-date-passed", await Refused(Freeze));
        await Announce(new(2026, 3, 25));
        await Freeze();
        Assert.Equal("rounds.move-not-allowed", await Refused(() => Announce(new(2026, 3, 26))));
        Assert.Equal("ballots.draw-early", await Refused(() => Draw("0381")));
        host.Clock.Move(TimeSpan.FromDays(5));
        foreach (string other in new[] { "", "381", "03811", "a lucky number" })
            Assert.Equal("ballots.draw-digits", await Refused(() => Draw(other)));
        // However it is spaced, there is one way to read it.
        await Draw(" 0-3 8,1 ");
        var box = await host.Ask(s =>
            s.GetRequiredService<AppraisalDb>().Boxes.AsNoTracking().SingleAsync(b => b.RoundId == id)
        );
        Assert.Equal("0381", box.DrawKey);
        Assert.Equal(string.Join(' ', Kernel.Statistics.PublicDraw.Run($"{box.PoolDigest}/0381", 9, 5)), box.Drawn);
        string[] steps = [.. (await Audit(host, id)).Select(a => a.Action)];
        Assert.Equal(
            ["round.draw-announced", "round.draw-announced", "round.pool", "round.drawn"],
            steps.Where(a => a is "round.draw-announced" or "round.pool" or "round.drawn")
        );
        await anybody.Open($"/vote/{id}");
        foreach (string said in new[] { "Big lottery", "2026", "0381", box.PoolDigest! })
            Assert.Contains(said, anybody.Text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_organiser_who_invents_people_finds_none_of_them_in_the_list(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        await Kit.More(host);
        long id = await Draft(host, 5);
        var district = await host.As("district");
        await district.Open($"/ballots/{id}");
        await district.Press(
            "Call",
            ("Input.Source", "3-D lottery"),
            ("Input.DrawOn", "2026-03-20"),
            ("Input.Digits", "3")
        );
        Assert.NotNull(district.Page.QuerySelector(".said"));
        string a1 = $"{await host.Ask(async s => (await Kit.Unit(s, "A1")).Id)}";
        var codes = new List<string>();
        for (int i = 0; i < 12; i++)
        {
            var one = host.Visitor();
            await one.Open($"/vote/{id}");
            await one.Send(
                "form.form",
                ("Name", $"Somebody {i}"),
                ("Phone", $"1000{i:0000}"),
                ("Unit", a1),
                ("Agreed", "true")
            );
            codes.Add(one.Page.QuerySelector(".receipt .code")!.TextContent);
        }

        async Task Freeze()
        {
            await district.Open($"/ballots/{id}");
            await district.Press("Freeze");
        }

        await Freeze();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, district.Status);
        // Nor does a list of the organiser's own help.
        await district.Open($"/ballots/{id}/people");
        Assert.Null(district.Page.QuerySelector("form[action*='handler=Import']"));
        await district.Raw(
            $"/ballots/{id}/people?handler=Import",
            ("Input.List", "10000000\n10000001\n10000002\n10000003\n10000004")
        );
        await Freeze();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, district.Status);
        Assert.NotEqual(HttpStatusCode.OK, await district.StatusOf("/sign-ups"));
        // A colleague brings in a list, and leads nothing from then on.
        var colleague = await host.As("district-2");
        await colleague.Open($"/ballots/{id}/people");
        await colleague.Press("Import", ("Input.List", "Somebody, 1000 0009\nno number here"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, colleague.Status);
        await colleague.Press(
            "Import",
            ("Input.List", string.Join('\n', Enumerable.Range(0, 12).Select(i => $"person {i}; 1000-{i:0000}").Skip(8)))
        );
        Assert.NotNull(colleague.Page.QuerySelector(".said"));
        await colleague.Open($"/ballots/{id}");
        Assert.Null(colleague.Page.QuerySelector("form[action*='handler=Freeze']"));
        // The community they named knows some of them; another community sees none.
        var other = await host.As("worker-b1");
        await other.Open("/sign-ups");
        Assert.Null(other.Page.QuerySelector("form[action*='handler=Vouch']"));
        var worker = await host.As("worker-a1");
        await worker.Open("/sign-ups");
        Assert.DoesNotContain("10000003", worker.Text, StringComparison.Ordinal);
        for (int i = 0; i < 4; i++)
        {
            await worker.Press("Vouch");
            Assert.True(
                worker.At == "/sign-ups" && worker.Status == HttpStatusCode.OK,
                $"{worker.Status} {worker.At} {worker.Text}"
            );
        }

        // The organiser refuses one by the stated rules.
        await district.Open($"/ballots/{id}/people");
        string person = (
            await host.Ask(s =>
                s.GetRequiredService<AppraisalDb>()
                    .SignUps.Where(x => x.Proof == SignUpProof.List)
                    .OrderBy(x => x.PersonKey)
                    .FirstAsync()
            )
        ).PersonKey;
        await district.Press("Refuse", ("Input.Person", person), ("Input.Reason", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, district.Status);
        await district.Press("Refuse", ("Input.Person", person), ("Input.Reason", "Works for the canteen"));
        Assert.NotNull(district.Page.QuerySelector(".said"));
        await Freeze();
        Assert.True(district.Page.QuerySelector(".said") is not null, district.Text);
        var box = await host.Ask(s => s.GetRequiredService<AppraisalDb>().Boxes.AsNoTracking().SingleAsync());
        Assert.Equal(7, box.PoolSize);
        // Everybody reads how they were confirmed; the refused one why.
        var anybody = host.Visitor();
        await anybody.Open($"/vote/{id}");
        Assert.Contains(
            await host.Ask(s =>
                Task.FromResult(s.GetRequiredService<Kernel.Texts.Words>().Zh("ballots.people.by", "3", "4", "0"))
            ),
            anybody.Text,
            StringComparison.Ordinal
        );
        string? reason = null;
        foreach (string code in codes)
        {
            await anybody.Open("/vote");
            await anybody.Send("form[action='/vote']", ("code", code));
            if (anybody.Text.Contains("Works for the canteen", StringComparison.Ordinal))
                reason = code;
        }

        Assert.NotNull(reason);
        var audit = await Audit(host, id);
        Assert.Equal(4, audit.Count(a => a.Action == "sign-up.confirmed"));
        Assert.Contains(
            "Works for the canteen",
            Assert.Single(audit, a => a.Action == "sign-up.refused").Data,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            audit,
            a =>
                a.Data.Contains("Somebody", StringComparison.Ordinal)
                || a.Data.Contains("1000000", StringComparison.Ordinal)
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task One_account_never_both_leads_a_round_and_vouches_in_it(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        await host.Do(async s =>
            await s.GetRequiredService<KeepAccounts>()
                .Open(
                    "both",
                    "both",
                    RunningHost.Password,
                    [
                        (Role.TownOfficer, (await Kit.Unit(s, "A")).Id),
                        (Role.CommunityWorker, (await Kit.Unit(s, "A1")).Id),
                    ],
                    false,
                    default
                )
        );
        long id = await host.Ask(async s =>
            await s.GetRequiredService<DraftBallot>()
                .Draft(
                    (await Kit.Unit(s, "A")).Id,
                    new(
                        "Quarter",
                        "quarterly-rating",
                        "{}",
                        [new("Satisfaction", null, 1, 5)],
                        ["Canteen"],
                        "Everybody.",
                        0,
                        5,
                        null
                    ),
                    default
                )
        );
        long both = await host.Ask(s =>
            s.GetRequiredService<KernelDb>().Accounts.Where(a => a.UserName == "both").Select(a => a.Id).SingleAsync()
        );
        Task As(Func<IServiceProvider, Task> work) =>
            host.Do(async s =>
            {
                var unit = await Kit.Unit(s, "A1");
                s.GetRequiredService<ActingScope>().Current = new(
                    both,
                    "both",
                    unit.Id,
                    (await Kit.Unit(s, "A")).Path,
                    "test",
                    new[] { AppraisalModule.Run, AppraisalModule.Read, AppraisalModule.Vouch }.ToFrozenSet()
                );
                await work(s);
            });
        await As(async s => await s.GetRequiredService<Recruit>().Call(id, await Kit.Version(s, id), default));
        string key = "";
        await host.Do(async s =>
        {
            await s.GetRequiredService<Recruit>()
                .SignUp(id, new("Somebody", "13900000001", true, (await Kit.Unit(s, "A1")).Id), default);
            key = await s.GetRequiredService<AppraisalDb>().SignUps.Select(x => x.PersonKey).SingleAsync();
        });
        Assert.Equal(
            "ballots.hands.led",
            await Refused(() => As(s => s.GetRequiredService<ScreenSignUps>().Vouch(id, key, default)))
        );
        Assert.Equal(
            "ballots.hands.led",
            await Refused(() => As(s => s.GetRequiredService<ScreenSignUps>().Import(id, "13900000001", default)))
        );
        Assert.Equal(
            0,
            await host.Ask(s => s.GetRequiredService<AppraisalDb>().SignUps.CountAsync(x => x.Proof != null))
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Where_the_round_says_so_a_code_by_mail_confirms_once_for_each_address(string database)
    {
        await using var host = await RunningHost.Start(
            database,
            "--Jobs:Enabled=false",
            "--Mail:Host=127.0.0.1",
            "--Mail:Port=9"
        );
        long id = await Draft(host, 0);
        await host.Do(async s =>
            await s.GetRequiredService<Recruit>().Call(id, await Kit.Version(s, id), default, byMail: true)
        );
        int a1 = await host.Ask(async s => (await Kit.Unit(s, "A1")).Id);
        await host.Do(s =>
            s.GetRequiredService<Recruit>()
                .SignUp(id, new("Somebody", "13900000001", true, a1, "one@example.org"), default)
        );
        Assert.Equal(
            "ballots.signed-up-already-mail",
            await Refused(() =>
                host.Do(s =>
                    s.GetRequiredService<Recruit>()
                        .SignUp(id, new("Another", "13900000002", true, a1, "ONE@example.org"), default)
                )
            )
        );
        string sent = await host.Ask(async s =>
            (
                await s.GetRequiredService<AppraisalDb>()
                    .Set<NoticeWish>()
                    .SingleAsync(w => w.Kind == "ballots.mail-code")
            ).Arguments
        );
        string code = System.Text.Json.JsonSerializer.Deserialize<string[]>(sent)![0];
        var person = host.Visitor();
        await person.Open("/vote");
        await person.Send("form[action='/vote']", ("code", code));
        Assert.NotNull(person.Page.QuerySelector(".said"));
        Assert.Equal(
            SignUpProof.Mail,
            await host.Ask(s => s.GetRequiredService<AppraisalDb>().SignUps.Select(x => x.Proof).SingleAsync())
        );
        await person.Send("form[action='/vote']", ("code", code));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, person.Status);
    }
}
