using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Modular.Appraisal.Appeals;
using Modular.Appraisal.Ballots;
using Modular.Appraisal.Data;
using Modular.Appraisal.Demo;
using Modular.Appraisal.Domain;
using Modular.Appraisal.Ledger;
using Modular.Appraisal.Panel;
using Modular.Appraisal.Record;
using Modular.Appraisal.Results;
using Modular.Appraisal.Rounds;
using Modular.Appraisal.Scoring;
using Modular.Appraisal.Survey;
using Modular.Appraisal.TwoWay;
using Modular.Appraisal.Visits;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Kernel.Modules;
using Modular.Kernel.Store;
using Modular.Kernel.Texts;

namespace Modular.Appraisal;

/// <summary>Rounds of appraisal: a panel scores, a plugin computes, a named person publishes.</summary>
public sealed class AppraisalModule : IModule
{
    internal const string Name = "appraisal";
    internal const string Read = "appraisal.read";
    internal const string Run = "appraisal.run";
    internal const string Score = "appraisal.score";
    internal const string Mutual = "appraisal.mutual";
    internal const string Decide = "appraisal.decide";
    internal const string Own = "appraisal.own";
    internal const string Appeal = "appraisal.appeal";
    internal const string Vouch = "appraisal.vouch";
    internal const string Hold = "appraisal.hold";

    public string Id => Name;

    public IReadOnlyList<Permission> Permissions { get; } =
    [
        new(Read, Role.DistrictOfficer, Role.TownOfficer, Role.Auditor),
        new(Run, Role.DistrictOfficer, Role.TownOfficer),
        new(Score, Role.Evaluator),
        // Filling in the sheet of one's own unit, where two sides score each other.
        new(Mutual, Role.CommunityWorker, Role.UnitLiaison),
        // Deciding on appeals that another unit is concerned with.
        new(Decide, Role.DistrictOfficer, Role.TownOfficer),
        // What one's own unit and those below were found to be, over the years.
        new(Own, Role.DistrictOfficer, Role.TownOfficer, Role.CommunityWorker, Role.UnitLiaison, Role.Auditor),
        // Objecting to it. Who only reads does not.
        new(Appeal, Role.DistrictOfficer, Role.TownOfficer, Role.CommunityWorker, Role.UnitLiaison),
        // Saying that a person who signed up for a ballot is known to the community.
        new(Vouch, Role.CommunityWorker),
        // Holding one of the three parts of a ballot's key. Only those named for a round do.
        new(Hold, Role.DistrictOfficer, Role.TownOfficer, Role.CommunityWorker, Role.UnitLiaison, Role.Evaluator),
    ];

    public IReadOnlyList<MenuEntry> Menu { get; } =
    [
        new("rounds.menu", "/rounds", Read, "scale", 40),
        new("rounds.mine", "/scoring", Score, "star", 45),
        new("mutual.menu", "/mutual", Mutual, "swap", 46),
        new("record.menu", "/record", Own, "chart", 47),
        new("appeals.menu", "/appeals", Decide, "alert", 48),
        new("vouch.menu", "/sign-ups", Vouch, "list", 49),
    ];

    public IReadOnlyList<string> NoticeKinds { get; } =
    [
        "rounds.reminder",
        "rounds.assigned",
        "rounds.mutual",
        "rounds.closed",
        "rounds.appeal",
        "rounds.decided",
        "rounds.key-holder",
        "rounds.key-second",
        "rounds.in-pool",
        "rounds.pool-dropped",
    ];

    public IReadOnlyList<MenuEntry> PublicMenu { get; } =
    [new("ballots.public", "/vote", null, "star", 40), new("results.public", "/results", null, "chart", 45)];

    public void AddServices(IServiceCollection services, DatabaseOptions database)
    {
        services.AddModuleDb<AppraisalDb, AppraisalDbSqlite, AppraisalDbPostgres>(database);
        services.AddSingleton(new TextSource(Assembly.GetExecutingAssembly()));
        services.AddScoped<Kernel.Privacy.IPersonalRegister, Privacy.AppraisalRegister>();
        services.AddScoped<Panels>();
        services.AddScoped<RoundKinds>();
        services.AddScoped<IRoundKind, PanelKind>();
        services.AddScoped<IRoundKind, BallotKind>();
        services.AddScoped<IRoundKind, TwoWayKind>();
        services.AddScoped<IRoundKind, SurveyKind>();
        services.AddScoped<IRoundKind, CompositeKind>();
        services.AddScoped<IRoundKind, PointsKind>();
        services.AddScoped<RunRound>();
        services.AddScoped<DraftRound>();
        services.AddScoped<ReplaceMember>();
        services.AddScoped<SeatPanel>();
        services.AddScoped<DrawPanel>();
        services.AddScoped<DraftTwoWay>();
        services.AddScoped<ScoreEachOther>();
        services.AddScoped<RunTwoWay>();
        services.AddScoped<DraftSurvey>();
        services.AddScoped<AnswerSurvey>();
        services.AddScoped<RunSurvey>();
        services.AddScoped<ShowSurvey>();
        services.AddScoped<DraftComposite>();
        services.AddScoped<KeepLedger>();
        services.AddScoped<HandleAppeals>();
        services.AddScoped<PublicResults>();
        services.AddScoped<ShowTwoWay>();
        services.AddScoped<RecordVisit>();
        services.AddScoped<ShowRecord>();
        services.AddScoped<Contracts.Appraisal.IAppraisalQuestions, ShowRecord>();
        services.AddScoped<DraftBallot>();
        services.AddScoped<Recruit>();
        services.AddScoped<ScreenSignUps>();
        services.AddScoped<HoldKey>();
        services.AddScoped<RunBallot>();
        services.AddScoped<CastBallot>();
        services.AddScoped<ShowBallot>();
        services.AddScoped<ScoreSheet>();
        services.AddScoped<ShowRound>();
        services.AddScoped<RoundStatistics>();
        services.AddScoped<DrawsDue>();
        services.AddScoped<ITodoSource, ScoringTodos>();
        services.AddScoped<IDemonstration, AppraisalDemonstration>();
        services.AddScoped<IDemonstration, KindsDemonstration>();
        services.AddScoped<OfflineSheet>();
        services.AddJob<RemindPanel>(RemindPanel.Kind, "0 0 8 * * ?");
        services.AddJob<CloseRounds>(CloseRounds.Kind, "0 5 0 * * ?");
        services.AddJob<ComputeRound>(ComputeRound.Kind);
        services.AddJob<Firmness>(Firmness.Kind);
        services.AddJob<VerifyPublished>(VerifyPublished.Kind, "0 30 2 * * ?");
    }
}
