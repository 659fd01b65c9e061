using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Modular.Attack;

/// <summary>
/// Looks into the database from beside the hosts: what a request has changed shows there and not in its answer.
/// </summary>
internal sealed class Rows(string? connection, string folder)
{
    private List<string>? _tables;

    public async Task<List<object?[]>> Of(string sql)
    {
        await using DbConnection open = connection is null
            ? new SqliteConnection($"Data Source={Path.Combine(folder, "modular.db")};Mode=ReadOnly;Default Timeout=20")
            : new NpgsqlConnection(connection);
        await open.OpenAsync();
        await using var command = open.CreateCommand();
        command.CommandText = connection is null
            ? System.Text.RegularExpressions.Regex.Replace(
                sql,
                @"\{(\w+)\.(\w+)\}",
                "$1_$2",
                System.Text.RegularExpressions.RegexOptions.None,
                TimeSpan.FromSeconds(1)
            )
            : sql.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<object?[]>();
        while (await reader.ReadAsync())
            rows.Add([
                .. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i)),
            ]);
        return rows;
    }

    public async Task<long> Count(string sql) => Convert.ToInt64((await Of(sql))[0][0], CultureInfo.InvariantCulture);

    /// <summary>
    /// The record of acts by people; what hosts do by themselves does not count, nor that somebody has read what is
    /// recorded when it is read.
    /// </summary>
    public Task<long> Acts(string without = "-") => Count($"SELECT count(*) FROM {Done(without)}");

    /// <summary>The latest of them, to say what was done.</summary>
    public async Task<string> LatestAct() =>
        (await Of($"SELECT action FROM {Done("-")} ORDER BY seq DESC LIMIT 1"))[0][0]?.ToString() ?? "-";

    private static string Done(string without) =>
        "{kernel.audit_entry} WHERE account_id IS NOT NULL AND action NOT LIKE '%-read' "
        + $"AND action NOT IN ('file.taken', 'account.signed-in', '{without}')";

    /// <summary>
    /// Waits until work begun by the demonstration and by attacks before is done; it may write whenever it likes.
    /// </summary>
    public async Task Settle()
    {
        for (int i = 0; i < 120; i++)
        {
            if (
                await Count("SELECT count(*) FROM {kernel.job} WHERE state IN ('Waiting', 'Running')") == 0
                && await Count("SELECT count(*) FROM {kernel.outbox_fact} WHERE delivered_at IS NULL") == 0
            )
                return;
            await Task.Delay(500);
        }
    }

    /// <returns>The tables that have more or fewer rows than before; null when all are as they were.</returns>
    public static string? Difference(string before, string after) =>
        before == after ? null : "rows changed in " + string.Join(", ", after.Split('\n').Except(before.Split('\n')));

    /// <summary>
    /// How many rows the tables have that only people's acts fill; hosts escalate needs by themselves.
    /// </summary>
    public async Task<string> Digest()
    {
        _tables ??=
        [
            .. (
                await Of(
                    connection is null
                        ? "SELECT name FROM sqlite_master WHERE type = 'table' AND (name LIKE 'projects%' OR "
                            + "name LIKE 'partners%' OR name LIKE 'appraisal%' OR name IN ('needs_need', "
                            + "'kernel_account', 'kernel_account_role', 'kernel_unit', 'kernel_api_client', "
                            + "'kernel_webhook'))"
                        : "SELECT table_schema || '.' || table_name FROM information_schema.tables WHERE "
                            + "table_schema IN ('projects', 'partners', 'appraisal') OR (table_schema || '.' || "
                            + "table_name) IN ('needs.need', 'kernel.account', 'kernel.account_role', 'kernel.unit', "
                            + "'kernel.api_client', 'kernel.webhook')"
                )
            )
                .Select(r => (string)r[0]!)
                .Order(StringComparer.Ordinal),
        ];
        return string.Join(
            '\n',
            (await Of(string.Join(" UNION ALL ", _tables.Select(t => $"SELECT '{t}', count(*) FROM {t}")))).Select(r =>
                $"{r[0]} {r[1]}"
            )
        );
    }
}
