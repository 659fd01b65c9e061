using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;
using Modular.Projects.Campaigns;
using Modular.Projects.Data;
using Modular.Projects.Design;
using Modular.Projects.Domain;
using Modular.TestKit;

namespace Modular.Projects.Tests;

[Trait("rule", "P2")]
public sealed class CampaignTests
{
    public static TheoryData<string> Both => Databases.Both;

    [Theory, MemberData(nameof(Both))]
    public async Task Of_two_submissions_at_once_for_the_last_place_one_wins_and_a_withdrawal_frees_it(string database)
    {
        await using var host = await RunningHost.Start(database);
        long campaign = await Drafted.Campaign(host, Drafted.Plan(most: 1));
        string[] numbers =
        [
            await Drafted.Project(host, "A1", campaign),
            await Drafted.Project(host, "A1", campaign),
            await Drafted.Project(host, "A1", campaign),
        ];
        var outcomes = await Task.WhenAll(
            numbers.Select(n => Record.ExceptionAsync(() => Drafted.Submit(host, n)).AsTask())
        );
        Assert.Single(outcomes, o => o is null);
        Assert.All(outcomes.OfType<Exception>(), o => Assert.Equal("campaigns.full", Assert.IsType<RuleBroken>(o).Key));
        string won = numbers[Array.FindIndex(outcomes, o => o is null)],
            lost = numbers[Array.FindIndex(outcomes, o => o is not null)];
        await host.Do(async s =>
            await s.GetRequiredService<DesignProject>().Withdraw(won, (await Drafted.One(s, won)).Version, default)
        );
        await Drafted.Submit(host, lost);
        // Another community has places of its own.
        await Drafted.Submit(host, await Drafted.Project(host, "A2", campaign));
    }

    [Fact]
    public async Task Micro_projects_take_no_place_of_the_new_ones_and_a_second_key_project_is_refused()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        long campaign = await Drafted.Campaign(host, Drafted.Plan());
        foreach (var tier in new[] { ProjectTier.Key, ProjectTier.Micro, ProjectTier.Micro })
            await Drafted.Submit(host, await Drafted.Project(host, "A1", campaign, tier));
        Assert.Equal(
            "campaigns.tier-full",
            await Refused(host, await Drafted.Project(host, "A1", campaign, ProjectTier.Key))
        );
        await Drafted.Submit(host, await Drafted.Project(host, "A1", campaign));
        Assert.Equal("campaigns.full", await Refused(host, await Drafted.Project(host, "A1", campaign)));
        // A micro project needs no campaign; a general one does while there is one.
        await Drafted.Submit(host, await Drafted.Project(host, "A1", null, ProjectTier.Micro));
        Assert.Equal("campaigns.choose", await Refused(host, await Drafted.Project(host, "A1", null)));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task The_window_ends_at_midnight_in_Shanghai_and_an_extension_opens_it_again_and_is_told(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        long campaign = await Drafted.Campaign(host, Drafted.Plan(from: new(2026, 3, 11)));
        string number = await Drafted.Project(host, "A1", campaign),
            late = await Drafted.Project(host, "A2", campaign);
        Drafted.At(host, Drafted.Shanghai(3, 10, 23, 59, 30));
        Assert.Equal("campaigns.not-yet", await Refused(host, number));
        Drafted.At(host, Drafted.Shanghai(3, 11, 0, 0, 1));
        await Drafted.Submit(host, number);
        await host.Do(async s =>
            await s.GetRequiredService<DesignProject>()
                .Withdraw(number, (await Drafted.One(s, number)).Version, default)
        );
        Drafted.At(host, Drafted.Shanghai(3, 31, 23, 59, 30));
        await Drafted.Submit(host, number);
        Drafted.At(host, Drafted.Shanghai(4, 1, 0, 0, 1));
        Assert.Equal("campaigns.window-over", await Refused(host, late));
        Assert.Equal("campaigns.window-over", await Refused(host, await Drafted.Project(host, "B1", null)));
        await host.Do(async s =>
        {
            var run = s.GetRequiredService<RunCampaign>();
            Assert.Equal(
                "projects.reasons-needed",
                (
                    await Assert.ThrowsAsync<RuleBroken>(async () =>
                        await run.Extend(
                            campaign,
                            (await run.One(campaign, default)).Version,
                            new(2026, 4, 3),
                            " ",
                            default
                        )
                    )
                ).Key
            );
            await run.Extend(
                campaign,
                (await run.One(campaign, default)).Version,
                new(2026, 4, 3),
                "the network was down",
                default
            );
            // Three communities and two towns.
            Assert.Equal(
                5,
                await s.GetRequiredService<KernelDb>()
                    .Set<NoticeWish>()
                    .CountAsync(w => w.Kind == "projects.campaign-extended")
            );
            Assert.Contains(
                await run.Life(campaign, default),
                e => e.What == "extended" && e.Note!.Contains("the network was down", StringComparison.Ordinal)
            );
        });
        await Drafted.Submit(host, late);
    }

    [Fact]
    public async Task Returned_with_advice_a_project_keeps_its_place_and_comes_again_after_the_window()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        long campaign = await Drafted.Campaign(host, Drafted.Plan(most: 1));
        string number = await Drafted.Project(host, "A1", campaign),
            other = await Drafted.Project(host, "A1", campaign);
        await Drafted.Submit(host, number);
        await host.Do(async s =>
            await s.GetRequiredService<Review.ReviewProject>()
                .Decide(number, (await Drafted.One(s, number)).Version, "return", "say how many", default)
        );
        Assert.Equal("campaigns.full", await Refused(host, other));
        Drafted.At(host, Drafted.Shanghai(4, 10));
        await Drafted.Submit(host, number);
        Assert.Equal("campaigns.window-over", await Refused(host, other));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Those_short_are_reminded_once_for_each_stage_by_working_days_and_by_hand_once_a_day(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        // Friday 10 April; the 4th to the 6th are the Qingming holiday, so ten working days before it is Thursday 26
        // March.
        long campaign = await Drafted.Campaign(host, Drafted.Plan(to: new(2026, 4, 10)));
        await Drafted.Submit(host, await Drafted.Project(host, "A1", campaign));
        Assert.Equal(0, await Reminded(host, Drafted.Shanghai(3, 25, 8)));
        // Short are A2, B1 and both towns.
        Assert.Equal(4, await Reminded(host, Drafted.Shanghai(3, 26, 8)));
        Assert.Equal(4, await Reminded(host, Drafted.Shanghai(3, 26, 9)));
        Assert.Equal(4, await Reminded(host, Drafted.Shanghai(3, 27, 8)));
        await Drafted.Submit(host, await Drafted.Project(host, "A2", campaign));
        Assert.Equal(7, await Reminded(host, Drafted.Shanghai(4, 3, 8)));
        await host.Do(async s =>
        {
            var remind = s.GetRequiredService<RemindCampaign>();
            Assert.Equal(3, await remind.Now(campaign, default));
            Assert.Equal(
                "campaigns.reminded-today",
                (await Assert.ThrowsAsync<RuleBroken>(() => remind.Now(campaign, default))).Key
            );
        });
        // After its last day the same job closes it.
        await Reminded(host, Drafted.Shanghai(4, 11, 8));
        await host.Do(async s =>
            Assert.Equal(CampaignState.Closed, (await s.GetRequiredService<RunCampaign>().One(campaign, default)).State)
        );
    }

    [Fact]
    public async Task The_board_tells_each_unit_what_is_missing_and_the_roster_lists_what_is_submitted()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        long campaign = await Drafted.Campaign(host, Drafted.Plan());
        await Drafted.Submit(host, await Drafted.Project(host, "A1", campaign));
        await Drafted.Project(host, "A2", campaign);
        var district = await (await host.As("district")).Open($"/projects/campaigns/{campaign}?culture=en");
        string Row(string name) =>
            string.Join(
                ' ',
                district
                    .Page.QuerySelectorAll("table.board tbody tr")
                    .Single(r => r.QuerySelector("a")!.TextContent == name)
                    .QuerySelectorAll("td")
                    .Select(c => c.TextContent.Trim())
            );
        Assert.Equal("Community A1 1–2 0 1 0 Complete", Row("Community A1"));
        Assert.Equal("Community A2 1–2 1 0 0 new projects: 1 missing", Row("Community A2"));
        Assert.Equal("Town A ≥ 1 0 0 0 new projects: 1 missing", Row("Town A"));
        await district.Open($"/projects/campaigns/{campaign}?short=true&culture=en");
        Assert.Equal(4, district.Page.QuerySelectorAll("table.board tbody tr").Length);
        Assert.True((await district.Bytes($"/projects/campaigns/{campaign}?handler=roster&format=docx")).Length > 1000);
        Assert.True((await district.Bytes($"/projects/campaigns/{campaign}?handler=export")).Length > 1000);
        // A worker sees the own community only, and what it owes; another town's unit is not there.
        var worker = await (await host.As("worker-b1")).Open($"/projects/campaigns/{campaign}?culture=en");
        Assert.Equal(
            "Community B1",
            Assert.Single(worker.Page.QuerySelectorAll("table.board tbody tr")).QuerySelector("a")!.TextContent
        );
        Assert.Contains("What you still owe", worker.Text, StringComparison.Ordinal);
        Assert.Equal(
            System.Net.HttpStatusCode.NotFound,
            await worker.StatusOf(
                $"/projects/campaigns/{campaign}/units/{await host.Ask(async s => (await Drafted.Unit(s, "A1")).Id)}"
            )
        );
        await worker.Open("/projects/new?culture=en");
        Assert.Equal(
            campaign.ToString(System.Globalization.CultureInfo.InvariantCulture),
            worker.Page.QuerySelector("select[name='Input.CampaignId'] option[selected]")!.GetAttribute("value")
        );
    }

    [Fact]
    public async Task A_campaign_is_copied_to_the_next_year_as_a_draft_nobody_else_sees()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite, "--Jobs:Enabled=false");
        long campaign = await Drafted.Campaign(host, Drafted.Plan());
        long copy = await host.Ask(s => s.GetRequiredService<RunCampaign>().CopyToNextYear(campaign, default));
        await host.Do(async s =>
        {
            var next = await s.GetRequiredService<ProjectsDb>().Campaigns.AsNoTracking().SingleAsync(c => c.Id == copy);
            Assert.Equal(
                ("Spring 2027", CampaignState.Draft, new DateOnly(2027, 3, 10), new DateOnly(2027, 3, 31), 2),
                (next.Name, next.State, next.OpensOn, next.ClosesOn, next.CommunityMost)
            );
        });
        Assert.Equal(
            System.Net.HttpStatusCode.NotFound,
            await (await host.As("worker-a1")).StatusOf($"/projects/campaigns/{copy}")
        );
        Assert.Equal(
            System.Net.HttpStatusCode.OK,
            await (await host.As("district")).StatusOf($"/projects/campaigns/edit?id={copy}")
        );
    }

    private static async Task<string> Refused(RunningHost host, string number) =>
        (await Assert.ThrowsAsync<RuleBroken>(() => Drafted.Submit(host, number))).Key;

    private static async Task<int> Reminded(RunningHost host, DateTimeOffset at)
    {
        Drafted.At(host, at);
        await host.Do(async s => await s.GetRequiredService<RemindCampaign>().Run(null!, default));
        return await host.Ask(s =>
            s.GetRequiredService<KernelDb>().Set<NoticeWish>().CountAsync(w => w.Kind == "projects.campaign-reminder")
        );
    }
}
