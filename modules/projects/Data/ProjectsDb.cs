using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Projects.Attached;
using Modular.Projects.Design;
using Modular.Projects.Money;
using Modular.Projects.Notice;
using Modular.Projects.Plan;

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
    public DbSet<ProjectPlan> Plans => Set<ProjectPlan>();
    public DbSet<PlanTask> PlanTasks => Set<PlanTask>();
    public DbSet<TaskLink> TaskLinks => Set<TaskLink>();
    public DbSet<TaskItem> TaskItems => Set<TaskItem>();
    public DbSet<Baseline> Baselines => Set<Baseline>();
    public DbSet<PlanChange> PlanChanges => Set<PlanChange>();
    public DbSet<PlanFeed> PlanFeeds => Set<PlanFeed>();

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
