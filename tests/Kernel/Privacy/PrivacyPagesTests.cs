using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Privacy;
using Modular.Kernel.Store;
using Modular.Kernel.Units;
using Modular.TestKit;

namespace Modular.Kernel.Tests;

/// <summary>The pages on personal data: who comes in, what is recorded, versions of the notice, assessments.</summary>
[Trait("rule", "S9")]
public sealed class PrivacyPagesTests
{
    private static readonly string[] Pages =
    [
        "/admin/privacy",
        "/admin/privacy?handler=export",
        "/admin/privacy/person",
        "/admin/privacy/proofs",
        "/admin/privacy/proofs/SC-2026-000001",
        "/admin/privacy/notice",
        "/admin/privacy/assessments",
    ];

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task They_are_the_districts_and_the_auditor_only_reads(string database)
    {
        await using var host = await RunningHost.Start(database);
        await host.Do(async s =>
        {
            int town = (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find("A")!.Id;
            await s.GetRequiredService<KeepAccounts>()
                .Open("town-admin", "town-admin", RunningHost.Password, [(Role.Administrator, town)], false, default);
        });
        foreach (string name in new[] { "town-admin", "town-a", "worker-a1" })
        {
            var outside = await host.As(name);
            foreach (string page in Pages)
                Assert.NotEqual(HttpStatusCode.OK, await outside.StatusOf(page));
            await outside.Open("/desk");
            Assert.Null(outside.Page.QuerySelector("a[href='/admin/privacy']"));
            Assert.NotEqual(
                HttpStatusCode.OK,
                await outside.Raw("/admin/privacy/person?handler=Find", ("Input.Phone", "13812345678"))
            );
        }

        var auditor = await host.As("auditor");
        await auditor.Open("/admin/privacy");
        Assert.Empty(auditor.Page.QuerySelectorAll("main form[method='post']"));
        Assert.NotEqual(HttpStatusCode.OK, await auditor.StatusOf("/admin/privacy/person"));
        await auditor.Open("/admin/privacy/notice");
        Assert.Null(auditor.Page.QuerySelector("[name='Input.Zh']"));
        foreach (
            string post in new[] { "?handler=Days", "/notice?handler=Publish", "/assessments", "/person?handler=Erase" }
        )
            await auditor.Raw(
                "/admin/privacy" + post,
                ("Input.Entry", "kernel.device"),
                ("Input.Days", "60"),
                ("Input.Zh", "x"),
                ("Input.En", "x"),
                ("Input.Phone", "13812345678"),
                ("Input.Reason", "x")
            );
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<KernelDb>();
            Assert.Equal(1, await db.PrivacyNotices.CountAsync());
            Assert.False(await db.Settings.AnyAsync(x => x.Key.StartsWith("privacy.")));
            Assert.False(await db.AuditEntries.AnyAsync(a => a.Action.StartsWith("person.")));
        });
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Each_look_and_each_copy_stands_in_the_audit_without_the_telephone(string database)
    {
        await using var host = await RunningHost.Start(database);
        var resident = host.Visitor();
        await resident.Open("/ask");
        int unit = await host.Ask(async s =>
            (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find("A1")!.Id
        );
        await resident.Send(
            "form.form",
            ("Text", "The lamp is out"),
            ("UnitId", $"{unit}"),
            ("Name", "Li Qiang"),
            ("Phone", "13812345678")
        );
        Assert.Equal("/ask/receipt", resident.At);
        var officer = await host.As("district");
        await officer.Open("/admin/privacy/person");
        await officer.Press("Find", ("Input.Number", "XQ-2026-000001"));
        Assert.Contains("L**", officer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Li Qiang", officer.Text, StringComparison.Ordinal);
        await officer.Press("Reveal");
        Assert.Contains("Li Qiang", officer.Text, StringComparison.Ordinal);
        Assert.Contains("13812345678", officer.Text, StringComparison.Ordinal);
        await officer.Send("form[action*='format=json']");
        Assert.Contains("Li Qiang", await officer.Answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await officer.Open("/admin/privacy/person");
        await officer.Press("Find", ("Input.Phone", "0086-13812345678"));
        await officer.Send("form[action*='format=xlsx']");
        Assert.Contains(
            "spreadsheet",
            officer.Answer.Content.Headers.ContentType!.MediaType!,
            StringComparison.Ordinal
        );
        await officer.Open("/admin/privacy/person");
        await officer.Press("Find", ("Input.Phone", "13812345678"));
        await officer.Press(
            "Correct",
            ("Input.RightName", "Li Jiang"),
            ("Input.RightReason", "misheard at the window")
        );
        Assert.Equal(HttpStatusCode.OK, officer.Status);
        await officer.Press("Find", ("Input.Phone", "13812345678"));
        await officer.Press("Reveal");
        Assert.Contains("Li Jiang", officer.Text, StringComparison.Ordinal);
        var audit = await host.Ask(s => s.GetRequiredService<KernelDb>().AuditEntries.AsNoTracking().ToListAsync());
        foreach (string act in new[] { "person.looked-up", "person.revealed", "person.copied", "person.corrected" })
            Assert.Contains(audit, a => a.Action == act && a.Data.Contains("XQ-2026-000001", StringComparison.Ordinal));
        Assert.Equal(2, audit.Count(a => a.Action == "file.taken"));
        Assert.All(
            audit,
            a =>
            {
                Assert.False(Phones.Holds(a.Data + a.Subject, "13812345678"));
                Assert.DoesNotContain("Li ", a.Data, StringComparison.Ordinal);
            }
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_new_version_of_the_notice_is_agreed_to_anew_and_the_old_one_stays_readable(string database)
    {
        await using var host = await RunningHost.Start(database);
        var resident = host.Visitor();
        await resident.Open("/ask");
        Assert.Equal("1", resident.Page.QuerySelector("input[name='Consented']")!.GetAttribute("value"));
        int unit = await host.Ask(async s =>
            (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find("A1")!.Id
        );
        var admin = await host.As("admin");
        await admin.Open("/admin/privacy/notice");
        await admin.PressButton("button[formaction*='Publish']", ("Input.From", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, admin.Status);
        await admin.PressButton("button[formaction*='Preview']", ("Input.En", "Another text altogether"));
        Assert.NotNull(admin.Page.QuerySelector("ins"));
        await admin.PressButton("button[formaction*='Publish']", ("Input.En", "Another text altogether"));
        Assert.Equal(HttpStatusCode.OK, admin.Status);
        // The form was filled in under the old text.
        await resident.Send(
            "form.form",
            ("Text", "lamp"),
            ("UnitId", $"{unit}"),
            ("Phone", "13812345678"),
            ("Consented", "1")
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, resident.Status);
        Assert.Equal("2", resident.Page.QuerySelector("input[name='Consented']")!.GetAttribute("value"));
        await resident.Send("form.form", ("Phone", "13812345678"));
        Assert.Equal("/ask/receipt", resident.At);
        // Who leaves nothing personal need not agree to anything.
        var silent = host.Visitor();
        await silent.Open("/ask");
        await silent.Send("form.form", ("Text", "lamp"), ("UnitId", $"{unit}"), ("Consented", ""));
        Assert.Equal("/ask/receipt", silent.At);
        await silent.Open("/privacy?culture=en");
        Assert.Contains("Another text altogether", silent.Text, StringComparison.Ordinal);
        await silent.Open("/privacy?version=1");
        Assert.DoesNotContain("Another text altogether", silent.Text, StringComparison.Ordinal);
        await silent.Open("/privacy?version=9", HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_assessment_whose_review_is_due_waits_on_the_desk(string database)
    {
        await using var host = await RunningHost.Start(database);
        var admin = await host.As("admin");
        await admin.Open("/admin/privacy/assessments");
        (string, string)[] given =
        [
            ("Input.Subject", "Telephones of residents"),
            ("Input.Purpose", "To answer"),
            ("Input.Risks", "Somebody calls who should not"),
            ("Input.Measures", "Sealed, masked, recorded"),
            ("Input.On", "2026-03-10"),
        ];
        await admin.Send("form.form", [.. given, ("Input.NextReview", "2026-03-09")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, admin.Status);
        await admin.Send("form.form", [.. given, ("Input.NextReview", "2026-04-10")]);
        Assert.Contains("Telephones of residents", admin.Text, StringComparison.Ordinal);
        Assert.Empty(await Todos(host));
        host.Clock.Jump(TimeSpan.FromDays(31));
        Assert.Equal(["Telephones of residents"], await Todos(host));
    }

    private static Task<List<string>> Todos(RunningHost host) =>
        host.Ask(async s =>
        {
            var source = s.GetServices<Modules.ITodoSource>().Single(t => t.GetType().Name == "AssessmentTodos");
            return (await source.Items(10, default)).Select(i => i.Title).ToList();
        });
}
