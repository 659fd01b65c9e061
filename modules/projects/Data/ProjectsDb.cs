using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Projects.Alliance;
using Modular.Projects.Attached;
using Modular.Projects.Brands;
using Modular.Projects.Design;
using Modular.Projects.Library;
using Modular.Projects.Money;
using Modular.Projects.Notice;
using Modular.Projects.Publicity;

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
    }
}

internal sealed class ProjectsDbSqlite(DbContextOptions<ProjectsDbSqlite> options) : ProjectsDb(options);

internal sealed class ProjectsDbPostgres(DbContextOptions<ProjectsDbPostgres> options) : ProjectsDb(options);
