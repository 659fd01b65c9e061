using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Projects.Activities;
using Modular.Projects.Campaigns;
using Modular.Projects.Catalogue;
using Modular.Projects.Domain;
using Modular.Projects.Effect;
using Modular.Projects.Library;
using Modular.Projects.Mentors;
using Modular.Projects.Money;
using Modular.Projects.Notice;
using Modular.Projects.Plan;
using Modular.Projects.Publicity;
using Modular.Projects.Report;
using Modular.Projects.Review;
using Modular.Projects.Rota;
using Modular.Projects.Selections;
using Modular.Projects.Supervision;

namespace Modular.Projects.Data;

internal abstract class ProjectsDb(DbContextOptions options) : ModuleDb(options, ProjectsModule.Name)
{
    public DbSet<Project> Projects => Set<Project>();
    public DbSet<ProjectEvent> Events => Set<ProjectEvent>();
    public DbSet<TextVersion> TextVersions => Set<TextVersion>();
    public DbSet<Target> Targets => Set<Target>();
    public DbSet<Measurement> Measurements => Set<Measurement>();
    public DbSet<ProjectFile> Files => Set<ProjectFile>();
    public DbSet<PublicNotice> Notices => Set<PublicNotice>();
    public DbSet<Objection> Objections => Set<Objection>();
    public DbSet<BudgetLine> BudgetLines => Set<BudgetLine>();
    public DbSet<Spending> Spendings => Set<Spending>();
    public DbSet<OpinionRecord> Opinions => Set<OpinionRecord>();
    public DbSet<Selection> Selections => Set<Selection>();
    public DbSet<SelectionEntry> Entries => Set<SelectionEntry>();
    public DbSet<EntryScore> EntryScores => Set<EntryScore>();
    public DbSet<EffectByHand> EffectsByHand => Set<EffectByHand>();
    public DbSet<ServicePlace> ServicePlaces => Set<ServicePlace>();
    public DbSet<ServiceSeries> Series => Set<ServiceSeries>();
    public DbSet<Activity> Activities => Set<Activity>();
    public DbSet<SignIn> SignIns => Set<SignIn>();
    public DbSet<LiaisonVisit> Visits => Set<LiaisonVisit>();
    public DbSet<LiaisonItem> LiaisonItems => Set<LiaisonItem>();
    public DbSet<SupervisionIssue> Issues => Set<SupervisionIssue>();
    public DbSet<IssueSignature> IssueSignatures => Set<IssueSignature>();
    public DbSet<ReportText> ReportTexts => Set<ReportText>();
    public DbSet<CatalogueType> CatalogueTypes => Set<CatalogueType>();
    public DbSet<CatalogueEntry> CatalogueEntries => Set<CatalogueEntry>();
    public DbSet<Campaign> Campaigns => Set<Campaign>();
    public DbSet<CampaignEvent> CampaignEvents => Set<CampaignEvent>();
    public DbSet<Mentor> Mentors => Set<Mentor>();
    public DbSet<Mentoring> Mentorings => Set<Mentoring>();
    public DbSet<GuidanceNote> GuidanceNotes => Set<GuidanceNote>();
    public DbSet<PreReview> PreReviews => Set<PreReview>();
    public DbSet<ReviewMeeting> ReviewMeetings => Set<ReviewMeeting>();
    public DbSet<Attendee> Attendees => Set<Attendee>();
    public DbSet<LibraryEntry> LibraryEntries => Set<LibraryEntry>();
    public DbSet<Material> Materials => Set<Material>();
    public DbSet<Adoption> Adoptions => Set<Adoption>();
    public DbSet<AdoptionNote> AdoptionNotes => Set<AdoptionNote>();
    public DbSet<RotaTurn> Turns => Set<RotaTurn>();
    public DbSet<RotaMember> RotaMembers => Set<RotaMember>();
    public DbSet<RotaAsk> RotaAsks => Set<RotaAsk>();
    public DbSet<TurnSwap> Swaps => Set<TurnSwap>();
    public DbSet<CentreEvent> CentreEvents => Set<CentreEvent>();
    public DbSet<ChannelPost> ChannelPosts => Set<ChannelPost>();
    public DbSet<Brand> Brands => Set<Brand>();
    public DbSet<BrandProject> BrandProjects => Set<BrandProject>();
    public DbSet<BrandHonour> BrandHonours => Set<BrandHonour>();
    public DbSet<ProjectPlan> Plans => Set<ProjectPlan>();
    public DbSet<PlanTask> PlanTasks => Set<PlanTask>();
    public DbSet<TaskLink> TaskLinks => Set<TaskLink>();
    public DbSet<TaskItem> TaskItems => Set<TaskItem>();
    public DbSet<Baseline> Baselines => Set<Baseline>();
    public DbSet<PlanChange> PlanChanges => Set<PlanChange>();
    public DbSet<PlanFeed> PlanFeeds => Set<PlanFeed>();

    /// <summary>
    /// The account that sees single projects named to it, as their mentor; null for everybody else, and whenever
    /// something is written: then the scope alone counts.
    /// </summary>
    public long? Named => Scope is { OnlyLooks: true } && Acting.May(ProjectsModule.Guide) ? Acting.AccountId : null;

    /// <summary>
    /// The projects the acting person guides: for a mentor's own acts, the only ones that reach beyond the scope.
    /// </summary>
    public IQueryable<Project> Guided()
    {
        long me = Acting.May(ProjectsModule.Guide) ? Acting.AccountId ?? 0 : 0;
        return Projects
            .IgnoreQueryFilters([ScopeFilter])
            .Where(p => Mentorings.Any(m => m.OpenProjectId == p.Id && m.AccountId == me));
    }

    /// <summary>A mentor sees nothing of the unit he holds his role at: only what is named to him.</summary>
    public override string? ScopePath =>
        Acting.May(ProjectsModule.Guide) && !Acting.May(ProjectsModule.ReadUnit) ? null : Acting.ScopePath;

    /// <summary>The scope filter, and beside it, to look at, the projects somebody guides, wherever they lie.</summary>
    protected override void Refine(ModelBuilder model) =>
        model
            .Entity<Project>()
            .HasQueryFilter(
                ScopeFilter,
                p =>
                    ScopeAll
                    || (
                        ScopePath != null
                        && string.Compare(p.UnitPath, ScopePath) >= 0
                        && string.Compare(p.UnitPath, ScopeEnd) < 0
                    )
                    || (Named != null && Mentorings.Any(m => m.OpenProjectId == p.Id && m.AccountId == Named))
            );

    protected override void Shape(ModelBuilder model)
    {
        Project.Shape(model);
        ProjectEvent.Shape(model);
        TextVersion.Shape(model);
        Target.Shape(model);
        Measurement.Shape(model);
        ProjectFile.Shape(model);
        PublicNotice.Shape(model);
        Objection.Shape(model);
        BudgetLine.Shape(model);
        Spending.Shape(model);
        OpinionRecord.Shape(model);
        Selection.Shape(model);
        EffectByHand.Shape(model);
        ServicePlace.Shape(model);
        ServiceSeries.Shape(model);
        Activity.Shape(model);
        SignIn.Shape(model);
        LiaisonVisit.Shape(model);
        LiaisonItem.Shape(model);
        SupervisionIssue.Shape(model);
        IssueSignature.Shape(model);
        ReportText.Shape(model);
        CatalogueType.Shape(model);
        CatalogueEntry.Shape(model);
        Campaign.Shape(model);
        CampaignEvent.Shape(model);
        Mentor.Shape(model);
        Mentoring.Shape(model);
        GuidanceNote.Shape(model);
        PreReview.Shape(model);
        ReviewMeeting.Shape(model);
        Attendee.Shape(model);
        LibraryEntry.Shape(model);
        Material.Shape(model);
        Adoption.Shape(model);
        AdoptionNote.Shape(model);
        RotaTurn.Shape(model);
        RotaMember.Shape(model);
        RotaAsk.Shape(model);
        TurnSwap.Shape(model);
        CentreEvent.Shape(model);
        ChannelPost.Shape(model);
        Brand.Shape(model);
        BrandProject.Shape(model);
        BrandHonour.Shape(model);
        ProjectPlan.Shape(model);
        PlanTask.Shape(model);
        TaskLink.Shape(model);
        TaskItem.Shape(model);
        Baseline.Shape(model);
        PlanChange.Shape(model);
        PlanFeed.Shape(model);
    }
}

internal sealed class ProjectsDbSqlite(DbContextOptions<ProjectsDbSqlite> options) : ProjectsDb(options);

internal sealed class ProjectsDbPostgres(DbContextOptions<ProjectsDbPostgres> options) : ProjectsDb(options);
