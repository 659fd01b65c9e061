using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Contracts.Appraisal;
using Modular.Projects.Activities;
using Modular.Projects.Data;
using Modular.Projects.Design;
using Modular.Projects.Domain;
using Modular.Projects.Review;
using Modular.TestKit;

namespace Modular.Projects.Tests;

/// <summary>
/// How a project leaves its review and its execution: knowingly, and with nothing left running behind it.
/// </summary>
public sealed class ClosingTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "P8")]
    public async Task What_is_open_is_named_before_a_project_is_completed_and_what_was_planned_is_called_off(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        host.At(2026, 3, 2);
        string number = await host.Running();
        var worker = await host.As("worker-a1");
        long place = await host.Ask(async s =>
        {
            await s.GetRequiredService<KeepActivities>().AddPlace(number, "the hall", "", default);
            return await s.GetRequiredService<ProjectsDb>().ServicePlaces.Select(p => p.Id).SingleAsync();
        });
        await host.Do(s =>
            s.GetRequiredService<KeepSeries>()
                .Add(
                    number,
                    new(
                        "Lunch",
                        place,
                        Rhythm.Weekly,
                        1 << (int)DayOfWeek.Wednesday,
                        1,
                        1,
                        OnHolidays.Skip,
                        new(2026, 3, 16),
                        new(2026, 6, 30),
                        new(11, 0),
                        new(13, 0),
                        30,
                        false
                    ),
                    default
                )
        );
        await worker.Open($"/projects/{number}");
        await worker.Press("Complete", ("Input.Results", "sixty people eat here"));
        Assert.NotNull(worker.Page.QuerySelector(".error-summary"));
        Assert.Equal(ProjectState.InExecution, (await host.Ask(s => Kit.One(s, number))).State);
        await worker.Press("Complete", ("Input.Results", "sixty people eat here"), ("Input.Despite", "true"));
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<ProjectsDb>();
            Assert.Equal(ProjectState.Completed, (await Kit.One(s, number)).State);
            Assert.False(await db.Activities.AnyAsync(a => a.State == ActivityState.Planned));
            Assert.NotNull((await db.Events.SingleAsync(e => e.What == "completed")).Note);
            // The nightly growth of services plans nothing any more.
            Assert.Equal(0, await s.GetRequiredService<KeepSeries>().GrowAll(default));
        });
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "P6")]
    public async Task A_panel_that_cannot_finish_is_replaced_by_minutes_and_moves_nothing_afterwards(string database)
    {
        await using var host = await RunningHost.Start(database);
        host.At(2026, 3, 2);
        string number = await host.Draft();
        await host.Do(async s =>
            await s.GetRequiredService<DesignProject>().Submit(number, (await Kit.One(s, number)).Version, default)
        );
        long id = (await host.Ask(s => Kit.One(s, number))).Id;
        await Tell(host, db => db.Tell(new SubjectTaken(7, "project", id)));
        var town = await host.As("town-a");
        Assert.NotNull(
            (await town.Open($"/projects/{number}")).Page.QuerySelector($"a[href='/projects/{number}/meeting']")
        );
        await host.Do(async s =>
            await s.GetRequiredService<ReviewProject>()
                .Decide(number, (await Kit.One(s, number)).Version, "approve", "the panel could not meet", default)
        );
        await Tell(host, db => db.Tell(new SubjectJudged(7, "project", id, "reject", 1, 1) { RoundKind = "panel" }));
        Assert.Equal(ProjectState.Reviewed, (await host.Ask(s => Kit.One(s, number))).State);
    }

    private static async Task Tell(RunningHost host, Action<ProjectsDb> tell)
    {
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<ProjectsDb>();
            tell(db);
            await db.SaveChangesAsync();
        });
        await host.Settle();
    }
}
