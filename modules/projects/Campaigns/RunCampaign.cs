using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;
using Modular.Projects.Catalogue;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Campaigns;

/// <summary>
/// Draws up a campaign, opens it, extends its window with reasons, closes it, and copies it to the next year.
/// </summary>
internal sealed class RunCampaign(ProjectsDb db, UnitDirectory units, CampaignBoard board, TimeProvider clock)
{
    /// <summary>
    /// Campaigns the acting person has to do with: his own, those of units above him and those of units below him. The
    /// scope filter looks downward only and is left for that; a draft is nobody's business but its organiser's.
    /// </summary>
    public IQueryable<Campaign> Visible()
    {
        var chain = Districts.Chain(db.Acting.ScopePath).ToList();
        string path = db.Acting.ScopePath ?? "-",
            end = ModuleDb.EndOf(path);
        bool manage = db.Acting.May(ProjectsModule.Campaign);
        return db
            .Campaigns.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .Where(c =>
                (chain.Contains(c.UnitId) && c.State != CampaignState.Draft)
                || (
                    (manage || c.State != CampaignState.Draft)
                    && string.Compare(c.UnitPath, path) >= 0
                    && string.Compare(c.UnitPath, end) < 0
                )
            );
    }

    public Task<List<Campaign>> List(CampaignState? state, CancellationToken cancel) =>
        Visible()
            .AsNoTracking()
            .Where(c => state == null || c.State == state)
            .OrderByDescending(c => c.Id)
            .ToListAsync(cancel);

    public async Task<Campaign> One(long id, CancellationToken cancel) =>
        await Find(id, cancel) ?? throw new NotFound();

    /// <summary>
    /// Null where it is none of the acting person's: what is shown beside a project must not hide the project.
    /// </summary>
    public Task<Campaign?> Find(long id, CancellationToken cancel) =>
        Visible().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel);

    public Task<List<CampaignEvent>> Life(long id, CancellationToken cancel) =>
        db.CampaignEvents.AsNoTracking().Where(e => e.CampaignId == id).OrderBy(e => e.Id).ToListAsync(cancel);

    public async Task<long> Draft(int unitId, CampaignPlan plan, CancellationToken cancel)
    {
        plan.Check();
        var unit = (await units.Tree(cancel)).Find(unitId);
        if (
            unit is not { Kind: UnitKind.District or UnitKind.Town }
            || !unit.Path.StartsWith(db.Acting.ScopePath ?? "-", StringComparison.Ordinal)
        )
            throw new RuleBroken("campaigns.unit-needed") { Field = "UnitId" };
        var campaign = new Campaign
        {
            Id = Ids.Next(clock),
            Name = "",
            UnitId = unit.Id,
            UnitPath = unit.Path,
        };
        plan.Write(campaign, window: true);
        db.Campaigns.Add(campaign);
        Note(campaign, "drafted", null);
        db.Record(
            "campaign.drafted",
            $"campaign:{campaign.Id}",
            after: new
            {
                campaign.Name,
                campaign.OpensOn,
                campaign.ClosesOn,
            }
        );
        await db.SaveChangesAsync(cancel);
        return campaign.Id;
    }

    /// <summary>A draft wholly; once open the window moves by extension only.</summary>
    /// <param name="anyway">Quotas may fall below the places that are filled: whoever decides has seen where.</param>
    public async Task Change(long id, int version, CampaignPlan plan, CancellationToken cancel, bool anyway = false)
    {
        var campaign = await Mine(id, version, cancel);
        if (campaign.State is not (CampaignState.Draft or CampaignState.Open))
            throw new RuleBroken("campaigns.fixed");
        bool draft = campaign.State == CampaignState.Draft;
        if (!draft)
            plan = plan with { OpensOn = campaign.OpensOn, ClosesOn = campaign.ClosesOn };
        plan.Check();
        var before = CampaignPlan.Of(campaign);
        var over = (await board.Of(campaign, null, cancel)).Rows.Where(r => r.Over).Select(r => r.Unit.Id).ToHashSet();
        plan.Write(campaign, window: draft);
        var now = (await board.Of(campaign, null, cancel))
            .Rows.Where(r => r.Over && !over.Contains(r.Unit.Id))
            .Select(r => r.Unit.Name)
            .ToList();
        string units =
            string.Join('\u3001', now.Take(10))
            + (
                now.Count > 10
                    ? $" \u2026 ({now.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)})"
                    : ""
            );
        if (now.Count > 0 && !anyway)
        {
            db.Discard();
            throw new RuleBroken("campaigns.quota-below", now.Count, units) { Field = "Anyway" };
        }

        if (!draft)
            Note(campaign, "changed", now.Count > 0 ? units : null);
        db.Record("campaign.changed", $"campaign:{id}", before, CampaignPlan.Of(campaign));
        await db.SaveChangesAsync(cancel);
    }

    public async Task Open(long id, int version, CancellationToken cancel)
    {
        var campaign = await Mine(id, version, cancel);
        if (campaign.ClosesAt <= clock.GetUtcNow())
            throw new RuleBroken("campaigns.over-already", campaign.ClosesOn);
        Move(campaign, "opened", null);
        await Tell(campaign, "projects.campaign-opened", cancel);
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Gives everybody more days; also after the window was over. The reasons are told to all.</summary>
    public async Task Extend(long id, int version, DateOnly? closesOn, string? reasons, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(reasons))
            throw new RuleBroken("projects.reasons-needed") { Field = "Reasons" };
        var campaign = await Mine(id, version, cancel);
        if (closesOn is not { Year: <= 2100 } to || to <= campaign.ClosesOn || to < clock.Today())
            throw new RuleBroken("campaigns.extend-later", campaign.ClosesOn) { Field = "ClosesOn" };
        var before = campaign.ClosesOn;
        campaign.ClosesAt = to.AddDays(1).StartOfDay();
        campaign.RemindedStage = null;
        Move(campaign, "extended", $"{before.Iso()} \u2192 {to.Iso()} {reasons.Trim()}");
        await Tell(campaign, "projects.campaign-extended", cancel);
        await db.SaveChangesAsync(cancel);
    }

    public async Task Close(long id, int version, CancellationToken cancel)
    {
        var campaign = await Mine(id, version, cancel);
        Move(campaign, "closed", null);
        // Closed early, the window ends now: nothing can slip in behind it. Closed before it began it stays as it was
        // announced.
        if (campaign.ClosesAt > clock.GetUtcNow() && campaign.OpensAt <= clock.GetUtcNow())
            campaign.ClosesAt = clock.Today().AddDays(1).StartOfDay();
        await LetGo(campaign, ProjectState.Draft, cancel);
        await db.SaveChangesAsync(cancel);
    }

    public async Task Archive(long id, int version, CancellationToken cancel)
    {
        var campaign = await Mine(id, version, cancel);
        Move(campaign, "archived", null);
        await LetGo(campaign, ProjectState.Draft, cancel);
        await LetGo(campaign, ProjectState.Returned, cancel);
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>How many will be loosed from it, told before it is done.</summary>
    public async Task<(int Drafts, int Returned)> Loose(Campaign campaign, CancellationToken cancel) =>
        (
            await db.Projects.CountAsync(p => p.CampaignId == campaign.Id && p.State == ProjectState.Draft, cancel),
            await db.Projects.CountAsync(p => p.CampaignId == campaign.Id && p.State == ProjectState.Returned, cancel)
        );

    /// <summary>
    /// Projects not submitted point to a campaign that takes none any more: they are loosed from it and may choose
    /// another, or go without.
    /// </summary>
    private async Task LetGo(Campaign campaign, ProjectState state, CancellationToken cancel)
    {
        var projects = await db
            .Projects.Where(p => p.CampaignId == campaign.Id && p.State == state)
            .ToListAsync(cancel);
        foreach (var project in projects)
        {
            project.CampaignId = null;
            MoveProject.Note(db, project, "campaign-left", campaign.Name, clock);
            db.Notify(
                "projects.campaign-left",
                project.UnitId,
                ProjectsModule.Design,
                $"/projects/{project.Number}/edit",
                project.Number,
                project.Title,
                campaign.Name
            );
        }

        if (projects.Count > 0)
            db.Record(
                "campaign.projects-loosed",
                $"campaign:{campaign.Id}",
                after: new { state, Projects = projects.Select(p => p.Number) }
            );
    }

    public async Task<long> CopyToNextYear(long id, CancellationToken cancel)
    {
        var campaign = await Mine(id, null, cancel);
        return await Draft(campaign.UnitId, CampaignPlan.Of(campaign).NextYear(), cancel);
    }

    internal void Move(Campaign campaign, string move, string? note)
    {
        var before = campaign.State;
        campaign.State = CampaignMoves.All.After(before, move, "campaigns.move-not-allowed");
        Note(campaign, move, note);
        db.Record(
            $"campaign.{move}",
            $"campaign:{campaign.Id}",
            new { State = before },
            new
            {
                campaign.State,
                campaign.ClosesAt,
                note,
            }
        );
    }

    internal void Note(Campaign campaign, string what, string? note) =>
        db.CampaignEvents.Add(
            new()
            {
                Id = Ids.Next(clock),
                CampaignId = campaign.Id,
                At = clock.GetUtcNow(),
                What = what,
                By = db.Acting.Name,
                Note = note,
            }
        );

    private async Task Tell(Campaign campaign, string kind, CancellationToken cancel)
    {
        foreach (var unit in (await units.Tree(cancel)).Under(campaign.UnitPath).Where(campaign.Covers))
            db.Notify(
                kind,
                unit.Id,
                ProjectsModule.Design,
                $"/projects/campaigns/{campaign.Id}",
                campaign.Name,
                Words.ShortDate(campaign.ClosesOn)
            );
    }

    private async Task<Campaign> Mine(long id, int? version, CancellationToken cancel)
    {
        var campaign = await db.Campaigns.SingleOrDefaultAsync(c => c.Id == id, cancel) ?? throw new NotFound();
        return version is null || campaign.Version == version
            ? campaign
            : throw new RuleBroken("rule.changed-meanwhile");
    }
}
