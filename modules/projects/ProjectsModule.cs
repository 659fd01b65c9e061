using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Modular.Contracts.Appraisal;
using Modular.Contracts.Projects;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Facts;
using Modular.Kernel.Jobs;
using Modular.Kernel.Modules;
using Modular.Kernel.Store;
using Modular.Kernel.Texts;
using Modular.Projects.Activities;
using Modular.Projects.Api;
using Modular.Projects.Brands;
using Modular.Projects.Campaigns;
using Modular.Projects.Catalogue;
using Modular.Projects.Closing;
using Modular.Projects.Data;
using Modular.Projects.Demo;
using Modular.Projects.Design;
using Modular.Projects.Domain;
using Modular.Projects.Effect;
using Modular.Projects.Eligibility;
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
using Modular.Projects.Todos;

namespace Modular.Projects;

/// <summary>
/// Service projects: designed from needs, reviewed, publicised for five working days, approved, carried out, shared in
/// the library.
/// </summary>
public sealed class ProjectsModule : IModule
{
    internal const string Name = "projects";
    internal const string Read = "projects.read";
    internal const string Design = "projects.design";
    internal const string Decide = "projects.decide";
    internal const string Rota = "projects.rota";

    /// <summary>
    /// Sees all projects of the unit and below; whoever may only <see cref="Guide"/> sees those named to him.
    /// </summary>
    internal const string ReadUnit = "projects.read-unit";
    internal const string Guide = "projects.guide";
    internal const string EditCatalogue = "projects.catalogue";
    internal const string Campaign = "projects.campaign";
    internal const string KeepGroup = "projects.mentors";

    public string Id => Name;

    public IReadOnlyList<Permission> Permissions { get; } =
    [
        new(Read, Role.DistrictOfficer, Role.TownOfficer, Role.CommunityWorker, Role.Mentor, Role.Auditor),
        new(Design, Role.DistrictOfficer, Role.TownOfficer, Role.CommunityWorker),
        new(Decide, Role.DistrictOfficer, Role.TownOfficer),
        new(ReadUnit, Role.DistrictOfficer, Role.TownOfficer, Role.CommunityWorker, Role.Auditor),
        new(Guide, Role.Mentor),
        new(EditCatalogue, Role.DistrictOfficer) { WholeDistrict = true },
        new(Campaign, Role.DistrictOfficer, Role.TownOfficer),
        new(KeepGroup, Role.DistrictOfficer, Role.TownOfficer),
        new(Rota, Role.DistrictOfficer) { WholeDistrict = true },
    ];

    public IReadOnlyList<MenuEntry> Menu { get; } = [new("projects.menu", "/projects", Read, "folder", 30)];

    public IReadOnlyList<string> ApiScopes { get; } = [LibraryApiController.ReadScope];

    public IReadOnlyList<MenuEntry> PublicMenu { get; } =
    [
        new("projects.public.notices", "/notices", null, "speaker", 30),
        new("projects.public.library", "/library", null, "book", 40),
    ];

    public IReadOnlyList<string> NoticeKinds { get; } =
    [
        "projects.adopt-asked",
        "projects.adopted",
        "projects.taken-out",
        "projects.put-back",
        "projects.swap-asked",
        "projects.swap-accepted",
        "projects.swap-declined",
        "projects.rota-choose",
        "projects.rota-begins",
        "projects.rota-ends",
        "projects.liaison-late",
        "projects.issue-found",
        "projects.issue-mended",
        "projects.issue-sent-back",
        "projects.issue-late",
        "projects.issue-unconfirmed",
        "projects.issue-moved",
        "projects.campaign-opened",
        "projects.campaign-extended",
        "projects.campaign-reminder",
        "projects.mentor-assigned",
        "projects.mentor-named",
        "projects.note",
        "projects.note-answered",
        "projects.pre-reviewed",
        LatePlans.Kind,
        "projects.told.submitted",
        .. MoveProject.Told.Select(m => $"projects.told.{m}"),
        "projects.objection",
        WatchNotices.Over,
        "projects.result-unapplied",
        "projects.guidance-over",
        "projects.campaign-left",
        "projects.guidance-asked",
        "projects.mentor-wanted",
    ];

    public void AddServices(IServiceCollection services, DatabaseOptions database)
    {
        services.AddModuleDb<ProjectsDb, ProjectsDbSqlite, ProjectsDbPostgres>(database);
        services.AddSingleton(new TextSource(Assembly.GetExecutingAssembly()));
        services.AddScoped<ISubmitGate, CampaignPlaces>();
        services.AddScoped<ISubmitGate, GuideProject>();
        services.AddScoped<IProjectEnding, EndActivities>();
        services.AddScoped<DesignProject>();
        services.AddScoped<CompareVersions>();
        services.AddScoped<ProjectFiles>();
        services.AddScoped<SpendMoney>();
        services.AddScoped<ShowMoney>();
        services.AddScoped<FundGates>();
        services.AddScoped<MeasureEffect>();
        services.AddScoped<ReviewProject>();
        services.AddScoped<Recusal>();
        services.AddScoped<ClosingGate>();
        services.AddScoped<RunNotice>();
        services.AddScoped<ShowNotices>();
        services.AddScoped<HearObjections>();
        services.AddJob<WatchNotices>(WatchNotices.Kind, "0 10 6 * * ?");
        services.AddScoped<ProveNotice>();
        services.AddScoped<ApplyProject>();
        services.AddScoped<RunSelection>();
        services.AddScoped<SelectionDuty>();
        services.AddScoped<Certificate>();
        services.AddScoped<ITodoSource, SelectionTodos>();
        services.AddScoped<TakeRanking>();
        services.AddScoped<ShowSelections>();
        services.AddScoped<ShowProject>();
        services.AddScoped<ShowLibrary>();
        services.AddScoped<LikeProjects>();
        services.AddScoped<ShareProject>();
        services.AddScoped<KeepMaterials>();
        services.AddScoped<AdoptProject>();
        services.AddScoped<TakePlan>();
        services.AddScoped<FollowAdoptions>();
        services.AddScoped<PackMaterials>();
        services.AddScoped<ApiLibrary>();
        services.AddScoped<KeepRota>();
        services.AddScoped<KeepRotaAsks>();
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
        AddExecution(services);
        services.AddScoped<KeepCatalogue>();
        services.AddHostedService<ShipCatalogue>();
        services.AddScoped<ImportEntries>();
        services.AddScoped<RunCampaign>();
        services.AddScoped<CampaignPlaces>();
        services.AddScoped<CampaignBoard>();
        services.AddJob<RemindCampaign>(RemindCampaign.Kind, "0 20 8 * * ?");
        services.AddScoped<KeepMentors>();
        services.AddScoped<GuideProject>();
        services.AddScoped<HoldMeeting>();
        services.AddScoped<ITodoSource, MentorTodos>();
        services.AddScoped<IDemonstration, CampaignDemonstration>();
        services.AddFactHandler<ProjectStageChanged, ProjectsDb, EndGuidance>();
        services.AddFactHandler<SubjectTaken, ProjectsDb, ProjectTakenForReview>();
        services.AddFactHandler<SubjectJudged, ProjectsDb, ProjectJudged>();
        services.AddFactHandler<SubjectJudged, ProjectsDb, ApplicationJudged>();
        services.AddPlan();
    }

    private static void AddExecution(IServiceCollection services)
    {
        services.AddScoped<ITaskRecord, ActivityRecord>();
        services.AddScoped<KeepActivities>();
        services.AddScoped<KeepSeries>();
        services.AddScoped<KeepPhotos>();
        services.AddScoped<ListActivities>();
        services.AddScoped<PublicRecord>();
        services.AddSingleton<SignInCode>();
        services.AddScoped<TakeSignIn>();
        services.AddScoped<ICalendarDependent, SeriesFollowCalendar>();
        services.AddJob<GrowSeries>(GrowSeries.Kind, "0 50 2 * * ?");
        services.AddScoped<EraseNames>();
        services.AddScoped<Kernel.Privacy.IPersonalRegister, Privacy.ProjectsRegister>();
        services.AddScoped<KeepLiaison>();
        services.AddScoped<LiaisonLeaders>();
        services.AddScoped<ListLiaison>();
        services.AddJob<TellLateLiaison>(TellLateLiaison.Kind, "0 15 7 * * ?");
        services.AddScoped<Supervise>();
        services.AddScoped<ListIssues>();
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
