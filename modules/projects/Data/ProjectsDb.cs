using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Projects.Activities;
using Modular.Projects.Attached;
using Modular.Projects.Design;
using Modular.Projects.Ledgers;
using Modular.Projects.Money;
using Modular.Projects.Notice;
using Modular.Projects.Selecting;
using Modular.Projects.Report;

namespace Modular.Projects.Data;

internal abstract class ProjectsDb(DbContextOptions options) : ModuleDb(options, ProjectsModule.Name)
{
    public DbSet<Project> Projects => Set<Project>();
    public DbSet<ProjectEvent> Events => Set<ProjectEvent>();
    public DbSet<TextVersion> TextVersions => Set<TextVersion>();
    public DbSet<Target> Targets => Set<Target>();
    public DbSet<ProjectFile> Files => Set<ProjectFile>();
    public DbSet<PublicNotice> Notices => Set<PublicNotice>();
    public DbSet<Objection> Objections => Set<Objection>();
    public DbSet<BudgetLine> BudgetLines => Set<BudgetLine>();
    public DbSet<Spending> Spendings => Set<Spending>();
    public DbSet<OpinionRecord> Opinions => Set<OpinionRecord>();
    public DbSet<Selection> Selections => Set<Selection>();
    public DbSet<SelectionEntry> Entries => Set<SelectionEntry>();
    public DbSet<ServicePlace> ServicePlaces => Set<ServicePlace>();
    public DbSet<ServiceSeries> Series => Set<ServiceSeries>();
    public DbSet<Activity> Activities => Set<Activity>();
    public DbSet<SignIn> SignIns => Set<SignIn>();
    public DbSet<LiaisonVisit> Visits => Set<LiaisonVisit>();
    public DbSet<LiaisonItem> LiaisonItems => Set<LiaisonItem>();
    public DbSet<SupervisionIssue> Issues => Set<SupervisionIssue>();
    public DbSet<IssueSignature> IssueSignatures => Set<IssueSignature>();
    public DbSet<ReportText> ReportTexts => Set<ReportText>();

    protected override void Shape(ModelBuilder model)
    {
        Project.Shape(model);
        ProjectEvent.Shape(model);
        TextVersion.Shape(model);
        Target.Shape(model);
        ProjectFile.Shape(model);
        PublicNotice.Shape(model);
        Objection.Shape(model);
        BudgetLine.Shape(model);
        Spending.Shape(model);
        OpinionRecord.Shape(model);
        Selection.Shape(model);
        ServicePlace.Shape(model);
        ServiceSeries.Shape(model);
        Activity.Shape(model);
        SignIn.Shape(model);
        LiaisonVisit.Shape(model);
        LiaisonItem.Shape(model);
        SupervisionIssue.Shape(model);
        IssueSignature.Shape(model);
        ReportText.Shape(model);
    }
}

internal sealed class ProjectsDbSqlite(DbContextOptions<ProjectsDbSqlite> options) : ProjectsDb(options);

internal sealed class ProjectsDbPostgres(DbContextOptions<ProjectsDbPostgres> options) : ProjectsDb(options);
