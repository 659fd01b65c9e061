using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Appraisal.Appeals;
using Modular.Appraisal.Data;
using Modular.Appraisal.Results;
using Modular.Kernel.Rules;
using Modular.TestKit;

namespace Modular.Appraisal.Tests;

/// <summary>From a published result to its correction, decided by somebody else.</summary>
[Trait("rule", "A10")]
public sealed class AppealTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_appeal_is_decided_by_another_unit_and_a_correction_leaves_the_former_edition_readable(
        string database
    )
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        await Kit.More(host);
        int a1 = await host.Ask(async s => (await Kit.Unit(s, "A1")).Id),
            b1 = await host.Ask(async s => (await Kit.Unit(s, "B1")).Id);
        long id = await Kit.Panel(host, [], p => p with { Units = [a1, b1] });
        await Kit.Score(
            host,
            id,
            (judge, what) =>
                what.Contains("A1", StringComparison.Ordinal)
                    ? judge == "judge3"
                        ? 0
                        : 90
                    : 80
        );
        await Kit.Compute(host, id);
        await Kit.Publish(host, id, "pass");
        // The appraised unit reads its record and appeals; another unit's result is not its business.
        var worker = await host.As("worker-a1");
        await worker.Open("/record");
        Assert.Contains("Community A1", worker.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Community B1", worker.Text, StringComparison.Ordinal);
        Assert.Equal(
            HttpStatusCode.NotFound,
            await worker.Raw($"/record?handler=appeal&round={id}&subject={b1}", ("Input.Text", "not our business"))
        );
        await worker.Press("Appeal", ("Input.Text", "judge3 never came to us"));
        Assert.NotNull(worker.Page.QuerySelector(".said"));
        string at = worker.At;
        var district = await host.As("district");
        await district.Open(at);
        var offered = district
            .Page.QuerySelectorAll("select[name='Input.Unit'] option")
            .Select(o => o.TextContent)
            .ToList();
        Assert.Contains("Department D", offered);
        // Neither who appraised, nor who was, nor who leads them directly.
        Assert.DoesNotContain("Test District", offered);
        Assert.DoesNotContain("Town A", offered);
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            await district.Raw(
                $"{at}?handler=assign",
                ("Input.Version", "0"),
                ("Input.Unit", $"{await host.Ask(async s => (await Kit.Unit(s, "A")).Id)}")
            )
        );
        var officer = await host.As("officer-d");
        Assert.Equal(HttpStatusCode.NotFound, await officer.StatusOf(at));
        await district.Press("Assign", ("Input.Unit", $"{await host.Ask(async s => (await Kit.Unit(s, "D")).Id)}"));
        Assert.Null(district.Page.QuerySelector("form[action*='handler=Decide']"));
        await officer.Open("/desk");
        await officer.Open(at);
        await officer.Press("Decide", ("Input.Upheld", "yes"), ("Input.Decision", "the visit list bears it out"));
        Assert.NotNull(officer.Page.QuerySelector(".said"));
        await worker.Open(at);
        Assert.Contains("the visit list bears it out", worker.Text, StringComparison.Ordinal);
        // The correction: a case left out, computed again, published by another person than who computed.
        await district.Open($"/rounds/{id}");
        await district.Press("Correct", ("Reason", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, district.Status);
        await district.Press("Correct", ("Reason", "appeal upheld"));
        var anybody = host.Visitor();
        await anybody.Open($"/results/{id}");
        Assert.Contains("80", anybody.Page.QuerySelector(".list tbody tr")!.TextContent, StringComparison.Ordinal);
        long judge = await host.Ask(async s =>
            (await s.GetRequiredService<AppraisalDb>().Panel.SingleAsync(p => p.Name == "judge3")).AccountId
        );
        await district.Press("Exclude", ("pair", $"{judge} {a1}"), ("Reason", "never came"));
        await host.Do(s => s.GetRequiredService<ComputeRound>().Run(id, default));
        await Kit.Publish(host, id, "good");
        await anybody.Open($"/results/{id}");
        Assert.Contains(
            "Community A1",
            anybody.Page.QuerySelector(".list tbody tr")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.Contains("90", anybody.Page.QuerySelector(".list tbody tr")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("appeal upheld", anybody.Text, StringComparison.Ordinal);
        // Anybody reads what computing it again gave; a mark changed behind the back shows.
        await anybody.Send($"form[action='/results/{id}/verify']");
        Assert.Null(anybody.Page.QuerySelector(".said"));
        await host.Do(s => s.GetRequiredService<VerifyPublished>().One(id, default));
        await anybody.Send($"form[action='/results/{id}/verify']");
        Assert.NotNull(anybody.Page.QuerySelector(".said"));
        await host.Do(s =>
            s.GetRequiredService<AppraisalDb>()
                .Scores.Where(x => x.SubjectId == b1)
                .ExecuteUpdateAsync(set => set.SetProperty(x => x.ValueMicro, 99_000_000L))
        );
        await host.Do(s => s.GetRequiredService<VerifyPublished>().One(id, default));
        await anybody.Open($"/results/{id}");
        await anybody.Send($"form[action='/results/{id}/verify']");
        Assert.Null(anybody.Page.QuerySelector(".said"));
        Assert.NotNull(anybody.Page.QuerySelector(".notice[role=status]"));
        // An auditor, whose work this is, does so on the staff's page.
        var auditor = await host.As("auditor");
        await auditor.Open($"/rounds/{id}");
        Assert.NotNull(auditor.Page.QuerySelector("form[action*='handler=Recompute']"));
        Assert.Null(auditor.Page.QuerySelector("form[action*='handler=Archive']"));
        Assert.Equal(
            [1, 2],
            await host.Ask(s =>
                s.GetRequiredService<AppraisalDb>().Results.OrderBy(r => r.Edition).Select(r => r.Edition).ToListAsync()
            )
        );
        var earlier = Assert.Single((await host.Ask(s => s.GetRequiredService<ShowRound>().Show(id, default))).Earlier);
        Assert.Equal(60, earlier.Computation.Subjects.Single(x => x.Subject == "A1").Score);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_resident_objects_by_name_reads_the_answer_by_code_and_after_five_working_days_it_is_too_late(
        string database
    )
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        long id = await Kit.Panel(host, ["Centre one", "Centre two"]);
        await Kit.Score(host, id, (_, what) => what.Length * 5);
        await Kit.Compute(host, id);
        var resident = host.Visitor();
        await resident.Open($"/results/{id}", HttpStatusCode.NotFound);
        await Kit.Publish(host, id, "pass", everybody: true);
        await resident.Open($"/results/{id}");
        await resident.Send(
            $"form[action='/results/{id}']",
            ("Name", "Somebody"),
            ("Contact", ""),
            ("Text", "The second was closed all year.")
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, resident.Status);
        await resident.Send(
            $"form[action='/results/{id}']",
            ("Name", "Somebody"),
            ("Contact", "139 0000 0000"),
            ("Text", "The second was closed all year.")
        );
        string code = resident.Page.QuerySelector(".receipt .code")!.TextContent;
        var appeal = await host.Ask(s => s.GetRequiredService<AppraisalDb>().Appeals.SingleAsync());
        Assert.DoesNotContain("139", appeal.Contact, StringComparison.Ordinal);
        await host.Do(s =>
            s.GetRequiredService<AppraisalDb>()
                .Appeals.ExecuteUpdateAsync(set =>
                    set.SetProperty(a => a.State, AppealState.Rejected)
                        .SetProperty(a => a.Decision, "It was open: see the day log.")
                )
        );
        await resident.Open("/results");
        await resident.Send("form[action='/results/decision']", ("code", code));
        Assert.Contains("see the day log", resident.Text, StringComparison.Ordinal);
        host.Clock.Move(TimeSpan.FromDays(20));
        Assert.Equal(
            "appeals.too-late",
            (
                await Assert.ThrowsAsync<RuleBroken>(() =>
                    host.Do(s =>
                        s.GetRequiredService<HandleAppeals>()
                            .FileByResident(
                                id,
                                null,
                                "Late",
                                "139",
                                "much too late",
                                Kernel.Secrets.SecretCode.New(),
                                default
                            )
                    )
                )
            ).Key
        );
    }

    [Fact]
    public async Task Who_computed_published_or_sat_on_the_panel_does_not_decide()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite, "--Jobs:Enabled=false");
        await Kit.More(host);
        long id = await Kit.Panel(host, ["Centre"]);
        await Kit.Score(host, id, (_, _) => 80);
        await Kit.Compute(host, id);
        await Kit.Publish(host, id, "pass");
        var (unit, officer) = await host.Ask(async s =>
            (
                (await Kit.Unit(s, "D")).Id,
                (
                    await s.GetRequiredService<Kernel.Store.KernelDb>()
                        .Accounts.SingleAsync(a => a.UserName == "officer-d")
                ).Id
            )
        );
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<AppraisalDb>();
            db.Appeals.Add(
                new()
                {
                    Id = 7,
                    RoundId = id,
                    Edition = 1,
                    Name = "Somebody",
                    Text = "No.",
                    On = new(2026, 3, 3),
                    State = AppealState.Assigned,
                    DeciderUnitId = unit,
                }
            );
            db.Panel.Add(
                new()
                {
                    RoundId = id,
                    AccountId = officer,
                    Name = "officer-d",
                }
            );
            await db.SaveChangesAsync();
        });
        var visitor = await host.As("officer-d");
        await visitor.Open("/appeals/7");
        await visitor.Press("Decide", ("Input.Upheld", "no"), ("Input.Decision", "all is well"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Equal(
            AppealState.Assigned,
            await host.Ask(s => s.GetRequiredService<AppraisalDb>().Appeals.Select(a => a.State).SingleAsync())
        );
    }
}
