using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Units;
using Modular.Projects.Data;
using Modular.Projects.Library;
using Modular.TestKit;

namespace Modular.Projects.Tests;

/// <summary>What goes into the library, and what is found there.</summary>
[Trait("rule", "P16")]
public sealed class LibraryTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Into_the_library_only_with_results_a_public_material_and_a_contact(string database)
    {
        await using var host = await RunningHost.Start(database);
        string number = await Library.Completed(host, "A1", "Lunch for the old");
        Assert.Equal(
            "projects.share.material-needed",
            await host.Refused(s =>
                s.GetRequiredService<ShareProject>().Share(number, Version(s, number), "A1 office", 10, null, default)
            )
        );
        await Library.Material(host, number, shown: false);
        Assert.Equal(
            "projects.share.material-needed",
            await host.Refused(s =>
                s.GetRequiredService<ShareProject>().Share(number, Version(s, number), "A1 office", 10, null, default)
            )
        );
        await Library.Material(host, number, shown: true);
        Assert.Equal(
            "projects.share.contact-needed",
            await host.Refused(s =>
                s.GetRequiredService<ShareProject>().Share(number, Version(s, number), " ", 10, null, default)
            )
        );
        Assert.Equal(
            "rule.changed-meanwhile",
            await host.Refused(s =>
                s.GetRequiredService<ShareProject>()
                    .Share(number, Version(s, number) - 1, "A1 office", 10, null, default, "the first of the shelf")
            )
        );
        await host.Do(s =>
            s.GetRequiredService<ShareProject>()
                .Share(
                    number,
                    Version(s, number),
                    "A1 office 0000-1",
                    1240,
                    "first prize",
                    default,
                    "the first of the shelf"
                )
        );
        using var reader = host.Visitor();
        await reader.Open("/library");
        Assert.Contains("Lunch for the old", reader.Text, StringComparison.Ordinal);
        Assert.Contains("1,240", reader.Text, StringComparison.Ordinal);
        await reader.Open($"/library/{number}");
        Assert.Contains("A1 office 0000-1", reader.Text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Two_characters_find_a_project_and_the_pages_of_the_list_lose_and_repeat_nothing(string database)
    {
        await using var host = await RunningHost.Start(database);
        for (int i = 0; i < 15; i++)
            await Library.Shared(host, i % 2 == 0 ? "A1" : "B1", $"助餐{i:00}号");
        await Library.Shared(host, "B1", "老楼加装电梯");
        await host.Do(async s =>
        {
            var read = s.GetRequiredService<ShowLibrary>();
            Assert.Equal(["老楼加装电梯"], (await read.List(new("电梯"), default)).Lines.Select(l => l.Project.Title));
            Assert.Empty((await read.List(new("电梯 助餐"), default)).Lines);
            var town = (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find("A")!;
            Assert.Equal(8, (await read.List(new(Town: town.Id, Most: 50), default)).Lines.Count);
            foreach (var order in Enum.GetValues<LibraryOrder>())
            {
                var seen = new List<long>();
                string? after = null;
                do
                {
                    var page = await read.List(new(Order: order, After: after, Most: 4), default);
                    seen.AddRange(page.Lines.Select(l => l.Project.Id));
                    after = page.Next;
                } while (after is not null);
                Assert.Equal((16, 16), (seen.Count, seen.Distinct().Count()));
            }
        });
    }

    [Fact]
    public async Task A_story_names_the_project_most_alike_wherever_it_is_and_its_page_is_light()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        string asked = await Library.Shared(host, "A1", "银龄课堂教老人用手机");
        await Library.Shared(host, "A1", "电动车集中充电棚");
        await Library.Shared(host, "B1", "老人手机课堂");
        using var reader = host.Visitor();
        await reader.Open($"/library/{asked}");
        Assert.Equal("老人手机课堂", reader.Page.QuerySelector("ul.no-print a")!.TextContent);
        int bytes = 0;
        foreach (
            string file in new[]
            {
                $"/library/{asked}",
                "/css/tokens.css",
                "/css/base.css",
                "/css/public.css",
                "/js/public.js",
            }
        )
            bytes += (await reader.Bytes(file)).Length;
        Assert.True(bytes < 60_000, $"{bytes} bytes");
    }

    private static int Version(IServiceProvider s, string number) =>
        s.GetRequiredService<ProjectsDb>()
            .Projects.AsNoTracking()
            .Where(p => p.Number == number)
            .Select(p => p.Version)
            .Single();
}
