using System.Net;
using System.Text;
using Modular.TestKit;

namespace Modular.Projects.Tests;

/// <summary>
/// The plan as people meet it, without script: the chart is a picture beside a table of which every field can be
/// changed.
/// </summary>
[Trait("rule", "P8")]
public sealed class PlanPageTests
{
    [Fact]
    public async Task A_worker_writes_a_plan_changes_a_task_and_undoes_it_with_forms_alone()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        string number = await PlanTests.Planned(host, "find a room | 3 | ");
        var worker = await host.As("worker-a1");
        await worker.Open($"/projects/{number}/plan");
        await worker.Press(
            "Add",
            ("Input.Name", "find a cook"),
            ("Input.Days", "5"),
            ("Input.After", "1"),
            ("Input.Owner", "worker-a1")
        );
        Assert.Equal(2, worker.Page.QuerySelectorAll(".plan-table tbody tr").Length);
        Assert.Equal(2, worker.Page.QuerySelectorAll(".plan-body .g-box-hot").Length);
        Assert.Contains(
            "3月11日",
            worker.Page.QuerySelectorAll(".plan-table tbody tr")[1].TextContent,
            StringComparison.Ordinal
        );
        await worker.Open(worker.Page.QuerySelectorAll(".plan-table .main a")[1].GetAttribute("href")!);
        Assert.Contains("find a room", worker.Page.QuerySelector("aside")!.TextContent, StringComparison.Ordinal);
        await worker.Press("Save", ("Input.Days", "7"), ("Input.After", "1+1"));
        await worker.Open($"/projects/{number}/plan");
        Assert.Contains(
            "3月16日",
            worker.Page.QuerySelectorAll(".plan-table tbody tr")[1].TextContent,
            StringComparison.Ordinal
        );
        await worker.Send("#undo");
        Assert.Contains(
            "3月11日",
            worker.Page.QuerySelectorAll(".plan-table tbody tr")[1].TextContent,
            StringComparison.Ordinal
        );
        await worker.Press("Add", ("Input.Name", "loop"), ("Input.Days", "1"), ("Input.After", "7"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, worker.Status);
        Assert.Equal("loop", worker.Page.QuerySelector("#add [name='Input.Name']")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Who_saves_second_sees_what_the_first_changed_keeps_what_was_typed_and_can_save_again()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        string number = await PlanTests.Planned(host);
        var plan = await PlanTests.View(host, number);
        var (worker, town) = (await host.As("worker-a1"), await host.As("town-a"));
        string at = $"/projects/{number}/plan/{plan.Tasks[0].Task.Id}";
        await worker.Open(at);
        await town.Open(at);
        await town.Press("Save", ("Input.Days", "4"));
        await worker.Press("Save", ("Input.Owner", "worker-a1"), ("Input.Days", "3"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, worker.Status);
        Assert.Contains("3 → 4", worker.Page.QuerySelector(".ask")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("worker-a1", worker.Page.QuerySelector("#Input_Owner")!.GetAttribute("value"));
        await worker.Press("Save", ("Input.Days", "4"));
        var now = (await PlanTests.View(host, number)).Tasks[0];
        Assert.Equal((4, "worker-a1"), (now.Days, now.Task.Owner));
        Assert.NotNull(now.Task.OwnerId);
    }

    [Fact]
    public async Task Only_those_who_may_see_or_change_a_plan_and_nobody_while_it_is_reviewed()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        string number = await PlanTests.Planned(host);
        Assert.Equal(HttpStatusCode.NotFound, await (await host.As("worker-b1")).StatusOf($"/projects/{number}/plan"));
        var auditor = await host.As("auditor");
        await auditor.Open($"/projects/{number}/plan");
        Assert.Null(auditor.Page.QuerySelector("#add"));
        await auditor.Raw(
            $"/projects/{number}/plan?handler=add",
            ("Input.Name", "x"),
            ("Input.Days", "1"),
            ("Input.Version", "1")
        );
        Assert.Equal(4, (await PlanTests.View(host, number)).Tasks.Count);
        await PlanTests.Moves(host, number, "submitted");
        var worker = await host.As("worker-a1");
        await worker.Open($"/projects/{number}/plan");
        Assert.Null(worker.Page.QuerySelector("#add"));
        Assert.Contains("已提交", worker.Page.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_calendar_feed_shows_the_tasks_until_its_address_is_renewed()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        string number = await PlanTests.Planned(host, "find a room | 3 | | worker-a1\nfind a cook | 5 | 1 | somebody");
        var worker = await host.As("worker-a1");
        await worker.Open($"/projects/{number}/plan");
        await worker.Send("form[action*='handler=Feed'][action*='own=False']");
        string old = worker.Page.QuerySelector("#feeds .code")!.TextContent;
        string feed = Encoding.UTF8.GetString(await host.Visitor().Bytes(old));
        Assert.Contains("BEGIN:VEVENT", feed, StringComparison.Ordinal);
        Assert.Contains("DTSTART;VALUE=DATE:20260302", feed, StringComparison.Ordinal);
        Assert.Contains("DTEND;VALUE=DATE:20260305", feed, StringComparison.Ordinal);
        Assert.Contains("find a cook", feed, StringComparison.Ordinal);
        await worker.Send("form[action*='handler=Feed'][action*='own=True']");
        string own = Encoding.UTF8.GetString(
            await host.Visitor().Bytes(worker.Page.QuerySelectorAll("#feeds .code")[1].TextContent)
        );
        Assert.Contains("find a room", own, StringComparison.Ordinal);
        Assert.DoesNotContain("find a cook", own, StringComparison.Ordinal);
        await worker.Send("form[action*='handler=Feed'][action*='own=False']");
        Assert.Equal(HttpStatusCode.NotFound, await host.Visitor().StatusOf(old));
        Assert.Equal(HttpStatusCode.NotFound, await host.Visitor().StatusOf("/calendar/abc.ics"));
    }

    [Fact]
    public async Task Week_sheets_of_paper_picture_and_workbook_answer()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        string number = await PlanTests.Planned(
            host,
            string.Join('\n', Enumerable.Range(1, 45).Select(i => $"step {i} | 2 | {(i > 1 ? i - 1 : "")} | worker-a1"))
        );
        var worker = await host.As("worker-a1");
        await worker.Open($"/projects/{number}/plan?view=week");
        Assert.Contains("step 4", worker.Page.QuerySelector("table.week")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "step 40",
            worker.Page.QuerySelector("table.week")!.TextContent,
            StringComparison.Ordinal
        );
        await worker.Open($"/projects/{number}/plan?print=a4");
        Assert.Equal(3, worker.Page.QuerySelectorAll(".plan-sheet-a4 svg").Length);
        await worker.Open($"/projects/{number}/plan?print=a3");
        Assert.Equal(2, worker.Page.QuerySelectorAll(".plan-sheet-a3 svg").Length);
        string picture = Encoding.UTF8.GetString(await worker.Bytes($"/projects/{number}/plan?handler=picture"));
        Assert.Equal("svg", System.Xml.Linq.XDocument.Parse(picture).Root!.Name.LocalName);
        Assert.DoesNotContain("class=\"g-", picture, StringComparison.Ordinal);
        Assert.True((await worker.Bytes($"/projects/{number}/plan?handler=export")).AsSpan().StartsWith("PK"u8));
    }
}
