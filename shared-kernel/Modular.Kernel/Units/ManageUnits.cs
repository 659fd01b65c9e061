using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Units;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;

namespace Modular.Kernel.Units;

/// <summary>Adds, changes, moves, merges and closes units. Nothing is ever deleted: what was filed under a unit stays findable.</summary>
public sealed class ManageUnits(KernelDb db, UnitDirectory directory, TimeProvider clock)
{
    /// <summary>What may hang below what; the outline of the glossary.</summary>
    private static readonly Dictionary<UnitKind, UnitKind[]> Parents = new()
    {
        [UnitKind.District] = [],
        [UnitKind.Town] = [UnitKind.District],
        [UnitKind.Community] = [UnitKind.Town],
        [UnitKind.Grid] = [UnitKind.Community],
        [UnitKind.Department] = [UnitKind.District, UnitKind.Town],
        [UnitKind.Branch] = [UnitKind.District, UnitKind.Town, UnitKind.Community, UnitKind.Department, UnitKind.PartnerUnit],
        [UnitKind.PartyGroup] = [UnitKind.Branch],
        [UnitKind.PartnerUnit] = [UnitKind.District, UnitKind.Town, UnitKind.Community],
    };

    public async Task<Unit> Add(string code, string name, UnitKind kind, int? parentId, string? contactName, string? contactPhone, string? address, CancellationToken cancel)
    {
        var parent = parentId is null ? null : await Get(parentId.Value, cancel);
        Check(kind, parent);
        code = code.Trim();
        if (await db.Units.AnyAsync(u => u.Code == code, cancel)) throw new RuleBroken("unit.code-taken", code) { Field = "Code" };
        var unit = new Unit { Code = code, Name = name.Trim(), Kind = kind, ParentId = parentId, ContactName = contactName, ContactPhone = contactPhone, Address = address };
        await db.InTransaction(async () =>
        {
            db.Units.Add(unit);
            await db.SaveChangesAsync(cancel);
            unit.Path = $"{parent?.Path ?? "/"}{unit.Id}/";
            db.Record("unit.added", $"unit:{unit.Code}", after: new { unit.Name, unit.Kind, Parent = parent?.Code });
            await db.SaveChangesAsync(cancel);
        }, cancel);
        directory.Forget();
        return unit;
    }

    public async Task Change(int id, string name, string? contactName, string? contactPhone, string? address, int version, CancellationToken cancel)
    {
        var unit = await Get(id, cancel);
        if (unit.Version != version) throw new RuleBroken("rule.changed-meanwhile");
        if (unit.Name != name) Remember(unit, "renamed", unit.Name, name);
        db.Record("unit.changed", $"unit:{unit.Code}", before: new { unit.Name }, after: new { Name = name });
        (unit.Name, unit.ContactName, unit.ContactPhone, unit.Address) = (name.Trim(), contactName, contactPhone, address);
        await db.SaveChangesAsync(cancel);
        directory.Forget();
    }

    /// <summary>Hangs a unit, with everything below it, under another parent.</summary>
    public async Task Move(int id, int parentId, CancellationToken cancel)
    {
        var (unit, parent) = (await Get(id, cancel), await Get(parentId, cancel));
        Check(unit.Kind, parent);
        if (parent.Path.StartsWith(unit.Path, StringComparison.Ordinal)) throw new RuleBroken("unit.move-into-itself");
        await Rehang(unit, parent, "moved", cancel);
    }

    /// <summary>Dissolves a unit into another of the same kind: its rows and children belong to the other's subtree from now on.</summary>
    public async Task Merge(int id, int intoId, CancellationToken cancel)
    {
        var (unit, into) = (await Get(id, cancel), await Get(intoId, cancel));
        if (unit.Kind != into.Kind || unit.Id == into.Id) throw new RuleBroken("unit.merge-same-kind");
        if (into.State != UnitState.Active) throw new RuleBroken("unit.not-active", into.Name);
        if (into.Path.StartsWith(unit.Path, StringComparison.Ordinal)) throw new RuleBroken("unit.move-into-itself");
        (unit.State, unit.MergedIntoId) = (UnitState.Merged, into.Id);
        await Rehang(unit, into, "merged", cancel);
    }

    public async Task Close(int id, CancellationToken cancel)
    {
        var unit = await Get(id, cancel);
        if (await db.Units.AnyAsync(u => u.ParentId == id && u.State == UnitState.Active, cancel)) throw new RuleBroken("unit.close-has-children");
        Remember(unit, "closed", unit.State.ToString(), nameof(UnitState.Closed));
        unit.State = UnitState.Closed;
        db.Record("unit.closed", $"unit:{unit.Code}");
        await db.SaveChangesAsync(cancel);
        directory.Forget();
    }

    public async Task Reopen(int id, CancellationToken cancel)
    {
        var unit = await Get(id, cancel);
        if (unit.State != UnitState.Closed) throw new RuleBroken("unit.not-closed");
        Remember(unit, "reopened", unit.State.ToString(), nameof(UnitState.Active));
        unit.State = UnitState.Active;
        db.Record("unit.reopened", $"unit:{unit.Code}");
        await db.SaveChangesAsync(cancel);
        directory.Forget();
    }

    private async Task Rehang(Unit unit, Unit parent, string change, CancellationToken cancel)
    {
        string before = unit.Path, after = $"{parent.Path}{unit.Id}/";
        var below = await db.Units.Where(u => u.Path.StartsWith(before)).ToListAsync(cancel);
        Remember(unit, change, before, after);
        foreach (var each in below) each.Path = after + each.Path[before.Length..];
        unit.ParentId = parent.Id;
        db.Record($"unit.{change}", $"unit:{unit.Code}", new { Path = before }, new { Path = after, Under = parent.Code });
        db.Tell(new UnitMoved(unit.Id, before, after));
        await db.SaveChangesAsync(cancel);
        directory.Forget();
    }

    private void Remember(Unit unit, string change, string before, string after) => db.UnitHistories.Add(new()
    {
        Id = Ids.Next(clock),
        UnitId = unit.Id,
        At = clock.GetUtcNow(),
        Change = change,
        Before = before,
        After = after,
        By = db.Acting.Name,
    });

    private async Task<Unit> Get(int id, CancellationToken cancel) => await db.Units.FindAsync([id], cancel) ?? throw new NotFound();

    private static void Check(UnitKind kind, Unit? parent)
    {
        bool fits = parent is null ? kind == UnitKind.District : Parents[kind].Contains(parent.Kind);
        if (!fits) throw new RuleBroken("unit.wrong-parent") { Field = "ParentId" };
        if (parent is not null && parent.State != UnitState.Active) throw new RuleBroken("unit.not-active", parent.Name) { Field = "ParentId" };
    }
}
