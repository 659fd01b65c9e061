using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Needs;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.Projects.Data;
using Modular.Projects.Design;
using Modular.Projects.Domain;
using Modular.Projects.Effect;

namespace Modular.Projects.Library;

/// <summary>
/// The public library. It belongs to everybody, so the scope is left: what is live may be read, and on the shelf what
/// was not taken out again.
/// </summary>
internal sealed class ShowLibrary(
    ProjectsDb db,
    DesignProject design,
    UnitDirectory units,
    KeepMaterials materials,
    FollowAdoptions adoptions,
    LikeProjects likes,
    MeasureEffect effect,
    INeedQuestions? needs = null
)
{
    public const int PageSize = 12;
    private static readonly ProjectState[] Shelved = [ProjectState.InLibrary, ProjectState.Awarded];

    /// <summary>
    /// Quality projects: what was awarded or put on the shelf, and stays there while it stands for another selection.
    /// </summary>
    internal static IQueryable<Project> OnShelf(ProjectsDb db, IQueryable<Project> rows) =>
        rows.Where(p =>
            Shelved.Contains(p.State) || db.LibraryEntries.Any(e => e.ProjectId == p.Id && e.TakenOutAt == null)
        );

    private sealed class Row
    {
        public required Project Project { get; init; }
        public int Key { get; init; }
    }

    /// <summary>Everything the public may see.</summary>
    internal static IQueryable<Project> Open(ProjectsDb db) =>
        db
            .Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .Where(p =>
                ProjectMoves.Live.Contains(p.State)
                && !db.LibraryEntries.Any(e => e.ProjectId == p.Id && e.TakenOutAt != null)
            );

    public async Task<LibraryList> List(LibraryQuery query, CancellationToken cancel)
    {
        var all = Open(db);
        // Every word has to stand somewhere; two characters are a word. The library of a district is some thousand
        // rows, which the databases read through.
        foreach (
            string word in (query.Q ?? "")
                .ToLowerInvariant()
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Take(8)
        )
            all = all.Where(p =>
                p.Title.ToLower().Contains(word)
                || p.Aims.ToLower().Contains(word)
                || p.Plan.ToLower().Contains(word)
                || p.Beneficiaries.ToLower().Contains(word)
                || p.Results != null && p.Results.ToLower().Contains(word)
            );
        if (query.Tier is { } tier)
            all = all.Where(p => p.Tier == tier);
        if (query.Type is { } type)
            all = OfType(db, all, type);
        if (query.Town is { } town && (await units.Tree(cancel)).Find(town) is { } unit)
            all = all.Under(unit.Path);
        var shelf = OnShelf(db, all);
        int quality = await shelf.CountAsync(cancel),
            running = await all.CountAsync(cancel) - quality;
        var rows = Keyed(
            query.Shelf == Shelf.Quality ? shelf : all.Where(p => !shelf.Any(s => s.Id == p.Id)),
            query.Shelf == Shelf.Quality ? query.Order : LibraryOrder.Newest
        );
        if (
            query.After?.Split('.') is [var k, var i]
            && int.TryParse(k, CultureInfo.InvariantCulture, out int key)
            && long.TryParse(i, CultureInfo.InvariantCulture, out long id)
        )
            rows = rows.Where(r => r.Key < key || r.Key == key && r.Project.Id < id);
        var page = await rows.OrderByDescending(r => r.Key)
            .ThenByDescending(r => r.Project.Id)
            .Take(query.Most + 1)
            .ToListAsync(cancel);
        var last = page.Count > query.Most ? page[query.Most - 1] : null;
        return new(
            await Lines(page.Take(query.Most).Select(r => r.Project).ToList(), cancel),
            last is null ? null : string.Create(CultureInfo.InvariantCulture, $"{last.Key}.{last.Project.Id}"),
            quality,
            running
        );
    }

    /// <summary>Projects designed from an entry of a type of the catalogue.</summary>
    internal static IQueryable<Project> OfType(ProjectsDb db, IQueryable<Project> rows, long type) =>
        rows.Where(p => db.CatalogueEntries.Any(e => e.Id == p.EntryId && e.TypeId == type));

    /// <summary>Types of the catalogue that public projects were designed from.</summary>
    public async Task<IReadOnlyList<(long Id, string Name)>> Types(CancellationToken cancel)
    {
        var open = Open(db);
        var types = await db
            .CatalogueTypes.AsNoTracking()
            .Where(t => db.CatalogueEntries.Any(e => e.TypeId == t.Id && open.Any(p => p.EntryId == e.Id)))
            .OrderBy(t => t.Place)
            .ThenBy(t => t.Id)
            .Take(50)
            .ToListAsync(cancel);
        return types.ConvertAll(t => (t.Id, t.Name));
    }

    public async Task<LibraryStory> One(string number, CancellationToken cancel)
    {
        var project = await Open(db).SingleOrDefaultAsync(p => p.Number == number, cancel) ?? throw new NotFound();
        var line = (await Lines([project], cancel))[0];
        var similar = await likes.Like(project, 3, cancel);
        var brand = await db
            .Brands.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .FirstOrDefaultAsync(
                b => b.Shown && db.BrandProjects.Any(x => x.ProjectId == project.Id && x.BrandId == b.Id),
                cancel
            );
        var found = await Open(db).Where(p => similar.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancel);
        var photos = await db
            .Files.AsNoTracking()
            .Where(f => f.ProjectId == project.Id && f.Public && f.Type.StartsWith("image/") && f.Of != FileOf.Voucher)
            .OrderBy(f => f.Id)
            .Take(12)
            .ToListAsync(cancel);
        return new(
            line,
            await design.Text(project, cancel),
            needs is null ? null : await needs.FiguresOfProject(project.Id, cancel),
            [.. (await materials.Of(project.Id, cancel)).Where(m => m.Public)],
            photos,
            await adoptions.Lineage(project, cancel),
            brand,
            [.. similar.Where(found.ContainsKey).Select(id => found[id])],
            await effect.Of(project, cancel)
        );
    }

    /// <summary>Files of a project that are given out, for one packet.</summary>
    public async Task<IReadOnlyList<(string Name, ProjectFile File)>> Packet(
        long projectId,
        CancellationToken cancel
    ) =>
        [
            .. (await materials.Of(projectId, cancel)).SelectMany(m =>
                m.Files.Where(f => f.Public).Select(f => (m.Material.Title, f))
            ),
        ];

    private IQueryable<Row> Keyed(IQueryable<Project> rows, LibraryOrder order) =>
        order switch
        {
            LibraryOrder.Adopted => rows.Select(p => new Row
            {
                Project = p,
                Key =
                    db.LibraryEntries.Where(e => e.ProjectId == p.Id).Select(e => (int?)e.Adopted).FirstOrDefault()
                    ?? 0,
            }),
            LibraryOrder.People => rows.Select(p => new Row
            {
                Project = p,
                Key =
                    db.LibraryEntries.Where(e => e.ProjectId == p.Id).Select(e => (int?)e.People).FirstOrDefault() ?? 0,
            }),
            _ => rows.Select(p => new Row { Project = p, Key = 0 }),
        };

    internal async Task<IReadOnlyList<LibraryLine>> Lines(IReadOnlyList<Project> projects, CancellationToken cancel)
    {
        var ids = projects.Select(p => p.Id).ToList();
        var entries = await db
            .LibraryEntries.AsNoTracking()
            .Where(e => ids.Contains(e.ProjectId))
            .ToDictionaryAsync(e => e.ProjectId, cancel);
        var targets = (
            await db
                .Targets.AsNoTracking()
                .Where(t => ids.Contains(t.ProjectId))
                .OrderBy(t => t.Place)
                .ToListAsync(cancel)
        ).ToLookup(t => t.ProjectId);
        var brands = await db
            .BrandProjects.AsNoTracking()
            .Where(x => ids.Contains(x.ProjectId))
            .Join(
                db.Brands.IgnoreQueryFilters([ModuleDb.ScopeFilter]).Where(b => b.Shown),
                x => x.BrandId,
                b => b.Id,
                (x, b) => new { x.ProjectId, b.Name }
            )
            .ToDictionaryAsync(x => x.ProjectId, x => x.Name, cancel);
        return
        [
            .. projects.Select(p => new LibraryLine(
                p,
                entries.GetValueOrDefault(p.Id),
                [.. targets[p.Id]],
                brands.GetValueOrDefault(p.Id)
            )),
        ];
    }
}

internal enum Shelf
{
    Quality,
    Running,
}

internal enum LibraryOrder
{
    Newest,
    Adopted,
    People,
}

/// <param name="After">Where the page before ended, as <see cref="LibraryList.Next"/> said.</param>
internal sealed record LibraryQuery(
    string? Q = null,
    Shelf Shelf = Shelf.Quality,
    ProjectTier? Tier = null,
    int? Town = null,
    LibraryOrder Order = LibraryOrder.Newest,
    string? After = null,
    int Most = ShowLibrary.PageSize,
    long? Type = null
);

internal sealed record LibraryLine(Project Project, LibraryEntry? Entry, IReadOnlyList<Target> Targets, string? Brand)
{
    /// <summary>The target that tells most at a glance: one with a figure before and after, shares first.</summary>
    public Target? Telling =>
        Targets
            .Where(t => t.StartMilli is not null)
            .OrderByDescending(t => t.EndMilli is not null)
            .ThenByDescending(t => t.Kind == TargetKind.Share)
            .ThenBy(t => t.Place)
            .FirstOrDefault();
}

internal sealed record LibraryList(IReadOnlyList<LibraryLine> Lines, string? Next, int Quality, int Running);

/// <summary>What the public reads of one project: its story from the needs to whom to ask.</summary>
internal sealed record LibraryStory(
    LibraryLine Line,
    ProjectText Text,
    NeedFigures? Needs,
    IReadOnlyList<MaterialLine> Materials,
    IReadOnlyList<ProjectFile> Photos,
    Lineage Lineage,
    Brand? Brand,
    IReadOnlyList<Project> Similar,
    EffectView Effect
);
