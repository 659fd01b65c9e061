using System.Web;
using Modular.TestKit;

namespace Modular.Architecture.Tests;

/// <summary>What was searched for goes whole with every link that carries it on: export, other filters.</summary>
[Trait("rule", "K13")]
public sealed class SearchedTests
{
    [Fact]
    public async Task A_sign_of_addresses_within_a_search_does_not_cut_it_short()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite, "--Jobs:Enabled=false");
        var district = await host.As("district");
        foreach (string page in new[] { "/needs", "/projects", "/projects/catalogue", "/partners" })
            Assert.All(await Searched(district, page, "q"), found => Assert.Equal((page, "A&B #1"), (page, found)));
        var admin = await host.As("admin");
        Assert.All(await Searched(admin, "/admin/audit", "who"), found => Assert.Equal("A&B #1", found));
    }

    private static async Task<List<string>> Searched(Visitor who, string page, string key)
    {
        await who.Open($"{page}?{key}=A%26B%20%231");
        var found = who
            .Page.QuerySelectorAll("main a[href]")
            .Select(a => a.GetAttribute("href")!)
            .Where(h => h.Contains($"{key}=A", StringComparison.Ordinal))
            .Select(h => HttpUtility.ParseQueryString(new Uri(new Uri("http://host"), h).Query)[key]!)
            .ToList();
        Assert.NotEmpty(found);
        return found;
    }
}
