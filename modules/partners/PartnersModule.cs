using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Modular.Contracts.Needs;
using Modular.Contracts.Partners;
using Modular.Kernel.Data;
using Modular.Kernel.Facts;
using Modular.Kernel.Jobs;
using Modular.Kernel.Modules;
using Modular.Kernel.Store;
using Modular.Kernel.Texts;
using Modular.Partners.Asks;
using Modular.Partners.Data;
using Modular.Partners.Demo;
using Modular.Partners.Facts;
using Modular.Partners.Honours;
using Modular.Partners.Offers;
using Modular.Partners.Resources;

namespace Modular.Partners;

/// <summary>Partner units: what they can give, what they are asked to take up, what nobody took.</summary>
public sealed class PartnersModule : IModule
{
    internal const string Name = "partners";
    internal const string Read = "partners.read";
    internal const string Claim = "partners.claim";
    internal const string Meet = "partners.meet";

    public string Id => Name;

    public IReadOnlyList<Permission> Permissions { get; } =
    [
        new(Read, Role.DistrictOfficer, Role.TownOfficer, Role.CommunityWorker, Role.UnitLiaison, Role.Auditor),
        new(Claim, Role.UnitLiaison, Role.CommunityWorker, Role.TownOfficer, Role.DistrictOfficer),
        new(Meet, Role.CommunityWorker, Role.TownOfficer, Role.DistrictOfficer),
    ];

    public IReadOnlyList<MenuEntry> Menu { get; } = [new("partners.menu", "/partners", Read, "list", 30)];

    public IReadOnlyList<string> NoticeKinds { get; } =
    [
        "partners.offered",
        "partners.ask-claimed",
        "partners.ask-done",
        "partners.honour-asked",
        "partners.honour-answered",
        "partners.honour-decided",
    ];

    public void AddServices(IServiceCollection services, DatabaseOptions database)
    {
        services.AddModuleDb<PartnersDb, PartnersDbSqlite, PartnersDbPostgres>(database);
        services.AddSingleton(new TextSource(Assembly.GetExecutingAssembly()));
        services.AddScoped<Kernel.Privacy.IPersonalRegister, Privacy.PartnersRegister>();
        services.AddScoped<KeepResources>();
        services.AddScoped<AnswerOffer>();
        services.AddScoped<KeepAsks>();
        services.AddScoped<ConsultHonour>();
        services.AddJob<RemindHonours>(RemindHonours.Kind, "0 10 8 * * ?");
        services.AddScoped<ListOffers>();
        services.AddScoped<ITodoSource, PartnerTodos>();
        services.AddScoped<IPartnerQuestions, PartnerQuestions>();
        services.AddScoped<IDemonstration, PartnersDemonstration>();
        services.AddJob<EndOffers>(EndOffers.Kind, "20 1/5 * * * ?");
        services.AddFactHandler<NeedOffered, PartnersDb, InvitePartners>();
        services.AddFactHandler<NeedAnswered, PartnersDb, WithdrawAnswered>();
        services.AddFactHandler<NeedNoLongerOffered, PartnersDb, WithdrawOffers>();
    }
}
