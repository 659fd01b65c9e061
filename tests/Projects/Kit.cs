using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.Projects.Activities;
using Modular.Projects.Data;
using Modular.Projects.Design;
using Modular.Projects.Domain;
using Modular.Projects.Notice;
using Modular.Projects.Report;
using Modular.Projects.Review;
using Modular.TestKit;

namespace Modular.Projects.Tests;

/// <summary>A project led through its real use cases to where a test begins.</summary>
internal static class Kit
{
    public static readonly ProjectText Full = new(
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

    public static void At(this RunningHost host, int year, int month, int day, int hour = 9) =>
        host.Clock.Move(
            new DateTimeOffset(year, month, day, hour, 0, 0, TimeSpan.FromHours(8)) - host.Clock.GetUtcNow()
        );

    public static Task<Project> One(IServiceProvider services, string number) =>
        services.GetRequiredService<ProjectsDb>().Projects.AsNoTracking().SingleAsync(p => p.Number == number);

    /// <returns>The id of the latest notice of a project.</returns>
    public static Task<long> Notice(RunningHost host, string number) =>
        host.Ask(async s =>
            await s.GetRequiredService<ProjectsDb>()
                .Notices.Where(n =>
                    s.GetRequiredService<ProjectsDb>().Projects.Any(p => p.Id == n.ProjectId && p.Number == number)
                )
                .OrderByDescending(n => n.Id)
                .Select(n => n.Id)
                .FirstAsync()
        );

    public static async Task<string> Draft(this RunningHost host, string unit = "A1", ProjectText? text = null) =>
        await host.Ask(async s =>
            (
                await s.GetRequiredService<DesignProject>()
                    .Draft(
                        (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find(unit)!.Id,
                        text ?? Full,
                        null,
                        default
                    )
            ).Number
        );

    public static async Task<string> InNotice(this RunningHost host, string unit = "A1", ProjectText? text = null)
    {
        string number = await host.Draft(unit, text);
        await host.Do(async s =>
        {
            await s.GetRequiredService<DesignProject>().Submit(number, (await One(s, number)).Version, default);
            await s.GetRequiredService<ReviewProject>()
                .Decide(number, (await One(s, number)).Version, "approve", "met on Monday, all for it", default);
            await s.GetRequiredService<RunNotice>().Open(number, (await One(s, number)).Version, default);
        });
        return number;
    }

    /// <summary>Started twelve days after now.</summary>
    public static async Task<string> Running(this RunningHost host, string unit = "A1", ProjectText? text = null)
    {
        string number = await host.InNotice(unit, text);
        host.Clock.Move(TimeSpan.FromDays(12));
        await host.Do(async s =>
        {
            await s.GetRequiredService<RunNotice>().Approve(number, (await One(s, number)).Version, default);
            await s.GetRequiredService<DesignProject>().Start(number, (await One(s, number)).Version, default);
        });
        return number;
    }

    /// <summary>
    /// Four days go by with an activity on each, and a summary report is written: what an application asks of the
    /// record.
    /// </summary>
    public static async Task Served(this RunningHost host, string number)
    {
        host.Clock.Move(TimeSpan.FromDays(4));
        for (int day = 1; day <= 4; day++)
            await host.Held(
                number,
                DateOnly.FromDateTime(host.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime).AddDays(-day),
                20 + day
            );
        await host.Do(s =>
            s.GetRequiredService<WriteReport>()
                .Save(number, 0, "what it was", "how it was done", "what came of it", "what was learnt", default)
        );
    }

    public static Task Held(this RunningHost host, string number, DateOnly on, int served, long? task = null) =>
        host.Do(async s =>
        {
            var keep = s.GetRequiredService<KeepActivities>();
            long id = await keep.Add(
                number,
                new("Lunch together", on, new(11, 0), new(13, 0), null, "the hall", 30, false, task),
                default
            );
            await keep.Hold(
                number,
                id,
                await s.GetRequiredService<ProjectsDb>()
                    .Activities.Where(a => a.Id == id)
                    .Select(a => a.Version)
                    .SingleAsync(),
                new(served, 2, 4, "they came"),
                default
            );
        });

    public static async Task<string> Refused(this RunningHost host, Func<IServiceProvider, Task> work) =>
        (await Assert.ThrowsAsync<RuleBroken>(() => host.Do(work))).Key;
}
