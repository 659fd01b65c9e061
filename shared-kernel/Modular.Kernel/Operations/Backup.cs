using System.Diagnostics;
using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Npgsql;

namespace Modular.Kernel.Operations;

/// <summary>
/// One zip with the database (SQLite: a consistent copy by the backup API; PostgreSQL: pg_dump, which must be installed), the keys, the
/// plugin store and the files. Restoring wants an empty place and refuses to overwrite.
/// </summary>
public sealed class Backup(DatabaseOptions options, IDbContextFactoryOf<KernelDb> contexts, TimeProvider clock)
{
    private static readonly string[] Kept = ["personal-data.key", "audit-checkpoints.txt"];
    private static readonly string[] KeptFolders = ["plugin-store", "plugins", "files"];

    public async Task Save(string file, CancellationToken cancel)
    {
        if (File.Exists(file)) throw new RuleBroken("backup.file-exists", file);
        string half = file + ".part";
        string copy = Path.Combine(Path.GetTempPath(), $"backup-{Environment.ProcessId}-{clock.GetTimestamp()}");
        try
        {
            if (options.Kind == DatabaseKind.Sqlite) await CopySqlite(copy, cancel);
            else await Dump(copy, cancel);
            await using (var stream = new FileStream(half, FileMode.Create))
            using (var zip = new ZipArchive(stream, ZipArchiveMode.Create))
            {
                zip.CreateEntryFromFile(copy, options.Kind == DatabaseKind.Sqlite ? "database.sqlite" : "database.dump");
                foreach (string name in Kept.Where(n => File.Exists(Path.Combine(options.Folder, n)))) zip.CreateEntryFromFile(Path.Combine(options.Folder, name), name);
                foreach (string folder in KeptFolders.Select(f => Path.Combine(options.Folder, f)).Where(Directory.Exists))
                    foreach (string each in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
                        zip.CreateEntryFromFile(each, Path.GetRelativePath(options.Folder, each).Replace('\\', '/'));
            }

            File.Move(half, file);
        }
        finally
        {
            File.Delete(copy);
            File.Delete(half);
        }
    }

    public async Task Restore(string file, CancellationToken cancel)
    {
        if (!File.Exists(file)) throw new RuleBroken("backup.file-missing", file);
        using var zip = ZipFile.OpenRead(file);
        var data = zip.GetEntry(options.Kind == DatabaseKind.Sqlite ? "database.sqlite" : "database.dump") ?? throw new RuleBroken("backup.other-database");
        string to = new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(options.Kind == DatabaseKind.Sqlite ? options.Connection : "").DataSource;
        if (options.Kind == DatabaseKind.Sqlite && File.Exists(to)) throw new RuleBroken("backup.database-exists", to);
        if (options.Kind == DatabaseKind.Postgres && await HasTables(cancel)) throw new RuleBroken("backup.database-exists", "PostgreSQL");
        Directory.CreateDirectory(options.Folder);
        string root = Path.GetFullPath(options.Folder) + Path.DirectorySeparatorChar;
        foreach (var entry in zip.Entries.Where(e => e != data))
        {
            string target = Path.GetFullPath(Path.Combine(root, entry.FullName));
            if (!target.StartsWith(root, StringComparison.Ordinal)) throw new RuleBroken("backup.broken");
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            entry.ExtractToFile(target, overwrite: true);
        }

        if (options.Kind == DatabaseKind.Sqlite) data.ExtractToFile(to);
        else
        {
            string dump = Path.Combine(Path.GetTempPath(), $"restore-{Environment.ProcessId}-{clock.GetTimestamp()}");
            try
            {
                data.ExtractToFile(dump);
                await Run("pg_restore", ["--no-owner", "--exit-on-error", "--single-transaction", "--dbname", Uri(out var password), dump], password, cancel);
            }
            finally
            {
                File.Delete(dump);
            }
        }
    }

    private async Task CopySqlite(string copy, CancellationToken cancel)
    {
        await using var db = contexts.Create();
        await db.Database.OpenConnectionAsync(cancel);
        await using var to = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={copy};Pooling=False");
        await to.OpenAsync(cancel);
        ((Microsoft.Data.Sqlite.SqliteConnection)db.Database.GetDbConnection()).BackupDatabase(to);
    }

    private Task Dump(string copy, CancellationToken cancel) =>
        Run("pg_dump", ["--format=custom", "--no-owner", "--file", copy, Uri(out var password)], password, cancel);

    private async Task<bool> HasTables(CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(options.Connection);
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'kernel'", connection);
        return (long)(await command.ExecuteScalarAsync(cancel))! > 0;
    }

    private string Uri(out string? password)
    {
        var parts = new NpgsqlConnectionStringBuilder(options.Connection);
        password = parts.Password;
        return $"host={parts.Host} port={parts.Port} dbname={parts.Database} user={parts.Username}";
    }

    private static async Task Run(string program, IReadOnlyList<string> arguments, string? password, CancellationToken cancel)
    {
        string path = Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(d => Path.Combine(d, "bin", program)).FirstOrDefault(File.Exists) ?? program
            : program;
        var start = new ProcessStartInfo(path, arguments) { RedirectStandardError = true };
        if (password is not null) start.Environment["PGPASSWORD"] = password;
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new RuleBroken("backup.program-missing", program);
        }

        using (process)
        {
            string errors = await process.StandardError.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);
            if (process.ExitCode != 0) throw new RuleBroken("backup.program-failed", program, errors.Split('\n')[0]);
        }
    }
}
