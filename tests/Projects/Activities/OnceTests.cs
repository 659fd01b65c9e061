using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Projects.Activities;
using Modular.Projects.Data;
using Modular.TestKit;

namespace Modular.Projects.Tests;

/// <summary>A double click, a refresh, a retry: one effect and the same answer.</summary>
[Trait("fault", "9")]
public sealed class OnceTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_same_form_sent_fifty_times_at_once_plans_one_activity_and_another_content_another(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        host.At(2026, 3, 2);
        string number = await host.Running();
        var worker = await host.As("worker-a1");
        string at = $"/projects/{number}/activities/new";
        await worker.Open(at);
        string once = worker.Page.QuerySelector("form.form input[name=_once]")!.GetAttribute("value")!;
        (string, string)[] Form(string title, string day) =>
            [
                ("_once", once),
                ("Input.Title", title),
                ("Input.On", day),
                ("Input.From", "09:00"),
                ("Input.To", "11:00"),
                ("Input.PlaceId", "0"),
                ("Input.Place", "the hall"),
            ];

        // Refused it has done nothing; mended it is carried out, once.
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await worker.Raw(at, Form("", "2026-04-01")));
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => worker.Raw(at, Form("Lunch", "2026-04-01")))
        );
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a));
        Assert.Equal(HttpStatusCode.OK, await worker.Raw(at, Form("Lunch again", "2026-04-02")));
        Assert.Equal(
            ["Lunch", "Lunch again"],
            await host.Ask(s =>
                s.GetRequiredService<ProjectsDb>()
                    .Activities.OrderBy(a => a.StartsAt)
                    .Select(a => a.Title)
                    .ToListAsync()
            )
        );
    }
}

/// <summary>What is held for a task of the plan is how far that task is.</summary>
[Trait("rule", "P8")]
public sealed class CarriedTaskTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_task_is_as_far_as_what_was_held_for_it_and_no_longer_late_once_all_is(string database)
    {
        await using var host = await RunningHost.Start(database);
        host.At(2026, 3, 2);
        string number = await host.Running();
        await host.Do(s =>
            s.GetRequiredService<Plan.CopyPlan>().Lines(number, 0, "Lunches | 3 | |\nQuestionnaire | 2 | 1 |", default)
        );
        long task = await host.Ask(s =>
            s.GetRequiredService<ProjectsDb>().PlanTasks.OrderBy(t => t.Place).Select(t => t.Id).FirstAsync()
        );
        var today = DateOnly.FromDateTime(host.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime);
        long[] ids = await host.Ask(async s =>
        {
            var keep = s.GetRequiredService<KeepActivities>();
            var made = new List<long>();
            for (int day = 0; day < 4; day++)
                made.Add(
                    await keep.Add(
                        number,
                        new("Lunch", today.AddDays(day), new(11, 0), new(13, 0), null, "the hall", 30, false, task),
                        default
                    )
                );
            return made.ToArray();
        });
        host.Clock.Move(TimeSpan.FromDays(20));
        await host.Do(s => s.GetRequiredService<Plan.LatePlans>().Sweep(null, default));
        Assert.NotNull(await Late());
        await Hold(ids[0]);
        await Hold(ids[1]);
        Assert.Equal(50, await Done());
        // What was cancelled is not asked for any more.
        await host.Do(s => s.GetRequiredService<KeepActivities>().Cancel(number, ids[2], 0, "rain", default));
        Assert.Equal(66, await Done());
        await Hold(ids[3]);
        Assert.Equal(100, await Done());
        Assert.Null(await Late());
        // Given to no task it no longer counts for this one; a task of no plan is refused.
        await host.Do(async s =>
            await s.GetRequiredService<KeepActivities>().Belong(number, ids[0], await Version(s, ids[0]), null, default)
        );
        Assert.Equal(
            2,
            (await host.Ask(s => s.GetRequiredService<Plan.ShowPlan>().One(number, null, default))).Task(task)!.Parts
        );
        Assert.Equal(
            "activity.task-unknown",
            await host.Refused(async s =>
                await s.GetRequiredService<KeepActivities>()
                    .Belong(number, ids[0], await Version(s, ids[0]), 4711, default)
            )
        );

        Task Hold(long id) =>
            host.Do(async s =>
                await s.GetRequiredService<KeepActivities>()
                    .Hold(number, id, await Version(s, id), new(20, 2, 4, null), default)
            );
        async Task<int?> Done() =>
            (await host.Ask(s => s.GetRequiredService<Plan.ShowPlan>().One(number, null, default))).Task(task)!.Done;
        Task<DateOnly?> Late() =>
            host.Ask(s =>
                s.GetRequiredService<ProjectsDb>()
                    .PlanTasks.Where(t => t.Id == task)
                    .Select(t => t.LateOn)
                    .SingleAsync()
            );
        static Task<int> Version(IServiceProvider s, long id) =>
            s.GetRequiredService<ProjectsDb>().Activities.Where(a => a.Id == id).Select(a => a.Version).SingleAsync();
    }
}
