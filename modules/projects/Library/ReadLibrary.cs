using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Needs;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.Projects.Attached;
using Modular.Projects.Brands;
using Modular.Projects.Data;
using Modular.Projects.Design;

namespace Modular.Projects.Library;

internal enum Shelf { Quality, Running }

internal enum LibraryOrder { Newest, Adopted, People }

/// <param name="After">Where the page before ended, as <see cref="LibraryList.Next"/> said.</param>
internal sealed record LibraryQuery(string? Q = null, Shelf Shelf = Shelf.Quality, ProjectTier? Tier = null, int? Town = null, LibraryOrder Order = LibraryOrder.Newest, string? After = null, int Most = ReadLibrary.PageSize);

internal sealed record LibraryLine(Project Project, LibraryEntry? Entry, IReadOnlyList<Target> Targets, string? Brand)
{
    /// <summary>The target that tells most at a glance: one with a figure before and after, shares first.</summary>
    public Target? Telling => Targets.Where(t => t.StartMilli is not null).OrderByDescending(t => t.EndMilli is not null).ThenByDescending(t => t.Kind == TargetKind.Share).ThenBy(t => t.Place).FirstOrDefault();
}

internal sealed record LibraryList(IReadOnlyList<LibraryLine> Lines, string? Next, int Quality, int Running);

/// <summary>What the public reads of one project: its story from the needs to whom to ask.</summary>
internal sealed record LibraryStory(LibraryLine Line, ProjectText Text, NeedFigures? Needs, IReadOnlyList<MaterialLine> Materials, IReadOnlyList<ProjectFile> Photos, Lineage Lineage, Brand? Brand, IReadOnlyList<Project> Similar);

/// <summary>
/// The public library. It belongs to everybody, so the scope is left: what is live may be read, and on the shelf what was not taken out again.
/// </summary>
internal sealed class ReadLibrary(ProjectsDb db, DesignProject design, UnitDirectory units, KeepMaterials materials, FollowAdoptions adoptions, LikeProjects likes, INeedQuestions? needs = null)
{
    public const int PageSize = 12;
    private static readonly ProjectState[] Shelved = [ProjectState.InLibrary, ProjectState.Awarded];
    private static readonly ProjectState[] Ongoing = [.. ProjectMoves.Live.Except(Shelved)];

    private sealed class Row
    {
        public required Project Project { get; init; }
        public int Key { get; init; }
    }

    /// <summary>Everything the public may see.</summary>
    internal static IQueryable<Project> Open(ProjectsDb db) => db.Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter]).AsNoTracking()
        .Where(p => ProjectMoves.Live.Contains(p.State) && !db.LibraryEntries.Any(e => e.ProjectId == p.Id && e.TakenOutAt != null));

    public async Task<LibraryList> List(LibraryQuery query, CancellationToken cancel)
    {
        var all = Open(db);
        // Every word has to stand somewhere; two characters are a word. The library of a district is some thousand rows, which the databases read through.
        foreach (string word in (query.Q ?? "").ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(8))
            all = all.Where(p => p.Title.ToLower().Contains(word) || p.Aims.ToLower().Contains(word) || p.Plan.ToLower().Contains(word) || p.Beneficiaries.ToLower().Contains(word) || p.Results != null && p.Results.ToLower().Contains(word));
        if (query.Tier is { } tier) all = all.Where(p => p.Tier == tier);
        if (query.Town is { } town && (await units.Tree(cancel)).Find(town) is { } unit) all = all.Under(unit.Path);
        int quality = await all.CountAsync(p => Shelved.Contains(p.State), cancel), running = await all.CountAsync(p => Ongoing.Contains(p.State), cancel);
        var states = query.Shelf == Shelf.Quality ? Shelved : Ongoing;
        var rows = Keyed(all.Where(p => states.Contains(p.State)), query.Shelf == Shelf.Quality ? query.Order : LibraryOrder.Newest);
        if (query.After?.Split('.') is [var k, var i] && int.TryParse(k, CultureInfo.InvariantCulture, out int key) && long.TryParse(i, CultureInfo.InvariantCulture, out long id))
            rows = rows.Where(r => r.Key < key || r.Key == key && r.Project.Id < id);
        var page = await rows.OrderByDescending(r => r.Key).ThenByDescending(r => r.Project.Id).Take(query.Most + 1).ToListAsync(cancel);
        var last = page.Count > query.Most ? page[query.Most - 1] : null;
        return new(await Lines(page.Take(query.Most).Select(r => r.Project).ToList(), cancel), last is null ? null : string.Create(CultureInfo.InvariantCulture, $"{last.Key}.{last.Project.Id}"), quality, running);
    }

    public async Task<LibraryStory> One(string number, CancellationToken cancel)
    {
        var project = await Open(db).SingleOrDefaultAsync(p => p.Number == number, cancel) ?? throw new NotFound();
        var line = (await Lines([project], cancel))[0];
        var similar = await likes.Like(project, 3, cancel);
        var brand = await db.Brands.IgnoreQueryFilters([ModuleDb.ScopeFilter]).AsNoTracking().FirstOrDefaultAsync(b => b.Shown && db.BrandProjects.Any(x => x.ProjectId == project.Id && x.BrandId == b.Id), cancel);
        var found = await Open(db).Where(p => similar.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancel);
        var photos = await db.Files.AsNoTracking().Where(f => f.ProjectId == project.Id && f.Public && f.Type.StartsWith("image/") && f.Of != FileOf.Voucher).OrderBy(f => f.Id).Take(12).ToListAsync(cancel);
        return new(line, await design.Text(project, cancel), needs is null ? null : await needs.FiguresOfProject(project.Id, cancel), [.. (await materials.Of(project.Id, cancel)).Where(m => m.Public)], photos,
            await adoptions.Lineage(project, cancel), brand, [.. similar.Where(found.ContainsKey).Select(id => found[id])]);
    }

    /// <summary>Files of a project that are given out, for one packet.</summary>
    public async Task<IReadOnlyList<(string Name, ProjectFile File)>> Packet(long projectId, CancellationToken cancel) =>
        [.. (await materials.Of(projectId, cancel)).SelectMany(m => m.Files.Where(f => f.Public).Select(f => (m.Material.Title, f)))];

    private IQueryable<Row> Keyed(IQueryable<Project> rows, LibraryOrder order) => order switch
    {
        LibraryOrder.Adopted => rows.Select(p => new Row { Project = p, Key = db.LibraryEntries.Where(e => e.ProjectId == p.Id).Select(e => (int?)e.Adopted).FirstOrDefault() ?? 0 }),
        LibraryOrder.People => rows.Select(p => new Row { Project = p, Key = db.LibraryEntries.Where(e => e.ProjectId == p.Id).Select(e => (int?)e.People).FirstOrDefault() ?? 0 }),
        _ => rows.Select(p => new Row { Project = p, Key = 0 }),
    };

    internal async Task<IReadOnlyList<LibraryLine>> Lines(IReadOnlyList<Project> projects, CancellationToken cancel)
    {
        var ids = projects.Select(p => p.Id).ToList();
        var entries = await db.LibraryEntries.AsNoTracking().Where(e => ids.Contains(e.ProjectId)).ToDictionaryAsync(e => e.ProjectId, cancel);
        var targets = (await db.Targets.AsNoTracking().Where(t => ids.Contains(t.ProjectId)).OrderBy(t => t.Place).ToListAsync(cancel)).ToLookup(t => t.ProjectId);
        var brands = await db.BrandProjects.AsNoTracking().Where(x => ids.Contains(x.ProjectId)).Join(db.Brands.IgnoreQueryFilters([ModuleDb.ScopeFilter]).Where(b => b.Shown), x => x.BrandId, b => b.Id, (x, b) => new { x.ProjectId, b.Name }).ToDictionaryAsync(x => x.ProjectId, x => x.Name, cancel);
        return [.. projects.Select(p => new LibraryLine(p, entries.GetValueOrDefault(p.Id), [.. targets[p.Id]], brands.GetValueOrDefault(p.Id)))];
    }
}
