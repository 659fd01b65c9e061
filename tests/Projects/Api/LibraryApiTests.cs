using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Units;
using Modular.TestKit;

namespace Modular.Projects.Tests;

/// <summary>The library as other systems read it.</summary>
[Trait("rule", "P16")]
public sealed class LibraryApiTests
{
    [Fact, Trait("rule", "K17")]
    public async Task Other_systems_read_the_library_with_a_key_and_no_scope_no_answer()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        string number = await Library.Shared(host, "A1", "Lunch for the old");
        var (good, bad) = await host.Ask(async s =>
        {
            var clients = s.GetRequiredService<Kernel.Api.KeepApiClients>();
            int unit = (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find("B")!.Id;
            return (
                await clients.Add("portal", unit, ["library:read"], default),
                await clients.Add("other", unit, ["needs:read"], default)
            );
        });
        using var http = new HttpClient { BaseAddress = host.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", good);
        Assert.Contains(number, await http.GetStringAsync("/api/v1/library?q=lunch"), StringComparison.Ordinal);
        Assert.Contains(
            "\"contact\"",
            await http.GetStringAsync($"/api/v1/library/{number}"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "/api/v1/library/{number}",
            await http.GetStringAsync("/api/v1.json"),
            StringComparison.Ordinal
        );
        http.DefaultRequestHeaders.Authorization = new("Bearer", bad);
        Assert.Equal(HttpStatusCode.Forbidden, (await http.GetAsync("/api/v1/library")).StatusCode);
    }
}
