using Microsoft.Playwright;
using Modular.TestKit;

namespace Modular.Browser.Tests;

/// <summary>
/// The main job in real Chromium, as people see it, with a screenshot of each step, an accessibility check, and no
/// sideways scrolling on a phone.
/// </summary>
/// <param name="name">The size, in the names of the pictures.</param>
public abstract class BrowserTests(string name, int width, int height)
{
    [Fact]
    [Trait("rule", "X5"), Trait("rule", "X6"), Trait("rule", "X7")]
    public async Task The_main_job_as_resident_worker_town_officer_and_evaluator()
    {
        Chrome.Needed();

        await using var host = await RunningHost.Start(Databases.Sqlite);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chrome.Launch(playwright);
        var walk = new Walk(host, browser, name, width, height);

        // Resident: asks, gets number and code, follows.
        var resident = await walk.Person(null);
        long bytes = 0;
        resident.Response += (_, response) =>
            bytes += long.Parse(response.Headers.GetValueOrDefault("content-length", "0"));
        await resident.GotoAsync("/");
        await walk.Look(resident, "01-home");
        await resident.GotoAsync("/ask");
        await walk.Look(resident, "02-ask");
        Assert.True(bytes < 60_000, $"{bytes} bytes");
        await resident.FillAsync("#Text", "小区晚上停车太难,车都停在消防通道上,希望统一规划车位。");
        await resident.SelectOptionAsync("#UnitId", new SelectOptionValue { Label = "Town A / Community A1" });
        await resident.ClickAsync("main .btn-primary");
        await resident.WaitForSelectorAsync(".receipt");
        await walk.Look(resident, "03-receipt");
        string number = await resident.InnerTextAsync(".receipt .num");
        for (int i = 0; i < 4; i++)
        {
            foreach (
                string text in new[]
                {
                    $"停车位不够,{i}号楼门口车辆乱停占用消防通道,停车难",
                    $"{i}号楼暖气不热,室温只有十五度,供暖公司一直没来",
                }
            )
            {
                await resident.GotoAsync("/ask");
                await resident.FillAsync("#Text", text);
                await resident.SelectOptionAsync("#UnitId", new SelectOptionValue { Label = "Town A / Community A1" });
                await resident.ClickAsync("main .btn-primary");
                await resident.WaitForSelectorAsync(".receipt");
            }
        }

        // Community worker: list, need, answer, topics, project.
        var worker = await walk.Person("worker-a1");
        await walk.Look(worker, "04-desk");
        await worker.GotoAsync("/needs");
        await walk.Look(worker, "05-needs");
        await worker.GotoAsync("/needs/new");
        await walk.Look(worker, "06-register");
        await worker.GotoAsync($"/needs/{number}");
        await worker.FillAsync("#Input_Outcome", "已与物业商定重新划线,本月内完成。");
        await worker.ClickAsync("form[action*=Answer] .btn-primary");
        await worker.WaitForSelectorAsync(".said");
        await worker.ClickAsync("#clock summary");
        await walk.Look(worker, "07-need");
        await worker.GotoAsync("/needs/import");
        await walk.Look(worker, "08-import");
        await worker.GotoAsync("/needs/topics");
        await worker.FillAsync("#Input_Topics", "2");
        await worker.ClickAsync("form[action*='handler=Form'] .btn-primary");
        await worker.WaitForSelectorAsync("dl.facts", new() { Timeout = 30_000 });
        await walk.Look(worker, "09-job");
        await worker.GotoAsync("/needs/topics");
        await walk.Look(worker, "10-topics");
        await worker.GotoAsync("/needs/topics?view=map");
        await walk.Look(worker, "10-topic-map");
        await worker.GotoAsync("/needs/topics?view=compare");
        await walk.Look(worker, "10-topic-periods");
        await worker.GotoAsync("/needs/issues");
        await worker.ClickAsync("form[action*='handler=Find'] button");
        await worker.WaitForSelectorAsync("dl.facts", new() { Timeout = 30_000 });
        await worker.GotoAsync("/needs/issues");
        await walk.Look(worker, "10-issues");
        await worker.GotoAsync("/needs/topics");
        await worker.ClickAsync("table.list tbody tr a");
        await worker.ClickAsync("form[action*='handler=Confirm'] button");
        await worker.WaitForSelectorAsync("a[href^='/projects/new']");
        await walk.Look(worker, "11-topic");
        await worker.ClickAsync("a[href^='/projects/new']");
        await worker.FillAsync("#Input_Title", "老旧小区停车微改造");
        await worker.FillAsync("#Input_Plan", "逐户征求意见,规划车位和消防通道,划线施工。");
        await worker.FillAsync("#Input_Beneficiaries", "小区居民");
        foreach (string field in new[] { "Leader", "Responsible", "Team" })
            await worker.FillAsync($"#Input_{field}", "甲");
        await worker.FillAsync("#Input_Budget", "50000");
        await worker.FillAsync("#Input_Mechanism", "每季度听取居民意见一次");
        await worker.FillAsync("[name='Input.Targets[0].Name']", "居民满意度");
        await worker.FillAsync("[name='Input.Targets[0].Goal']", "85");
        await worker.FillAsync("#Input_StartsOn", "2026-04-01");
        await worker.FillAsync("#Input_EndsOn", "2026-10-01");
        await walk.Look(worker, "12-project-new");
        await worker.ClickAsync("main .btn-primary");
        await worker.ClickAsync("form[action*='handler=Submit'] button");
        await worker.WaitForSelectorAsync(".said");
        await walk.Look(worker, "13-project");
        await host.Settle();

        // Town officer: a round with a chosen method.
        var town = await walk.Person("town-a");
        await town.GotoAsync("/rounds/new");
        await town.FillAsync("#Input_Title", "第一批立项评审");
        await town.CheckAsync("#method-trimmed-mean");
        await walk.Look(town, "14-round-new");
        await town.ClickAsync("main form .btn-primary >> nth=-1");
        await town.ClickAsync("form[action*='handler=Open'] button");
        await town.WaitForSelectorAsync("form[action*='handler=Close']");
        string round = new Uri(town.Url).AbsolutePath.Split('/')[^1];

        // Evaluators: figures are saved as they are entered.
        foreach (string judge in new[] { "judge1", "judge2", "judge3" })
        {
            var evaluator = await walk.Person(judge);
            await evaluator.GotoAsync($"/scoring/{round}");
            foreach (var box in await evaluator.QuerySelectorAllAsync(".score-row input"))
            {
                await box.FillAsync("80");
                await box.PressAsync("Tab");
            }

            await evaluator.WaitForSelectorAsync("[data-status]:has-text('4 / 4')");
            if (judge == "judge1")
                await walk.Look(evaluator, "15-scoring");
            await evaluator.ClickAsync("form[action*='handler=HandIn'] button");
            await evaluator.WaitForSelectorAsync(".said");
        }

        await town.ReloadAsync();
        await town.ClickAsync("form[action*='handler=Close'] button");
        await town.ClickAsync("form[action*='handler=Compute'] button");
        await town.WaitForSelectorAsync("[data-job='']", new() { State = WaitForSelectorState.Attached });
        await town.ClickAsync("main a.btn-primary");
        await town.WaitForSelectorAsync("form[action*='handler=Publish']");
        await walk.Look(town, "16-result");
        // Another than who had it computed publishes.
        var second = await walk.Person("district");
        await second.GotoAsync(town.Url);
        await second.ClickAsync("form[action*='handler=Publish'] .btn-primary");
        await second.WaitForSelectorAsync(".said");
        await host.Settle();
        await town.GotoAsync("/projects?state=Reviewed");
        await town.ClickAsync("table.list tbody tr a");
        await town.ClickAsync("form[action*='handler=Notice'] button");
        await town.WaitForSelectorAsync(".gate");
        await walk.Look(town, "17-notice-gate");
        await resident.GotoAsync("/notices");
        await resident.ClickAsync("ul.cards a");
        await walk.Look(resident, "18-notice");
        walk.NothingFailed();
    }

    internal static async Task Accessible(IPage page, string step)
    {
        string found = await Violations(page);
        Assert.True(found.Length == 0, $"{step}: {found}");
    }

    /// <summary>axe-core, from the client packages; WCAG 2.2 A and AA rules.</summary>
    internal static async Task<string> Violations(IPage page)
    {
        string axe = Path.Combine(Repository.Root, "host", "client", "node_modules", "axe-core", "axe.min.js");
        await page.EvaluateAsync(await File.ReadAllTextAsync(axe));
        return await page.EvaluateAsync<string>(
            """
            async () => {
              const r = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
              return r.violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' ' + (n.any[0]?.message ?? n.all[0]?.message ?? '')).join(' | ')).join('\n');
            }
            """
        );
    }
}

/// <summary>A class for each size: they run beside each other.</summary>
public sealed class MainJobOnThePhone() : BrowserTests("phone", 360, 740);

public sealed class MainJobAtTheDesk() : BrowserTests("desk", 1440, 900);
