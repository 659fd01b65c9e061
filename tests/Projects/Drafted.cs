using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Units;
using Modular.Projects.Campaigns;
using Modular.Projects.Data;
using Modular.Projects.Design;
using Modular.Projects.Domain;
using Modular.TestKit;

namespace Modular.Projects.Tests;

/// <summary>Projects and campaigns as the tests of this folder need them.</summary>
internal static class Drafted
{
    public static readonly ProjectText Full = new(
        "Lunch for the old",
        ProjectTier.General,
        "Lunch for sixty people a day",
        "Old people",
        "Find a room, find a cook, begin",
        500_000,
        "Lin",
        "Ren",
        "Six people",
        new(2026, 4, 1),
        new(2026, 9, 1)
    )
    {
        Mechanism = "asked every quarter",
        Targets = [new("satisfied", "", TargetKind.Share, 41.3m, 80, "questionnaire", 120)],
    };

    /// <summary>Of Town and District Q: one or two new projects of each community, at least one of each town.</summary>
    public static CampaignPlan Plan(int most = 2, DateOnly? from = null, DateOnly? to = null) =>
        new(
            "Spring 2026",
            from ?? new(2026, 3, 10),
            to ?? new(2026, 3, 31),
            true,
            true,
            new(1, most),
            new(1, null),
            new(0, 1),
            new(0, null),
            new(0, null),
            "10,5,1",
            ""
        );

    public static Task<long> Campaign(RunningHost host, CampaignPlan plan, bool open = true) =>
        host.Ask(async s =>
        {
            var run = s.GetRequiredService<RunCampaign>();
            long id = await run.Draft((await Unit(s, "Q")).Id, plan, default);
            if (open)
                await run.Open(id, (await run.One(id, default)).Version, default);
            return id;
        });

    public static Task<string> Project(
        RunningHost host,
        string unit,
        long? campaign,
        ProjectTier tier = ProjectTier.General
    ) =>
        host.Ask(async s =>
            (
                await s.GetRequiredService<DesignProject>()
                    .Draft(
                        (await Unit(s, unit)).Id,
                        Full with
                        {
                            Tier = tier,
                        },
                        new DraftFrom(CampaignId: campaign),
                        default
                    )
            ).Number
        );

    public static Task Submit(RunningHost host, string number, string? without = null) =>
        host.Do(async s =>
            await s.GetRequiredService<DesignProject>().Submit(number, (await One(s, number)).Version, default, without)
        );

    public static Task<Project> One(IServiceProvider services, string number) =>
        services.GetRequiredService<ProjectsDb>().Projects.AsNoTracking().SingleAsync(p => p.Number == number);

    public static async Task<Unit> Unit(IServiceProvider services, string code) =>
        (await services.GetRequiredService<UnitDirectory>().Tree(default)).Find(code)!;

    public static void At(RunningHost host, DateTimeOffset at) => host.Clock.Move(at - host.Clock.GetUtcNow());

    public static DateTimeOffset Shanghai(int month, int day, int hour = 12, int minute = 0, int second = 0) =>
        new(2026, month, day, hour, minute, second, TimeSpan.FromHours(8));
}
