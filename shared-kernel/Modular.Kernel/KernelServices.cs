using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Modular.Kernel.Access;
using Modular.Kernel.Access.Second;
using Modular.Kernel.Api;
using Modular.Kernel.Audit;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Facts;
using Modular.Kernel.Jobs;
using Modular.Kernel.Modules;
using Modular.Kernel.Notices;
using Modular.Kernel.Operations;
using Modular.Kernel.Plugins;
using Modular.Kernel.Privacy;
using Modular.Kernel.Secrets;
using Modular.Kernel.Store;
using Modular.Kernel.Tables;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;

namespace Modular.Kernel;

/// <summary>Everything the kernel registers, line by line.</summary>
public static class KernelServices
{
    public static IServiceCollection AddKernel(
        this IServiceCollection services,
        IConfiguration configuration,
        DatabaseOptions database,
        ModuleSet modules
    )
    {
        services.AddSingleton(database);
        services.AddSingleton(modules);
        services.AddSingleton(TimeProvider.System);
        services.AddMemoryCache();
        services.AddModuleDb<KernelDb, KernelDbSqlite, KernelDbPostgres>(database);

        services.AddSingleton(new TextSource(Assembly.GetExecutingAssembly()));
        services.AddSingleton<Words>();

        services.AddScoped<ActingScope>();
        services.AddSingleton<AccountDirectory>();
        services.AddSingleton(
            new PermissionTable([.. KernelPermissions.All, .. modules.All.SelectMany(m => m.Permissions)])
        );
        services.AddSingleton<IAuthorizationPolicyProvider, PermissionPolicies>();
        services.AddScoped<IAuthorizationHandler, PermissionCheck>();
        services.AddScoped<KeepAccounts>();
        services.AddScoped<ImportAccounts>();
        services.AddSingleton(SessionLimits.From(configuration));
        services.AddSingleton<Ui.Site>();
        services.AddSingleton<SessionReader>();
        services.AddSingleton<Sessions>();
        services.AddScoped<SignInGuard>();
        services.AddSingleton<SignInRuleBook>();
        services.AddSingleton<SharedCount>();
        services.AddScoped<SecondFactors>();
        services.AddScoped<ConflictOfInterest>();

        services.AddSingleton<UnitDirectory>();
        services.AddScoped<KeepUnits>();
        services.AddScoped<ImportUnits>();
        services.AddSingleton<ModuleSwitches>();
        services.AddScoped<Doors>();
        services.AddSingleton<CalendarStore>();
        services.AddScoped<EnterYear>();
        services.AddSingleton<OpeningHours>();
        services.AddScoped<SavedViews>();
        services.AddSingleton(Files.FileLimits.From(configuration));
        services.AddSingleton<Files.UploadBudget>();
        services.AddSingleton<Files.FileScanner>();
        services.AddSingleton<Files.FileStore>();
        services.AddSingleton<ApiClients>();
        services.AddScoped<KeepApiClients>();
        services.AddSingleton(MailOptions.Read(configuration));
        services.AddSingleton<MailSender>();
        services.AddSingleton<HookSender>();
        services.AddSingleton<Postman>();
        services.AddHostedService(provider => provider.GetRequiredService<Postman>());
        services.AddScoped<Inbox>();
        services.AddScoped<KeepWebhooks>();
        services.AddSingleton<Checkpoints>();
        services.AddScoped<VerifyAudit>();
        services.AddSingleton<Courier>();
        services.AddHostedService(provider => provider.GetRequiredService<Courier>());
        services.AddSingleton<PersonalData>();
        services.AddPersonRights();
        services.AddSingleton<OperatorSecret>();
        services.AddSingleton<Backup>();

        services.AddSingleton(PluginLimits.From(configuration));
        services.AddSingleton<PluginStore>();
        services.AddSingleton<PluginRunner>();
        services.AddSingleton<Installation>();
        services.AddSingleton<ScanPlugins>();
        services.AddSingleton<PluginCatalogue>();
        services.AddSingleton<PluginVerdicts>();
        services.AddSingleton<Methods>();

        services.AddJobs(database, configuration);
        services.AddJob<KeepAuditCheckpoint>("kernel.audit-checkpoint", "0 0/5 * * * ?");
        services.AddJob<LookForPlugins>("kernel.look-for-plugins", "30 * * * * ?");
        services.AddJob<ClearDelivered>("kernel.clear-delivered", "0 17 3 * * ?");
        services.AddSingleton(BackupPlan.From(configuration, database));
        services.AddJob<KeepBackups>("kernel.backup", "0 40 2 * * ?");

        // Keys in the database: cookies and forms stay good on every host and after a restart. Sealed, so that the
        // database alone does not hold what makes a cookie.
        services.AddDataProtection().SetApplicationName("modular").PersistKeysToDbContext<KernelDb>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, SealKeyRing>();
        services
            .AddIdentityCore<Account>(identity =>
            {
                identity.Password.RequiredLength = 8;
                identity.Password.RequireDigit = identity.Password.RequireNonAlphanumeric = false;
                identity.Password.RequireLowercase = identity.Password.RequireUppercase = false;
                identity.User.AllowedUserNameCharacters = null!;
            })
            .AddUserStore<AccountStore>()
            .AddPasswordValidator<GuessedPasswords>()
            .AddSignInManager();
        services.AddSingleton<ILookupNormalizer, NameNormalizer>();
        foreach (var module in modules.All)
            module.AddServices(services, database);
        return services;
    }
}
