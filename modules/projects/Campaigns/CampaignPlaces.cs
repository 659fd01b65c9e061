using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.Projects.Catalogue;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Campaigns;

/// <summary>
/// Which projects belong to a campaign. A project takes its place when it is submitted, inside the window, by a unit
/// that may; withdrawn, rejected or stopped it gives it back; returned with advice it keeps it for
/// <see cref="ReturnDays"/> days and may be submitted again after the window, later while there is still a place. Key
/// and general projects of a unit whose campaign is open or closed, not yet archived, go through it; micro projects may
/// also be submitted at any time outside.
/// </summary>
internal sealed class CampaignPlaces(ProjectsDb db, UnitDirectory units, TimeProvider clock) : ISubmitGate
{
    /// <summary>So long a project returned with advice keeps its place from others.</summary>
    public const int ReturnDays = 30;

    /// <summary>Projects that were returned so long ago that they hold no place any more.</summary>
    public static IQueryable<Project> Lapsed(ProjectsDb db, long campaignId, DateTimeOffset now)
    {
        var since = now.AddDays(-ReturnDays);
        // Places count whoever filled them, seen by the acting person or not.
        return db
            .Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .Where(p =>
                p.CampaignId == campaignId
                && p.State == ProjectState.Returned
                && !db.Events.Any(e => e.ProjectId == p.Id && e.What == "returned" && e.At >= since)
            );
    }

    /// <summary>Campaigns a unit of the acting person's can submit to now.</summary>
    public async Task<IReadOnlyList<Campaign>> OpenNow(CancellationToken cancel)
    {
        var chain = Districts.Chain(db.Acting.ScopePath).ToList();
        string path = db.Acting.ScopePath ?? "-",
            end = ModuleDb.EndOf(path);
        var now = clock.GetUtcNow();
        return await All()
            .Where(c =>
                c.State == CampaignState.Open
                && c.ClosesAt > now
                && (
                    chain.Contains(c.UnitId)
                    || (string.Compare(c.UnitPath, path) >= 0 && string.Compare(c.UnitPath, end) < 0)
                )
            )
            .OrderBy(c => c.ClosesAt)
            .ToListAsync(cancel);
    }

    /// <summary>Chosen in the form of a project: it has to be open and meant for the unit.</summary>
    public async Task Placing(int unitId, DraftFrom from, CancellationToken cancel)
    {
        if (from.CampaignId is not { } id)
            return;
        var campaign =
            await All().SingleOrDefaultAsync(c => c.Id == id && c.State != CampaignState.Draft, cancel)
            ?? throw new RuleBroken("campaigns.gone") { Field = "CampaignId" };
        Fits(campaign, (await units.Tree(cancel)).Find(unitId)!);
        if (campaign.State != CampaignState.Open || campaign.ClosesAt <= clock.GetUtcNow())
            throw new RuleBroken("campaigns.window-over", campaign.Name, campaign.ClosesOn) { Field = "CampaignId" };
    }

    public async Task Submitting(Project project, string? without, CancellationToken cancel)
    {
        var unit = (await units.Tree(cancel)).Find(project.UnitId) ?? throw new NotFound();
        if (project.CampaignId is not { } id)
        {
            await Outside(project, unit, cancel);
            return;
        }

        // The row is held until this submission has ended: two at once see each other's places.
        await db
            .Campaigns.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .Where(c => c.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.Turn, c => c.Turn + 1), cancel);
        var campaign =
            await All().SingleOrDefaultAsync(c => c.Id == id, cancel) ?? throw new RuleBroken("campaigns.gone");
        Fits(campaign, unit);
        if (
            project.State == ProjectState.Returned
                ? campaign.State == CampaignState.Archived
                : !campaign.Holds(clock.GetUtcNow())
        )
            throw clock.GetUtcNow() < campaign.OpensAt && campaign.State == CampaignState.Open
                ? new RuleBroken("campaigns.not-yet", campaign.Name, campaign.OpensOn)
                : new RuleBroken("campaigns.window-over", campaign.Name, campaign.ClosesOn);
        var lapsed = await Lapsed(db, id, clock.GetUtcNow()).Select(p => p.Id).ToListAsync(cancel);
        // Places count whoever filled them, seen by the acting person or not.
        var held = await db
            .Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .Where(p =>
                p.CampaignId == id
                && p.UnitId == unit.Id
                && p.Id != project.Id
                && !lapsed.Contains(p.Id)
                && !Campaign.Free.Contains(p.State)
            )
            .Select(p => p.Tier)
            .ToListAsync(cancel);
        if (
            project.Tier != ProjectTier.Micro
            && campaign.New(unit.Kind).Most is { } most
            && held.Count(t => t != ProjectTier.Micro) >= most
        )
            throw new RuleBroken("campaigns.full", unit.Name, most);
        // Tiers are shares of a community; a town's own projects are counted as new ones only.
        if (
            unit.Kind == UnitKind.Community
            && campaign.Of(project.Tier).Most is { } tier
            && held.Count(t => t == project.Tier) >= tier
        )
            throw new RuleBroken("campaigns.tier-full", unit.Name, project.Tier, tier);
    }

    private async Task Outside(Project project, Unit unit, CancellationToken cancel)
    {
        if (project.Tier == ProjectTier.Micro)
            return;
        var chain = Districts.Chain(unit.Path).ToList();
        var ruling = (
            await All()
                .Where(c =>
                    (c.State == CampaignState.Open || c.State == CampaignState.Closed) && chain.Contains(c.UnitId)
                )
                .OrderByDescending(c => c.ClosesAt)
                .ToListAsync(cancel)
        ).FirstOrDefault(c => c.Covers(unit));
        if (ruling is null)
            return;
        throw ruling.State == CampaignState.Open && ruling.ClosesAt > clock.GetUtcNow()
            ? new RuleBroken("campaigns.choose", ruling.Name)
            : new RuleBroken("campaigns.window-over", ruling.Name, ruling.ClosesOn);
    }

    private static void Fits(Campaign campaign, Unit unit)
    {
        if (!campaign.Covers(unit))
            throw new RuleBroken("campaigns.not-for-unit", campaign.Name, unit.Name) { Field = "CampaignId" };
    }

    /// <summary>A campaign stands above those who submit to it, where the scope filter does not look.</summary>
    private IQueryable<Campaign> All() => db.Campaigns.IgnoreQueryFilters([ModuleDb.ScopeFilter]).AsNoTracking();
}
