using Microsoft.Playwright;
using Modular.TestKit;

namespace Modular.Browser.Tests;

/// <summary>
/// People before one running host, each in a browser of their own and of one size. What the server fails to answer is
/// told, even where the page hides it.
/// </summary>
/// <param name="name">Before the names of the pictures: the size and what is walked.</param>
internal sealed class Walk(RunningHost host, IBrowser browser, string name, int width, int height)
{
    private readonly List<string> _failed = [];

    /// <summary>Somebody at the sign-in page or, with an account, behind it.</summary>
    public async Task<IPage> Person(string? account)
    {
        var context = await browser.NewContextAsync(
            new()
            {
                ViewportSize = new() { Width = width, Height = height },
                Locale = "zh-CN",
                BaseURL = host.Address.ToString(),
                Geolocation = new() { Latitude = 30.5f, Longitude = 114.3f },
                Permissions = ["geolocation"],
            }
        );
        var page = await context.NewPageAsync();
        page.Response += (_, answer) =>
        {
            if (answer.Status >= 500)
                Failed($"{answer.Status} {answer.Request.Method} {answer.Url}");
        };
        page.PageError += (_, error) => Failed(error);
        if (account is null)
            return page;
        await page.GotoAsync("/sign-in");
        await page.FillAsync("#Input_Name", account);
        await page.FillAsync("#Input_Password", RunningHost.Password);
        await page.ClickAsync("main .btn-primary");
        await page.WaitForSelectorAsync(".page-head");
        return page;
    }

    /// <summary>A picture of the whole page, which must not scroll sideways and must pass axe.</summary>
    public async Task Look(IPage page, string step)
    {
        await page.ScreenshotAsync(new() { Path = Path.Combine(Chrome.Shots, $"{name}-{step}.png"), FullPage = true });
        int wide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Assert.True(wide <= width, $"{step} scrolls sideways: {wide} > {width}");
        // From the top, as one reads: what lies under the fixed head half scrolled is no fault of the page.
        await page.EvaluateAsync("window.scrollTo(0, 0)");
        await BrowserTests.Accessible(page, step);
    }

    /// <summary>At the end of a walk.</summary>
    public void NothingFailed()
    {
        lock (_failed)
            Assert.Empty(_failed);
    }

    private void Failed(string what)
    {
        lock (_failed)
            _failed.Add(what);
        // Also where the walk ends early: it may be the reason.
        TestContext.Current.TestOutputHelper?.WriteLine(what);
    }
}
