using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;

namespace Modular.Kernel.Numbers;

/// <summary>
/// Human-readable numbers without gaps, such as <c>XQ-2026-000123</c>. The counter is raised in the caller's
/// transaction and its row stays locked until that ends, so a rolled back change gives its number back. Take numbers
/// late in the transaction.
/// </summary>
public static class NumberSeries
{
    /// <summary>
    /// Takes <paramref name="count"/> numbers in a row and returns the first. Must run inside a transaction.
    /// </summary>
    public static async Task<int> Take(ModuleDb db, string series, int count, CancellationToken cancel)
    {
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException("Numbers are taken inside a transaction.");
        string table = db.IsSqlite ? "kernel_number_counter" : "kernel.number_counter";
        var last = await db
            .Database.SqlQueryRaw<int>(
                $"INSERT INTO {table} (series, last) VALUES ({{0}}, {{1}}) ON CONFLICT (series) DO UPDATE SET "
                    + $"last = {table.Split('.')[^1]}.last + {{1}} RETURNING last",
                series,
                count
            )
            .ToListAsync(cancel);
        return last[0] - count + 1;
    }

    public static string Series(string kind, int year) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{year}");

    public static string Text(string series, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{series}-{number:000000}");
}
