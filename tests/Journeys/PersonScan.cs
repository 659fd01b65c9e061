using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Appraisal.Ballots;
using Modular.Kernel.Privacy;
using Modular.Kernel.Secrets;
using Modular.Kernel.Store;
using Modular.Needs.Domain;
using Modular.TestKit;

namespace Modular.Journeys.Tests;

/// <summary>Looks for a person in every cell of the database, opened where it is sealed.</summary>
internal static class PersonScan
{
    internal const string Phone = "13812345678";
    internal const string Name = "Wang Xiaoming";

    /// <summary>
    /// Every cell of every table that holds the telephone, the name, or a digest of them, plain or sealed.
    /// </summary>
    internal static Task<List<string>> Scan(RunningHost host, long round) =>
        host.Ask(async s =>
        {
            var db = s.GetRequiredService<KernelDb>();
            var personal = s.GetRequiredService<PersonalData>();
            var keys = s.GetRequiredService<PersonKeys>();
            string[] digests =
            [
                .. keys.All(Phone),
                keys.Of(null, Name)!,
                .. Phones.Forms(Phone).Select(f => Recruit.PersonKey(personal, round, f)),
            ];
            await using var connection = await Databases.Open(db.Database);
            var tables = await Column(
                connection,
                db.IsSqlite
                    ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%search%'"
                    : "SELECT table_schema || '.' || '\"' || table_name || '\"' FROM information_schema.tables"
                        + " WHERE table_schema IN ('kernel','needs','projects','appraisal','partners') AND "
                        + "table_type = 'BASE TABLE'"
            );
            var found = new List<string>();
            foreach (string table in tables)
            {
                await using var command = connection.CreateCommand();
                command.CommandText = $"SELECT * FROM {(db.IsSqlite ? $"\"{table}\"" : table)}";
                await using var rows = await command.ExecuteReaderAsync();
                while (await rows.ReadAsync())
                    for (int i = 0; i < rows.FieldCount; i++)
                    {
                        if (rows.GetDataTypeName(i) == "tsvector" || rows.IsDBNull(i))
                            continue;
                        string cell = rows.GetValue(i) switch
                        {
                            byte[] bytes => Encoding.Latin1.GetString(bytes),
                            var value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
                        };
                        string text = personal.OpenOrPlain(cell) ?? "";
                        if (
                            text.Contains(Name, StringComparison.OrdinalIgnoreCase)
                            || (text.Length < 20_000 && Phones.Holds(text, Phone))
                            || digests.Contains(cell)
                        )
                            found.Add($"{table.Replace("\"", "", StringComparison.Ordinal)}.{rows.GetName(i)}");
                    }
            }

            return found;
        });

    private static async Task<List<string>> Column(DbConnection connection, string sql)
    {
        var found = new List<string>();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
            found.Add(rows.GetString(0));
        return found;
    }
}
