using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Library;

/// <summary>Where a project came from and what became of it elsewhere.</summary>
internal sealed class FollowAdoptions(ProjectsDb db)
{
    /// <summary>
    /// A draft names its parent when it is made and never again, so there is no ring; the walks end all the same.
    /// </summary>
    private const int Deepest = 20,
        MostNodes = 200;

    public async Task<IReadOnlyList<AdoptionLine>> Of(long sourceId, CancellationToken cancel) =>
        await Lines(db.Adoptions.AsNoTracking().Where(a => a.SourceId == sourceId), cancel);

    /// <summary>The adoption a draft was made by.</summary>
    public async Task<AdoptionLine?> By(long draftId, CancellationToken cancel) =>
        (await Lines(db.Adoptions.AsNoTracking().Where(a => a.DraftId == draftId), cancel)).FirstOrDefault();

    /// <summary>What an account's units ask for, newest first.</summary>
    public async Task<IReadOnlyList<AdoptionOf>> Ours(CancellationToken cancel)
    {
        var lines = await Lines(db.Adoptions.AsNoTracking(), cancel);
        var ids = lines.Select(l => l.Adoption.SourceId).Distinct().ToList();
        // The sources are in the public library.
        var sources = await db
            .Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .Where(p => ids.Contains(p.Id))
            .ToDictionaryAsync(p => p.Id, cancel);
        return [.. lines.Select(l => new AdoptionOf(l, sources[l.Adoption.SourceId]))];
    }

    /// <summary>
    /// The whole family crosses units, so the scope is left; of what is not public only the unit is told, by
    /// <see cref="LineageNode.Open"/>.
    /// </summary>
    public async Task<Lineage> Lineage(Project project, CancellationToken cancel)
    {
        var all = db.Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter]).AsNoTracking();
        var above = new List<Project>();
        var seen = new HashSet<long> { project.Id };
        for (long? at = project.ParentId; at is { } id && seen.Add(id) && above.Count < Deepest; )
        {
            if (await all.SingleOrDefaultAsync(p => p.Id == id, cancel) is not { } parent)
                break;
            above.Insert(0, parent);
            at = parent.ParentId;
        }

        var below = new List<Project>();
        long?[] level = [project.Id];
        for (int depth = 0; depth < Deepest && level.Length > 0 && below.Count < MostNodes; depth++)
        {
            var next = await all.Where(p => level.Contains(p.ParentId))
                .OrderBy(p => p.Id)
                .Take(MostNodes)
                .ToListAsync(cancel);
            next.RemoveAll(p => !seen.Add(p.Id));
            below.AddRange(next);
            level = [.. next.Select(p => (long?)p.Id)];
        }

        var byParent = below.ToLookup(p => p.ParentId!.Value);
        IReadOnlyList<LineageNode> Children(long id) => [.. byParent[id].Select(p => Node(p, Children(p.Id)))];
        var ids = above.Concat(below).Select(p => p.Id).ToList();
        // What was taken out of the library is as little public as a draft.
        var hidden = (
            await db
                .LibraryEntries.Where(e => ids.Contains(e.ProjectId) && e.TakenOutAt != null)
                .Select(e => e.ProjectId)
                .ToListAsync(cancel)
        ).ToHashSet();
        var own = (await db.Projects.Where(p => ids.Contains(p.Id)).Select(p => p.Id).ToListAsync(cancel)).ToHashSet();
        LineageNode Node(Project p, IReadOnlyList<LineageNode> children) =>
            new(
                p.Id,
                p.Number,
                p.Title,
                p.UnitId,
                p.State,
                ProjectMoves.Live.Contains(p.State) && !hidden.Contains(p.Id),
                own.Contains(p.Id),
                p.State < ProjectState.Approved && p.State != ProjectState.Rejected,
                children
            );
        return new(
            [.. above.Select(p => Node(p, []))],
            Children(project.Id),
            byParent[project.Id].Select(p => p.UnitId).Distinct().Count()
        );
    }

    private async Task<List<AdoptionLine>> Lines(IQueryable<Adoption> rows, CancellationToken cancel)
    {
        var adoptions = await rows.OrderByDescending(a => a.Id).ToListAsync(cancel);
        var ids = adoptions.ConvertAll(a => a.Id);
        var draftIds = adoptions.Select(a => a.DraftId).OfType<long>().ToList();
        // How far the draft is belongs to the adoption both units see; the draft itself stays behind its own scope.
        var drafts = await db
            .Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .Where(p => draftIds.Contains(p.Id))
            .ToDictionaryAsync(p => p.Id, cancel);
        var notes = (
            await db
                .AdoptionNotes.AsNoTracking()
                .Where(n => ids.Contains(n.AdoptionId))
                .OrderBy(n => n.Id)
                .ToListAsync(cancel)
        ).ToLookup(n => n.AdoptionId);
        return adoptions
            .ConvertAll(a => (a, draft: a.DraftId is { } d ? drafts.GetValueOrDefault(d) : null))
            .ConvertAll(x => new AdoptionLine(x.a, x.a.Now(x.draft?.State), x.draft, [.. notes[x.a.Id]]));
    }
}

internal sealed record AdoptionLine(
    Adoption Adoption,
    AdoptionState Now,
    Project? Draft,
    IReadOnlyList<AdoptionNote> Notes
);

/// <summary>An adoption with the project that is taken over.</summary>
internal sealed record AdoptionOf(AdoptionLine Line, Project Source);

/// <summary>
/// A project in the tree of those made from one another. Of one that is neither public nor the reader's own only the
/// unit is told.
/// </summary>
/// <param name="Open">The public sees it.</param>
/// <param name="Own">Within what the acting person sees.</param>
/// <param name="Drafting">On its way to approval.</param>
internal sealed record LineageNode(
    long Id,
    string Number,
    string Title,
    int UnitId,
    ProjectState State,
    bool Open,
    bool Own,
    bool Drafting,
    IReadOnlyList<LineageNode> Children
);

/// <param name="Ancestors">From the first origin down to the parent.</param>
/// <param name="Units">Units that made a draft of it.</param>
internal sealed record Lineage(IReadOnlyList<LineageNode> Ancestors, IReadOnlyList<LineageNode> Children, int Units);
