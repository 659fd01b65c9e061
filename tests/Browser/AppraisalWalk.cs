using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Units;
using Modular.TestKit;

namespace Modular.Browser.Tests;

/// <summary>
/// Rounds of every kind in real Chromium: forms with script, an evaluator on the spot, a questionnaire by the code in a
/// QR, a hall with its screen.
/// </summary>
/// <param name="name">The size, in the names of the pictures.</param>
public abstract class AppraisalWalk(string name, int width, int height)
{
    [Fact]
    [Trait("rule", "A1"), Trait("rule", "X5"), Trait("rule", "X6")]
    public async Task From_the_form_to_the_published_result()
    {
        Chrome.Needed();

        await using var host = await RunningHost.Start(Databases.Sqlite);
        await host.Do(async s =>
        {
            var district = (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find("Q")!;
            await s.GetRequiredService<KeepAccounts>()
                .Open(
                    "reviewer",
                    "reviewer",
                    RunningHost.Password,
                    [(Role.DistrictOfficer, district.Id)],
                    false,
                    default
                );
            foreach (string code in new[] { "P1", "P2" })
            {
                var unit = await s.GetRequiredService<KeepUnits>()
                    .Add(code, $"共建单位{code}", UnitKind.PartnerUnit, district.Id, null, null, null, default);
                await s.GetRequiredService<KeepAccounts>()
                    .Open(
                        $"liaison-{code}",
                        $"liaison-{code}",
                        RunningHost.Password,
                        [(Role.UnitLiaison, unit.Id)],
                        false,
                        default
                    );
            }
        });
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chrome.Launch(playwright);
        var walk = new Walk(host, browser, $"{name}-appraisal", width, height);

        async Task Press(IPage page, string selector)
        {
            await page.ClickAsync(selector);
            await page.WaitForLoadStateAsync(LoadState.Load);
        }

        // A site visit: the lines are rows of fields, one is added, and what the method asks for follows.
        var district = await walk.Person("district");
        await district.GotoAsync("/rounds/start");
        await walk.Look(district, "01-kinds");
        await district.GotoAsync("/rounds/new?visit=true");
        await district.FillAsync("#Input_Title", "服务中心实地考察");
        await district.FillAsync("#Input_Others", "文兴党群服务中心");
        int lines = await district.Locator(".lines > div").CountAsync();
        await district.ClickAsync(".lines + button");
        await district.Locator(".lines > div").Last.Locator(".line-name").FillAsync("标识醒目");
        Assert.Equal(
            lines + 1,
            await district.Locator("[data-per-line='p-weighted-mean-weights']:not([hidden])").CountAsync()
        );
        await walk.Look(district, "02-visit-form");
        await Press(district, "main form .btn-primary");
        await district.WaitForSelectorAsync(".said");
        Assert.Contains("标识醒目", await district.InnerTextAsync("main"), StringComparison.Ordinal);
        await walk.Look(district, "03-draft");
        string round = new Uri(district.Url).AbsolutePath;
        await Press(district, "form[action*='handler=Open'] button");
        // The evaluator there: place, photo, marks saved as they are entered, handed in at once after the last.
        var evaluator = await walk.Person("judge1");
        await evaluator.GotoAsync(round.Replace("/rounds/", "/scoring/", StringComparison.Ordinal));
        await evaluator.ClickAsync("button[data-locate]");
        await evaluator.WaitForFunctionAsync("document.querySelector('input[name=\"Input.Place\"]').value !== ''");
        await Press(evaluator, "form[action*='handler=Visit'] .btn-primary");
        await evaluator.WaitForSelectorAsync(".said");
        foreach (var choice in await evaluator.QuerySelectorAllAsync(".scores select[name^=s]"))
            await choice.SelectOptionAsync("1");
        var marks = await evaluator.QuerySelectorAllAsync(".scores input[type=number]");
        foreach (var mark in marks.SkipLast(1))
            await mark.FillAsync("8");
        await evaluator.FillAsync($"#{await marks[^1].GetAttributeAsync("id")}", "900");
        await evaluator.Locator(".scores h2").First.ClickAsync();
        await evaluator.WaitForSelectorAsync("[data-status].bad");
        await walk.Look(evaluator, "04-out-of-scale");
        await evaluator.FillAsync($"#{await marks[^1].GetAttributeAsync("id")}", "9");
        // No question whether to leave, no figure lost: what is on its way arrives first.
        await Press(evaluator, "form[action*='handler=HandIn'] button");
        await evaluator.WaitForURLAsync("**/scoring");
        await walk.Look(evaluator, "05-handed-in");

        // A questionnaire: built, answered by the code in a QR, a question that hangs on an answer.
        await district.GotoAsync("/surveys/new");
        await district.FillAsync("#Input_Title", "助餐满意度");
        await district.SelectOptionAsync("#q0-kind", "Choice");
        await district.FillAsync("#q0-text", "您用过助餐服务吗？");
        await district.FillAsync("#q0-options", "用过\n没用过");
        await district.SelectOptionAsync("#q1-kind", "Scale");
        await district.FillAsync("#q1-text", "您满意吗？");
        await district.FocusAsync("#q1-if");
        await district.SelectOptionAsync("#q1-if", "0:0");
        await district.SelectOptionAsync("#Input_Door", "Code");
        await district.FillAsync("#Input_Minimum", "3");
        await walk.Look(district, "06-builder");
        await Press(district, "main form .btn-primary");
        await district.WaitForSelectorAsync(".said");
        await district.FillAsync("#codes", "4");
        await Press(district, "form[action*='handler=Codes'] button");
        var codes = (await district.Locator(".codes .code").AllInnerTextsAsync())
            .Select(c => c.Replace(" ", "", StringComparison.Ordinal))
            .ToList();
        await walk.Look(district, "07-codes");
        string survey = new Uri(district.Url).AbsolutePath;
        await district.GotoAsync(survey);
        await Press(district, "form[action*='handler=Open'] button");
        for (int i = 0; i < codes.Count; i++)
        {
            var resident = await walk.Person(null);
            await resident.GotoAsync($"/vote#{codes[i]}");
            Assert.Equal(codes[i], await resident.InputValueAsync("#code"));
            await Press(resident, "form[action='/vote'] .btn-primary");
            Assert.False(await resident.IsVisibleAsync("#q1"));
            await resident.ClickAsync("#q0 label >> nth=0");
            Assert.True(await resident.IsVisibleAsync("#q1"));
            await resident.ClickAsync("#q1 label >> nth=0");
            if (i == 0)
                await walk.Look(resident, "08-answer");
            await Press(resident, "form .btn-primary");
            await resident.WaitForSelectorAsync(".receipt");
        }

        await district.GotoAsync(survey);
        await Press(district, "form[action*='handler=Close'] button");
        await district.WaitForSelectorAsync(".bars");
        await walk.Look(district, "09-figures");

        // A hall: codes, three parts of the key, the screen before and after.
        await district.GotoAsync("/ballots/new?meeting=true");
        await district.FillAsync("#Input_Title", "年终评议");
        await district.FillAsync("#Input_Subjects", "甲服务站\n乙服务站");
        await walk.Look(district, "10-hall-form");
        await Press(district, "main form .btn-primary");
        await district.WaitForSelectorAsync(".said");
        string ballot = new Uri(district.Url).AbsolutePath;
        foreach (
            var (field, holder) in new[] { ("Holder1", "district"), ("Holder2", "reviewer"), ("Holder3", "judge1") }
        )
            await district.SelectOptionAsync($"#Input_{field}", new SelectOptionValue { Label = holder });
        await Press(district, "form[action*='handler=Holders'] button");
        await walk.Look(district, "11-holders");
        // Each holder makes a part in a session of their own.
        var holders = new Dictionary<string, (IPage Page, string Part)>(StringComparer.Ordinal);
        foreach (string name2 in new[] { "district", "reviewer", "judge1" })
        {
            var holder = name2 == "district" ? district : await walk.Person(name2);
            await holder.GotoAsync($"{ballot}/key");
            await Press(holder, "form[action*='handler=Make'] button");
            if (name2 == "judge1")
                await walk.Look(holder, "11-part");
            holders[name2] = (
                holder,
                (await holder.Locator(".receipt .code").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal)
            );
        }

        await district.GotoAsync(ballot);
        await district.FillAsync("#Input_Hall", "6");
        await Press(district, "form[action*='handler=Open'] button");
        var giver = holders["reviewer"].Page;
        await giver.GotoAsync(ballot);
        await giver.FillAsync("#Input_Spare", "6");
        await giver.FillAsync("#Input_Reason", "现场签到 6 人");
        await Press(giver, "form[action*='handler=HandOut'] button");
        await walk.Look(giver, "11-hall-codes");
        var slips = (await giver.Locator(".codes .code").AllInnerTextsAsync())
            .Select(c => c.Replace(" ", "", StringComparison.Ordinal))
            .ToList();
        Assert.Equal(6, slips.Count);
        await district.GotoAsync($"{ballot}/screen");
        await walk.Look(district, "12-screen-open");
        for (int i = 0; i < slips.Count; i++)
        {
            var voter = await walk.Person(null);
            await voter.GotoAsync($"/vote#{slips[i]}");
            await Press(voter, "form[action='/vote'] .btn-primary");
            await voter.ClickAsync($"fieldset.marks >> nth=0 >> label >> nth={i % 3}");
            await voter.ClickAsync("fieldset.marks >> nth=1 >> label >> nth=1");
            if (i == 0)
                await walk.Look(voter, "13-paper");
            await Press(voter, "form .btn-primary");
            await voter.WaitForSelectorAsync(".receipt");
        }

        foreach (string holder in new[] { "judge1", "district" })
        {
            var (page, part) = holders[holder];
            await page.GotoAsync($"{ballot}/key");
            await page.FillAsync("#Input_Part", part);
            if (holder == "district")
                await walk.Look(page, "14-second-part");
            await Press(page, "form[action*='handler=Enter'] button");
        }

        await district.GotoAsync($"{ballot}/screen");
        await walk.Look(district, "14-screen-closed");
        Assert.Equal(1, await district.Locator(".tally").CountAsync());
        await district.GotoAsync(ballot);
        await Press(district, "form[action*='handler=Compute'] button");
        var reviewer = giver;
        for (int i = 0; i < 50; i++)
        {
            await reviewer.GotoAsync(ballot);
            if (await reviewer.Locator("form[action*='handler=Publish']").CountAsync() > 0)
                break;
            await Task.Delay(200);
        }

        await walk.Look(reviewer, "15-to-publish");
        await Press(reviewer, "form[action*='handler=Publish'] button");
        var anybody = await walk.Person(null);
        await anybody.GotoAsync("/results");
        await Press(anybody, "text=年终评议");
        await walk.Look(anybody, "16-result");

        // Two sides, a ledger, appeals, honours: every page as it stands.
        await district.GotoAsync("/two-way/new");
        await district.FillAsync("#Input_Title", "年终双向打分");
        await walk.Look(district, "17-two-way-form");
        await Press(district, "main form .btn-primary");
        await district.WaitForSelectorAsync(".said");
        await Press(district, "form[action*='handler=Open'] button");
        await walk.Look(district, "18-two-way");
        var liaison = await walk.Person("liaison-P1");
        await liaison.GotoAsync("/mutual");
        await Press(liaison, ".list a");
        await liaison.FillAsync(".scores input >> nth=0", "88");
        await Press(liaison, "button[value=true]");
        await liaison.WaitForSelectorAsync(".error-summary");
        Assert.Equal("88", await liaison.InputValueAsync(".scores input >> nth=0"));
        await walk.Look(liaison, "19-mutual-refused");
        await liaison.GotoAsync("/partners/honours");
        await walk.Look(liaison, "20-honours");
        foreach (
            var (page, step) in new[]
            {
                ("/points/new", "21-points-form"),
                ("/composite/new", "22-composite"),
                ("/appeals", "23-appeals"),
                ("/record", "24-record"),
                ("/rounds", "25-rounds"),
            }
        )
        {
            await district.GotoAsync(page);
            await walk.Look(district, step);
        }

        walk.NothingFailed();
    }
}

/// <summary>A class for each size: they run beside each other.</summary>
public sealed class AppraisalWalkOnThePhone() : AppraisalWalk("phone", 360, 740);

public sealed class AppraisalWalkAtTheDesk() : AppraisalWalk("desk", 1440, 900);
