using System.Globalization;

namespace Modular.Matrix.Tests;

/// <summary>The same thing once more for another unit, with everything that hangs on it.</summary>
internal sealed class Clones(Store store, Dictionary<string, List<string>> tables)
{
    /// <summary>
    /// Columns by which rows hang on a row of a table, where the name does not follow from the table's.
    /// </summary>
    private static readonly Dictionary<string, string> ByName = new(StringComparer.Ordinal)
    {
        ["projects.public_notice"] = "notice_id",
        ["projects.supervision_issue"] = "issue_id",
        ["projects.plan_task"] = "task_id",
        ["projects.liaison_visit"] = "visit_id",
        ["projects.service_series"] = "series_id",
        ["projects.service_place"] = "place_id",
        ["projects.review_meeting"] = "meeting_id",
        ["projects.budget_line"] = "line_id",
    };

    private long _next = 4_000_000_000_000_000;

    /// <returns>The id of the new root.</returns>
    public async Task<long> Make(
        string table,
        string where,
        int unitId,
        string path,
        params (string Column, object? Value)[] more
    )
    {
        var row =
            (await store.Named(table, where)).FirstOrDefault()
            ?? throw new InvalidOperationException(
                $"{table} has no row where {where}; the demonstration has changed, see Seeds.cs."
            );
        long old = Convert.ToInt64(row["id"], CultureInfo.InvariantCulture),
            made = ++_next;
        var numbers = new Dictionary<long, long> { [old] = made };
        row["id"] = made;
        if (row.ContainsKey("unit_id"))
            row["unit_id"] = unitId;
        if (row.ContainsKey("unit_path"))
            row["unit_path"] = path;
        foreach (var (column, value) in more)
            row[column] = value;
        var copies = new List<(string Table, Dictionary<string, object?> Row)> { (table, row) };
        await Below(table, old, numbers, copies, []);
        foreach (var (at, copy) in copies)
        {
            foreach (
                string column in copy
                    .Keys.Where(c =>
                        c.EndsWith("_id", StringComparison.Ordinal) && c is not ("unit_id" or "account_id")
                    )
                    .ToList()
            )
                if (copy[column] is long value && numbers.TryGetValue(value, out long now))
                    copy[column] = now;
            // Codes of activities are of one activity alone.
            if (at == "projects.activity" && copy["code"] is string code)
                copy["code"] = $"{made % 10}{code[1..]}";
            if (at == "projects.supervision_issue")
                copy["number"] = $"DC-{made % 1_000_000}-{copies.Count}";
            await store.Insert(at, copy);
        }

        return made;
    }

    private async Task Below(
        string parent,
        long id,
        Dictionary<long, long> numbers,
        List<(string, Dictionary<string, object?>)> copies,
        HashSet<string> above
    )
    {
        string module = parent[..(parent.IndexOf('.', StringComparison.Ordinal) + 1)];
        string link = ByName.GetValueOrDefault(parent) ?? parent[module.Length..] + "_id";
        foreach (
            var (table, columns) in tables
                .Where(t => t.Key.StartsWith(module, StringComparison.Ordinal) && t.Value.Contains(link))
                .ToList()
        )
        {
            // A project belongs to its campaign without being a part of it.
            if (above.Contains(table) || table == parent || table == "projects.project")
                continue;
            foreach (var row in await store.Named(table, $"{link} = {id}"))
            {
                bool own = columns.Contains("id") && row["id"] is long;
                if (own && numbers.ContainsKey((long)row["id"]!))
                    continue;
                copies.Add((table, row));
                if (!own)
                    continue;
                long old = (long)row["id"]!;
                row["id"] = numbers[old] = ++_next;
                await Below(table, old, numbers, copies, [.. above, parent]);
            }
        }
    }
}
