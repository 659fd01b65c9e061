using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Modular.Contracts.Appraisal;
using Modular.Contracts.Projects;
using Modular.Kernel.Access;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Facts;
using Modular.Kernel.Jobs;
using Modular.Kernel.Modules;
using Modular.Kernel.Texts;
using Modular.Projects.Activities;
using Modular.Projects.Attached;
using Modular.Projects.Data;
using Modular.Projects.Demo;
using Modular.Projects.Design;
using Modular.Projects.Eligibility;
using Modular.Projects.Ledgers;
using Modular.Projects.Library;
using Modular.Projects.Notice;
using Modular.Projects.Report;
using Modular.Projects.Review;

namespace Modular.Projects;

/// <summary>Service projects: designed from needs, reviewed, publicised for five working days, approved, carried out, shared in the library.</summary>
public sealed class ProjectsModule : IModule
{
    internal const string Name = "projects";
    internal const string Read = "projects.read";
    internal const string Design = "projects.design";
    internal const string Decide = "projects.decide";

    public string Id => Name;

    public IReadOnlyList<Permission> Permissions { get; } =
    [
        new(Read, Role.DistrictOfficer, Role.TownOfficer, Role.CommunityWorker, Role.Mentor, Role.Auditor),
        new(Design, Role.DistrictOfficer, Role.TownOfficer, Role.CommunityWorker),
        new(Decide, Role.DistrictOfficer, Role.TownOfficer),
    ];

    public IReadOnlyList<MenuEntry> Menu { get; } = [new("projects.menu", "/projects", Read, "folder", 30), new("risk.title", "/projects/risk", Read, "alert", 31)];

    public IReadOnlyList<string> NoticeKinds { get; } = ["projects.liaison-late", "projects.issue-found", "projects.issue-mended", "projects.issue-sent-back", "projects.issue-late", "projects.issue-unconfirmed"];

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
        services.AddScoped<IProjectQuestions, ProjectQuestions>();
        services.AddScoped<ITodoSource, ProjectTodos>();
        services.AddScoped<IDemonstration, ProjectsDemonstration>();
        AddExecution(services);
        services.AddFactHandler<SubjectTaken, ProjectsDb, ProjectTakenForReview>();
        services.AddFactHandler<SubjectJudged, ProjectsDb, ProjectJudged>();
    }

    private static void AddExecution(IServiceCollection services)
    {
        services.AddScoped<KeepActivities>();
        services.AddScoped<KeepSeries>();
        services.AddScoped<KeepPhotos>();
        services.AddScoped<BrowseActivities>();
        services.AddScoped<PublicRecord>();
        services.AddSingleton<SignInCode>();
        services.AddScoped<TakeSignIn>();
        services.AddScoped<ICalendarDependent, SeriesFollowCalendar>();
        services.AddJob<GrowSeries>(GrowSeries.Kind, "0 50 2 * * ?");
        services.AddJob<EraseNames>(EraseNames.Kind, "0 5 3 * * ?");
        services.AddScoped<KeepLiaison>();
        services.AddScoped<BrowseLiaison>();
        services.AddJob<TellLateLiaison>(TellLateLiaison.Kind, "0 15 7 * * ?");
        services.AddScoped<Supervise>();
        services.AddScoped<BrowseIssues>();
        services.AddScoped<ICalendarDependent, IssuesFollowCalendar>();
        services.AddJob<TellLateIssues>(TellLateIssues.Kind, "0 20 7 * * ?");
        services.AddScoped<ProjectRisks>();
        services.AddScoped<ITodoSource, LedgerTodos>();
        services.AddScoped<JudgeEligibility>();
        services.AddScoped<WriteReport>();
        services.AddScoped<ReportDocument>();
        services.AddScoped<IDemonstration, ExecutionDemonstration>();
    }
}
