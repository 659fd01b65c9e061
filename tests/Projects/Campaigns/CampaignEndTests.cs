using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Projects.Campaigns;
using Modular.Projects.Catalogue;
using Modular.Projects.Data;
using Modular.Projects.Design;
using Modular.Projects.Domain;
using Modular.TestKit;

namespace Modular.Projects.Tests;

[Trait("rule", "P2")]
public sealed class CampaignEndTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Closed_before_it_began_a_campaign_keeps_its_dates_and_drafts_are_loosed_from_it_and_told(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        long id = await Drafted.Campaign(host, Drafted.Plan(from: new(2026, 4, 1), to: new(2026, 4, 30)));
        string draft = await Drafted.Project(host, "A1", id);
        var district = await (await host.As("district")).Open($"/projects/campaigns/{id}?culture=en");
        Assert.Contains("1 drafts will be loosed from it", district.Text, StringComparison.Ordinal);
        await district.Press("Close");
        await host.Do(async s =>
        {
            var campaign = await s.GetRequiredService<RunCampaign>().One(id, default);
            Assert.Equal(
                (CampaignState.Closed, new DateOnly(2026, 4, 1), new DateOnly(2026, 4, 30)),
                (campaign.State, campaign.OpensOn, campaign.ClosesOn)
            );
            Assert.Null((await Drafted.One(s, draft)).CampaignId);
            Assert.Contains(
                draft,
                (
                    await s.GetRequiredService<ProjectsDb>()
                        .Set<NoticeWish>()
                        .SingleAsync(w => w.Kind == "projects.campaign-left")
                ).Arguments,
                StringComparison.Ordinal
            );
        });
        await district.Open($"/projects/{draft}");
        Assert.Contains("Left the campaign", district.Text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Quotas_below_the_places_held_name_the_units_first_and_are_saved_only_when_that_was_seen(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        long id = await Drafted.Campaign(host, Drafted.Plan());
        foreach (var tier in new[] { ProjectTier.Key, ProjectTier.General })
            await Drafted.Submit(host, await Drafted.Project(host, "A1", id, tier));
        var district = await (await host.As("district")).Open($"/projects/campaigns/edit?id={id}&culture=en");
        await district.Send("form.form", ("Input.CommunityMost", "1"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, district.Status);
        Assert.Contains(
            "1 units hold more places than the new quota gives: Community A1",
            district.Text,
            StringComparison.Ordinal
        );
        await host.Do(async s =>
            Assert.Equal(2, (await s.GetRequiredService<RunCampaign>().One(id, default)).CommunityMost)
        );
        await district.Send("form.form", ("Input.CommunityMost", "1"), ("Input.Anyway", "true"));
        Assert.Equal(HttpStatusCode.OK, district.Status);
        await host.Do(async s =>
        {
            Assert.Equal(1, (await s.GetRequiredService<RunCampaign>().One(id, default)).CommunityMost);
            Assert.Equal(
                "Community A1",
                (await s.GetRequiredService<RunCampaign>().Life(id, default)).Last(e => e.What == "changed").Note
            );
        });
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_returned_project_keeps_its_place_for_thirty_days_and_is_loosed_when_the_campaign_is_archived(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        long id = await Drafted.Campaign(host, Drafted.Plan(most: 1, to: new(2026, 5, 31)));
        string returned = await Drafted.Project(host, "A1", id),
            next = await Drafted.Project(host, "A1", id);
        await Drafted.Submit(host, returned);
        await PlanTests.Moves(host, returned, "returned");
        Drafted.At(host, Drafted.Shanghai(4, 5));
        Assert.Equal("campaigns.full", (await Assert.ThrowsAsync<RuleBroken>(() => Drafted.Submit(host, next))).Key);
        Drafted.At(host, Drafted.Shanghai(4, 15));
        Task<BoardRow> Row() =>
            host.Ask(async s =>
                (
                    await s.GetRequiredService<CampaignBoard>()
                        .Of(await s.GetRequiredService<RunCampaign>().One(id, default), null, default)
                ).Rows.Single(r => r.Unit.Name == "Community A1")
            );
        Assert.Equal((0, 2), ((await Row()).Filled, (await Row()).Drafts));
        await Drafted.Submit(host, next);
        Assert.Equal((1, false), ((await Row()).Filled, (await Row()).Over));
        Assert.Equal(
            "campaigns.full",
            (await Assert.ThrowsAsync<RuleBroken>(() => Drafted.Submit(host, returned))).Key
        );
        await host.Do(async s =>
        {
            var run = s.GetRequiredService<RunCampaign>();
            await run.Close(id, (await run.One(id, default)).Version, default);
            await run.Archive(id, (await run.One(id, default)).Version, default);
            Assert.Null((await Drafted.One(s, returned)).CampaignId);
            Assert.Equal(id, (await Drafted.One(s, next)).CampaignId);
        });
        await Drafted.Submit(host, returned);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "P1")]
    public async Task To_read_the_catalogue_writes_nothing_and_an_empty_one_begins_by_a_button(string database)
    {
        await using var host = await RunningHost.Start(database);
        await host.Do(async s => Assert.Equal(5, await s.GetRequiredService<ProjectsDb>().CatalogueTypes.CountAsync()));
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<ProjectsDb>();
            await db.CatalogueEntries.ExecuteDeleteAsync();
            await db.CatalogueTypes.ExecuteDeleteAsync();
        });
        var worker = await (await host.As("worker-a1")).Open("/projects/catalogue");
        Assert.Null(worker.Page.QuerySelector("form[action*='handler=Begin']"));
        await worker.Raw("/projects/catalogue?handler=begin");
        await host.Do(async s => Assert.Equal(0, await s.GetRequiredService<ProjectsDb>().CatalogueTypes.CountAsync()));
        var district = await (await host.As("district")).Open("/projects/catalogue");
        await host.Do(async s => Assert.Equal(0, await s.GetRequiredService<ProjectsDb>().CatalogueTypes.CountAsync()));
        await district.Press("Begin");
        Assert.True(district.Page.QuerySelectorAll("table.list tbody tr").Length >= 15);
        // What other districts made of theirs is not counted here.
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<ProjectsDb>();
            var unit = await Drafted.Unit(s, "A1");
            await s.GetRequiredService<DesignProject>()
                .Draft(unit.Id, Drafted.Full, new DraftFrom(EntryId: 99), default);
            db.CatalogueEntries.Add(
                new CatalogueEntry
                {
                    Id = 99,
                    DistrictId = 12345,
                    TypeId = 1,
                    Title = "elsewhere",
                    By = "x",
                }
            );
            await db.SaveChangesAsync();
            Assert.Empty(await s.GetRequiredService<KeepCatalogue>().Uses(default));
        });
    }
}
