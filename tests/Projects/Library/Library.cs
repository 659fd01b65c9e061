using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Units;
using Modular.Projects.Data;
using Modular.Projects.Design;
using Modular.Projects.Domain;
using Modular.Projects.Library;
using Modular.TestKit;

namespace Modular.Projects.Tests;

/// <summary>Projects for tests, led along the machine without asking the gates before the library.</summary>
internal static class Library
{
    public static readonly ProjectText Full = new(
        "Lunch",
        ProjectTier.Key,
        "Lunch for sixty people a day",
        "Old people",
        "Find a room, find a cook, begin",
        500_000,
        "L",
        "R",
        "T",
        new(2025, 4, 1),
        new(2025, 9, 1)
    )
    {
        Mechanism = "asked every quarter",
        Targets = [new("satisfied", "", TargetKind.Share, 41.3m, 80, "questionnaire", 120)],
    };

    public static Task<string> Draft(RunningHost host, string unit, string title) =>
        host.Ask(async s =>
            (
                await s.GetRequiredService<DesignProject>()
                    .Draft(
                        (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find(unit)!.Id,
                        Full with
                        {
                            Title = title,
                        },
                        null,
                        default
                    )
            ).Number
        );

    public static async Task<string> Completed(RunningHost host, string unit, string title)
    {
        string number = await Draft(host, unit, title);
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<ProjectsDb>();
            var project = await db.Projects.SingleAsync(p => p.Number == number);
            project.Results = "sixty people had lunch";
            foreach (
                string move in new[]
                {
                    "submitted",
                    "review-passed",
                    "notice-opened",
                    "approved",
                    "started",
                    "completed",
                }
            )
                await MoveProject.Move(db, project, null, move, null, TimeProvider.System, default);
        });
        return number;
    }

    public static async Task<string> Shared(RunningHost host, string unit, string title)
    {
        string number = await Completed(host, unit, title);
        await Material(host, number, shown: true);
        await host.Do(async s =>
            await s.GetRequiredService<ShareProject>()
                .Share(
                    number,
                    (
                        await s.GetRequiredService<ProjectsDb>()
                            .Projects.AsNoTracking()
                            .SingleAsync(p => p.Number == number)
                    ).Version,
                    $"{unit} office",
                    10,
                    null,
                    default,
                    "the first of the shelf"
                )
        );
        return number;
    }

    /// <returns>The file's id.</returns>
    public static Task<long> Material(RunningHost host, string number, bool shown) =>
        host.Ask(async s =>
        {
            byte[] picture = Demo.DemoPicture.Png(4, 3, shown ? 1 : 0);
            await s.GetRequiredService<KeepMaterials>()
                .Add(
                    number,
                    MaterialKind.Photo,
                    shown ? "the room" : "a list of names",
                    shown,
                    [new FormFile(new MemoryStream(picture), 0, picture.Length, "Files", "a.png")],
                    default
                );
            return await s.GetRequiredService<ProjectsDb>()
                .Files.OrderByDescending(f => f.Id)
                .Select(f => f.Id)
                .FirstAsync();
        });
}
