using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.TestKit;

namespace Modular.Appraisal.Tests;

/// <summary>
/// Somebody with the whole database who wants to know who voted how. Tries every order either side can be read in
/// against every order of the other, every equal value, and hashes of what is known of a person.
/// </summary>
internal static class Attacker
{
    public static async Task<List<Dumped>> Read(ModuleDb db, string table)
    {
        await using var connection = await Databases.Open(db.Database);
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = db.IsSqlite
            ? $"SELECT * FROM {table}"
            : $"SELECT xmin::text AS \"#xmin\", ctid::text AS \"#ctid\", * FROM {table}";
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<Dumped>();
        while (await reader.ReadAsync())
            rows.Add(
                new(
                    rows.Count,
                    Enumerable
                        .Range(0, reader.FieldCount)
                        .ToDictionary(
                            reader.GetName,
                            i =>
                                reader.IsDBNull(i) ? ""
                                : reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes)
                                : Convert.ToString(
                                    reader.GetValue(i),
                                    System.Globalization.CultureInfo.InvariantCulture
                                )!,
                            StringComparer.Ordinal
                        )
                )
            );
        return rows;
    }

    /// <summary>The most people rightly named by any one way.</summary>
    /// <param name="truth">Voter to answers, which the attacker does not know and the test does.</param>
    public static int Hits(
        IReadOnlyList<Dumped> persons,
        IReadOnlyList<Dumped> ballots,
        IReadOnlyDictionary<string, string> truth,
        string answers
    )
    {
        int best = 0;
        string Voter(Dumped row) => row.Columns.GetValueOrDefault("voter", "");
        foreach (var ofPersons in Orders(persons))
        foreach (var ofBallots in Orders(ballots))
        {
            best = Math.Max(
                best,
                ofPersons
                    .Zip(ofBallots)
                    .Count(p => truth.GetValueOrDefault(Voter(p.First)) == p.Second.Columns[answers])
            );
            best = Math.Max(
                best,
                ofPersons
                    .Zip(ofBallots.AsEnumerable().Reverse())
                    .Count(p => truth.GetValueOrDefault(Voter(p.First)) == p.Second.Columns[answers])
            );
        }

        // Equal values in any two columns, such as the transaction that wrote both.
        foreach (string one in persons[0].Columns.Keys)
        foreach (string other in ballots[0].Columns.Keys)
        {
            var found = ballots.ToLookup(b => b.Columns[other], StringComparer.Ordinal);
            best = Math.Max(
                best,
                persons.Count(p =>
                    found[p.Columns[one]].Count() == 1
                    && truth.GetValueOrDefault(Voter(p)) == found[p.Columns[one]].First().Columns[answers]
                )
            );
        }

        // Keys that are hashes of what is known.
        foreach (string column in ballots[0].Columns.Keys.Where(k => k != answers))
        {
            var keys = ballots.ToLookup(b => b.Columns[column], StringComparer.OrdinalIgnoreCase);
            best = Math.Max(
                best,
                persons.Count(p =>
                    p.Columns.Values.Any(v =>
                        new[]
                        {
                            SHA256.HashData(Encoding.UTF8.GetBytes(v)),
                            SHA512.HashData(Encoding.UTF8.GetBytes(v)),
                            SHA256.HashData(Encoding.UTF8.GetBytes(v)).AsSpan(0, 16).ToArray(),
                        }.Any(h =>
                            keys[Convert.ToHexString(h)]
                                .Any(b => b.Columns[answers] == truth.GetValueOrDefault(Voter(p)))
                        )
                    )
                )
            );
        }

        return best;
    }

    private static IEnumerable<List<Dumped>> Orders(IReadOnlyList<Dumped> rows)
    {
        yield return [.. rows];
        foreach (string column in rows[0].Columns.Keys)
        {
            yield return [.. rows.OrderBy(r => r.Columns[column], StringComparer.Ordinal).ThenBy(r => r.Place)];
            if (rows.All(r => long.TryParse(r.Columns[column], out _)))
                yield return [.. rows.OrderBy(r => long.Parse(r.Columns[column])).ThenBy(r => r.Place)];
        }
    }
}

/// <summary>
/// One row as a dump shows it: its columns, its place, and on PostgreSQL where and by which transaction it was written.
/// </summary>
internal sealed record Dumped(int Place, IReadOnlyDictionary<string, string> Columns);
