using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;
using Modular.Kernel.Tables;
using Modular.Kernel.Texts;

namespace Modular.Kernel.Units;

/// <summary>
/// Units from a sheet, all or nothing: parents by code, rows in any order, known codes are changed where something is
/// different, others added. What is there is looked up inside the transaction, row by row: a row moved before changes
/// what the rows after it find.
/// </summary>
public sealed class ImportUnits(KernelDb db, KeepUnits manage, UnitDirectory directory, Words words)
{
    public const string Table = "units";

    public static readonly IReadOnlyList<Column> Columns =
    [
        new("code", true),
        new("name", true),
        new("kind", true),
        new("parent"),
        new("contactName"),
        new("contactPhone"),
        new("address"),
    ];

    public sealed record RowError(int Row, string Sentence);

    /// <param name="Same">Rows that say what is there already.</param>
    public sealed record Outcome(int Added, int Changed, int Same, IReadOnlyList<RowError> Errors);

    private enum Put
    {
        Added,
        Changed,
        Same,
    }

    private sealed record Line(
        int Row,
        string Code,
        string Name,
        UnitKind Kind,
        string Parent,
        string ContactName,
        string ContactPhone,
        string Address
    )
    {
        public string Key { get; } = UnitCode.Fold(Code);

        public string ParentKey { get; } = UnitCode.Fold(Parent);
    }

    /// <param name="takeCode">The sheet's district is the one that is there; it takes the sheet's code.</param>
    /// <exception cref="SecondDistrict">
    /// The sheet has a district of another code than the one that is there.
    /// </exception>
    public async Task<Outcome> Run(Stream file, bool dryRun, CancellationToken cancel, bool takeCode = false)
    {
        using var turn = SheetTurns.Of(db.Acting);
        using var sheet = Sheet.Open(file, cancel);
        var mapping = ColumnMapping.Recognise(Table, Columns, sheet.Headings, words).Require(Table, Columns, words);
        var errors = new List<RowError>();
        var lines = Read(sheet, mapping, errors);
        var known = await db.Units.AsNoTracking().ToDictionaryAsync(u => u.CodeKey, cancel);
        CheckParents(lines, known.Keys, errors);
        var root = known.Values.FirstOrDefault(u => u.ParentId is null);
        var district = lines.Find(l => l is { Kind: UnitKind.District, Parent: "" } && !known.ContainsKey(l.Key));
        if (errors.Count == 0 && root is not null && district is not null && !takeCode)
            throw new SecondDistrict(root, district.Code, district.Name);
        if (errors.Count > 0 || dryRun)
            return Foreseen(lines, known.Keys, errors);
        var done = await db.InTransaction(() => Take(lines, takeCode ? root : null, district, cancel), cancel);
        directory.Forget();
        return new(
            done.Count(d => d == Put.Added),
            done.Count(d => d == Put.Changed),
            done.Count(d => d == Put.Same),
            []
        );
    }

    private static Outcome Foreseen(List<Line> lines, ICollection<string> known, List<RowError> errors)
    {
        int added = lines.Count(l => !known.Contains(l.Key));
        return new(added, lines.Count - added, 0, errors);
    }

    private void CheckParents(List<Line> lines, ICollection<string> known, List<RowError> errors)
    {
        var inFile = lines.Select(l => l.Key).ToHashSet(StringComparer.Ordinal);
        foreach (
            var line in lines.Where(l =>
                l.Parent.Length > 0 && !known.Contains(l.ParentKey) && !inFile.Contains(l.ParentKey)
            )
        )
            errors.Add(new(line.Row, words["units.parent-unknown", line.Parent]));
        foreach (var twice in lines.GroupBy(l => l.Key).Where(g => g.Count() > 1))
            errors.Add(new(twice.Last().Row, words["units.code-twice", twice.Last().Code]));
    }

    private async Task<List<Put>> Take(List<Line> lines, Unit? root, Line? district, CancellationToken cancel)
    {
        if (root is not null && district is not null)
            await manage.Recode(root.Id, district.Code, cancel);
        var done = new List<Put>();
        var waiting = new List<Line>(lines);
        while (waiting.Count > 0)
        {
            var there = (await db.Units.Select(u => u.CodeKey).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
            var ready = waiting.Where(l => l.Parent.Length == 0 || there.Contains(l.ParentKey)).ToList();
            if (ready.Count == 0)
                throw new RuleBroken("units.parents-in-a-circle", waiting[0].Code);
            foreach (var line in ready)
                done.Add(await PutOne(line, cancel));
            waiting.RemoveAll(ready.Contains);
        }

        return done;
    }

    private async Task<Put> PutOne(Line line, CancellationToken cancel)
    {
        int? parent =
            line.Parent.Length == 0
                ? null
                : await db.Units.Where(u => u.CodeKey == line.ParentKey).Select(u => (int?)u.Id).SingleAsync(cancel);
        var known = await db.Units.SingleOrDefaultAsync(u => u.CodeKey == line.Key, cancel);
        var (name, phone, address) = (Null(line.ContactName), Null(line.ContactPhone), Null(line.Address));
        if (known is null)
        {
            await manage.Add(line.Code, line.Name, line.Kind, parent, name, phone, address, cancel);
            return Put.Added;
        }

        bool changed = await manage.Change(known.Id, line.Name, name, phone, address, version: null, cancel);
        if (parent is { } to && to != known.ParentId)
        {
            await manage.Move(known.Id, to, cancel);
            changed = true;
        }

        return changed ? Put.Changed : Put.Same;
    }

    private List<Line> Read(ISheet sheet, ColumnMapping mapping, List<RowError> errors)
    {
        var lines = new List<Line>();
        var kinds = Kinds();
        foreach (var row in sheet.Rows())
        {
            string Cell(string key) => mapping.Cell(row, key);
            if (Cell("code").Length is 0 or > 32)
                errors.Add(new(row.Number, words["units.code-needed"]));
            else if (Cell("name").Length is 0 or > 80)
                errors.Add(new(row.Number, words["units.name-needed"]));
            else if (!kinds.TryGetValue(Cell("kind"), out var kind))
                errors.Add(new(row.Number, words["units.kind-unknown", Cell("kind")]));
            else if (
                Cell("contactName").Length > 40
                || Cell("contactPhone").Length > 32
                || Cell("address").Length > 120
            )
                errors.Add(new(row.Number, words["units.contact-long"]));
            else
                lines.Add(
                    new(
                        row.Number,
                        Cell("code"),
                        Cell("name"),
                        kind,
                        Cell("parent"),
                        Cell("contactName"),
                        Cell("contactPhone"),
                        Cell("address")
                    )
                );
        }

        return lines;
    }

    /// <summary>
    /// Each kind by its words in both languages, with and without what stands in brackets, and by its name.
    /// </summary>
    private Dictionary<string, UnitKind> Kinds()
    {
        var kinds = new Dictionary<string, UnitKind>(StringComparer.OrdinalIgnoreCase);
        foreach (var kind in Enum.GetValues<UnitKind>())
        {
            kinds.TryAdd(kind.ToString(), kind);
            foreach (string said in words.Both($"enum.UnitKind.{kind}"))
            {
                kinds.TryAdd(said, kind);
                kinds.TryAdd(said.Split('(', '\uff08')[0], kind);
            }
        }

        return kinds;
    }

    private static string? Null(string text) => text.Length == 0 ? null : text;
}
