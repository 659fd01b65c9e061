using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Rules;
using Modular.Projects.Data;
using Modular.Projects.Report;
using Modular.Projects.Supervision;
using Modular.TestKit;

namespace Modular.Projects.Tests;

[Trait("rule", "P12")]
public sealed class SupervisionTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Who_found_it_confirms_and_what_was_signed_can_be_checked(string database)
    {
        await using var host = await RunningHost.Start(database);
        string number = await Execution.Running(host);
        Execution.At(host, 2026, 4, 29);
        using var town = await host.As("town-a");
        await town.Open($"/projects/{number}/ledger");
        // Five working days over Labour Day: 30 April, 6, 7, 8 May and the Saturday to make up for it.
        await town.Press("Find", ("Input.What", "the list of money is not up"), ("Input.WorkingDays", "5"));
        var issue = await Issue(host);
        Assert.Equal(new DateOnly(2026, 5, 9), issue.DueOn);
        string at = $"/projects/{number}/supervision/{issue.Id}";
        using var worker = await host.As("worker-a1");
        await worker.Open(at);
        await worker.Press("Mend", ("Input.How", "put up this morning"));
        Assert.Equal(IssueState.Mended, (await Issue(host)).State);
        // Neither the one who mended it nor another officer closes it.
        Assert.Null(worker.Page.QuerySelector("form[action*='handler=Confirm']"));
        using var district = await host.As("district");
        await district.Open(at);
        Assert.Null(district.Page.QuerySelector("form[action*='handler=Confirm']"));
        Assert.Equal(
            System.Net.HttpStatusCode.UnprocessableEntity,
            await district.Raw($"{at}?handler=Confirm", ("Input.Version", "1"))
        );
        await town.Open(at);
        await town.Press("SendBack", ("Input.Why", "the second page is missing"), ("Input.WorkingDays", "3"));
        Assert.Equal(IssueState.Open, (await Issue(host)).State);
        await worker.Open(at);
        await worker.Press("Mend", ("Input.How", "both pages are up"));
        await town.Open(at);
        await town.Press("Confirm");
        Assert.Equal(IssueState.Confirmed, (await Issue(host)).State);
        Assert.Equal(5, town.Page.QuerySelectorAll("aside .life li").Length);
        Assert.DoesNotContain("不一致", town.Text, StringComparison.Ordinal);
        // Somebody changes the words behind the system's back: the signature tells.
        await host.Do(s =>
            s.GetRequiredService<ProjectsDb>()
                .Issues.ExecuteUpdateAsync(set => set.SetProperty(i => i.Rectification, "nothing was done"))
        );
        await town.Open(at);
        Assert.Contains("不一致", town.Text, StringComparison.Ordinal);
        using var other = await host.As("town-b");
        Assert.Equal(System.Net.HttpStatusCode.NotFound, await other.StatusOf(at));
        await other.Open("/projects/supervision");
        Assert.DoesNotContain(issue.Number, other.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_found_and_mended_it_in_one_person_does_not_confirm_it()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        string number = await Execution.Running(host);
        using var town = await host.As("town-a");
        await town.Open($"/projects/{number}/ledger");
        await town.Press("Find", ("Input.What", "no signatures"), ("Input.WorkingDays", "5"));
        string at = $"/projects/{number}/supervision/{(await Issue(host)).Id}";
        await town.Open(at);
        await town.Press("Mend", ("Input.How", "done by myself"));
        Assert.Null(town.Page.QuerySelector("form[action*='handler=Confirm']"));
        Assert.Equal(
            System.Net.HttpStatusCode.UnprocessableEntity,
            await town.Raw($"{at}?handler=Confirm", ("Input.Version", "1"))
        );
        Assert.Equal(IssueState.Mended, (await Issue(host)).State);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_is_late_is_told_once_a_stage_and_stands_on_the_dashboard(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        string number = await Execution.Running(host);
        await host.Do(s =>
            s.GetRequiredService<Supervise>().Find(number, new("no list", null, new(2026, 3, 20), null), null, default)
        );
        await host.Do(s =>
            s.GetRequiredService<KeepLiaison>()
                .Record(
                    number,
                    new(2026, 3, 18),
                    "Leader L",
                    "saw a lesson",
                    [
                        new(LiaisonKind.Problem, "too dark", new(2026, 3, 21)),
                        new(LiaisonKind.Resource, "two lamps", null),
                    ],
                    default
                )
        );
        Execution.At(host, 2026, 3, 20);
        Assert.Null(await Tell(host));
        Execution.At(host, 2026, 3, 23);
        Assert.Equal("1", await Tell(host));
        Assert.Null(await Tell(host));
        Assert.Equal("1", await host.Ask(s => s.GetRequiredService<TellLateLiaison>().Run(null!, default)));
        Assert.Null(await host.Ask(s => s.GetRequiredService<TellLateLiaison>().Run(null!, default)));
        var issue = await Issue(host);
        await host.Do(s =>
            s.GetRequiredService<Supervise>().Mend(number, issue.Id, issue.Version, "put up", null, default)
        );
        Assert.Null(await Tell(host));
        // Three working days to look at it: the 24th, 25th and 26th.
        Execution.At(host, 2026, 3, 27);
        Assert.Equal("1", await Tell(host));
        Assert.Null(await Tell(host));
        Execution.At(host, 2026, 4, 20);
        using var town = await host.As("town-a");
        await town.Open("/projects/risk");
        string Tile(string kind) => town.Page.QuerySelector($"a.tile[href*='kind={kind}'] strong")!.TextContent;
        Assert.Equal(("1", "1", "1", "0"), (Tile("Issue"), Tile("Liaison"), Tile("Quiet"), Tile("Ended")));
        foreach (string kind in new[] { "Issue", "Liaison", "Quiet" })
        {
            await town.Open($"/projects/risk?kind={kind}");
            Assert.Equal(1, town.Page.QuerySelectorAll("#rows + table tbody tr").Length);
            await town.Open(town.Page.QuerySelector("#rows + table tbody a")!.GetAttribute("href")!.Split('#')[0]);
        }

        using var other = await host.As("town-b");
        await other.Open("/projects/risk");
        Assert.Equal("0", other.Page.QuerySelector("a.tile[href*='kind=Issue'] strong")!.TextContent);
        await town.Open("/desk");
        Assert.Contains("包联跟进逾期", town.Text, StringComparison.Ordinal);
    }

    [Theory, Trait("rule", "P11"), MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Visits_are_counted_by_leader_and_project_and_a_problem_stays_until_it_is_solved(string database)
    {
        await using var host = await RunningHost.Start(database);
        string number = await Execution.Running(host);
        using var worker = await host.As("worker-a1");
        await worker.Open($"/projects/{number}/ledger");
        await worker.Press(
            "Visit",
            ("Input.Findings", "saw a lesson"),
            ("Input.Lines[0].Text", "too dark"),
            ("Input.Lines[1].Text", "two lamps")
        );
        Assert.Equal(System.Net.HttpStatusCode.UnprocessableEntity, worker.Status);
        Assert.Contains("saw a lesson", worker.Page.QuerySelector("textarea")!.TextContent, StringComparison.Ordinal);
        await worker.Press("Visit", ("Input.Lines[0].DueOn", "2026-03-30"));
        Assert.Contains("too dark", worker.Page.QuerySelector(".open-items")!.TextContent, StringComparison.Ordinal);
        await worker.Press("Done", ("Input.Result", "lamps are up"));
        Assert.Null(worker.Page.QuerySelector(".open-items"));
        var view = await host.Ask(s =>
            s.GetRequiredService<ListLiaison>().Overview(new(2026, 3, 1), new(2026, 3, 31), null, default)
        );
        var leader = Assert.Single(view.Leaders);
        Assert.Equal(
            ("Leader L", 1, 1, 1, 1, 1, 0),
            (leader.Name, leader.Visits, leader.Projects, leader.Problems, leader.Solved, leader.Resources, leader.Late)
        );
        foreach (
            string file in new[]
            {
                $"/projects/{number}/ledger?handler=export&format=docx",
                "/liaison?handler=exportProjects&format=xlsx",
                "/projects/supervision?handler=export&format=docx",
                "/projects/risk?handler=export",
            }
        )
            Assert.True((await worker.Bytes(file)).Length > 1000, file);
    }

    [Theory, Trait("rule", "P14"), MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_report_takes_its_figures_from_the_record_and_keeps_every_version(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        string number = await Execution.Running(host);
        long id = await Execution.Plan(host, number, new(2026, 3, 20));
        Execution.At(host, 2026, 3, 20, 12);
        await host.Do(s =>
            s.GetRequiredService<Activities.KeepActivities>().Hold(number, id, 0, new(34, 3, 7.5m, null), default)
        );
        await host.Do(s => s.GetRequiredService<WriteReport>().Save(number, 0, "why", "how", "what", "so", default));
        Assert.Equal(
            "summary.changed-meanwhile",
            (
                await Assert.ThrowsAsync<RuleBroken>(() =>
                    host.Do(s => s.GetRequiredService<WriteReport>().Save(number, 0, "mine", "", "", "", default))
                )
            ).Key
        );
        using var worker = await host.As("worker-a1");
        await worker.Open($"/projects/{number}/report");
        await worker.Send("form[data-keep]", ("Input.Experience", "begin small"));
        Assert.Contains("begin small", worker.Page.QuerySelector("article")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, await host.Ask(s => s.GetRequiredService<ProjectsDb>().ReportTexts.CountAsync()));
        await worker.Open($"/projects/{number}/report?version=1");
        Assert.DoesNotContain(
            "begin small",
            worker.Page.QuerySelector("article")!.TextContent,
            StringComparison.Ordinal
        );
        using var word = DocumentFormat.OpenXml.Packaging.WordprocessingDocument.Open(
            new MemoryStream(await worker.Bytes($"/projects/{number}/report?handler=docx")),
            false
        );
        string text = word.MainDocumentPart!.Document.Body!.InnerText;
        Assert.Contains("服务居民 34 人次", text, StringComparison.Ordinal);
        Assert.Contains("志愿服务 7.5 小时", text, StringComparison.Ordinal);
        Assert.Contains("四、经验启示", text, StringComparison.Ordinal);
        Assert.Contains("3,000.00", text, StringComparison.Ordinal);
        Assert.Contains("begin small", text, StringComparison.Ordinal);
    }

    private static Task<string?> Tell(RunningHost host) =>
        host.Ask(s => s.GetRequiredService<TellLateIssues>().Run(null!, default));

    private static Task<SupervisionIssue> Issue(RunningHost host) =>
        host.Ask(s => s.GetRequiredService<ProjectsDb>().Issues.AsNoTracking().SingleAsync());
}
