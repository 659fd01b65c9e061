using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Units;
using Modular.TestKit;

namespace Modular.Browser.Tests;

/// <summary>
/// The most frequent jobs of the service in real Chromium: register by keyboard alone, sort, dispatch and take, claim,
/// answer, rate.
/// </summary>
public sealed class ServiceWalk
{
    [Theory, InlineData("phone", 360, 740), InlineData("desk", 1440, 900)]
    [Trait("rule", "X2"), Trait("rule", "X5"), Trait("rule", "X6")]
    public async Task From_the_call_to_the_satisfied_requester(string name, int width, int height)
    {
        Chrome.Needed();

        await using var host = await RunningHost.Start(Databases.Sqlite);
        await host.Do(async s =>
        {
            var tree = await s.GetRequiredService<UnitDirectory>().Tree(default);
            var partner = await s.GetRequiredService<KeepUnits>()
                .Add("P1", "供热公司", UnitKind.PartnerUnit, tree.Find("Q")!.Id, null, null, null, default);
            await s.GetRequiredService<KeepAccounts>()
                .Open("liaison", "联络员", RunningHost.Password, [(Role.UnitLiaison, partner.Id)], false, default);
        });
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chrome.Launch(playwright);
        var walk = new Walk(host, browser, $"{name}-service", width, height);

        // The clerk takes a call by keyboard alone: the cursor stands in the text, Tab leads through the fields, Enter
        // sends.
        var clerk = await walk.Person("clerk");
        await clerk.GotoAsync("/needs/new");
        await clerk.WaitForFunctionAsync("document.activeElement?.id === 'Input_Text'");
        const string told = "南门路灯不亮,晚上行人摸黑走路,请尽快维修";
        await clerk.Keyboard.TypeAsync(told);
        Assert.Equal(told, await clerk.InputValueAsync("#Input_Text"));
        await clerk.FocusAsync("#Input_Name");
        await clerk.Keyboard.TypeAsync("王女士");
        await clerk.Keyboard.PressAsync("Tab");
        await clerk.Keyboard.TypeAsync("13800000000");
        await clerk.Keyboard.PressAsync("Enter");
        await clerk.WaitForSelectorAsync(".notice .code");
        string code = await clerk.InnerTextAsync(".notice .code"),
            number = new Uri(clerk.Url).AbsolutePath.Split('/')[^1];
        await clerk.GotoAsync("/needs/new");
        await clerk.FillAsync("#Input_Text", "南门的路灯不亮很久了,晚上很黑");
        await clerk.WaitForSelectorAsync(".alike-now a");
        await walk.Look(clerk, "01-register-alike");
        await clerk.ClickAsync("main .btn-primary");
        await clerk.WaitForSelectorAsync(".said");

        // The queue: walked by j, picked by x.
        var worker = await walk.Person("worker-a1");
        await worker.GotoAsync("/needs/queue");
        await worker.Keyboard.PressAsync("j");
        await worker.Keyboard.PressAsync("x");
        Assert.Equal(1, await worker.Locator("[name='Input.Numbers']:checked").CountAsync());
        await walk.Look(worker, "02-queue");
        await worker.ClickAsync("button[formaction*='handler=Sort']");
        await worker.WaitForSelectorAsync(".said");

        // A partner unit enters what it can give; the worker offers, the liaison claims and reports.
        var liaison = await walk.Person("liaison");
        await liaison.GotoAsync("/partners/resource");
        await liaison.FillAsync("#Input_Title", "路灯维修队");
        await liaison.FillAsync("#Input_Description", "路灯不亮、照明线路检修");
        await walk.Look(liaison, "03-resource");
        await liaison.ClickAsync("main .btn-primary");
        await liaison.WaitForSelectorAsync(".said");
        await worker.GotoAsync($"/needs/{number}");
        await walk.Look(worker, "04-need");
        await worker.GotoAsync($"/needs/{number}/offer");
        await worker.WaitForSelectorAsync(".fits li");
        await walk.Look(worker, "05-offer");
        await worker.ClickAsync("main .btn-primary");
        await worker.WaitForSelectorAsync(".said");
        await host.Settle();
        await liaison.GotoAsync("/partners/orders");
        await liaison.ClickAsync("table.list td a");
        await walk.Look(liaison, "06-order");
        await liaison.ClickAsync("form[action*='handler=Claim'] .btn-primary");
        await liaison.FillAsync("#Input_Report", "更换三盏路灯,现已恢复照明。");
        await liaison.ClickAsync("form[action*='handler=Report'] .btn-primary");
        await liaison.WaitForSelectorAsync(".said");
        await host.Settle();
        await worker.GotoAsync($"/needs/{number}");
        await worker.FillAsync("#Input_Outcome", "三盏路灯已更换,恢复照明。");
        await worker.ClickAsync("form[action*='handler=Answer'] .btn-primary");
        await worker.WaitForSelectorAsync(".said");

        // The requester rates on the phone, without an account.
        var resident = await walk.Person(null);
        await resident.GotoAsync("/track");
        await resident.FillAsync("#Number", number);
        await resident.FillAsync("#Code", code);
        await resident.ClickAsync("main .btn-primary");
        await resident.WaitForSelectorAsync("form[action='/track/rate']");
        await walk.Look(resident, "07-rate");
        await resident.CheckAsync("input[name=Score][value='5']");
        await resident.ClickAsync("form[action='/track/rate'] .btn-primary");
        await resident.WaitForSelectorAsync(".said");

        // What is not taken on says so, and nothing of a date that was kept.
        await worker.GotoAsync("/needs/new");
        await worker.FillAsync("#Input_Text", "要求给自己家装一部电梯");
        await worker.ClickAsync("main .btn-primary");
        await worker.WaitForSelectorAsync(".notice .code");
        string refused = new Uri(worker.Url).AbsolutePath;
        await worker.ClickAsync("details:has(form[action*='handler=Decline']) > summary");
        await worker.FillAsync("form[action*='handler=Decline'] [name='Input.Reason']", "属于个人事项,已当面说明。");
        await worker.CheckAsync("form[action*='handler=Decline'] [name='Input.Told'][type=checkbox]");
        await worker.ClickAsync("form[action*='handler=Decline'] button");
        await worker.WaitForSelectorAsync(".said");
        await walk.Look(worker, "15-declined");
        Assert.Equal(0, await worker.Locator(".page-head .why").CountAsync());
        await worker.GotoAsync("/needs");
        await walk.Look(worker, "16-list");
        string row = await worker.InnerTextAsync($"tr:has(a[href='{refused}'])");
        Assert.DoesNotContain("按期", row, StringComparison.Ordinal);

        // What the officers look at.
        var town = await walk.Person("town-a");
        await town.GotoAsync("/needs/report");
        await walk.Look(town, "08-report");
        await town.GotoAsync("/needs/log");
        await walk.Look(town, "09-log");
        await town.GotoAsync("/needs/plan");
        await walk.Look(town, "10-plan");
        await town.GotoAsync("/inbox/choices");
        await walk.Look(town, "11-choices");
        await town.GotoAsync("/partners/meeting");
        await walk.Look(town, "12-meeting");
        await worker.GotoAsync("/needs/routing");
        await walk.Look(worker, "13-routing");
        await resident.GotoAsync("/answers");
        await walk.Look(resident, "14-answers");
        walk.NothingFailed();
    }
}
