using Microsoft.Playwright;
using Modular.TestKit;

namespace Modular.Browser.Tests;

/// <summary>The page that describes the JSON interface, in real Chromium.</summary>
public sealed class ApiPageTests
{
    private static bool Elsewhere(Uri asked, Uri host) => asked.Scheme != "data" && asked.Authority != host.Authority;

    [Theory, InlineData("phone", 360, 740), InlineData("desk", 1440, 900)]
    public async Task It_is_drawn_under_its_policy_and_asks_nobody_else(string name, int width, int height)
    {
        Chrome.Needed();

        await using var host = await RunningHost.Start(Databases.Sqlite);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chrome.Launch(playwright);
        var size = new ViewportSize { Width = width, Height = height };
        var page = await browser.NewPageAsync(new() { ViewportSize = size, Locale = "zh-CN" });
        var asked = new List<string>();
        var complaints = new List<string>();
        page.Request += (_, request) => asked.Add(request.Url);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                complaints.Add(message.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);
        await page.GotoAsync($"{host.Address}api/docs");
        await page.GetByText("/api/v1/needs/{number}").Locator("visible=true").First.WaitForAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Chrome.Shots, $"{name}-api-docs.png") });
        int wide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Assert.True(wide <= width, $"scrolls sideways: {wide} > {width}");
        Assert.Empty(complaints);
        // Without a key the call is refused, by this host itself and not by the policy of the page.
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^测试请求") }).First.ClickAsync();
        var send = page.GetByRole(AriaRole.Button, new() { NameRegex = new("^发送") }).First;
        var answer = await page.RunAndWaitForResponseAsync(() => send.ClickAsync(), r => r.Request.Method == "POST");
        Assert.Equal(401, answer.Status);
        await page.GetByText("application/problem+json").First.WaitForAsync();
        await page.ScreenshotAsync(new() { Path = Path.Combine(Chrome.Shots, $"{name}-api-docs-call.png") });
        Assert.Contains(asked, url => url.EndsWith("/api/v1.json", StringComparison.Ordinal));
        Assert.DoesNotContain(asked, url => Elsewhere(new Uri(url), host.Address));
    }
}
