using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;
using Xunit;

namespace Modular.TestKit;

/// <summary>
/// The same test on both databases. PostgreSQL is named by MODULAR_TEST_POSTGRES; without it the test says that it was
/// skipped, and in CI it fails.
/// </summary>
public static class Databases
{
    public const string Sqlite = "Sqlite";
    public const string Postgres = "Postgres";

    public static TheoryData<string> Both => [Sqlite, Postgres];

    /// <summary>A connection of the test's own to what a context reads, for statements EF cannot say.</summary>
    public static async Task<DbConnection> Open(DatabaseFacade database)
    {
        string text = database.GetConnectionString()!;
        DbConnection connection = database.IsSqlite() ? new SqliteConnection(text) : new NpgsqlConnection(text);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Arguments of a host on an empty database of this kind.</summary>
    public static Task<string[]> Empty(string kind, string folder) => Empty(kind, folder, null);

    /// <param name="template">On a server the database that is copied.</param>
    internal static async Task<string[]> Empty(string kind, string folder, string? template)
    {
        if (kind == Sqlite)
            return ["--Database:Kind=Sqlite", $"--DataFolder={folder}"];
        string? server = Environment.GetEnvironmentVariable("MODULAR_TEST_POSTGRES");
        if (server is null)
        {
            Assert.SkipUnless(
                Environment.GetEnvironmentVariable("CI") is not null,
                "no PostgreSQL: MODULAR_TEST_POSTGRES is not set (tools/test.sh sets it)"
            );
            Assert.Fail("CI has no PostgreSQL: MODULAR_TEST_POSTGRES is not set.");
        }

        string name = NameFor(folder);
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"CREATE DATABASE {name} TEMPLATE {template ?? "template1"}",
            connection
        );
        await command.ExecuteNonQueryAsync();
        return
        [
            "--Database:Kind=Postgres",
            $"--Database:Connection={new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 20 }}",
            $"--DataFolder={folder}",
        ];
    }

    /// <summary>
    /// A server of some hundred databases of 15 MB fills the disk. One that another host still uses stays.
    /// </summary>
    internal static async Task Drop(string folder)
    {
        await using var connection = new NpgsqlConnection(Environment.GetEnvironmentVariable("MODULAR_TEST_POSTGRES"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"DROP DATABASE IF EXISTS {NameFor(folder)}", connection);
        try
        {
            await command.ExecuteNonQueryAsync();
        }
        catch (PostgresException used) when (used.SqlState == PostgresErrorCodes.ObjectInUse) { }
    }

    private static string NameFor(string folder) =>
        "t_" + Path.GetFileName(folder).ToLowerInvariant().Replace('-', '_').Replace('.', '_');
}
