using System.Diagnostics;
using System.IO.Compression;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Secrets;
using Modular.Kernel.Store;
using Npgsql;

namespace Modular.Kernel.Operations;

/// <summary>
/// One sealed file with the database (SQLite: a consistent copy by the backup API; PostgreSQL: pg_dump, which must be
/// installed), the key of personal data, the plugin store and the files. The operator's secret is not in it, and
/// without that secret nobody reads it. Restoring wants an empty place and refuses to overwrite.
/// </summary>
public sealed class Backup(
    DatabaseOptions options,
    IDbContextFactoryOf<KernelDb> contexts,
    OperatorSecret secret,
    TimeProvider clock
)
{
    private static readonly string[] Kept = ["personal-data.key", "audit-checkpoints.txt"];
    private static readonly string[] KeptFolders = ["plugin-store", "plugins", "files"];

    private string DatabaseEntry => options.Kind == DatabaseKind.Sqlite ? "database.sqlite" : "database.dump";

    /// <summary>Whether there is anything to back up: looked at without making it.</summary>
    public async Task<bool> HasData(CancellationToken cancel) =>
        options.Kind == DatabaseKind.Sqlite ? File.Exists(SqliteFile) : await HasTables(cancel);

    public string Where => options.Kind == DatabaseKind.Sqlite ? Path.GetFullPath(SqliteFile) : "PostgreSQL";

    private string SqliteFile => new SqliteConnectionStringBuilder(options.Connection).DataSource;

    public async Task<BackupContent> Save(string file, CancellationToken cancel)
    {
        if (File.Exists(file))
            throw new RuleBroken("backup.file-exists", file);
        // Beside the target and not in the common temporary folder: for a while all of it lies there unsealed.
        string part = $"{file}.{Environment.ProcessId}-{clock.GetTimestamp()}";
        string copy = part + ".database",
            plain = part + ".plain",
            half = part + ".part";
        try
        {
            if (options.Kind == DatabaseKind.Sqlite)
                await CopySqlite(copy, cancel);
            else
                await Dump(copy, cancel);
            int files = await Pack(plain, copy, cancel);
            await using (var from = File.OpenRead(plain))
            await using (var to = PrivateFile.Create(half))
                await SealedFile.Seal(from, to, secret, cancel);
            File.Move(half, file);
            return await Content(files, new FileInfo(file).Length, cancel);
        }
        finally
        {
            Delete(copy, plain, half);
        }
    }

    /// <summary>Opens a backup as a restore would and looks at what is in it, without touching what runs.</summary>
    /// <exception cref="RuleBroken">It could not be restored.</exception>
    public async Task Rehearse(string file, CancellationToken cancel)
    {
        string plain = $"{file}.rehearsal-{Environment.ProcessId}-{clock.GetTimestamp()}";
        string copy = plain + ".database";
        try
        {
            using var zip = await Unseal(file, plain, cancel);
            var data = zip.GetEntry(DatabaseEntry) ?? throw new RuleBroken("backup.other-database");
            await Extract(data, copy, cancel);
            foreach (var entry in zip.Entries.Where(e => e != data))
            {
                await using var stream = entry.Open();
                await stream.CopyToAsync(Stream.Null, cancel);
            }

            if (options.Kind == DatabaseKind.Sqlite)
                await CheckSqlite(copy, cancel);
            else
                await Run("pg_restore", ["--list", copy], null, cancel);
        }
        finally
        {
            Delete(plain, copy);
        }
    }

    public async Task Restore(string file, CancellationToken cancel)
    {
        if (!File.Exists(file))
            throw new RuleBroken("backup.file-missing", file);
        if (await HasData(cancel))
            throw new RuleBroken("backup.database-exists", Where);
        Directory.CreateDirectory(options.Folder);
        string plain = Path.Combine(options.Folder, $"restore-{Environment.ProcessId}-{clock.GetTimestamp()}");
        string dump = plain + ".database";
        try
        {
            using var zip = await Unseal(file, plain, cancel);
            var data = zip.GetEntry(DatabaseEntry) ?? throw new RuleBroken("backup.other-database");
            string root = Path.GetFullPath(options.Folder) + Path.DirectorySeparatorChar;
            foreach (var entry in zip.Entries.Where(e => e != data))
            {
                string target = Path.GetFullPath(Path.Combine(root, entry.FullName));
                if (!target.StartsWith(root, StringComparison.Ordinal))
                    throw new RuleBroken("backup.broken");
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                if (File.Exists(target))
                    File.Delete(target);
                await Extract(entry, target, cancel);
            }

            await Extract(data, dump, cancel);
            if (options.Kind == DatabaseKind.Sqlite)
                File.Move(dump, SqliteFile);
            else
                await Run(
                    "pg_restore",
                    ["--no-owner", "--exit-on-error", "--single-transaction", "--dbname", Uri(out var password), dump],
                    password,
                    cancel
                );
        }
        finally
        {
            Delete(plain, dump);
        }
    }

    /// <summary>With what SQLite puts beside a file it opens.</summary>
    private static void Delete(params ReadOnlySpan<string> files)
    {
        foreach (string each in files)
        {
            File.Delete(each);
            File.Delete(each + "-wal");
            File.Delete(each + "-shm");
        }
    }

    private async Task<int> Pack(string plain, string copy, CancellationToken cancel)
    {
        int files = 0;
        await using var stream = PrivateFile.Create(plain);
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create);
        zip.CreateEntryFromFile(copy, DatabaseEntry);
        foreach (string name in Kept.Where(n => File.Exists(Path.Combine(options.Folder, n))))
            zip.CreateEntryFromFile(Path.Combine(options.Folder, name), name);
        foreach (string folder in KeptFolders.Select(f => Path.Combine(options.Folder, f)).Where(Directory.Exists))
        foreach (string each in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            cancel.ThrowIfCancellationRequested();
            zip.CreateEntryFromFile(each, Path.GetRelativePath(options.Folder, each).Replace('\\', '/'));
            files++;
        }

        return files;
    }

    private async Task<ZipArchive> Unseal(string file, string plain, CancellationToken cancel)
    {
        await using (var from = File.OpenRead(file))
        await using (var to = PrivateFile.Create(plain))
            await SealedFile.Open(from, to, secret, cancel);
        try
        {
            return ZipFile.OpenRead(plain);
        }
        catch (InvalidDataException)
        {
            throw new RuleBroken("backup.broken");
        }
    }

    private static async Task Extract(ZipArchiveEntry entry, string target, CancellationToken cancel)
    {
        await using var from = entry.Open();
        await using var to = PrivateFile.Create(target);
        await from.CopyToAsync(to, cancel);
    }

    private async Task<BackupContent> Content(int files, long bytes, CancellationToken cancel)
    {
        await using var db = contexts.Create();
        return new(
            await db.Units.CountAsync(cancel),
            await db.Accounts.CountAsync(cancel),
            (await db.AuditHeads.AsNoTracking().SingleAsync(cancel)).Seq,
            files,
            bytes
        );
    }

    private async Task CopySqlite(string copy, CancellationToken cancel)
    {
        await using (PrivateFile.Create(copy)) { }

        await using var from = new SqliteConnection(options.Connection);
        await from.OpenAsync(cancel);
        await using var to = new SqliteConnection($"Data Source={copy};Pooling=False");
        await to.OpenAsync(cancel);
        from.BackupDatabase(to);
    }

    private static async Task CheckSqlite(string copy, CancellationToken cancel)
    {
        await using var connection = new SqliteConnection($"Data Source={copy};Pooling=False;Mode=ReadOnly");
        await connection.OpenAsync(cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA quick_check";
        if (await command.ExecuteScalarAsync(cancel) as string != "ok")
            throw new RuleBroken("backup.broken");
    }

    private async Task Dump(string copy, CancellationToken cancel)
    {
        await using (PrivateFile.Create(copy)) { }

        await Run(
            "pg_dump",
            ["--format=custom", "--no-owner", "--file", copy, Uri(out var password)],
            password,
            cancel
        );
    }

    private async Task<bool> HasTables(CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(options.Connection);
        try
        {
            await connection.OpenAsync(cancel);
        }
        catch (PostgresException absent) when (absent.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            return false;
        }

        await using var command = new NpgsqlCommand(
            "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'kernel'",
            connection
        );
        return (long)(await command.ExecuteScalarAsync(cancel))! > 0;
    }

    private string Uri(out string? password)
    {
        var parts = new NpgsqlConnectionStringBuilder(options.Connection);
        password = parts.Password;
        return $"host={parts.Host} port={parts.Port} dbname={parts.Database} user={parts.Username}";
    }

    private static async Task Run(
        string program,
        IReadOnlyList<string> arguments,
        string? password,
        CancellationToken cancel
    )
    {
        string path = Directory.Exists("/usr/lib/postgresql")
            ? Directory
                .EnumerateDirectories("/usr/lib/postgresql")
                .OrderDescending(StringComparer.Ordinal)
                .Select(d => Path.Combine(d, "bin", program))
                .FirstOrDefault(File.Exists)
                ?? program
            : program;
        var start = new ProcessStartInfo(path, arguments)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        if (password is not null)
            start.Environment["PGPASSWORD"] = password;
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
            var said = process.StandardOutput.ReadToEndAsync(cancel);
            string errors = await process.StandardError.ReadToEndAsync(cancel);
            await said;
            await process.WaitForExitAsync(cancel);
            if (process.ExitCode != 0)
                throw new RuleBroken("backup.program-failed", program, errors.Split('\n')[0]);
        }
    }
}

/// <summary>What a backup holds, for the sentence that says so.</summary>
public sealed record BackupContent(int Units, int Accounts, long AuditEntries, int Files, long Bytes);
