using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Rules;
using Modular.Kernel.Tables;
using Modular.Kernel.Texts;
using Modular.Projects.Data;

namespace Modular.Projects.Catalogue;

/// <summary>
/// Entries from a sheet, all or nothing: one of the same type and title is changed, others are added.
/// </summary>
internal sealed class ImportEntries(ProjectsDb db, KeepCatalogue catalogue, Words words)
{
    public const string Table = "catalogue";
    private const int Most = 1000;

    public static readonly IReadOnlyList<Column> Columns =
    [
        new("type", true),
        new("title", true),
        new("aims", true),
        new("targets"),
        new("beneficiaries"),
        new("plan"),
        new("tasks"),
        new("funds"),
        new("notes"),
    ];

    public async Task<EntryImport> Import(Stream file, bool dryRun, CancellationToken cancel)
    {
        using var turn = SheetTurns.Of(db.Acting);
        using var sheet = Sheet.Open(file, cancel);
        var mapping = ColumnMapping.Recognise(Table, Columns, sheet.Headings, words).Require(Table, Columns, words);
        var types = (await catalogue.Types(cancel))
            .Where(t => !t.Closed)
            .ToDictionary(t => t.Name, t => t.Id, StringComparer.OrdinalIgnoreCase);
        var (good, errors, seen) = (new List<EntryText>(), new List<EntryError>(), new HashSet<(long, string)>());
        foreach (var row in sheet.Rows().Take(Most + 1))
        {
            if (row.Cells.All(c => c.Length == 0))
                continue;
            if (good.Count + errors.Count >= Most)
                throw new RuleBroken("catalogue.import-many", Most);
            string Cell(string key) => mapping.Cell(row, key);
            try
            {
                if (!types.TryGetValue(Cell("type"), out long type))
                    throw new RuleBroken(
                        "catalogue.type-unknown",
                        Cell("type"),
                        string.Join(words["list.comma"], types.Keys)
                    );
                var text = new EntryText(
                    type,
                    Cell("title"),
                    Cell("aims"),
                    Cell("beneficiaries"),
                    Cell("plan"),
                    Cell("tasks"),
                    Cell("notes")
                )
                {
                    Targets = EntryLines.Targets(Cell("targets"), words),
                    Funds = EntryLines.Funds(Cell("funds"), words),
                };
                text.Check();
                if (!seen.Add((type, text.Title)))
                    throw new RuleBroken("catalogue.title-twice", text.Title);
                good.Add(text);
            }
            catch (RuleBroken broken)
            {
                errors.Add(new(row.Number, words[broken.Key, broken.Arguments], [.. Columns.Select(c => Cell(c.Key))]));
            }
        }

        if (good.Count + errors.Count == 0)
            throw new RuleBroken("catalogue.import-empty");
        var ids = types.Values.ToList();
        var known = await db
            .CatalogueEntries.AsNoTracking()
            .Where(e => ids.Contains(e.TypeId))
            .ToDictionaryAsync(e => (e.TypeId, e.Title), cancel);
        int changed = good.Count(g => known.ContainsKey((g.TypeId, g.Title.Trim())));
        if (errors.Count == 0 && !dryRun)
            await db.InTransaction(
                async () =>
                {
                    foreach (var text in good)
                    {
                        var before = known.GetValueOrDefault((text.TypeId, text.Title.Trim()));
                        await catalogue.Put(before?.Id, before?.Version ?? 0, text, null, cancel);
                    }
                },
                cancel
            );
        return new(good.Count - changed, changed, errors);
    }
}

/// <param name="Cells">
/// The row as it was, in the order of <see cref="ImportEntries.Columns"/>, for the file to correct.
/// </param>
internal sealed record EntryError(int Row, string Sentence, IReadOnlyList<string> Cells);

internal sealed record EntryImport(int Added, int Changed, IReadOnlyList<EntryError> Errors);
