using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.Projects.Data;
using Modular.Projects.Domain;
using Modular.Projects.Library;
using Modular.Projects.Selections;

namespace Modular.Projects.Brands;

/// <summary>Brands of communities, and the projects that make them.</summary>
internal sealed class KeepBrands(ProjectsDb db, ShowLibrary library, UnitDirectory units, TimeProvider clock)
{
    public async Task<IReadOnlyList<TownBrands>> ByTown(CancellationToken cancel)
    {
        var tree = await units.Tree(cancel);
        var lines = await Lines(db.Brands.AsNoTracking(), cancel);
        var communities = tree.Under(db.ScopePath)
            .Where(u => u is { Kind: UnitKind.Community, State: UnitState.Active })
            .ToList();
        return
        [
            .. communities
                .GroupBy(c => tree.Ancestors(c).FirstOrDefault(a => a.Kind == UnitKind.Town) ?? c)
                .OrderBy(g => g.Key.Path, StringComparer.Ordinal)
                .Select(g => new TownBrands(
                    g.Key,
                    [.. lines.Where(l => l.Brand.UnitPath.StartsWith(g.Key.Path, StringComparison.Ordinal))],
                    [.. g.Where(c => !lines.Any(l => l.Brand.UnitPath.StartsWith(c.Path, StringComparison.Ordinal)))]
                )),
        ];
    }

    public async Task<BrandView> One(long id, CancellationToken cancel)
    {
        var brand =
            await db.Brands.AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, cancel) ?? throw new NotFound();
        var mine = await db
            .Projects.AsNoTracking()
            .Where(p => db.BrandProjects.Any(x => x.ProjectId == p.Id && x.BrandId == id))
            .OrderBy(p => p.Id)
            .ToListAsync(cancel);
        var free = await db
            .Projects.AsNoTracking()
            .Under(brand.UnitPath)
            .Where(p =>
                p.State != ProjectState.Rejected
                && p.State != ProjectState.Stopped
                && !db.BrandProjects.Any(x => x.ProjectId == p.Id)
            )
            .OrderByDescending(p => p.Id)
            .Take(200)
            .ToListAsync(cancel);
        return new(
            brand,
            await library.Lines(mine, cancel),
            await Honours(id, cancel),
            await Awards(mine, cancel),
            free
        );
    }

    /// <summary>Brands the public sees, with how many of their projects it sees.</summary>
    public Task<List<BrandLine>> Public(CancellationToken cancel) =>
        Lines(
            db.Brands.IgnoreQueryFilters([ModuleDb.ScopeFilter]).AsNoTracking().Where(b => b.Shown),
            cancel,
            open: true
        );

    public async Task<BrandView> PublicOne(long id, CancellationToken cancel)
    {
        var brand =
            await db
                .Brands.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                .AsNoTracking()
                .SingleOrDefaultAsync(b => b.Id == id && b.Shown, cancel)
            ?? throw new NotFound();
        var open = await ShowLibrary
            .Open(db)
            .Where(p => db.BrandProjects.Any(x => x.ProjectId == p.Id && x.BrandId == id))
            .OrderByDescending(p => p.Id)
            .Take(60)
            .ToListAsync(cancel);
        return new(brand, await library.Lines(open, cancel), await Honours(id, cancel), await Awards(open, cancel), []);
    }

    public async Task<Brand> Add(
        int unitId,
        string name,
        string? slogan,
        string? story,
        bool shown,
        CancellationToken cancel
    )
    {
        Check(name);
        var unit = (await units.Tree(cancel)).Find(unitId);
        if (
            unit is not { State: UnitState.Active, Kind: UnitKind.Community or UnitKind.Town }
            || !unit.Path.StartsWith(db.ScopePath ?? "-", StringComparison.Ordinal)
        )
            throw new RuleBroken("projects.unit-needed") { Field = "UnitId" };
        var brand = new Brand
        {
            Id = Ids.Next(clock),
            UnitId = unit.Id,
            UnitPath = unit.Path,
            Name = name.Trim(),
            Slogan = slogan?.Trim() ?? "",
            Story = story?.Trim() ?? "",
            Shown = shown,
            At = clock.GetUtcNow(),
            By = db.Acting.Name,
        };
        db.Brands.Add(brand);
        db.Record("brand.added", $"brand:{brand.Id}", after: new { unit = unit.Code, name });
        await db.SaveChangesAsync(cancel);
        return brand;
    }

    public Task Change(
        long id,
        int version,
        string name,
        string? slogan,
        string? story,
        bool shown,
        CancellationToken cancel
    ) =>
        db.InTransaction(
            async () =>
            {
                Check(name);
                var brand = await Get(id, cancel);
                if (brand.Version != version)
                    throw new RuleBroken("rule.changed-meanwhile");
                db.Record(
                    "brand.changed",
                    $"brand:{id}",
                    new
                    {
                        brand.Name,
                        brand.Slogan,
                        brand.Shown,
                    },
                    new
                    {
                        name,
                        slogan,
                        shown,
                    }
                );
                (brand.Name, brand.Slogan, brand.Story, brand.Shown) = (
                    name.Trim(),
                    slogan?.Trim() ?? "",
                    story?.Trim() ?? "",
                    shown
                );
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    /// <summary>Only a project of the brand's own unit or below it, and only one that has no brand yet.</summary>
    public async Task Group(long id, long projectId, CancellationToken cancel)
    {
        var brand = await Get(id, cancel);
        var project = await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Id == projectId, cancel);
        if (project is null || !project.UnitPath.StartsWith(brand.UnitPath, StringComparison.Ordinal))
            throw new RuleBroken("projects.brand.project-needed") { Field = "Project" };
        if (await db.BrandProjects.AnyAsync(x => x.ProjectId == projectId, cancel))
            throw new RuleBroken("projects.brand.taken") { Field = "Project" };
        db.BrandProjects.Add(new() { ProjectId = projectId, BrandId = id });
        db.Record("brand.grouped", $"brand:{id}", after: new { project.Number });
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException problem) when (!Outage.Is(problem))
        {
            // Two at the same moment: the key lets one in.
            db.Discard();
            throw new RuleBroken("projects.brand.taken") { Field = "Project" };
        }
    }

    public Task Ungroup(long id, long projectId, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                await Get(id, cancel);
                var row =
                    await db.BrandProjects.SingleOrDefaultAsync(
                        x => x.ProjectId == projectId && x.BrandId == id,
                        cancel
                    ) ?? throw new NotFound();
                db.BrandProjects.Remove(row);
                db.Record("brand.ungrouped", $"brand:{id}", before: new { projectId });
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    public async Task Honour(long id, string name, string from, DateOnly on, CancellationToken cancel)
    {
        await Get(id, cancel);
        Check(name, from, on);
        db.BrandHonours.Add(
            new()
            {
                Id = Ids.Next(clock),
                BrandId = id,
                Name = name.Trim(),
                From = from.Trim(),
                On = on,
            }
        );
        db.Record(
            "brand.honoured",
            $"brand:{id}",
            after: new
            {
                name,
                from,
                on,
            }
        );
        await db.SaveChangesAsync(cancel);
    }

    public Task ChangeHonour(long id, long honour, string name, string from, DateOnly on, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var row = await Find(id, honour, cancel);
                Check(name, from, on);
                db.Record(
                    "brand.honour-changed",
                    $"brand:{id}",
                    new
                    {
                        row.Name,
                        row.From,
                        row.On,
                    },
                    new
                    {
                        name,
                        from,
                        on,
                    }
                );
                (row.Name, row.From, row.On) = (name.Trim(), from.Trim(), on);
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    public Task RemoveHonour(long id, long honour, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var row = await Find(id, honour, cancel);
                db.BrandHonours.Remove(row);
                db.Record(
                    "brand.honour-removed",
                    $"brand:{id}",
                    before: new
                    {
                        row.Name,
                        row.From,
                        row.On,
                    }
                );
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    private async Task<BrandHonour> Find(long id, long honour, CancellationToken cancel)
    {
        await Get(id, cancel);
        return await db.BrandHonours.SingleOrDefaultAsync(h => h.Id == honour && h.BrandId == id, cancel)
            ?? throw new NotFound();
    }

    private void Check(string name, string from, DateOnly on)
    {
        if (string.IsNullOrWhiteSpace(name) || string.IsNullOrWhiteSpace(from))
            throw new RuleBroken("projects.brand.honour-needed") { Field = "Honour" };
        if (name.Trim().Length > 80 || from.Trim().Length > 80)
            throw new RuleBroken("form.too-long") { Field = "Honour" };
        if (on > clock.Today() || on.Year < 1990)
            throw new RuleBroken("projects.publicity.date") { Field = "On" };
    }

    private static void Check(string name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Trim().Length > 40)
            throw new RuleBroken("projects.brand.name-needed") { Field = "Name" };
    }

    private Task<List<BrandHonour>> Honours(long id, CancellationToken cancel) =>
        db
            .BrandHonours.AsNoTracking()
            .Where(h => h.BrandId == id)
            .OrderByDescending(h => h.On)
            .ThenBy(h => h.Id)
            .ToListAsync(cancel);

    /// <summary>Awards stand in public with their selection, whichever unit held it.</summary>
    private IQueryable<SelectionEntry> Won() =>
        db
            .Entries.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .Where(e =>
                e.Award != null
                && !e.Out
                && db.Selections.Any(s => s.Id == e.SelectionId && s.State == SelectionState.Awarded)
            );

    private async Task<List<BrandAward>> Awards(IReadOnlyList<Project> projects, CancellationToken cancel)
    {
        var by = projects.ToDictionary(p => p.Id);
        var rows = await Won()
            .Where(e => by.Keys.Contains(e.ProjectId))
            .Join(
                db.Selections,
                e => e.SelectionId,
                s => s.Id,
                (e, s) =>
                    new
                    {
                        e.ProjectId,
                        e.Award,
                        s.Name,
                        s.AwardedOn,
                        s.Id,
                    }
            )
            .OrderByDescending(x => x.Id)
            .ToListAsync(cancel);
        return rows.ConvertAll(x => new BrandAward(
            by[x.ProjectId].Number,
            by[x.ProjectId].Title,
            x.Award!,
            x.Name,
            x.AwardedOn
        ));
    }

    private async Task<List<BrandLine>> Lines(IQueryable<Brand> rows, CancellationToken cancel, bool open = false)
    {
        var brands = await rows.OrderBy(b => b.UnitPath).ThenBy(b => b.Id).Take(500).ToListAsync(cancel);
        var ids = brands.ConvertAll(b => b.Id);
        var grouped = db.BrandProjects.AsNoTracking().Where(x => ids.Contains(x.BrandId));
        var seen = ShowLibrary.Open(db);
        if (open)
            grouped = grouped.Where(x => seen.Any(p => p.Id == x.ProjectId));
        var projects = await grouped
            .GroupBy(x => x.BrandId)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var honours = await db
            .BrandHonours.AsNoTracking()
            .Where(h => ids.Contains(h.BrandId))
            .GroupBy(h => h.BrandId)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var awards = await grouped
            .Join(Won(), x => x.ProjectId, e => e.ProjectId, (x, e) => x.BrandId)
            .GroupBy(b => b)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        return brands.ConvertAll(b => new BrandLine(
            b,
            projects.GetValueOrDefault(b.Id),
            honours.GetValueOrDefault(b.Id) + awards.GetValueOrDefault(b.Id)
        ));
    }

    private async Task<Brand> Get(long id, CancellationToken cancel) =>
        await db.Brands.SingleOrDefaultAsync(b => b.Id == id, cancel) ?? throw new NotFound();
}
