using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Kernel.Plugins;
using Modular.Kernel.Store;

namespace Modular.Kernel.Operations;

/// <summary>
/// Brings the database to this version before the first request: migrations of the kernel and of the enabled modules,
/// shipped data.
/// </summary>
public static class Start
{
    /// <exception cref="StartRefused">
    /// The database is out of reach, refuses the password, or was written by a newer version.
    /// </exception>
    public static async Task Prepare(IServiceProvider services, CancellationToken cancel)
    {
        var contexts = services
            .GetServices<ModuleContext>()
            .OrderBy(c => c.Context == typeof(KernelDb) ? 0 : 1)
            .ToList();
        foreach (var context in contexts)
        {
            await using var db = context.Create(services);
            try
            {
                await Migrate(db, cancel);
                if (db is KernelDb kernel)
                    await Secrets.SealKeyRing.DropOpenKeys(kernel, cancel);
            }
            catch (Exception problem) when (Reason(problem) is { } key)
            {
                throw new StartRefused(key, problem.GetBaseException().Message);
            }
        }

        if (services.GetService<IJobEngine>() is not null)
            await HangfireSchema.Prepare(services.GetRequiredService<DatabaseOptions>(), cancel);
        await using (var db = services.GetRequiredService<IDbContextFactoryOf<KernelDb>>().Create())
            await CalendarStore.Seed(db, services.GetRequiredService<TimeProvider>(), cancel);
        await services.GetRequiredService<PluginCatalogue>().Rescan(cancel);
    }

    private static async Task Migrate(ModuleDb db, CancellationToken cancel)
    {
        if (db.IsSqlite)
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancel);
        var mine = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancel)).ToList();
        if (applied.Find(a => !mine.Contains(a)) is { } newer)
            throw new StartRefused("start.newer-database", db.Module, newer);
        if (applied.Count == mine.Count)
            return;
        var strategy = db.Database.CreateExecutionStrategy();
        await strategy.ExecuteAsync(token => db.Database.MigrateAsync(token), cancel);
    }

    private static string? Reason(Exception problem) =>
        problem.GetBaseException() switch
        {
            StartRefused => null,
            Npgsql.PostgresException { SqlState: "28P01" or "28000" } => "start.database-password",
            Npgsql.PostgresException { SqlState: "3D000" } => "start.database-absent",
            Npgsql.PostgresException => null,
            System.Net.Sockets.SocketException or Npgsql.NpgsqlException or TimeoutException =>
                "start.database-unreachable",
            Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 14 or 26 or 8 or 13 } => "start.database-file",
            _ => null,
        };
}
