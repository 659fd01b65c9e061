using System.Globalization;
using Hangfire.PostgreSql;
using Modular.Kernel.Data;
using Npgsql;

namespace Modular.Kernel.Jobs;

/// <summary>
/// The engine's own tables on PostgreSQL: made by us, one host at a time, before the first request; and never used by a
/// program that is older than they are.
/// </summary>
internal static class HangfireSchema
{
    public const string Name = "hangfire";

    /// <summary>Any number, the same on every host: one of them makes the tables, the others wait.</summary>
    private const long Turn = 0x6d6f64756c6172;

    /// <exception cref="StartRefused">The tables are of a newer version, or may not be made.</exception>
    public static async Task Prepare(DatabaseOptions database, CancellationToken cancel)
    {
        if (database.Kind != DatabaseKind.Postgres)
            return;
        await using var connection = new NpgsqlConnection(Connection(database));
        await connection.OpenAsync(cancel);
        await Run(connection, "SELECT pg_advisory_lock(@turn)", cancel);
        try
        {
            int present = await Version(connection, cancel);
            if (present > Known)
                throw new StartRefused("start.newer-engine", present, Known);
            if (present < Known)
                PostgreSqlObjectsInstaller.Install(connection, Name);
            if (await Version(connection, cancel) != Known)
                throw new StartRefused("start.engine-tables", Name);
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new StartRefused("start.engine-tables", Name);
        }
        finally
        {
            await Run(connection, "SELECT pg_advisory_unlock(@turn)", CancellationToken.None);
        }
    }

    /// <summary>
    /// The engine's statements are few and the same, and its locks and listening belong to one session: none of our own
    /// connection's options for the application's queries.
    /// </summary>
    public static string Connection(DatabaseOptions database) =>
        new NpgsqlConnectionStringBuilder(database.Connection)
        {
            ApplicationName = "modular jobs",
            NoResetOnClose = false,
            Options = null,
            MaxPoolSize = 20,
            Enlist = false,
        }.ConnectionString;

    /// <summary>The version of the tables that this program was made for: that of the package's last script.</summary>
    internal static int Known { get; } =
        typeof(PostgreSqlStorage)
            .Assembly.GetManifestResourceNames()
            .Select(name => name.Split('.') is [.., var version, "sql"] ? version : "")
            .Max(version =>
                int.TryParse(version.TrimStart('v'), CultureInfo.InvariantCulture, out int number) ? number : 0
            );

    private static async Task<int> Version(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var exists = new NpgsqlCommand($"SELECT to_regclass('{Name}.schema') IS NOT NULL", connection);
        if (await exists.ExecuteScalarAsync(cancel) is not true)
            return 0;
        await using var command = new NpgsqlCommand($"SELECT max(version) FROM {Name}.schema", connection);
        return await command.ExecuteScalarAsync(cancel) as int? ?? 0;
    }

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue("turn", Turn);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
