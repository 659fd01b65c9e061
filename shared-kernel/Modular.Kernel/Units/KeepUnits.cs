using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Units;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;

namespace Modular.Kernel.Units;

/// <summary>
/// Adds, changes, moves, merges and closes units, within what the acting person acts for: a unit outside is as if it
/// were not there. Nothing that was ever used is deleted: what was filed under a unit stays findable.
/// </summary>
public sealed class KeepUnits(
    KernelDb db,
    UnitDirectory directory,
    IEnumerable<IUnitUse> uses,
    IEnumerable<IOpenWork> work,
    TimeProvider clock
)
{
    /// <summary>What may hang below what; the outline of the glossary.</summary>
    private static readonly Dictionary<UnitKind, UnitKind[]> Parents = new()
    {
        [UnitKind.District] = [],
        [UnitKind.Town] = [UnitKind.District],
        [UnitKind.Community] = [UnitKind.Town],
        [UnitKind.Grid] = [UnitKind.Community],
        [UnitKind.Department] = [UnitKind.District, UnitKind.Town],
        [UnitKind.Branch] =
        [
            UnitKind.District,
            UnitKind.Town,
            UnitKind.Community,
            UnitKind.Department,
            UnitKind.PartnerUnit,
        ],
        [UnitKind.PartyGroup] = [UnitKind.Branch],
        [UnitKind.PartnerUnit] = [UnitKind.District, UnitKind.Town, UnitKind.Community],
    };

    public async Task<Unit> Add(
        string code,
        string name,
        UnitKind kind,
        int? parentId,
        string? contactName,
        string? contactPhone,
        string? address,
        CancellationToken cancel
    )
    {
        var parent = parentId is null ? null : await Get(parentId.Value, cancel);
        Check(kind, parent);
        if (parent is null)
            await CheckOnlyDistrict(code, name, cancel);
        var unit = new Unit
        {
            Code = code.Trim(),
            CodeKey = await Free(code, null, cancel),
            Name = name.Trim(),
            Kind = kind,
            ParentId = parentId,
            ContactName = contactName,
            ContactPhone = contactPhone,
            Address = address,
        };
        await db.InTransaction(
            async () =>
            {
                db.Units.Add(unit);
                await db.SaveChangesAsync(cancel);
                unit.Path = $"{parent?.Path ?? "/"}{unit.Id}/";
                db.Record(
                    "unit.added",
                    $"unit:{unit.Code}",
                    after: new
                    {
                        unit.Name,
                        unit.Kind,
                        Parent = parent?.Code,
                    }
                );
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );
        directory.Forget();
        return unit;
    }

    /// <param name="version">What the person had before her; null to change what is there now.</param>
    /// <returns>Whether anything was different.</returns>
    public async Task<bool> Change(
        int id,
        string name,
        string? contactName,
        string? contactPhone,
        string? address,
        int? version,
        CancellationToken cancel
    )
    {
        var unit = await Get(id, cancel);
        if (version is { } seen && unit.Version != seen)
            throw new RuleBroken("rule.changed-meanwhile");
        name = name.Trim();
        if (
            (unit.Name, unit.ContactName, unit.ContactPhone, unit.Address) == (name, contactName, contactPhone, address)
        )
            return false;
        if (unit.Name != name)
            Remember(unit, "renamed", unit.Name, name);
        db.Record("unit.changed", $"unit:{unit.Code}", before: new { unit.Name }, after: new { Name = name });
        (unit.Name, unit.ContactName, unit.ContactPhone, unit.Address) = (name, contactName, contactPhone, address);
        await db.SaveChangesAsync(cancel);
        directory.Forget();
        return true;
    }

    /// <summary>Gives another code, such as the official one in place of one made up at the start.</summary>
    public async Task Recode(int id, string code, CancellationToken cancel)
    {
        var unit = await Get(id, cancel);
        code = code.Trim();
        if (unit.Code == code)
            return;
        string key = await Free(code, id, cancel);
        Remember(unit, "recoded", unit.Code, code);
        db.Record("unit.recoded", $"unit:{code}", new { unit.Code }, new { Code = code });
        (unit.Code, unit.CodeKey) = (code, key);
        await db.SaveChangesAsync(cancel);
        directory.Forget();
    }

    /// <summary>Hangs a unit, with everything below it, under another parent.</summary>
    public async Task Move(int id, int parentId, CancellationToken cancel)
    {
        var (unit, parent) = (await Theirs(id, cancel), await Get(parentId, cancel));
        Active(unit);
        Check(unit.Kind, parent);
        if (parent.Path.StartsWith(unit.Path, StringComparison.Ordinal))
            throw new RuleBroken("unit.move-into-itself");
        await Rehang(unit, parent, "moved", cancel);
    }

    /// <summary>
    /// Dissolves a unit into another of the same kind: its rows and children belong to the other's subtree from now on.
    /// </summary>
    public async Task Merge(int id, int intoId, CancellationToken cancel)
    {
        var (unit, into) = (await Theirs(id, cancel), await Get(intoId, cancel));
        if (unit.Kind != into.Kind || unit.Id == into.Id)
            throw new RuleBroken("unit.merge-same-kind");
        Active(unit);
        Active(into);
        if (into.Path.StartsWith(unit.Path, StringComparison.Ordinal))
            throw new RuleBroken("unit.move-into-itself");
        (unit.State, unit.MergedIntoId) = (UnitState.Merged, into.Id);
        await Rehang(unit, into, "merged", cancel);
    }

    /// <exception cref="RuleBroken">Units, working accounts or open work still hang on it.</exception>
    public async Task Close(int id, CancellationToken cancel)
    {
        var unit = await Theirs(id, cancel);
        Active(unit);
        if (await db.Units.AnyAsync(u => u.ParentId == id && u.State == UnitState.Active, cancel))
            throw new RuleBroken("unit.close-has-children");
        int accounts = await db
            .AccountRoles.Where(r => r.UnitId == id && db.Accounts.Any(a => a.Id == r.AccountId && !a.Disabled))
            .Select(r => r.AccountId)
            .Distinct()
            .CountAsync(cancel);
        if (accounts > 0)
            throw new RuleBroken("unit.close-has-accounts", accounts);
        foreach (var each in work)
            if (await each.Count(id, cancel) is > 0 and var open)
                throw new RuleBroken(each.Key, open);
        Remember(unit, "closed", unit.State.ToString(), nameof(UnitState.Closed));
        unit.State = UnitState.Closed;
        db.Record("unit.closed", $"unit:{unit.Code}");
        await db.SaveChangesAsync(cancel);
        directory.Forget();
    }

    public async Task Reopen(int id, CancellationToken cancel)
    {
        var unit = await Theirs(id, cancel);
        if (unit.State != UnitState.Closed)
            throw new RuleBroken("unit.not-closed");
        if (unit.ParentId is { } parent)
            Active(await db.Units.SingleAsync(u => u.Id == parent, cancel));
        Remember(unit, "reopened", unit.State.ToString(), nameof(UnitState.Active));
        unit.State = UnitState.Active;
        db.Record("unit.reopened", $"unit:{unit.Code}");
        await db.SaveChangesAsync(cancel);
        directory.Forget();
    }

    /// <summary>Takes away a unit that was added by mistake, as long as nothing at all was filed under it.</summary>
    public async Task Remove(int id, CancellationToken cancel)
    {
        var unit = await Theirs(id, cancel);
        if (await db.Units.AnyAsync(u => u.ParentId == id || u.MergedIntoId == id, cancel))
            throw new RuleBroken("unit.remove-in-use");
        foreach (var use in uses)
            if (await use.Knows(id, cancel))
                throw new RuleBroken("unit.remove-in-use");
        db.Units.Remove(unit);
        db.UnitHistories.RemoveRange(await db.UnitHistories.Where(h => h.UnitId == id).ToListAsync(cancel));
        db.RemoveRange(await db.UnitHours.Where(h => h.UnitId == id).ToListAsync(cancel));
        db.Record(
            "unit.removed",
            $"unit:{unit.Code}",
            before: new
            {
                unit.Name,
                unit.Kind,
                unit.Path,
            }
        );
        await db.SaveChangesAsync(cancel);
        directory.Forget();
    }

    private async Task Rehang(Unit unit, Unit parent, string change, CancellationToken cancel)
    {
        string before = unit.Path,
            after = $"{parent.Path}{unit.Id}/";
        var below = await db.Units.Where(u => u.Path.StartsWith(before)).ToListAsync(cancel);
        Remember(unit, change, before, after);
        foreach (var each in below)
            each.Path = after + each.Path[before.Length..];
        unit.ParentId = parent.Id;
        db.Record(
            $"unit.{change}",
            $"unit:{unit.Code}",
            new { Path = before },
            new { Path = after, Under = parent.Code }
        );
        db.Tell(new UnitMoved(unit.Id, before, after));
        await db.SaveChangesAsync(cancel);
        directory.Forget();
    }

    private void Remember(Unit unit, string change, string before, string after) =>
        db.UnitHistories.Add(
            new()
            {
                Id = Ids.Next(clock),
                UnitId = unit.Id,
                At = clock.GetUtcNow(),
                Change = change,
                Before = before,
                After = after,
                By = db.Acting.Name,
            }
        );

    /// <summary>A unit within what is acted for.</summary>
    private async Task<Unit> Get(int id, CancellationToken cancel)
    {
        var unit = await db.Units.FindAsync([id], cancel);
        return unit is not null && db.Acting.Reaches(unit.Path) ? unit : throw new NotFound();
    }

    /// <summary>A unit whose place in the tree is this person's to decide: not the one she acts for herself.</summary>
    private async Task<Unit> Theirs(int id, CancellationToken cancel)
    {
        var unit = await Get(id, cancel);
        if (unit.ParentId is not null && unit.Path == db.Acting.ScopePath)
            throw new RuleBroken("unit.by-above");
        return unit;
    }

    private static void Active(Unit unit)
    {
        if (unit.State != UnitState.Active)
            throw new RuleBroken("unit.not-active", unit.Name);
    }

    /// <returns>The folded code, which no other unit has.</returns>
    private async Task<string> Free(string code, int? mine, CancellationToken cancel)
    {
        string key = UnitCode.Fold(code);
        if (key.Length is 0 or > 32)
            throw new RuleBroken("units.code-needed") { Field = "Code" };
        var other = await db.Units.AsNoTracking().SingleOrDefaultAsync(u => u.CodeKey == key && u.Id != mine, cancel);
        if (other is not null)
            throw new RuleBroken("unit.code-taken", code.Trim(), other.Name) { Field = "Code" };
        return key;
    }

    /// <summary>One installation serves one district; a second root would see nothing of the first.</summary>
    private async Task CheckOnlyDistrict(string code, string name, CancellationToken cancel)
    {
        if (!db.Acting.LeadsDistrict)
            throw new NotFound();
        var there = await db.Units.AsNoTracking().FirstOrDefaultAsync(u => u.ParentId == null, cancel);
        if (there is not null)
            throw new SecondDistrict(there, code.Trim(), name.Trim());
    }

    private static void Check(UnitKind kind, Unit? parent)
    {
        bool fits = parent is null ? kind == UnitKind.District : Parents[kind].Contains(parent.Kind);
        if (!fits)
            throw new RuleBroken("unit.wrong-parent") { Field = "ParentId" };
        if (parent is not null && parent.State != UnitState.Active)
            throw new RuleBroken("unit.not-active", parent.Name) { Field = "ParentId" };
    }
}

/// <summary>A second root was asked for; most often the one there is, under its official code.</summary>
public sealed class SecondDistrict(Unit there, string code, string name)
    : RuleBroken("unit.one-district", there.Name, there.Code, name, code)
{
    public int There => there.Id;

    public string Code => code;
}

/// <summary>Work of a module that waits at a unit; while there is some the unit is not closed.</summary>
public interface IOpenWork
{
    /// <summary>Text that says what waits, with the number.</summary>
    string Key { get; }

    Task<int> Count(int unitId, CancellationToken cancel);
}
