using Microsoft.Playwright;
using Modular.TestKit;
using OtpNet;

namespace Modular.Browser.Tests;

/// <summary>
/// Setting up and using an app and a passkey in real Chromium, with the browser's own virtual authenticator.
/// </summary>
[Trait("rule", "S6")]
public sealed class SecondFactorWalk
{
    [Theory, InlineData("phone", 360, 740), InlineData("desk", 1440, 900)]
    public async Task From_the_first_scan_to_signing_in_without_a_password(string name, int width, int height)
    {
        Chrome.Needed();

        await using var host = await RunningHost.Start(Databases.Sqlite, "--Jobs:Enabled=false");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chrome.Launch(playwright);
        var context = await browser.NewContextAsync(
            new()
            {
                ViewportSize = new() { Width = width, Height = height },
                Locale = "zh-CN",
                // Passkeys belong to a name, and an address in figures is none.
                BaseURL = $"http://localhost:{host.Address.Port}",
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
        var device = await context.NewCDPSessionAsync(page);
        await device.SendAsync("WebAuthn.enable");
        await device.SendAsync(
            "WebAuthn.addVirtualAuthenticator",
            new()
            {
                ["options"] = new
                {
                    protocol = "ctap2",
                    transport = "internal",
                    hasResidentKey = true,
                    hasUserVerification = true,
                    isUserVerified = true,
                    automaticPresenceSimulation = true,
                },
            }
        );

        async Task Look(string step)
        {
            await page.ScreenshotAsync(
                new() { Path = Path.Combine(Chrome.Shots, $"{name}-second-{step}.png"), FullPage = true }
            );
            int wide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            Assert.True(wide <= width, $"{step} scrolls sideways: {wide} > {width}");
            await BrowserTests.Accessible(page, step);
        }

        async Task Password()
        {
            await page.GotoAsync("/sign-in");
            await page.FillAsync("#Input_Name", "worker-a1");
            await page.FillAsync("#Input_Password", RunningHost.Password);
            await page.ClickAsync("form.form .btn-primary");
        }

        await page.GotoAsync("/sign-in");
        await page.WaitForSelectorAsync("form[data-passkey]:not([hidden])");
        await Look("01-sign-in");
        await Password();
        await page.WaitForSelectorAsync(".page-head");
        await page.GotoAsync("/account/second");
        await Look("02-set-up");
        string key = (await page.InnerTextAsync("form[action*='handler=App'] .code")).Replace(
            " ",
            "",
            StringComparison.Ordinal
        );
        var totp = new Totp(Base32Encoding.ToBytes(key));
        await page.FillAsync("#Input_Code", totp.ComputeTotp(host.Clock.GetUtcNow().UtcDateTime));
        await page.ClickAsync("form[action*='handler=App'] .btn-primary");
        await page.WaitForSelectorAsync(".codes .code");
        await Look("03-codes");
        await page.GotoAsync("/account/second");
        await page.FillAsync("#Input_Name", "单位电脑");
        await page.ClickAsync("form[data-passkey=create] button");
        await page.WaitForSelectorAsync("ul.plain:has-text(\"单位电脑\")");
        await Look("04-both");

        // With the password: six figures, or the passkey in their place.
        await Leave();
        host.Clock.Jump(TimeSpan.FromMinutes(1));
        await Password();
        await page.WaitForSelectorAsync("#Input_Code");
        await page.WaitForSelectorAsync("form[data-passkey]:not([hidden])");
        await Look("05-second");
        await page.FillAsync("#Input_Code", totp.ComputeTotp(host.Clock.GetUtcNow().UtcDateTime));
        await page.ClickAsync("form.form .btn-primary");
        await page.WaitForURLAsync("**/desk");
        await Leave();
        await Password();
        await page.WaitForSelectorAsync("#Input_Code");
        await page.ClickAsync("form[data-passkey] button");
        await page.WaitForURLAsync("**/desk");

        // And without a name or a password at all, back to where one was going.
        await Leave();
        await page.GotoAsync("/needs/queue");
        await page.ClickAsync("form[data-passkey] button");
        await page.WaitForURLAsync("**/needs/queue");
        Assert.Empty(errors);

        async Task Leave()
        {
            await page.GotoAsync("/account");
            await page.ClickAsync("form[action='/sign-out'] button");
            await page.WaitForURLAsync("**/");
        }
    }
}
