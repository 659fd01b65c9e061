using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Modular.Appraisal.Ballots;
using Modular.Appraisal.Data;
using Modular.Appraisal.Demo;
using Modular.Appraisal.Results;
using Modular.Appraisal.Rounds;
using Modular.Appraisal.Scoring;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Kernel.Modules;
using Modular.Kernel.Texts;

namespace Modular.Appraisal;

/// <summary>Rounds of appraisal: a panel scores, a plugin computes, a named person publishes.</summary>
public sealed class AppraisalModule : IModule
{
    internal const string Name = "appraisal";
    internal const string Read = "appraisal.read";
    internal const string Run = "appraisal.run";
    internal const string Score = "appraisal.score";

    public string Id => Name;

    public IReadOnlyList<Permission> Permissions { get; } =
    [
        new(Read, Role.DistrictOfficer, Role.TownOfficer, Role.Auditor),
        new(Run, Role.DistrictOfficer, Role.TownOfficer),
        new(Score, Role.Evaluator),
    ];

    public IReadOnlyList<MenuEntry> Menu { get; } =
    [
        new("rounds.menu", "/rounds", Read, "scale", 40),
        new("rounds.mine", "/scoring", Score, "star", 45),
    ];

    public IReadOnlyList<string> NoticeKinds { get; } = ["rounds.reminder"];

    public IReadOnlyList<MenuEntry> PublicMenu { get; } = [new("ballots.public", "/vote", null, "star", 40)];

    public void AddServices(IServiceCollection services, DatabaseOptions database)
    {
        services.AddModuleDb<AppraisalDb, AppraisalDbSqlite, AppraisalDbPostgres>(database);
        services.AddSingleton(new TextSource(Assembly.GetExecutingAssembly()));
        services.AddScoped<Panels>();
        services.AddScoped<RunRound>();
        services.AddScoped<DraftBallot>();
        services.AddScoped<Recruit>();
        services.AddScoped<RunBallot>();
        services.AddScoped<CastBallot>();
        services.AddScoped<ShowBallot>();
        services.AddScoped<ScoreSheet>();
        services.AddScoped<ShowRound>();
        services.AddScoped<RoundStatistics>();
        services.AddScoped<ITodoSource, ScoringTodos>();
        services.AddScoped<IDemonstration, AppraisalDemonstration>();
        services.AddScoped<OfflineSheet>();
        services.AddJob<RemindPanel>(RemindPanel.Kind, "0 0 8 * * ?");
        services.AddJob<ComputeRound>(ComputeRound.Kind);
    }
}
