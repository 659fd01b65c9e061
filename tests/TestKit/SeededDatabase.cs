using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Modular.TestKit;

/// <summary>
/// The small district is laid once for each kind of database and copied for each test: migrations and twelve hashed
/// passwords take a second, a copy some milliseconds.
/// </summary>
internal static class SeededDatabase
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<Laid>>> Known = new(StringComparer.Ordinal);

    /// <summary>Options that decide what is laid; a test that has one starts from nothing.</summary>
    private static readonly string[] Deciding =
    [
        "--Modules:",
        "--Secrets:",
        "--Database:",
        "--DataFolder",
        "--Plugins:",
    ];

    /// <param name="Folder">The data folder as the first host left it.</param>
    /// <param name="Name">Name of the database on the server; null for SQLite.</param>
    private sealed record Laid(string Folder, string? Name);

    public static bool Fits(string[] more) =>
        !more.Any(m => Deciding.Any(d => m.StartsWith(d, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Arguments of a host on a copy of the seeded database, its data in this empty folder.</summary>
    public static async Task<string[]> Copy(string kind, string folder)
    {
        var laid = await Known.GetOrAdd(kind, k => new(() => Lay(k))).Value;
        foreach (string file in Directory.EnumerateFiles(laid.Folder, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(folder, Path.GetRelativePath(laid.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return await Databases.Empty(kind, folder, laid.Name);
    }

    private static async Task<Laid> Lay(string kind)
    {
        string folder = Directory.CreateTempSubdirectory("modular-test-laid-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        string[] database = await Databases.Empty(kind, folder);
        await RunningHost.Lay(database);
        // A file whose connections are still pooled keeps part of itself in its log.
        SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools();
        string? connection = database.FirstOrDefault(a =>
            a.StartsWith("--Database:Connection=", StringComparison.Ordinal)
        );
        return new(
            folder,
            connection is null
                ? null
                : new NpgsqlConnectionStringBuilder(
                    connection[(connection.IndexOf('=', StringComparison.Ordinal) + 1)..]
                ).Database
        );
    }
}
