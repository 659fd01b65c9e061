using System.Net;
using Modular.TestKit;

namespace Modular.Projects.Tests;

[Trait("rule", "P1")]
public sealed class CatalogueCloseTests
{
    [Fact]
    public async Task Entries_and_types_are_closed_and_opened_again_from_their_pages()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        var district = await host.As("district");
        await district.Open("/projects/catalogue/types");
        await district.PressButton("button[formaction*='handler=Close'], form[action*='handler=Close'] button");
        Assert.Equal(HttpStatusCode.OK, district.Status);
        Assert.NotNull(district.Page.QuerySelector(".said"));
        await district.PressButton("button[formaction*='handler=Close'], form[action*='handler=Close'] button");
        Assert.NotNull(district.Page.QuerySelector(".said"));

        await district.Open("/projects/catalogue");
        await district.Open(
            district
                .Page.QuerySelectorAll("table.list a[href^='/projects/catalogue/'], a[href^='/projects/catalogue/']")
                .Select(a => a.GetAttribute("href")!)
                .First(h => char.IsDigit(h[^1]))
        );
        foreach (string closed in new[] { "true", "false" })
        {
            await district.PressButton($"form[action*='handler=close'] button[name=closed][value={closed}]");
            Assert.Equal(HttpStatusCode.OK, district.Status);
        }
    }
}
