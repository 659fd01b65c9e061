using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Modular.Contracts.Units;
using Modular.Kernel.Data;
using Modular.Kernel.Facts;
using Modular.Kernel.Units;

namespace Modular.Kernel.Store;

/// <summary>One line per module registers its context for both databases.</summary>
public static class Contexts
{
    public static IServiceCollection AddModuleDb<TDb, TSqlite, TPostgres>(
        this IServiceCollection services,
        DatabaseOptions options
    )
        where TDb : ModuleDb
        where TSqlite : TDb
        where TPostgres : TDb =>
        options.Kind == DatabaseKind.Sqlite
            ? services.Add<TDb, TSqlite>(options)
            : services.Add<TDb, TPostgres>(options);

    private static IServiceCollection Add<TDb, TProvider>(this IServiceCollection services, DatabaseOptions options)
        where TDb : ModuleDb
        where TProvider : TDb
    {
        services.AddPooledDbContextFactory<TProvider>(
            (provider, builder) =>
            {
                Configure(builder, options, typeof(TDb));
                builder.AddInterceptors(provider.GetRequiredService<AfterCommit>());
            },
            poolSize: 128
        );
        services.AddScoped<TDb>(provider =>
        {
            var db = provider.GetRequiredService<IDbContextFactory<TProvider>>().CreateDbContext();
            db.Scope = provider.GetRequiredService<ActingScope>();
            db.Clock = provider.GetRequiredService<TimeProvider>();
            return db;
        });
        services.AddSingleton<IDbContextFactoryOf<TDb>, Factory<TDb, TProvider>>();
        services.AddSingleton(
            new ModuleContext(typeof(TDb), provider => provider.GetRequiredService<IDbContextFactoryOf<TDb>>().Create())
        );
        services.AddScoped<IUnitUse, UnitUse<TDb>>();
        services.AddFactHandler<UnitMoved, TDb, PathFollowsUnit<TDb>>();
        return services;
    }

    public static void Configure(DbContextOptionsBuilder builder, DatabaseOptions options, Type context)
    {
        string module = Naming.Snake(context.Name).Replace("_db", "", StringComparison.Ordinal);
        if (options.Kind == DatabaseKind.Sqlite)
            builder.UseSqlite(
                options.Connection,
                sqlite => sqlite.MigrationsHistoryTable($"{module}_migrations").CommandTimeout(20)
            );
        else
            builder.UseNpgsql(
                options.Connection,
                postgres => postgres.MigrationsHistoryTable("migrations", module).SetPostgresVersion(15, 0)
            );
        builder.EnableThreadSafetyChecks(false);
        builder.ConfigureWarnings(w =>
            w.Ignore(
                RelationalEventId.PendingModelChangesWarning,
                CoreEventId.PossibleIncorrectRequiredNavigationWithQueryFilterInteractionWarning,
                RelationalEventId.MultipleCollectionIncludeWarning
            )
        );
    }

    private sealed class Factory<TDb, TProvider>(IDbContextFactory<TProvider> pool, TimeProvider clock)
        : IDbContextFactoryOf<TDb>
        where TDb : ModuleDb
        where TProvider : TDb
    {
        public TDb Create()
        {
            var db = pool.CreateDbContext();
            var scope = new ActingScope();
            scope.ActAsSystem("host");
            db.Scope = scope;
            db.Clock = clock;
            return db;
        }
    }
}

/// <summary>
/// Hands out contexts that act as the system, for work outside a request. The caller disposes of them.
/// </summary>
public interface IDbContextFactoryOf<out TDb>
    where TDb : ModuleDb
{
    TDb Create();
}

/// <summary>A registered context, so that the host can migrate and check them all.</summary>
public sealed record ModuleContext(Type Context, Func<IServiceProvider, ModuleDb> Create);
