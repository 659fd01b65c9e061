using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Modular.Matrix.Tests;

/// <summary>
/// The database seen from beside the product, so that what the product says of itself is not what it is judged by.
/// Tables are written {module.table}, which both databases understand in their own way.
/// </summary>
internal sealed class Store(string kind, string connection)
{
    private readonly bool _sqlite = kind == TestKit.Databases.Sqlite;

    public static Store Of(string kind, string[] arguments, string folder) =>
        new(
            kind,
            kind == TestKit.Databases.Sqlite
                ? $"Data Source={Path.Combine(folder, "modular.db")};Default Timeout=20"
                : arguments.Single(a => a.StartsWith("--Database:Connection=", StringComparison.Ordinal))[
                    "--Database:Connection=".Length..
                ]
        );

    /// <summary>A moment as this database keeps it.</summary>
    public object Moment { get; } =
        kind == TestKit.Databases.Sqlite
            ? 1_773_115_200_000_000L
            : new DateTime(2026, 3, 10, 4, 0, 0, DateTimeKind.Utc);

    public object No { get; } = kind == TestKit.Databases.Sqlite ? 0L : false;

    public object Day(int month, int day) => _sqlite ? $"2026-{month:00}-{day:00}" : new DateTime(2026, month, day);

    public async Task<List<object?[]>> Rows(string sql)
    {
        await using var open = await Open();
        await using var command = open.CreateCommand();
        command.CommandText = Here(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<object?[]>();
        while (await reader.ReadAsync())
            rows.Add([
                .. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i)),
            ]);
        return rows;
    }

    public async Task<long> Number(string sql) =>
        Convert.ToInt64((await Rows(sql))[0][0], CultureInfo.InvariantCulture);

    public async Task Do(string sql)
    {
        await using var open = await Open();
        await using var command = open.CreateCommand();
        command.CommandText = Here(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task Insert(string table, IReadOnlyDictionary<string, object?> row)
    {
        await using var open = await Open();
        await using var command = open.CreateCommand();
        var names = row.Keys.ToList();
        command.CommandText = Here(
            $"INSERT INTO {{{table}}} ({string.Join(", ", names.Select(n => $"\"{n}\""))}) "
                + $"VALUES ({string.Join(", ", names.Select((_, i) => "@p" + i))}) ON CONFLICT DO NOTHING"
        );
        for (int i = 0; i < names.Count; i++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("p" + i, row[names[i]] ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }

        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Rows that meet a condition, by the names of their columns.</summary>
    public async Task<List<Dictionary<string, object?>>> Named(string table, string where)
    {
        await using var open = await Open();
        await using var command = open.CreateCommand();
        command.CommandText = Here($"SELECT * FROM {{{table}}} WHERE {where}");
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<Dictionary<string, object?>>();
        while (await reader.ReadAsync())
            rows.Add(
                Enumerable
                    .Range(0, reader.FieldCount)
                    .ToDictionary(
                        reader.GetName,
                        i => reader.IsDBNull(i) ? null : reader.GetValue(i),
                        StringComparer.Ordinal
                    )
            );
        return rows;
    }

    /// <summary>Every table of the modules and the kernel with its columns.</summary>
    public async Task<Dictionary<string, List<string>>> Tables()
    {
        string sql = _sqlite
            ? "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' "
                + "AND m.name LIKE '%\\_%' ESCAPE '\\'"
            : "SELECT table_schema || '.' || table_name, column_name FROM information_schema.columns "
                + "WHERE table_schema IN ('kernel', 'needs', 'projects', 'partners', 'appraisal') AND "
                + "is_generated = 'NEVER'";
        var tables = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (object?[] row in await Rows(sql))
        {
            string table = (string)row[0]!;
            if (_sqlite)
            {
                int at = table.IndexOf('_', StringComparison.Ordinal);
                if (at <= 0 || table.Contains("_need_search", StringComparison.Ordinal))
                    continue;
                table = table[..at] + "." + table[(at + 1)..];
            }

            if (
                table.StartsWith("sqlite", StringComparison.Ordinal)
                || table.EndsWith("migrations", StringComparison.Ordinal)
            )
                continue;
            if (!tables.TryGetValue(table, out var columns))
                tables[table] = columns = [];
            columns.Add((string)row[1]!);
        }

        return tables;
    }

    /// <summary>
    /// How many rows each table has and how far the record of acts has come: one line that is equal only if nothing
    /// happened.
    /// </summary>
    public async Task<string> Digest(Dictionary<string, List<string>> tables)
    {
        // What the engine keeps of its own runs goes on by itself.
        var counted = tables
            .Where(t =>
                !Writes.Usual.Contains(t.Key)
                && t.Key is not ("kernel.recurring_run" or "kernel.job")
                && !t.Key.StartsWith("hangfire", StringComparison.OrdinalIgnoreCase)
            )
            .OrderBy(t => t.Key, StringComparer.Ordinal);
        string sql = string.Join(
            " UNION ALL ",
            counted.Select(t => $"SELECT '{t.Key}', count(*), {Versions(t.Key, t.Value)} FROM {{{t.Key}}}")
        );
        return string.Join('\n', (await Rows(sql)).Select(r => string.Join(' ', r)));
    }

    /// <summary>Two tables call a version what is a text.</summary>
    private static string Versions(string table, List<string> columns) =>
        columns.Contains("version") && table is not ("appraisal.round_result" or "kernel.plugin_entry")
            ? "coalesce(sum(version), 0)"
            : "0";

    private async Task<DbConnection> Open()
    {
        DbConnection open = _sqlite ? new SqliteConnection(connection) : new NpgsqlConnection(connection);
        await open.OpenAsync();
        return open;
    }

    private string Here(string sql) =>
        System.Text.RegularExpressions.Regex.Replace(
            sql,
            @"\{(\w+)\.([\w`]+)\}",
            m => _sqlite ? $"\"{m.Groups[1]}_{m.Groups[2]}\"" : $"\"{m.Groups[1]}\".\"{m.Groups[2]}\""
        );
}
