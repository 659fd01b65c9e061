using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;
using Modular.Projects.Data;
using Modular.Projects.Design;
using Modular.Projects.Domain;

namespace Modular.Projects.Catalogue;

/// <summary>
/// The reference catalogue of the acting person's district: read by all of it, kept by the district officer. Begins
/// with what is shipped: at the start of the host, or by hand; to read it writes nothing.
/// </summary>
internal sealed class KeepCatalogue(
    ProjectsDb db,
    DesignProject design,
    UnitDirectory units,
    Words words,
    TimeProvider clock
)
{
    public async Task<IReadOnlyList<CatalogueType>> Types(CancellationToken cancel)
    {
        if (Districts.Of(await units.Tree(cancel), db.Acting.ScopePath) is not { } district)
            return [];
        return await Kept(district.Id, cancel);
    }

    /// <summary>Puts in what is shipped where nothing is kept yet.</summary>
    public async Task Begin(CancellationToken cancel)
    {
        if (
            Districts.Of(await units.Tree(cancel), db.Acting.ScopePath) is not { } district
            || await db.CatalogueTypes.AnyAsync(t => t.DistrictId == district.Id, cancel)
        )
            return;
        try
        {
            await Ship(district, cancel);
        }
        catch (DbUpdateException)
        {
            // Somebody else did so at the same moment and it is shipped already.
            db.Discard();
        }
    }

    public async Task<IReadOnlyList<CatalogueEntry>> List(string? q, long? type, bool closed, CancellationToken cancel)
    {
        var types = (await Types(cancel)).Where(t => closed || !t.Closed).Select(t => t.Id).ToList();
        var rows = db.CatalogueEntries.AsNoTracking().Where(e => types.Contains(e.TypeId) && (closed || !e.Closed));
        if (type is { } only)
            rows = rows.Where(e => e.TypeId == only);
        if (!string.IsNullOrWhiteSpace(q))
            rows = rows.Where(e =>
                e.Title.Contains(q) || e.Aims.Contains(q) || e.Plan.Contains(q) || e.Beneficiaries.Contains(q)
            );
        return await rows.OrderBy(e => e.Id).ToListAsync(cancel);
    }

    /// <summary>
    /// How many projects were designed from each entry; of the whole district and of no other, because a figure tells
    /// nothing of a project.
    /// </summary>
    public async Task<Dictionary<long, int>> Uses(CancellationToken cancel)
    {
        int district = Districts.Of(await units.Tree(cancel), db.Acting.ScopePath)?.Id ?? 0;
        return await db
            .Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .Where(p =>
                p.EntryId != null && db.CatalogueEntries.Any(e => e.Id == p.EntryId && e.DistrictId == district)
            )
            .GroupBy(p => p.EntryId!.Value)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
    }

    public async Task<EntryView> Entry(long id, CancellationToken cancel)
    {
        var types = await Types(cancel);
        var entry = await db.CatalogueEntries.AsNoTracking().SingleOrDefaultAsync(e => e.Id == id, cancel);
        if (entry is null || types.FirstOrDefault(t => t.Id == entry.TypeId) is not { } type)
            throw new NotFound();
        return new(entry, type, Text(entry), (await Uses(cancel)).GetValueOrDefault(id));
    }

    /// <summary>
    /// A project's text as the beginning of an entry: what was reached stands for the usual figure where it was
    /// measured.
    /// </summary>
    public async Task<EntryText> FromProject(string number, CancellationToken cancel)
    {
        var project =
            await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Number == number, cancel)
            ?? throw new NotFound();
        if (!ProjectMoves.Live.Contains(project.State))
            throw new RuleBroken("catalogue.project-not-approved");
        var text = await design.Text(project, cancel);
        var reached = await db
            .Targets.AsNoTracking()
            .Where(t => t.ProjectId == project.Id && t.EndMilli != null)
            .ToDictionaryAsync(t => t.Place, t => t.EndMilli!.Value / 1000m, cancel);
        var entry = project.EntryId is { } from
            ? await db.CatalogueEntries.AsNoTracking().SingleOrDefaultAsync(e => e.Id == from, cancel)
            : null;
        return new(
            entry?.TypeId ?? 0,
            text.Title,
            text.Aims,
            text.Beneficiaries,
            text.Plan,
            entry?.Tasks ?? "",
            project.Results ?? ""
        )
        {
            Targets =
            [
                .. text.Targets.Select(
                    (t, i) => t with { Goal = reached.TryGetValue(i, out decimal figure) ? figure : t.Goal }
                ),
            ],
            Funds = text.Funds,
        };
    }

    /// <returns>The entry's id.</returns>
    public async Task<long> Put(long? id, int version, EntryText text, string? fromProject, CancellationToken cancel)
    {
        text.Check();
        var type =
            (await Types(cancel)).FirstOrDefault(t => t.Id == text.TypeId && !t.Closed)
            ?? throw new RuleBroken("catalogue.type-needed");
        if (
            await db.CatalogueEntries.AnyAsync(
                e => e.TypeId == type.Id && e.Title == text.Title.Trim() && e.Id != id,
                cancel
            )
        )
            throw new RuleBroken("catalogue.title-taken", text.Title.Trim()) { Field = "Title" };
        var source = fromProject is null
            ? null
            : await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Number == fromProject, cancel)
                ?? throw new NotFound();
        CatalogueEntry entry;
        if (id is { } known)
        {
            entry =
                await db.CatalogueEntries.SingleOrDefaultAsync(
                    e => e.Id == known && e.DistrictId == type.DistrictId,
                    cancel
                ) ?? throw new NotFound();
            if (entry.Version != version)
                throw new RuleBroken("rule.changed-meanwhile");
            db.Record(
                "catalogue.entry-changed",
                $"catalogue-entry:{entry.Id}",
                new { entry.Title, entry.TypeId },
                new { text.Title, text.TypeId }
            );
        }
        else
        {
            entry = new()
            {
                Id = Ids.Next(clock),
                DistrictId = type.DistrictId,
                Title = "",
                By = "",
                FromProjectId = source?.Id,
                FromNumber = source?.Number,
            };
            db.CatalogueEntries.Add(entry);
            db.Record(
                "catalogue.entry-added",
                $"catalogue-entry:{entry.Id}",
                after: new
                {
                    text.Title,
                    text.TypeId,
                    From = source?.Number,
                }
            );
        }

        Write(entry, text);
        await db.SaveChangesAsync(cancel);
        return entry.Id;
    }

    public async Task SetEntryClosed(long id, bool closed, CancellationToken cancel)
    {
        var types = (await Types(cancel)).Select(t => t.Id).ToList();
        var entry =
            await db.CatalogueEntries.SingleOrDefaultAsync(e => e.Id == id && types.Contains(e.TypeId), cancel)
            ?? throw new NotFound();
        entry.Closed = closed;
        db.Record(closed ? "catalogue.entry-closed" : "catalogue.entry-reopened", $"catalogue-entry:{id}");
        await db.SaveChangesAsync(cancel);
    }

    public async Task AddType(string? name, CancellationToken cancel)
    {
        var types = await Types(cancel);
        name = Named(name, types, null);
        db.CatalogueTypes.Add(
            new()
            {
                Id = Ids.Next(clock),
                DistrictId = (Districts.Of(await units.Tree(cancel), db.Acting.ScopePath) ?? throw new NotFound()).Id,
                Name = name,
                Place = types.Count == 0 ? 0 : types.Max(t => t.Place) + 1,
            }
        );
        db.Record("catalogue.type-added", $"catalogue-type:{name}");
        await db.SaveChangesAsync(cancel);
    }

    public async Task RenameType(long id, int version, string? name, CancellationToken cancel)
    {
        var type = await Type(id, version, cancel);
        name = Named(name, await Types(cancel), id);
        db.Record("catalogue.type-renamed", $"catalogue-type:{id}", new { type.Name }, new { Name = name });
        type.Name = name;
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>
    /// Closed, it takes no new entries and its entries are not offered; nothing designed from them changes.
    /// </summary>
    public async Task SetTypeClosed(long id, int version, bool closed, CancellationToken cancel)
    {
        var type = await Type(id, version, cancel);
        type.Closed = closed;
        db.Record(
            closed ? "catalogue.type-closed" : "catalogue.type-reopened",
            $"catalogue-type:{id}",
            after: new { type.Name }
        );
        await db.SaveChangesAsync(cancel);
    }

    public async Task MoveType(long id, bool up, CancellationToken cancel)
    {
        var mine = (await Types(cancel)).Select(t => t.Id).ToList();
        var types = await db
            .CatalogueTypes.Where(t => mine.Contains(t.Id))
            .OrderBy(t => t.Place)
            .ThenBy(t => t.Id)
            .ToListAsync(cancel);
        int at = types.FindIndex(t => t.Id == id),
            to = up ? at - 1 : at + 1;
        if (at < 0)
            throw new NotFound();
        if (to < 0 || to >= types.Count)
            return;
        (types[at], types[to]) = (types[to], types[at]);
        for (int i = 0; i < types.Count; i++)
            types[i].Place = i;
        db.Record("catalogue.types-ordered", $"catalogue-type:{id}", after: types.Select(t => t.Name));
        await db.SaveChangesAsync(cancel);
    }

    public static EntryText Text(CatalogueEntry e) =>
        new(e.TypeId, e.Title, e.Aims, e.Beneficiaries, e.Plan, e.Tasks, e.Notes)
        {
            Targets = JsonSerializer.Deserialize<List<TargetText>>(e.Targets)!,
            Funds = JsonSerializer.Deserialize<List<BudgetText>>(e.Funds)!,
        };

    private void Write(CatalogueEntry entry, EntryText text)
    {
        (entry.TypeId, entry.Title, entry.Aims, entry.Beneficiaries) = (
            text.TypeId,
            text.Title.Trim(),
            text.Aims.Trim(),
            text.Beneficiaries.Trim()
        );
        (entry.Plan, entry.Tasks, entry.Notes) = (text.Plan.Trim(), text.Tasks.Trim(), text.Notes.Trim());
        (entry.Targets, entry.Funds) = (JsonSerializer.Serialize(text.Targets), JsonSerializer.Serialize(text.Funds));
        (entry.At, entry.By) = (clock.GetUtcNow(), db.Acting.Name);
    }

    private static string Named(string? name, IReadOnlyList<CatalogueType> types, long? but)
    {
        name = (name ?? "").Trim();
        if (name.Length is 0 or > 30)
            throw new RuleBroken("catalogue.type-name") { Field = "Name" };
        if (types.Any(t => t.Name == name && t.Id != but))
            throw new RuleBroken("catalogue.type-taken", name) { Field = "Name" };
        return name;
    }

    private async Task<CatalogueType> Type(long id, int version, CancellationToken cancel)
    {
        if (!(await Types(cancel)).Any(t => t.Id == id))
            throw new NotFound();
        var type = await db.CatalogueTypes.SingleAsync(t => t.Id == id, cancel);
        return type.Version == version ? type : throw new RuleBroken("rule.changed-meanwhile");
    }

    private Task<List<CatalogueType>> Kept(int district, CancellationToken cancel) =>
        db
            .CatalogueTypes.AsNoTracking()
            .Where(t => t.DistrictId == district)
            .OrderBy(t => t.Place)
            .ThenBy(t => t.Id)
            .ToListAsync(cancel);

    /// <summary>General knowledge to begin with; the district makes it its own.</summary>
    private async Task Ship(Unit district, CancellationToken cancel)
    {
        var types = words
            .Zh("catalogue.types")
            .Split('\n')
            .Select(
                (name, i) =>
                    new CatalogueType
                    {
                        Id = Ids.Next(clock),
                        DistrictId = district.Id,
                        Name = name,
                        Place = i,
                    }
            )
            .ToList();
        db.CatalogueTypes.AddRange(types);
        for (int i = 1; words.Has($"catalogue.entry.{i}"); i++)
        {
            string[] parts = words.Zh($"catalogue.entry.{i}").Split('\u00a7');
            var entry = new CatalogueEntry
            {
                Id = Ids.Next(clock),
                DistrictId = district.Id,
                Title = "",
                By = "",
            };
            Write(
                entry,
                new(
                    types.Single(t => t.Name == parts[0]).Id,
                    parts[1],
                    parts[2],
                    parts[4],
                    parts[5],
                    parts[6],
                    parts[8]
                )
                {
                    Targets = EntryLines.Targets(parts[3], words),
                    Funds = EntryLines.Funds(parts[7], words),
                }
            );
            entry.By = "system";
            db.CatalogueEntries.Add(entry);
        }

        db.Record(
            "catalogue.shipped",
            $"unit:{district.Code}",
            after: new { Types = types.Count },
            by: Acting.System("catalogue")
        );
        await db.SaveChangesAsync(cancel);
    }
}

internal sealed record EntryView(CatalogueEntry Entry, CatalogueType Type, EntryText Text, int Used);
