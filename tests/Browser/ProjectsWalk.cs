using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Modular.Kernel.Access;
using Modular.Kernel.Store;
using Modular.TestKit;

namespace Modular.Browser.Tests;

/// <summary>
/// Every screen of the projects, filled by the demonstration, in real Chromium on the phone and at the desk: nothing
/// scrolls sideways, no text key shows, no rule of accessibility is broken, folded parts included, and every link from
/// a screen of projects to another leads somewhere.
/// </summary>
/// <param name="name">The size, in the names of the pictures.</param>
public abstract partial class ProjectsWalk(string name, int width, int height)
{
    /// <summary>Where the walk begins, by who walks; from there it follows the links.</summary>
    private static readonly (string? Who, string[] From)[] Walkers =
    [
        (null, ["/notices", "/library", "/library/brands", "/library/month", "/notices/answer"]),
        ("community", ["/projects", "/projects/new", "/desk"]),
        ("mentor", ["/projects"]),
        (
            "district",
            [
                "/projects",
                "/projects/new",
                "/projects/campaigns",
                "/projects/campaigns/edit",
                "/projects/catalogue",
                "/projects/catalogue/types",
                "/projects/catalogue/import",
                "/projects/mentors",
                "/projects/funds",
                "/liaison",
                "/projects/supervision",
                "/projects/risk",
                "/selections",
                "/selections/new",
                "/projects/adoptions",
                "/projects/brands",
                "/projects/rota",
                "/projects/rota/plan",
            ]
        ),
    ];

    [Fact]
    [Trait("rule", "X5"), Trait("rule", "X6"), Trait("rule", "P8")]
    public async Task Every_screen_of_the_projects_stands()
    {
        Chrome.Needed();

        string folder = Directory.CreateTempSubdirectory("modular-test-").FullName;
        await using var host = await RunningHost.Start(
            [.. await Databases.Empty(Databases.Sqlite, folder), "--demo", "--Demonstration:Print=false"],
            folder,
            seed: false
        );
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chrome.Launch(playwright);
        var wrong = new List<string>();
        int seen = 0;
        foreach (var (who, from) in Walkers)
        {
            await using var context = await browser.NewContextAsync(
                new()
                {
                    ViewportSize = new() { Width = width, Height = height },
                    Locale = "zh-CN",
                    BaseURL = host.Address.ToString(),
                }
            );
            var page = await context.NewPageAsync();
            if (who is not null)
                await SignIn(host, page, who);
            var waiting = new Queue<string>(from);
            // One page of each kind is enough: numbers and ids of an address are left out, but for projects in
            // different states.
            var kinds = new Dictionary<string, int>(StringComparer.Ordinal);
            while (waiting.TryDequeue(out string? path))
            {
                string kind = Kind(path);
                int already = kinds.GetValueOrDefault(kind);
                if (
                    already
                    >= (
                        kind == "/projects/N" ? 14
                        : kind.StartsWith("/projects/N/", StringComparison.Ordinal) ? 2
                        : 1
                    )
                )
                    continue;
                kinds[kind] = already + 1;
                var answer = await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
                seen++;
                string at = $"{who ?? "anybody"} {path}";
                if (answer?.Status is not 200)
                {
                    wrong.Add($"{at} answered {answer?.Status}");
                    continue;
                }
                await page.EvaluateAsync("document.querySelectorAll('main details').forEach(d => d.open = true)");
                await page.ScreenshotAsync(
                    new()
                    {
                        Path = Path.Combine(
                            Chrome.Shots,
                            $"{name}-projects-{who ?? "anybody"}{kind.Replace('/', '_')}-{already}.png"
                        ),
                        FullPage = true,
                    }
                );
                int wide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
                if (wide > width)
                    wrong.Add($"{at} scrolls sideways: {wide} > {width}");
                if (TextKey().Match(await page.InnerTextAsync("main")) is { Success: true } key)
                    wrong.Add($"{at} shows the text key {key.Value}");
                if (await BrowserTests.Violations(page) is { Length: > 0 } found)
                    wrong.Add($"{at}: {found}");
                foreach (
                    string href in await page.EvaluateAsync<string[]>(
                        "[...document.querySelectorAll('main a[href^=\"/\"]')].map(a => a.getAttribute('href'))"
                    )
                )
                    if (Follows(href))
                        waiting.Enqueue(href.Split('#')[0]);
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(seen > 90, $"{seen} screens were seen");
    }

    private static bool Follows(string href) =>
        (
            href.StartsWith("/projects", StringComparison.Ordinal)
            || href.StartsWith("/library", StringComparison.Ordinal)
            || href.StartsWith("/notices", StringComparison.Ordinal)
            || href.StartsWith("/selections", StringComparison.Ordinal)
            || href.StartsWith("/liaison", StringComparison.Ordinal)
            || href.StartsWith("/my-tasks", StringComparison.Ordinal)
        )
        && !href.Contains("handler=", StringComparison.Ordinal)
        && !Download().IsMatch(href);

    private static string Kind(string path) =>
        Ids().Replace(Numbers().Replace(path.Split('?')[0], "N"), "/I")
        + (
            path.Contains("print=", StringComparison.Ordinal) ? "-print"
            : path.Contains("view=", StringComparison.Ordinal) ? "-view"
            : ""
        );

    private static async Task SignIn(RunningHost host, IPage page, string account)
    {
        string password = await host.Ask(async s =>
            await s.GetRequiredService<KeepAccounts>()
                .ResetPassword(
                    await s.GetRequiredService<KernelDb>()
                        .Accounts.Where(a => a.UserName == account)
                        .Select(a => a.Id)
                        .SingleAsync(),
                    default,
                    handedOut: false
                )
        );
        await page.GotoAsync("/sign-in");
        await page.FillAsync("#Input_Name", account);
        await page.FillAsync("#Input_Password", password);
        await page.ClickAsync("main .btn-primary");
        await page.WaitForSelectorAsync(".page-head");
    }

    [GeneratedRegex(
        @"\b(projects|plan|activity|series|signin|supervise|liaison|risk|meeting|guidance|mentors|campaigns|catalogue|selections|eligible|summary|rota|notice|enum)\.[a-z][a-zA-Z.-]+\b"
    )]
    private static partial Regex TextKey();

    [GeneratedRegex(@"XM-\d{4}-\d{6}")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"/(\d{4}-\d{2}|\d+)(?=/|$)")]
    private static partial Regex Ids();

    [GeneratedRegex(@"/(files|photos|text)(/|$)|\.zip|\.ics|\.png")]
    private static partial Regex Download();
}

/// <summary>A class for each size: they run beside each other.</summary>
public sealed class ProjectsWalkOnThePhone() : ProjectsWalk("phone", 360, 740);

public sealed class ProjectsWalkAtTheDesk() : ProjectsWalk("desk", 1440, 900);
