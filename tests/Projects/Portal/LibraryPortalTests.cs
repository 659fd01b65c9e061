using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Projects.Data;
using Modular.Projects.Library;
using Modular.TestKit;

namespace Modular.Projects.Tests;

/// <summary>The library as anybody sees it.</summary>
[Trait("rule", "P16")]
public sealed class LibraryPortalTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_public_sees_no_draft_no_file_kept_among_staff_and_nothing_taken_out(string database)
    {
        await using var host = await RunningHost.Start(database);
        string draft = await Library.Draft(host, "A1", "A secret plan"),
            number = await Library.Shared(host, "A1", "Shared project");
        long hidden = await Library.Material(host, number, shown: false),
            shown =
                await host.Ask(s =>
                    s.GetRequiredService<ProjectsDb>().Files.Where(f => f.Public).Select(f => f.Id).FirstAsync()
                );
        using var reader = host.Visitor();
        await reader.Open("/library?shelf=Running");
        Assert.DoesNotContain("A secret plan", reader.Text, StringComparison.Ordinal);
        foreach (
            string path in new[]
            {
                $"/library/{draft}",
                $"/library/{draft}/materials.zip",
                $"/library/{number}/files/{hidden}",
                $"/library/{draft}/files/{shown}",
            }
        )
            Assert.Equal((path, HttpStatusCode.NotFound), (path, await reader.StatusOf(path)));
        Assert.Equal(HttpStatusCode.OK, await reader.StatusOf($"/library/{number}/files/{shown}"));
        using var packet = new System.IO.Compression.ZipArchive(
            new MemoryStream(await reader.Bytes($"/library/{number}/materials.zip"))
        );
        Assert.Single(packet.Entries);
        Assert.EndsWith(".png", packet.Entries[0].FullName, StringComparison.Ordinal);
        await host.Do(s => s.GetRequiredService<ShareProject>().TakeOut(number, "figures were wrong", default));
        foreach (
            string path in new[]
            {
                $"/library/{number}",
                $"/library/{number}/files/{shown}",
                $"/library/{number}/materials.zip",
            }
        )
            Assert.Equal((path, HttpStatusCode.NotFound), (path, await reader.StatusOf(path)));
        await reader.Open("/library");
        Assert.DoesNotContain("Shared project", reader.Text, StringComparison.Ordinal);
        await host.Do(s => s.GetRequiredService<ShareProject>().PutBack(number, default));
        Assert.Equal(HttpStatusCode.OK, await reader.StatusOf($"/library/{number}"));
    }
}
