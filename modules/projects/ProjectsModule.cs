using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Modular.Contracts.Appraisal;
using Modular.Contracts.Projects;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Facts;
using Modular.Kernel.Jobs;
using Modular.Kernel.Modules;
using Modular.Kernel.Texts;
using Modular.Projects.Alliance;
using Modular.Projects.Api;
using Modular.Projects.Attached;
using Modular.Projects.Brands;
using Modular.Projects.Data;
using Modular.Projects.Demo;
using Modular.Projects.Design;
using Modular.Projects.Library;
using Modular.Projects.Notice;
using Modular.Projects.Publicity;
using Modular.Projects.Review;

namespace Modular.Projects;

/// <summary>Service projects: designed from needs, reviewed, publicised for five working days, approved, carried out, shared in the library.</summary>
public sealed class ProjectsModule : IModule
{
    internal const string Name = "projects";
    internal const string Read = "projects.read";
    internal const string Design = "projects.design";
    internal const string Decide = "projects.decide";
    internal const string Rota = "projects.rota";

    public string Id => Name;

    public IReadOnlyList<Permission> Permissions { get; } =
    [
        new(Read, Role.DistrictOfficer, Role.TownOfficer, Role.CommunityWorker, Role.Mentor, Role.Auditor),
        new(Design, Role.DistrictOfficer, Role.TownOfficer, Role.CommunityWorker),
        new(Decide, Role.DistrictOfficer, Role.TownOfficer),
        new(Rota, Role.DistrictOfficer),
    ];

    public IReadOnlyList<MenuEntry> Menu { get; } = [new("projects.menu", "/projects", Read, "folder", 30), new("projects.rota.menu", "/projects/rota", Read, "swap", 31)];

    public IReadOnlyList<string> NoticeKinds { get; } = ["projects.adopt-asked", "projects.adopted", "projects.taken-out", "projects.put-back", "projects.swap-asked", "projects.swap-accepted", "projects.swap-declined", "projects.rota-choose", "projects.rota-begins", "projects.rota-ends"];

    public IReadOnlyList<string> ApiScopes { get; } = [LibraryApiController.ReadScope];

    public IReadOnlyList<MenuEntry> PublicMenu { get; } =
    [
        new("projects.public.notices", "/notices", null, "speaker", 30),
        new("projects.public.library", "/library", null, "book", 40),
    ];

    public void AddServices(IServiceCollection services, DatabaseOptions database)
    {
        services.AddModuleDb<ProjectsDb, ProjectsDbSqlite, ProjectsDbPostgres>(database);
        services.AddSingleton(new TextSource(Assembly.GetExecutingAssembly()));
        services.AddScoped<DesignProject>();
        services.AddScoped<CompareVersions>();
        services.AddScoped<ProjectFiles>();
        services.AddScoped<ReviewProject>();
        services.AddScoped<RunNotice>();
        services.AddScoped<BrowseProjects>();
        services.AddScoped<ReadLibrary>();
        services.AddScoped<LikeProjects>();
        services.AddScoped<ShareProject>();
        services.AddScoped<KeepMaterials>();
        services.AddScoped<AdoptProject>();
        services.AddScoped<FollowAdoptions>();
        services.AddScoped<PackMaterials>();
        services.AddScoped<ApiLibrary>();
        services.AddScoped<KeepRota>();
        services.AddScoped<SwapTurns>();
        services.AddScoped<RunMonth>();
        services.AddScoped<ShowMonth>();
        services.AddJob<RemindMonth>(RemindMonth.Kind, "0 40 7 * * ?");
        services.AddScoped<KeepChannels>();
        services.AddScoped<DrawPoster>();
        services.AddScoped<KeepBrands>();
        services.AddScoped<IDemonstration, LibraryDemonstration>();
        services.AddScoped<IProjectQuestions, ProjectQuestions>();
        services.AddScoped<ITodoSource, ProjectTodos>();
        services.AddScoped<IDemonstration, ProjectsDemonstration>();
        services.AddFactHandler<SubjectTaken, ProjectsDb, ProjectTakenForReview>();
        services.AddFactHandler<SubjectJudged, ProjectsDb, ProjectJudged>();
    }
}
