using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;
using Modular.Kernel.Tables;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;

namespace Modular.Kernel.Access;

/// <summary>
/// Accounts from a sheet, all or nothing: one row is one person in one role at one unit, so that a person of two roles
/// stands in two rows. A sign-in name that is there already gets the role and keeps its password. Roles that see
/// everything are not taken from a sheet: they are given one by one.
/// </summary>
public sealed class ImportAccounts(KernelDb db, KeepAccounts manage, UnitDirectory directory, Words words)
{
    public const string Table = "accounts";

    /// <summary>
    /// A sheet of more would keep its sender waiting: each password costs a tenth of a second to hash.
    /// </summary>
    public const int Most = 500;

    public static readonly IReadOnlyList<Column> Columns =
    [
        new("displayName", true),
        new("userName", true),
        new("role", true),
        new("unit", true),
    ];

    /// <param name="Password">Null where the account was there.</param>
    public sealed record Opened(string DisplayName, string UserName, string? Password);

    private sealed record Line(int Row, string DisplayName, string UserName, Role Role, Unit Unit);

    /// <exception cref="RowsRefused">Rows are wrong, and nothing was done.</exception>
    public async Task<IReadOnlyList<Opened>> Run(Stream file, CancellationToken cancel)
    {
        using var turn = SheetTurns.Of(db.Acting);
        using var sheet = Sheet.Open(file, cancel);
        var mapping = ColumnMapping.Recognise(Table, Columns, sheet.Headings, words).Require(Table, Columns, words);
        var errors = new List<ImportUnits.RowError>();
        var lines = Read(sheet, mapping, await directory.Tree(cancel), errors);
        if (lines.Count + errors.Count > Most)
            throw new RuleBroken("accounts.too-many", Most);
        if (errors.Count > 0)
            throw new RowsRefused(errors);
        if (lines.Count == 0)
            throw new RuleBroken("sheet.empty");
        return await db.InTransaction(() => Take(lines, cancel), cancel);
    }

    private async Task<IReadOnlyList<Opened>> Take(List<Line> lines, CancellationToken cancel)
    {
        var done = new List<Opened>();
        var errors = new List<ImportUnits.RowError>();
        foreach (var person in lines.GroupBy(l => SignInName.Normal(l.UserName).ToUpperInvariant()))
        {
            try
            {
                done.Add(await PutOne(person.Key, [.. person], cancel));
            }
            catch (RuleBroken broken)
            {
                db.Discard();
                errors.Add(new(person.First().Row, words[broken.Key, broken.Arguments]));
            }
            catch (NotFound)
            {
                db.Discard();
                errors.Add(new(person.First().Row, words["account.beyond"]));
            }
        }

        // Thrown, so that what was opened before the wrong row goes back too.
        return errors.Count == 0 ? done : throw new RowsRefused(errors);
    }

    private async Task<Opened> PutOne(string name, IReadOnlyList<Line> rows, CancellationToken cancel)
    {
        var first = rows[0];
        var roles = rows.Select(r => (r.Role, r.Unit.Id)).ToList();
        var known = await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.NormalizedUserName == name, cancel);
        if (known is null)
        {
            string password = KeepAccounts.NewPassword();
            await manage.Open(first.UserName, first.DisplayName, password, roles, false, cancel, handedOut: true);
            return new(first.DisplayName, first.UserName, password);
        }

        if (known.DisplayName != first.DisplayName)
            throw new RuleBroken("accounts.other-person", first.UserName, known.DisplayName);
        foreach (var (role, unit) in roles)
            await manage.AddRole(known.Id, role, unit, sure: false, cancel);
        return new(known.DisplayName, known.UserName!, null);
    }

    private List<Line> Read(ISheet sheet, ColumnMapping mapping, UnitTree tree, List<ImportUnits.RowError> errors)
    {
        var lines = new List<Line>();
        var roles = Roles();
        foreach (var row in sheet.Rows())
        {
            string Cell(string key) => mapping.Cell(row, key);
            if (Cell("displayName").Length is 0 or > 64 || Cell("userName").Length is 0 or > 64)
                errors.Add(new(row.Number, words["accounts.name-needed"]));
            else if (!roles.TryGetValue(Cell("role"), out var role))
                errors.Add(new(row.Number, words["accounts.role-unknown", Cell("role")]));
            else if (KeepAccounts.Powerful.Contains(role))
                errors.Add(new(row.Number, words["accounts.role-one-by-one", role]));
            else if (tree.Find(Cell("unit")) is not { } unit || !db.Acting.Reaches(unit.Path))
                errors.Add(new(row.Number, words["accounts.unit-unknown", Cell("unit")]));
            else
                lines.Add(new(row.Number, Cell("displayName"), Cell("userName"), role, unit));
        }

        return lines;
    }

    /// <summary>Each role by its words in both languages and by its name.</summary>
    private Dictionary<string, Role> Roles()
    {
        var roles = new Dictionary<string, Role>(StringComparer.OrdinalIgnoreCase);
        foreach (var role in Enum.GetValues<Role>())
        {
            roles.TryAdd(role.ToString(), role);
            foreach (string said in words.Both($"enum.Role.{role}"))
                roles.TryAdd(said, role);
        }

        return roles;
    }
}

/// <summary>Rows of a sheet that cannot be taken; nothing of it was.</summary>
public sealed class RowsRefused(IReadOnlyList<ImportUnits.RowError> rows)
    : RuleBroken("accounts.import-refused", rows.Count)
{
    public IReadOnlyList<ImportUnits.RowError> Rows { get; } = rows;
}
