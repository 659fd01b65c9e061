using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Contracts.Appraisal;
using Modular.Kernel.Units;
using Modular.Projects.Data;
using Modular.Projects.Design;
using Modular.Projects.Effect;
using Modular.Projects.Selections;
using Modular.TestKit;

namespace Modular.Projects.Tests;

/// <summary>
/// Selections of the district from the first to the second of April 2026, led through their real use cases to where a
/// test begins.
/// </summary>
internal static class Selections
{
    public static readonly IReadOnlyList<int> Weights = [50, 30, 20, 40, 40, 20];

    public static async Task<string> Completed(RunningHost host, string unit)
    {
        host.At(2026, 3, 2);
        string number = await host.Running(unit);
        await host.Do(async s =>
        {
            long project = (await Kit.One(s, number)).Id;
            await s.GetRequiredService<MeasureEffect>()
                .Measure(
                    number,
                    (await s.GetRequiredService<ProjectsDb>().Targets.SingleAsync(t => t.ProjectId == project)).Id,
                    true,
                    80,
                    120,
                    "questionnaire",
                    default
                );
        });
        await host.Served(number);
        await host.Do(async s =>
            await s.GetRequiredService<DesignProject>()
                .Complete(number, (await Kit.One(s, number)).Version, "sixty people eat here", default)
        );
        return number;
    }

    public static Task<long> SetUp(
        RunningHost host,
        string unit = "Q",
        string awards = "first | 1",
        string name = "Good projects"
    ) =>
        host.Ask(async s =>
            await s.GetRequiredService<RunSelection>()
                .SetUp(
                    (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find(unit)!.Id,
                    new(name, new(2026, 4, 1), new(2026, 4, 2), Weights, awards),
                    default
                )
        );

    public static async Task Apply(IServiceProvider s, string number, long id) =>
        await s.GetRequiredService<ApplyProject>().Apply(number, (await Kit.One(s, number)).Version, id, default);

    /// <summary>On the first of April.</summary>
    public static async Task<(long Id, string[] Numbers)> Applied(RunningHost host, params string[] communities)
    {
        var numbers = new string[communities.Length];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = await Completed(host, communities[i]);
        host.At(2026, 4, 1);
        long id = await SetUp(host);
        await host.Do(async s =>
        {
            foreach (string number in numbers)
                await Apply(s, number, id);
        });
        return (id, numbers);
    }

    /// <summary>Ranked by hand, the first named best, on the seventh of April.</summary>
    public static async Task<(long Id, string[] Numbers)> Ranked(RunningHost host, params string[] communities)
    {
        var (id, numbers) = await Applied(host, communities);
        host.At(2026, 4, 7);
        await Rank(host, id, numbers);
        return (id, numbers);
    }

    public static async Task Rank(RunningHost host, long id, string[] numbers)
    {
        var view = await host.Ask(s => s.GetRequiredService<ShowSelections>().One(id, default));
        var marks = view.Standing.ToDictionary(
            e => e.Entry.Id,
            e =>
                (IReadOnlyList<decimal?>)
                    [.. Enumerable.Repeat((decimal?)(90 - 10 * Array.IndexOf(numbers, e.Project.Number)), 9)]
        );
        await host.Do(async s =>
            await s.GetRequiredService<RunSelection>().RankByHand(id, await Version(s, id), marks, "met", default)
        );
    }

    /// <summary>The proposal stands in public.</summary>
    public static async Task<(long Id, string[] Numbers)> InNotice(RunningHost host, params string[] communities)
    {
        var (id, numbers) = await Ranked(host, communities);
        await Publish(host, id);
        return (id, numbers);
    }

    public static async Task Publish(RunningHost host, long id)
    {
        var view = await host.Ask(s => s.GetRequiredService<ShowSelections>().One(id, default));
        await host.Do(async s =>
            await s.GetRequiredService<RunSelection>()
                .Publish(
                    id,
                    await Version(s, id),
                    view.Standing.ToDictionary(e => e.Entry.Id, e => e.Entry.Award ?? ""),
                    default
                )
        );
    }

    /// <summary>Awarded on the twentieth of April.</summary>
    public static async Task Award(RunningHost host, long id)
    {
        host.At(2026, 4, 20);
        await host.Do(async s => await s.GetRequiredService<RunSelection>().Award(id, await Version(s, id), default));
    }

    /// <summary>A composite round over these projects was published.</summary>
    public static async Task Judged(RunningHost host, long round, string[] numbers, params long[] scores)
    {
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<ProjectsDb>();
            for (int i = 0; i < scores.Length; i++)
                db.Tell(
                    new SubjectJudged(round, "project", (await Kit.One(s, numbers[i])).Id, "good", scores[i], null)
                    {
                        RoundKind = "composite",
                    }
                );
            await db.SaveChangesAsync();
        });
        await host.Settle();
    }

    public static Task<int> Version(IServiceProvider s, long id) =>
        s.GetRequiredService<ProjectsDb>().Selections.Where(x => x.Id == id).Select(x => x.Version).SingleAsync();
}
