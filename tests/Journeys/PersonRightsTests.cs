using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Appraisal.Ballots;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Kernel.Jobs;
using Modular.Kernel.Privacy;
using Modular.Kernel.Store;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.Needs.Domain;
using Modular.Projects.Data;
using Modular.Projects.Design;
using Modular.Projects.Domain;
using Modular.Projects.Notice;
using Modular.Projects.Review;
using Modular.TestKit;
using static Modular.Journeys.Tests.PersonScan;

namespace Modular.Journeys.Tests;

/// <summary>
/// What the law gives a person, over all modules: view, copy, correction, erasure with a proof, and an end to
/// everything.
/// </summary>
[Trait("rule", "S9")]
public sealed class PersonRightsTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Erasing_one_resident_takes_the_telephone_and_the_name_out_of_every_module(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        var (number, _) = await Ask(host);
        long notice = await Object(host);
        long round = await SignUp(host);
        // What was agreed to stands with each record.
        await host.Do(async s =>
        {
            var need = await s.GetRequiredService<NeedsDb>().Needs.SingleAsync(n => n.Number == number);
            Assert.Equal((1, true), (need.ConsentVersion, need.ConsentAt is not null));
            var objection = await s.GetRequiredService<ProjectsDb>().Objections.SingleAsync(o => o.NoticeId == notice);
            Assert.Equal((1, true), (objection.ConsentVersion, objection.ConsentAt is not null));
            Assert.Equal(
                1,
                (await s.GetRequiredService<AppraisalDb>().SignUps.SingleAsync(x => x.RoundId == round)).ConsentVersion
            );
        });
        var before = await Scan(host, round);
        foreach (string table in new[] { "need", "objection", "sign_up" })
            Assert.Contains(before, f => f.Contains(table + ".", StringComparison.Ordinal));

        var officer = await host.As("district");
        await officer.Open("/admin/privacy/person");
        await officer.Press("Find", ("Input.Phone", "+86 138 1234 5678"));
        Assert.Contains(number, officer.Text, StringComparison.Ordinal);
        Assert.Contains("138****5678", officer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Name, officer.Text, StringComparison.Ordinal);
        await officer.Press("Erase", ("Input.Ground", "Withdrawn"), ("Input.Reason", $"asked by {Name}"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Status);
        await officer.Press("Erase", ("Input.Ground", "Withdrawn"), ("Input.Reason", "asked for at the desk"));
        Assert.StartsWith("/admin/privacy/proofs/SC-2026-", officer.At, StringComparison.Ordinal);

        Assert.Empty(await Scan(host, round));
        Assert.Empty(
            await host.Ask(async s =>
            {
                var db = s.GetRequiredService<NeedsDb>();
                return await NeedsDb.Search.Match(db, Phone)!.ToListAsync();
            })
        );
        // The matter and the objection are still there, and the draw can still be checked.
        await host.Do(async s =>
        {
            var need = await s.GetRequiredService<NeedsDb>().Needs.SingleAsync(n => n.Number == number);
            Assert.Contains("lamp", need.Text, StringComparison.Ordinal);
            Assert.Contains("***********", need.Text, StringComparison.Ordinal);
            Assert.Equal(1, await s.GetRequiredService<ProjectsDb>().Objections.CountAsync());
            Assert.Equal(1, await s.GetRequiredService<AppraisalDb>().SignUps.CountAsync(x => x.RoundId == round));
        });
        var proof = await host.Ask(async s => (await s.GetRequiredService<PersonRights>().Proofs(default)).Single());
        Assert.Equal(
            ["appraisal.sign-up", "needs.requester", "projects.objector"],
            proof.Parts().Select(p => p.Entry).Order(StringComparer.Ordinal)
        );
        Assert.Contains(proof.Parts(), p => p.References.Contains(number));
        Assert.Equal(
            ["audit", "matter", "objection", "pool"],
            proof.Left().Select(l => l.Reason).Order(StringComparer.Ordinal)
        );
        Assert.Equal(DateOnly.FromDateTime(proof.At.UtcDateTime.AddHours(8)).AddDays(14), proof.BackupsUntil);
        Assert.Contains(number, officer.Text, StringComparison.Ordinal);
        // A second time there is nothing left to take.
        await officer.Open("/admin/privacy/person");
        await officer.Press("Find", ("Input.Phone", Phone));
        Assert.Null(officer.Page.QuerySelector("form[action*='handler=Erase']"));
        Assert.True(
            (await host.Ask(s => s.GetRequiredService<Kernel.Audit.VerifyAudit>().Run(null, default))).BrokenAt is null
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_resident_sees_takes_corrects_and_erases_by_the_code_of_the_request_and_nothing_more(
        string database
    )
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        var (number, code) = await Ask(host);
        var (other, _) = await Ask(host);
        var resident = host.Visitor();
        await resident.Open("/track");
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            await resident.Raw("/track/data", ("Number", number), ("Code", "a".PadLeft(26, 'a')))
        );
        await Own(resident, number, code);
        Assert.Contains("138****5678", resident.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(other, resident.Text, StringComparison.Ordinal);
        await resident.Send("form[action='/track/data/correct']", ("RightPhone", "13900000009"));
        Assert.Contains("139****0009", resident.Text, StringComparison.Ordinal);
        await resident.Send("form[action='/track/data/copy']");
        Assert.Equal("application/json", resident.Answer.Content.Headers.ContentType!.MediaType);
        string copy = await resident.Answer.Content.ReadAsStringAsync();
        Assert.Contains("13900000009", copy, StringComparison.Ordinal);
        Assert.DoesNotContain(other, copy, StringComparison.Ordinal);
        await Own(resident, number, code);
        await resident.Send("form[action='/track/data/erase']");
        Assert.Contains("SC-2026-000001", resident.Text, StringComparison.Ordinal);
        await host.Do(async s =>
        {
            var needs = await s.GetRequiredService<NeedsDb>().Needs.ToDictionaryAsync(n => n.Number);
            Assert.Equal(
                (null, null, null),
                (needs[number].RequesterName, needs[number].RequesterPhone, needs[number].PersonKey)
            );
            // The other request under the same telephone was not proven to be theirs.
            Assert.NotNull(needs[other].RequesterPhone);
        });
        var audit = await host.Ask(s =>
            s.GetRequiredService<KernelDb>().AuditEntries.Where(a => a.Action.StartsWith("person.")).ToListAsync()
        );
        Assert.Equal(
            ["person.copied", "person.corrected", "person.erased", "person.looked-up"],
            audit.Select(a => a.Action).Distinct().Order(StringComparer.Ordinal)
        );
        Assert.All(audit, a => Assert.False(Phones.Holds(a.Data, Phone) || Phones.Holds(a.Data, "13900000009")));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_is_past_its_time_goes_by_itself_once_and_the_run_is_seen(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        var (number, _) = await Ask(host);
        var (open, _) = await Ask(host);
        long round = await SignUp(host);
        await Object(host);
        await host.Do(async s =>
        {
            var now = host.Clock.GetUtcNow();
            await s.GetRequiredService<NeedsDb>()
                .Needs.Where(n => n.Number == number)
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(n => n.State, NeedState.Closed).SetProperty(n => n.ClosedAt, now)
                );
            await s.GetRequiredService<AppraisalDb>()
                .Rounds.Where(r => r.Id == round)
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.PublishedAt, now));
        });
        // An administrator keeps closed requests for a year only.
        var admin = await host.As("admin");
        await admin.Open("/admin/privacy");
        await admin.Send("tr[id='needs.requester'] form", ("Input.Days", "5"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, admin.Status);
        await admin.Send("tr[id='needs.requester'] form", ("Input.Days", "365"));
        Assert.Equal(HttpStatusCode.OK, admin.Status);
        host.Clock.Jump(TimeSpan.FromDays(366));
        await host.Do(Retention);
        await host.Do(Retention);
        await host.Do(async s =>
        {
            var runs = await s.GetRequiredService<KernelDb>().RetentionRuns.OrderBy(r => r.Id).ToListAsync();
            Assert.Equal(2, runs.Count);
            Assert.Equal(
                [("appraisal.sign-up", 1), ("needs.requester", 1), ("projects.objector", 1)],
                runs[0]
                    .Of()
                    .Where(c => !c.Key.StartsWith("kernel.", StringComparison.Ordinal))
                    .Select(c => (c.Key, c.Value))
            );
            Assert.Equal(0, runs[1].Total);
            var needs = await s.GetRequiredService<NeedsDb>().Needs.ToDictionaryAsync(n => n.Number);
            Assert.Null(needs[number].RequesterPhone);
            Assert.NotNull(needs[open].RequesterPhone);
            Assert.Equal("", (await s.GetRequiredService<AppraisalDb>().SignUps.SingleAsync()).Phone);
            Assert.Null((await s.GetRequiredService<ProjectsDb>().Objections.SingleAsync()).Contact);
            var changed = await s.GetRequiredService<KernelDb>()
                .AuditEntries.SingleAsync(a => a.Action == "retention.changed");
            Assert.Contains("1095", changed.Data, StringComparison.Ordinal);
        });
        admin = await host.As("admin");
        await admin.Open("/admin/privacy");
        foreach (string raw in new[] { "privacy.", "module.", "enum." })
            Assert.DoesNotContain(raw, admin.Page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    private static async Task Retention(IServiceProvider s)
    {
        var kind = s.GetServices<JobKind>().Single(k => k.Kind == "kernel.retention");
        await ((IJobWork)s.GetRequiredService(kind.Work)).Run(JobRun.Unasked(kind.Kind), default);
    }

    private static async Task Own(Visitor resident, string number, string code)
    {
        await resident.Open("/track");
        await resident.Send("form.form", ("Number", number), ("Code", code));
        await resident.Send("form[action='/track/data']");
        Assert.Equal(HttpStatusCode.OK, resident.Status);
    }

    private static async Task<(string Number, string Code)> Ask(RunningHost host)
    {
        var resident = host.Visitor();
        await resident.Open("/ask");
        int unit = await Unit(host, "A1");
        await resident.Send(
            "form.form",
            ("Text", $"The lamp before house twelve is out. Please call {Name}, 138-1234-5678."),
            ("UnitId", $"{unit}"),
            ("Name", Name),
            ("Phone", "138-1234-5678"),
            ("Consented", "")
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, resident.Status);
        await resident.Send("form.form", ("Name", Name));
        Assert.Equal("/ask/receipt", resident.At);
        string code = resident.Page.QuerySelector(".code")!.TextContent.Replace(" ", "", StringComparison.Ordinal);
        string number = System.Text.RegularExpressions.Regex.Match(resident.Text, @"XQ-\d{4}-\d{6}").Value;
        return (number, code);
    }

    private static async Task<long> Object(RunningHost host)
    {
        int unit = await Unit(host, "A1");
        long notice = await host.Ask(async s =>
        {
            var text = new ProjectText(
                "Lunch for the old",
                ProjectTier.Key,
                "Lunch for sixty people a day",
                "Old people",
                "Find a room, find a cook, begin",
                0,
                "L",
                "R",
                "T",
                new(2026, 3, 10),
                new(2026, 9, 1)
            )
            {
                Mechanism = "asked every quarter",
                Targets = [new("satisfied", "", TargetKind.Share, 41.3m, 80, "questionnaire", 120)],
                Lines =
                [
                    new(FundSource.SpecialFund, "kitchen", 500_000),
                    new(FundSource.SpecialFund, "goods", 100_000),
                    new(FundSource.Donation, "rice", 80_000),
                ],
            };
            var db = s.GetRequiredService<ProjectsDb>();
            string number = (await s.GetRequiredService<DesignProject>().Draft(unit, text, null, default)).Number;
            Task<int> Version() =>
                db.Projects.AsNoTracking().Where(p => p.Number == number).Select(p => p.Version).SingleAsync();
            await s.GetRequiredService<DesignProject>().Submit(number, await Version(), default);
            await s.GetRequiredService<ReviewProject>()
                .Decide(number, await Version(), "approve", "met on Monday, all for it", default);
            await s.GetRequiredService<RunNotice>().Open(number, await Version(), default);
            return await db.Notices.Select(n => n.Id).SingleAsync();
        });
        var resident = host.Visitor();
        await resident.Open($"/notices/{notice}");
        await resident.Send(
            "form.form",
            ("Form.Text", $"Too far for old people, says {Name}."),
            ("Form.Contact", $"{Name} +86 138 1234 5678")
        );
        Assert.Equal(HttpStatusCode.OK, resident.Status);
        Assert.Equal(1, await host.Ask(s => s.GetRequiredService<ProjectsDb>().Objections.CountAsync()));
        return notice;
    }

    /// <summary>Somebody signs up, is on the list, and the list is frozen.</summary>
    private static async Task<long> SignUp(RunningHost host)
    {
        int district = await Unit(host, "Q"),
            unit = await Unit(host, "A1");
        long id = await host.Ask(async s =>
        {
            long round = await s.GetRequiredService<DraftBallot>()
                .Draft(
                    district,
                    new(
                        "Quarter",
                        "quarterly-rating",
                        "{}",
                        [new("Satisfaction", null, 1, 5)],
                        ["Canteen"],
                        "All who live here.",
                        0,
                        5,
                        null
                    ),
                    default
                );
            await s.GetRequiredService<Recruit>().Call(round, await Version(s, round), default);
            return round;
        });
        var resident = host.Visitor();
        await resident.Open($"/vote/{id}");
        await resident.Send(
            "form.form",
            ("Name", Name),
            ("Phone", "138 1234 5678"),
            ("Unit", $"{unit}"),
            ("Agreed", "true")
        );
        Assert.Equal(HttpStatusCode.OK, resident.Status);
        Assert.Equal(1, await host.Ask(s => s.GetRequiredService<AppraisalDb>().SignUps.CountAsync()));
        await host.Do(async s =>
            await s.GetRequiredService<AppraisalDb>()
                .Rounds.Where(r => r.Id == id)
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.State, RoundState.Frozen))
        );
        return id;
    }

    private static Task<int> Version(IServiceProvider s, long id) =>
        s.GetRequiredService<AppraisalDb>()
            .Rounds.IgnoreQueryFilters()
            .Where(r => r.Id == id)
            .Select(r => r.Version)
            .SingleAsync();

    private static Task<int> Unit(RunningHost host, string code) =>
        host.Ask(async s => (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find(code)!.Id);
}
