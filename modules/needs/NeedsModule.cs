using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Modular.Contracts.Needs;
using Modular.Contracts.Partners;
using Modular.Contracts.Projects;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Facts;
using Modular.Kernel.Jobs;
using Modular.Kernel.Modules;
using Modular.Kernel.Store;
using Modular.Kernel.Texts;
using Modular.Needs.Data;
using Modular.Needs.Demo;
using Modular.Needs.Dispatch;
using Modular.Needs.Domain;
using Modular.Needs.Facts;
using Modular.Needs.Handling;
using Modular.Needs.Intake;
using Modular.Needs.Issues;
using Modular.Needs.Rating;
using Modular.Needs.Reports;
using Modular.Needs.Suggestions;
using Modular.Needs.Topics;
using Modular.Needs.Tracking;
using Modular.Needs.Triage;

namespace Modular.Needs;

/// <summary>
/// Residents' needs: taken in through every channel, answered in promised time, grouped into topics, followed by those
/// who asked.
/// </summary>
public sealed class NeedsModule : IModule
{
    internal const string Name = "needs";
    internal const string Read = "needs.read";
    internal const string Register = "needs.register";
    internal const string Handle = "needs.handle";
    internal const string Supervise = "needs.supervise";
    internal const string Import = "needs.import";
    internal const string Topics = "needs.topics";
    internal const string Settings = "needs.settings";

    public string Id => Name;

    public IReadOnlyList<Permission> Permissions { get; } =
    [
        new(
            Read,
            Role.DistrictOfficer,
            Role.TownOfficer,
            Role.CommunityWorker,
            Role.GridWorker,
            Role.WindowClerk,
            Role.Auditor
        ),
        new(Register, Role.DistrictOfficer, Role.TownOfficer, Role.CommunityWorker, Role.GridWorker, Role.WindowClerk),
        new(Handle, Role.DistrictOfficer, Role.TownOfficer, Role.CommunityWorker, Role.GridWorker, Role.WindowClerk),
        new(Supervise, Role.DistrictOfficer, Role.TownOfficer),
        new(Import, Role.DistrictOfficer, Role.TownOfficer, Role.CommunityWorker),
        new(Topics, Role.DistrictOfficer, Role.TownOfficer, Role.CommunityWorker),
        new(Settings, Role.DistrictOfficer, Role.Administrator) { WholeDistrict = true },
    ];

    public IReadOnlyList<MenuEntry> Menu { get; } =
    [
        new("needs.menu", "/needs", Read, "inbox", 10),
        new("needs.report.menu", "/needs/report", Read, "list", 15),
        new("needs.topics.menu", "/needs/topics", Topics, "topics", 20),
        new("needs.issues.menu", "/needs/issues", Topics, "alert", 21),
    ];

    public IReadOnlyList<MenuEntry> PublicMenu { get; } =
    [
        new("needs.public.ask", "/ask", null, "pen", 10),
        new("needs.public.track", "/track", null, "clock", 20),
        new("needs.answers", "/answers", null, "list", 25),
    ];

    public IReadOnlyList<string> NoticeKinds { get; } =
    [
        "needs.dispatched",
        "needs.sent-back",
        "needs.disputed",
        "needs.reworked",
        "needs.extension-asked",
        "needs.extension-granted",
        "needs.extension-refused",
        "needs.instructed",
        "needs.major",
        "needs.at-risk",
        "needs.escalated",
        "needs.status",
        "needs.report",
    ];

    public IReadOnlyList<string> ApiScopes { get; } = [Api.NeedsApiController.Write, Api.NeedsApiController.ReadScope];

    public void AddServices(IServiceCollection services, DatabaseOptions database)
    {
        services.AddModuleDb<NeedsDb, NeedsDbSqlite, NeedsDbPostgres>(database);
        services.AddSingleton(new TextSource(Assembly.GetExecutingAssembly()));
        services.AddSingleton<PersonKeys>();
        services.AddScoped<RegisterNeeds>();
        services.AddSingleton<NeedDesk>();
        services.AddHostedService(provider => provider.GetRequiredService<NeedDesk>());
        services.AddScoped<MoveNeed>();
        services.AddScoped<Kernel.Units.IOpenWork, OpenNeeds>();
        services.AddScoped<HandleNeed>();
        services.AddScoped<TriageNeed>();
        services.AddScoped<ExtendNeed>();
        services.AddScoped<SuperviseNeed>();
        services.AddScoped<DispatchNeed>();
        services.AddScoped<OfferNeed>();
        services.AddScoped<PlanDispatch>();
        services.AddScoped<KeepRouting>();
        services.AddFactHandler<NeedsRegistered, NeedsDb, RouteNewNeeds>();
        services.AddFactHandler<NeedClaimed, NeedsDb, ClaimedByPartner>();
        services.AddFactHandler<NeedUnclaimed, NeedsDb, UnclaimedByPartners>();
        services.AddFactHandler<ClaimDone, NeedsDb, DoneByPartner>();
        services.AddFactHandler<ClaimGivenUp, NeedsDb, GivenUpByPartner>();
        services.AddScoped<RateNeed>();
        services.AddScoped<SendBack>();
        services.AddScoped<NeedFiles>();
        services.AddScoped<Api.ApiNeeds>();
        services.AddScoped<ServiceReport>();
        services.AddScoped<WorkLog>();
        services.AddJob<SendReports>(SendReports.Kind, "0 0 7 * * ?");
        services.AddScoped<KeepTemplates>();
        services.AddSingleton<AlikeIndex>();
        services.AddScoped<FindAlike>();
        services.AddScoped<QueueNeeds>();
        services.AddScoped<KeepRules>();
        services.AddJob<SweepClocks>(SweepClocks.Kind, "0 0/5 * * * ?");
        services.AddScoped<ListNeeds>();
        services.AddScoped<ShowNeed>();
        services.AddScoped<TrackNeed>();
        services.AddScoped<FollowNeeds>();
        services.AddScoped<TellFollowers>();
        services.AddScoped<LinkNeeds>();
        services.AddScoped<PublicNeeds>();
        services.AddScoped<KeepTopics>();
        services.AddScoped<TopicObstacles>();
        services.AddScoped<UndoTopicChange>();
        services.AddScoped<ListTopicChanges>();
        services.AddScoped<ListTopics>();
        services.AddScoped<TopicFigures>();
        services.AddScoped<TopicNames>();
        services.AddScoped<Engines>();
        services.AddScoped<KeepIssues>();
        services.AddScoped<KeepCategories>();
        services.AddSingleton<CategoryModels>();
        services.AddScoped<SuggestCategories>();
        services.AddScoped<SuggestionQuality>();
        services.AddJob<TrainCategories>(TrainCategories.Kind, "0 40 2 * * ?");
        services.AddScoped<StageImport>();
        services.AddScoped<MendRows>();
        services.AddScoped<ICalendarDependent, NeedsFollowCalendar>();
        services.AddScoped<ITodoSource, NeedTodos>();
        services.AddScoped<INeedQuestions, NeedQuestions>();
        services.AddScoped<IDemonstration, NeedsDemonstration>();
        services.AddScoped<INeedImport, CommandLineImport>();
        services.AddJob<ImportNeeds>(ImportNeeds.Kind);
        services.AddScoped<ClearImports>();
        services.AddScoped<Kernel.Privacy.IPersonalRegister, Privacy.NeedsRegister>();
        services.AddJob<FormTopics>(FormTopics.Kind);
        services.AddJob<FindIssues>(FindIssues.Kind);
        services.AddJob<FindAllIssues>(FindAllIssues.Kind, "0 40 3 * * ?");
        services.AddJob<GrowTopics>(GrowTopics.Kind, "0 20 3 * * ?");
        services.AddFactHandler<ProjectDrafted, NeedsDb, LinkNeedsToProject>();
        services.AddFactHandler<ProjectStageChanged, NeedsDb, FollowProject>();
        services.AddFactHandler<Contracts.Appraisal.SubjectJudged, NeedsDb, JudgedByResidents>();
    }
}
