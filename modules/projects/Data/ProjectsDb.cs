using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Projects.Design;
using Modular.Projects.Notice;

namespace Modular.Projects.Data;

internal abstract class ProjectsDb(DbContextOptions options) : ModuleDb(options, ProjectsModule.Name)
{
    public DbSet<Project> Projects => Set<Project>();
    public DbSet<ProjectEvent> Events => Set<ProjectEvent>();
    public DbSet<PublicNotice> Notices => Set<PublicNotice>();
    public DbSet<Objection> Objections => Set<Objection>();

    protected override void Shape(ModelBuilder model)
    {
        Project.Shape(model);
        ProjectEvent.Shape(model);
        PublicNotice.Shape(model);
        Objection.Shape(model);
    }
}

internal sealed class ProjectsDbSqlite(DbContextOptions<ProjectsDbSqlite> options) : ProjectsDb(options);

internal sealed class ProjectsDbPostgres(DbContextOptions<ProjectsDbPostgres> options) : ProjectsDb(options);
