using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Projects.Data;
using Modular.Projects.Library;
using Modular.Projects.Plan;
using Modular.TestKit;

namespace Modular.Projects.Tests;

/// <summary>
/// Who has to do a task, who is told, and what a promised end asks for. The clock stands on Tuesday 10 March 2026.
/// </summary>
[Trait("rule", "P8")]
public sealed class PlanOwnerTests
{
    private const string Owned =
        "find a room | 3 | | volunteer\nfind a cook | 5 | | worker-a1\ntry it | 4 | 1;2\nopen | 0 | 3";

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task From_approval_on_a_later_end_asks_for_a_reason_and_starting_does_not_make_it_the_promise(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        string number = await PlanTests.Planned(host);
        await PlanTests.Moves(host, number, "submitted", "review-passed", "notice-opened", "approved");
        await host.Settle();
        long trial = (await PlanTests.View(host, number)).Tasks[2].Task.Id;
        Assert.Equal(
            "plan.reason-needed",
            (
                await Assert.ThrowsAsync<RuleBroken>(() =>
                    PlanTests.Change(host, number, null, new PlanEdit("length", trial) { Days = 6 })
                )
            ).Key
        );
        var worker = await (await host.As("worker-a1")).Open($"/projects/{number}/plan/{trial}");
        Assert.NotNull(worker.Page.QuerySelector("#Input_Reason"));
        await PlanTests.Change(host, number, "the stove came late", new PlanEdit("length", trial) { Days = 6 });
        await host.Do(async s =>
            Assert.Contains(
                "the stove came late",
                (await s.GetRequiredService<ProjectsDb>().Events.SingleAsync(e => e.What == "plan-delayed")).Note,
                StringComparison.Ordinal
            )
        );
        await PlanTests.Moves(host, number, "started");
        await host.Settle();
        var plan = await PlanTests.View(host, number);
        Assert.Equal(2, plan.Baselines.Count);
        Assert.Equal(("approved", 2), (plan.Compared!.Name, plan.Slip));
        Assert.Equal(
            "plan.reason-needed",
            (
                await Assert.ThrowsAsync<RuleBroken>(() =>
                    PlanTests.Change(host, number, null, new PlanEdit("length", trial) { Days = 7 })
                )
            ).Key
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_task_late_a_second_time_is_told_a_second_time(string database)
    {
        await using var host = await RunningHost.Start(database);
        string number = await Running(host);
        Task<int> Sweep() => host.Ask(s => s.GetRequiredService<LatePlans>().Sweep(null, default));
        Assert.Equal(2, await Sweep());
        Assert.Equal(0, await Sweep());
        // Planned again: not late now; and late again once the new dates are over.
        var plan = await PlanTests.View(host, number);
        await PlanTests.Change(
            host,
            number,
            "the hall was flooded",
            new PlanEdit("move", plan.Tasks[0].Task.Id) { Date = new(2026, 3, 16) }
        );
        host.At(2026, 3, 24);
        // The room is told again; the cook was late all the while and is not.
        Assert.Equal(1, await Sweep());
        await host.Do(async s =>
            Assert.Contains(
                await s.GetRequiredService<ProjectsDb>()
                    .Set<NoticeWish>()
                    .Where(w => w.Kind == LatePlans.Kind && w.AccountId != null)
                    .Select(w => w.Href)
                    .ToListAsync(),
                h => h == "/my-tasks"
            )
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_volunteer_who_sees_no_project_finds_his_task_its_dates_and_list_and_ticks_it_with_a_photo(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        string number = await Running(host);
        var plan = await PlanTests.View(host, number);
        long mine = plan.Tasks[0].Task.Id,
            other = plan.Tasks[1].Task.Id;
        await host.Do(s =>
            s.GetRequiredService<KeepChecklist>().Add(number, mine, "photo of the room", false, default)
        );
        await host.Do(s => s.GetRequiredService<LatePlans>().Sweep(null, default));
        var volunteer = await (await host.As("volunteer")).Open("/desk?culture=en");
        Assert.NotNull(volunteer.Page.QuerySelector($"main a[href='/my-tasks/{mine}']"));
        Assert.NotEqual(HttpStatusCode.OK, await volunteer.StatusOf($"/projects/{number}/plan"));
        await volunteer.Open("/my-tasks");
        Assert.Equal(
            "find a room",
            Assert.Single(volunteer.Page.QuerySelectorAll("table.list tbody td.main a")).TextContent
        );
        Assert.Equal(HttpStatusCode.NotFound, await volunteer.StatusOf($"/my-tasks/{other}"));
        await volunteer.Raw($"/my-tasks/{other}?handler=tick&item=0");
        Assert.Null((await PlanTests.View(host, number)).Tasks[1].Done);
        await volunteer.Open($"/my-tasks/{mine}");
        await volunteer.Press("Tick");
        Assert.Equal(HttpStatusCode.OK, volunteer.Status);
        Assert.Equal(
            (100, 0),
            ((await PlanTests.View(host, number)).Tasks[0].Done, (await PlanTests.View(host, number)).Tasks[0].Late)
        );
        await volunteer.Open("/desk");
        Assert.Null(volunteer.Page.QuerySelector($"main a[href='/my-tasks/{mine}']"));
        // His own calendar shows his task and nobody else's.
        await volunteer.Open("/my-tasks");
        await volunteer.Press("Feed");
        string address = new Uri(volunteer.Page.QuerySelector("p.code")!.TextContent).PathAndQuery,
            calendar = Encoding.UTF8.GetString(await host.Visitor().Bytes(address));
        Assert.Contains("find a room", calendar, StringComparison.Ordinal);
        Assert.DoesNotContain("find a cook", calendar, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Two_clicks_on_done_make_one_entry_for_the_whole(string database)
    {
        await using var host = await RunningHost.Start(database);
        string number = await Running(host);
        long task = (await PlanTests.View(host, number)).Tasks[1].Task.Id;
        Task Tick() => host.Do(s => s.GetRequiredService<KeepChecklist>().Tick(number, task, 0, null, default));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Record.ExceptionAsync(Tick).AsTask()));
        Assert.Single(outcomes, o => o is null);
        Assert.All(outcomes.OfType<Exception>(), o => Assert.Equal("plan.item-done", Assert.IsType<RuleBroken>(o).Key));
        await host.Do(async s =>
            Assert.Equal(1, await s.GetRequiredService<ProjectsDb>().TaskItems.CountAsync(i => i.TaskId == task))
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_plan_is_copied_from_what_may_be_seen_and_not_from_what_was_taken_out_of_the_library(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        string other = await PlanTests.Planned(host, unit: "B1"),
            gone = await PlanTests.Planned(host, unit: "B1"),
            mine = await host.Draft();
        foreach (string number in new[] { other, gone })
            await PlanTests.Moves(host, number, "submitted", "review-passed", "notice-opened", "approved");
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<ProjectsDb>();
            long id = (await Kit.One(s, gone)).Id;
            db.LibraryEntries.Add(
                new LibraryEntry
                {
                    ProjectId = id,
                    Contact = "the office",
                    SharedBy = "district",
                    TakenOutAt = DateTimeOffset.UnixEpoch,
                }
            );
            await db.SaveChangesAsync();
        });
        var worker = await (await host.As("worker-a1")).Open($"/projects/{mine}/plan?source=Lunch&culture=en");
        string[] offered =
        [
            .. worker
                .Page.QuerySelectorAll("#Input_Source option")
                .Select(o => o.GetAttribute("value")!)
                .Where(v => v.Length > 0),
        ];
        Assert.Equal([other], offered);
        await worker.Open($"/projects/{mine}/plan?source=nothing&culture=en");
        Assert.Contains("No project with a plan was found", worker.Text, StringComparison.Ordinal);
        await worker.Raw($"/projects/{mine}/plan?handler=copy", ("Input.Version", "0"), ("Input.Source", gone));
        Assert.Empty((await PlanTests.View(host, mine)).Tasks);
        await worker.Raw($"/projects/{mine}/plan?handler=copy", ("Input.Version", "0"), ("Input.Source", other));
        Assert.Equal(4, (await PlanTests.View(host, mine)).Tasks.Count);
    }

    private static async Task<string> Running(RunningHost host)
    {
        string number = await PlanTests.Planned(host, Owned);
        await PlanTests.Moves(host, number, "submitted", "review-passed", "notice-opened", "approved", "started");
        return number;
    }
}
