using Microsoft.Playwright;
using Modular.TestKit;

namespace Modular.Browser.Tests;

/// <summary>
/// A plan in real Chromium: written as lines, dragged, lengthened, linked by mouse and by keyboard, undone, read on the
/// phone.
/// </summary>
public sealed class PlanWalk(ITestOutputHelper output)
{
    /// <summary>MODULAR_PLAN_TASKS=500 measures a plan of that size as well.</summary>
    private static int Many =>
        int.TryParse(Environment.GetEnvironmentVariable("MODULAR_PLAN_TASKS"), out int many) ? many : 0;

    [Theory, InlineData("phone", 360, 740), InlineData("desk", 1440, 900)]
    [Trait("rule", "P8"), Trait("rule", "X5"), Trait("rule", "X6")]
    public async Task A_plan_is_drawn_dragged_linked_and_undone(string name, int width, int height)
    {
        Chrome.Needed();

        await using var host = await RunningHost.Start(Databases.Sqlite);
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
        await page.GotoAsync("/sign-in");
        await page.FillAsync("#Input_Name", "worker-a1");
        await page.FillAsync("#Input_Password", RunningHost.Password);
        await page.ClickAsync("main .btn-primary");
        await page.WaitForSelectorAsync(".page-head");
        async Task<string> Plan(string lines)
        {
            await page.GotoAsync("/projects/new");
            await page.FillAsync("#Input_Title", "幸福餐桌");
            await page.FillAsync("#Input_StartsOn", "2026-03-02");
            await page.FillAsync("#Input_EndsOn", "2026-09-01");
            await page.ClickAsync("main .btn-primary");
            await page.WaitForSelectorAsync(".tabs");
            await page.GotoAsync(new Uri(page.Url).AbsolutePath + "/plan");
            await page.FillAsync("#Input_Lines", lines);
            await page.ClickAsync("form[action*='handler=Lines'] button");
            await page.WaitForSelectorAsync("#plan");
            return new Uri(page.Url).AbsolutePath;
        }

        async Task Look(string step)
        {
            await page.ScreenshotAsync(
                new() { Path = Path.Combine(Chrome.Shots, $"{name}-plan-{step}.png"), FullPage = true }
            );
            int wide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            Assert.True(wide <= width, $"{step} scrolls sideways: {wide} > {width}");
            await page.EvaluateAsync("window.scrollTo(0, 0)");
            await BrowserTests.Accessible(page, step);
        }

        Task<string> Dates() =>
            page.EvaluateAsync<string>(
                "[...document.querySelectorAll('.plan-table tbody tr')].map(r => r.children[3].textContent + "
                    + "'-' + r.children[4].textContent).join(' ')"
            );
        async Task Drawn(Func<Task> act)
        {
            string version = await page.GetAttributeAsync("#plan", "data-version") ?? "";
            await act();
            await page.WaitForSelectorAsync($"#plan:not([data-version='{version}'])");
        }

        string at = await Plan("选场地 | 3 | \n选供餐单位 | 5 | \n试运行 | 4 | 1;2\n开业 | 0 | 3");
        await Look("01-plan");
        Assert.Equal("3月2日-3月4日 3月2日-3月6日 3月9日-3月12日 3月12日-3月12日", await Dates());
        if (width > 640)
        {
            var bar = page.Locator(".g-bar").Nth(0);
            async Task Drag(ILocator from, float dx, float dy)
            {
                var box = (await from.BoundingBoxAsync())!;
                await page.Mouse.MoveAsync(box.X + box.Width / 2, box.Y + box.Height / 2);
                await page.Mouse.DownAsync();
                await page.Mouse.MoveAsync(box.X + box.Width / 2 + dx / 2, box.Y + box.Height / 2 + dy / 2);
                await page.Mouse.MoveAsync(box.X + box.Width / 2 + dx, box.Y + box.Height / 2 + dy);
                await page.Mouse.UpAsync();
            }

            // Ten pixels a day: a week to the right.
            await Drawn(() => Drag(bar.Locator("rect").First, 70, 0));
            Assert.StartsWith("3月9日-3月11日 3月2日-3月6日 3月12日-3月17日", await Dates(), StringComparison.Ordinal);
            await page.Locator(".g-bar").Nth(1).HoverAsync();
            await Drawn(() => Drag(page.Locator(".g-grip-end"), 30, 0));
            Assert.Contains("3月2日-3月9日", await Dates(), StringComparison.Ordinal);
            await page.Locator(".g-bar").Nth(0).Locator("rect").First.HoverAsync();
            await Drawn(() => Drag(page.Locator(".g-bar").Nth(0).Locator(".g-grip-tie"), -40, 32));
            Assert.Contains("3月12日-3月19日", await Dates(), StringComparison.Ordinal);
            await Drawn(() => page.ClickAsync("#undo button"));
            Assert.Contains("3月2日-3月9日", await Dates(), StringComparison.Ordinal);
            // The same without a mouse.
            await page.EvaluateAsync("document.querySelectorAll('.g-bar')[0].focus()");
            await Drawn(async () =>
            {
                await page.Keyboard.PressAsync("ArrowRight");
                await page.Keyboard.PressAsync("ArrowRight");
            });
            Assert.StartsWith("3月11日-3月13日", await Dates(), StringComparison.Ordinal);
            await Drawn(() => page.Keyboard.PressAsync("Shift+ArrowRight"));
            Assert.StartsWith("3月11日-3月16日", await Dates(), StringComparison.Ordinal);
            Assert.Contains("选场地", await page.InnerTextAsync("#plan-told"), StringComparison.Ordinal);
            await Drawn(async () =>
            {
                foreach (string key in new[] { "l", "ArrowDown", "Enter" })
                    await page.Keyboard.PressAsync(key);
            });
            Assert.Contains("3月17日-3月24日", await Dates(), StringComparison.Ordinal);
            await Drawn(() => page.Keyboard.PressAsync("Delete"));
            Assert.Contains("3月2日-3月9日", await Dates(), StringComparison.Ordinal);
            await Drawn(() => page.Keyboard.PressAsync("Control+z"));
            // In the table: choose a cell, write, leave with Enter.
            await page.FocusAsync(".plan-table tbody tr:nth-child(3) td[data-edit=Days]");
            await page.Keyboard.PressAsync("Enter");
            await page.Keyboard.TypeAsync("6");
            await Drawn(() => page.Keyboard.PressAsync("Enter"));
            Assert.Equal("6", await page.InnerTextAsync(".plan-table tbody tr:nth-child(3) td[data-edit=Days]"));
            await Look("02-changed");
        }

        await page.ClickAsync(".plan-table .main a");
        await page.WaitForSelectorAsync("#record");
        await Look("03-task");
        await page.GotoAsync(at + "?view=week");
        await Look("04-week");
        await page.GotoAsync(at + "?print=a4");
        await Look("05-print");
        if (Many == 0)
            return;
        await Plan(
            string.Join(
                '\n',
                Enumerable
                    .Range(1, Many)
                    .Select(i => $"第{i}项任务 | {i % 5 + 1} | {(i > 12 ? $"{i - 12}" : "")} | worker-a1")
            )
        );
        await Measure(page, width > 640);
    }

    private async Task Measure(IPage page, bool drag)
    {
        string html = await page.EvaluateAsync<string>(
            "fetch(location.href).then(r => r.text()).then(t => t.length + ' characters, ' + new "
                + "Blob([t]).size + ' bytes')"
        );
        string sent = await page.EvaluateAsync<string>(
            "(performance.getEntriesByType('navigation')[0].encodedBodySize) + ' bytes sent'"
        );
        await page.ReloadAsync();
        string usable = await page.EvaluateAsync<string>(
            "(() => { const n = performance.getEntriesByType('navigation')[0]; return `first byte "
                + "${Math.round(n.responseStart)} ms, usable ${Math.round(n.domContentLoadedEventEnd)} ms, elements "
                + "${document.querySelectorAll('*').length}`; })()"
        );
        output.WriteLine($"{html}, {sent}; {usable}");
        if (!drag)
            return;
        await page.EvaluateAsync(
            "(() => { window.frames_ = []; let last = performance.now(); const tick = now => { "
                + "frames_.push(now - last); last = now; requestAnimationFrame(tick); }; requestAnimationFrame(tick); "
                + "})()"
        );
        var box = (await page.Locator(".g-bar").Nth(3).Locator("rect").First.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + 4, box.Y + 6);
        await page.Mouse.DownAsync();
        await page.EvaluateAsync("frames_.length = 0");
        for (int i = 0; i < 120; i++)
            await page.Mouse.MoveAsync(box.X + 4 + i % 60, box.Y + 6);
        string frames = await page.EvaluateAsync<string>(
            "(() => { const f = frames_.slice(1).sort((a, b) => a - b); return `${f.length} frames while "
                + "dragging: median ${f[f.length >> 1].toFixed(1)} ms, 95 of 100 within ${f[Math.floor(f.length * "
                + ".95)].toFixed(1)} ms, longest ${f.at(-1).toFixed(1)} ms`; })()"
        );
        string version = await page.GetAttributeAsync("#plan", "data-version") ?? "";
        long began = System.Diagnostics.Stopwatch.GetTimestamp();
        await page.Mouse.UpAsync();
        await page.WaitForSelectorAsync($"#plan:not([data-version='{version}'])");
        output.WriteLine(
            $"{frames}; dropped and drawn anew in "
                + $"{System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalMilliseconds:0} ms"
        );
    }
}
