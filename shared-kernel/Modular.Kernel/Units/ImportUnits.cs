using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Tables;
using Modular.Kernel.Texts;

namespace Modular.Kernel.Units;

/// <summary>Units from a sheet, all or nothing: parents by code, rows in any order, known codes are changed, others added.</summary>
public sealed class ImportUnits(KernelDb db, ManageUnits manage, UnitDirectory directory, Words words)
{
    public const string Table = "units";

    public static readonly IReadOnlyList<Column> Columns =
        [new("code", true), new("name", true), new("kind", true), new("parent"), new("contactName"), new("contactPhone"), new("address")];

    public sealed record RowError(int Row, string Sentence);

    private sealed record Line(int Row, string Code, string Name, UnitKind Kind, string Parent, string ContactName, string ContactPhone, string Address);

    public async Task<(int Added, int Changed, IReadOnlyList<RowError> Errors)> Run(Stream file, bool dryRun, CancellationToken cancel)
    {
        using var sheet = Sheet.Open(file);
        var mapping = ColumnMapping.Recognise(Table, Columns, sheet.Headings, words).Require(Table, Columns, words);
        var errors = new List<RowError>();
        var lines = Read(sheet, mapping, errors);
        var tree = await directory.Tree(cancel);
        foreach (var line in lines.Where(l => l.Parent.Length > 0 && tree.Find(l.Parent) is null && !lines.Exists(o => string.Equals(o.Code, l.Parent, StringComparison.OrdinalIgnoreCase))))
            errors.Add(new(line.Row, words["units.parent-unknown", line.Parent]));
        foreach (var twice in lines.GroupBy(l => l.Code, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            errors.Add(new(twice.Last().Row, words["units.code-twice", twice.Key]));
        int added = lines.Count(l => tree.Find(l.Code) is null);
        if (errors.Count > 0 || dryRun) return (added, lines.Count - added, errors);
        await db.InTransaction(async () =>
        {
            var waiting = new List<Line>(lines);
            while (waiting.Count > 0)
            {
                var now = await directory.Tree(cancel);
                var ready = waiting.Where(l => l.Parent.Length == 0 || now.Find(l.Parent) is not null || db.Units.Local.Any(u => string.Equals(u.Code, l.Parent, StringComparison.OrdinalIgnoreCase))).ToList();
                if (ready.Count == 0) throw new RuleBroken("units.parents-in-a-circle", waiting[0].Code);
                foreach (var line in ready) await Put(line, now, cancel);
                waiting.RemoveAll(ready.Contains);
            }
        }, cancel);
        directory.Forget();
        return (added, lines.Count - added, errors);
    }

    private async Task Put(Line line, UnitTree tree, CancellationToken cancel)
    {
        int? parent = line.Parent.Length == 0 ? null
            : tree.Find(line.Parent)?.Id ?? db.Units.Local.First(u => string.Equals(u.Code, line.Parent, StringComparison.OrdinalIgnoreCase)).Id;
        if (tree.Find(line.Code) is not { } known)
            await manage.Add(line.Code, line.Name, line.Kind, parent, Null(line.ContactName), Null(line.ContactPhone), Null(line.Address), cancel);
        else
        {
            await manage.Change(known.Id, line.Name, Null(line.ContactName), Null(line.ContactPhone), Null(line.Address), known.Version, cancel);
            if (parent is { } to && to != known.ParentId) await manage.Move(known.Id, to, cancel);
        }
    }

    private List<Line> Read(ISheet sheet, ColumnMapping mapping, List<RowError> errors)
    {
        var lines = new List<Line>();
        var kinds = Enum.GetValues<UnitKind>().SelectMany(k => words.Both($"enum.UnitKind.{k}").SelectMany(w => new[] { w, w.Split('(', '\uff08')[0] }).Append(k.ToString()).Select(w => (w, k)))
            .DistinctBy(p => p.w, StringComparer.OrdinalIgnoreCase).ToDictionary(p => p.w, p => p.k, StringComparer.OrdinalIgnoreCase);
        foreach (var row in sheet.Rows())
        {
            string Cell(string key) => mapping.Cell(row, key);
            if (Cell("code").Length is 0 or > 32) errors.Add(new(row.Number, words["units.code-needed"]));
            else if (Cell("name").Length is 0 or > 80) errors.Add(new(row.Number, words["units.name-needed"]));
            else if (!kinds.TryGetValue(Cell("kind"), out var kind)) errors.Add(new(row.Number, words["units.kind-unknown", Cell("kind")]));
            else lines.Add(new(row.Number, Cell("code"), Cell("name"), kind, Cell("parent"), Cell("contactName"), Cell("contactPhone"), Cell("address")));
        }

        return lines;
    }

    private static string? Null(string text) => text.Length == 0 ? null : text;
}
