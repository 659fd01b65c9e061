using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Units;
using Modular.Projects.Activities;
using Modular.Projects.Data;
using Modular.Projects.Design;
using Modular.Projects.Domain;
using Modular.Projects.Notice;
using Modular.Projects.Review;
using Modular.TestKit;

namespace Modular.Projects.Tests;

/// <summary>A project of community A1 that is carried out, and what the tests of execution share.</summary>
internal static class Execution
{
    private static readonly ProjectText Text = new(
        "After-school care",
        ProjectTier.Key,
        "Care for forty children on school days",
        "Families with two jobs",
        "Find a room, find teachers, begin",
        0,
        "Leader L",
        "Responsible R",
        "Team T",
        new(2026, 3, 1),
        new(2027, 3, 1)
    )
    {
        Mechanism = "asked every quarter",
        Targets = [new("satisfied", "", TargetKind.Share, 41.3m, 80, "questionnaire", 120)],
        Lines = [new(FundSource.SpecialFund, "books", 300_000), new(FundSource.PartnerUnit, "teachers", 200_000)],
    };

    /// <summary>Carried out since the 18th of March 2026.</summary>
    public static async Task<string> Running(RunningHost host, string unit = "A1")
    {
        string number = await host.Ask(async s =>
        {
            var design = s.GetRequiredService<DesignProject>();
            var project = await design.Draft(
                (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find(unit)!.Id,
                Text,
                null,
                default
            );
            await design.Submit(project.Number, project.Version, default);
            await s.GetRequiredService<ReviewProject>()
                .Decide(project.Number, project.Version, "approve", "met on Monday, all for it", default);
            await s.GetRequiredService<RunNotice>().Open(project.Number, project.Version, default);
            return project.Number;
        });
        host.Clock.Move(TimeSpan.FromDays(8));
        await host.Do(async s =>
        {
            int version = (await One(s, number)).Version;
            await s.GetRequiredService<RunNotice>().Approve(number, version, default);
            await s.GetRequiredService<DesignProject>().Start(number, (await One(s, number)).Version, default);
        });
        return number;
    }

    public static void At(RunningHost host, int year, int month, int day, int hour = 12, int minute = 0) =>
        host.Clock.Move(
            new DateTimeOffset(year, month, day, hour, minute, 0, TimeSpan.FromHours(8)) - host.Clock.GetUtcNow()
        );

    public static Task<Project> One(IServiceProvider services, string number) =>
        services.GetRequiredService<ProjectsDb>().Projects.AsNoTracking().SingleAsync(p => p.Number == number);

    public static Task<long> Plan(
        RunningHost host,
        string number,
        DateOnly on,
        int from = 9,
        int to = 11,
        bool rotating = false
    ) =>
        host.Ask(s =>
            s.GetRequiredService<KeepActivities>()
                .Add(number, new("Reading", on, new(from, 0), new(to, 0), null, "the square", 30, rotating), default)
        );

    public static async Task<long> Place(RunningHost host, string number) =>
        await host.Ask(async s =>
        {
            await s.GetRequiredService<KeepActivities>().AddPlace(number, "The room", "1 Main Street", default);
            return (await s.GetRequiredService<ProjectsDb>().ServicePlaces.SingleAsync()).Id;
        });

    public static Task<Activity> Activity(RunningHost host, long id) =>
        host.Ask(s => s.GetRequiredService<ProjectsDb>().Activities.AsNoTracking().SingleAsync(a => a.Id == id));
}
