using Microsoft.Playwright;
using Modular.Kernel.Tests;
using Modular.TestKit;

namespace Modular.Browser.Tests;

/// <summary>
/// Signing in by what the district has already, in real Chromium, against a provider on this machine.
/// </summary>
[Trait("rule", "S6")]
public sealed class OutsideWalk
{
    [Theory, InlineData("phone", 360, 740), InlineData("desk", 1440, 900)]
    public async Task From_linking_the_account_to_coming_in_by_one_button(string name, int width, int height)
    {
        Chrome.Needed();
        await using var provider = await OutsideProvider.Start();
        provider.Person = ("4711", "worker-a1");
        await using var host = await RunningHost.Start(
            Databases.Sqlite,
            "--Jobs:Enabled=false",
            $"--SignIn:Oidc:Authority={provider.Address}",
            "--SignIn:Oidc:ClientId=modular",
            "--SignIn:Oidc:ClientSecret=a secret between the two",
            "--SignIn:Oidc:Name=区统一认证"
        );
        // The browser goes by the true clock, and so do the cookies of the way.
        host.Clock.Jump(TimeProvider.System.GetUtcNow() - host.Clock.GetUtcNow());
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chrome.Launch(playwright);
        var context = await browser.NewContextAsync(
            new()
            {
                ViewportSize = new() { Width = width, Height = height },
                Locale = "zh-CN",
                BaseURL = host.Address.ToString(),
            }
        );
        var page = await context.NewPageAsync();
        var errors = new List<string>();
        page.PageError += (_, error) => errors.Add(error);
        page.Console += (_, said) =>
        {
            if (said.Type == "error")
                errors.Add(said.Text);
        };

        // Known there and not here: told so, in words.
        await page.GotoAsync("/sign-in");
        await Look("01-sign-in");
        await Outside();
        await page.WaitForSelectorAsync(".notice[role=alert]");
        await Look("02-unknown");

        await page.FillAsync("#Input_Name", "worker-a1");
        await page.FillAsync("#Input_Password", RunningHost.Password);
        await page.ClickAsync("form.form .btn-primary");
        await page.WaitForURLAsync("**/desk");
        await page.GotoAsync("/account/second");
        await page.ClickAsync("form[action*='handler=Link'] button");
        await page.WaitForSelectorAsync("form[action*='handler=Unlink']");
        await Look("03-linked");
        await page.GotoAsync("/account");
        await page.ClickAsync("form[action='/sign-out'] button");
        await page.WaitForURLAsync("**/");

        // From then on one button, and back to where one was going.
        await page.GotoAsync("/needs/queue");
        await Outside();
        await page.WaitForURLAsync("**/needs/queue");
        Assert.Empty(errors);

        Task Outside() => page.ClickAsync("form[action='/sign-in/outside'] button");

        async Task Look(string step)
        {
            await page.ScreenshotAsync(
                new() { Path = Path.Combine(Chrome.Shots, $"{name}-outside-{step}.png"), FullPage = true }
            );
            int wide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            Assert.True(wide <= width, $"{step} scrolls sideways: {wide} > {width}");
            await BrowserTests.Accessible(page, step);
        }
    }
}
