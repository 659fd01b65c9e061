using System.Text.RegularExpressions;
using Modular.TestKit;

namespace Modular.Journeys.Tests;

/// <summary>English by switch is complete on the screens people open most, and remembered.</summary>
public sealed class LanguageTests
{
    [Fact]
    public async Task Every_screen_speaks_the_chosen_language()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        var resident = host.Visitor();
        await MainJobTests.Ask(resident, "the lamp is out");
        var district = await host.As("district");
        await district.Open("/desk?culture=en");
        string[] screens =
        [
            "/",
            "/ask",
            "/track",
            "/notices",
            "/library",
            "/desk",
            "/needs",
            "/needs/new",
            "/needs/XQ-2026-000001",
            "/needs/import",
            "/needs/topics",
            "/needs/categories",
            "/projects",
            "/projects/new",
            "/projects/risk",
            "/projects/supervision",
            "/liaison",
            "/rounds",
            "/rounds/new",
            "/jobs",
            "/account",
        ];
        foreach (string screen in screens)
        {
            await district.Open(screen);
            foreach (
                var other in district.Page.QuerySelectorAll("[lang='zh-CN']").Where(e => e.LocalName != "html").ToList()
            )
                other.Remove();
            var left = Regex.Match(district.Text, "[\u4e00-\u9fff]+");
            // The first receiver was written down in Chinese when the need came in.
            Assert.True(
                !left.Success || screen.StartsWith("/needs/XQ", StringComparison.Ordinal),
                $"{screen}: {left.Value}"
            );
        }

        await district.Open("/desk?culture=zh-CN");
        Assert.Contains("待办", district.Text, StringComparison.Ordinal);
    }
}
