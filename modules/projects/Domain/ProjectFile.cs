using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Files;
using Modular.Kernel.Rules;
using Modular.Projects.Data;

namespace Modular.Projects.Domain;

/// <summary>
/// A photo or paper of a project; <see cref="OwnerId"/> is the row of that kind it belongs to, or the project itself.
/// </summary>
internal sealed class ProjectFile
{
    public long Id { get; init; }
    public long ProjectId { get; init; }
    public FileOf Of { get; init; }
    public long OwnerId { get; init; }
    public required string Hash { get; init; }
    public required string Name { get; init; }
    public required string Type { get; init; }
    public long Size { get; init; }
    public DateTimeOffset At { get; init; }
    public required string By { get; init; }

    /// <summary>The public may see it on the project's page.</summary>
    public bool Public { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<ProjectFile>(e =>
        {
            e.Property(f => f.Id).ValueGeneratedNever();
            e.Property(f => f.Hash).HasMaxLength(64);
            e.Property(f => f.Name).HasMaxLength(80);
            e.Property(f => f.Type).HasMaxLength(80);
            e.Property(f => f.By).HasMaxLength(100);
            e.HasIndex(f => new
            {
                f.ProjectId,
                f.Of,
                f.OwnerId,
            });
        });
}

/// <summary>What a file belongs to inside its project.</summary>
internal enum FileOf
{
    Project,
    Board,
    Voucher,
    Activity,
    Liaison,
    Supervision,
    Material,
    Publicity,
    Minutes,
    Guidance,
    Centre,
    Task,
}

/// <summary>
/// Keeps and serves files; who may see the project may see them, the public those that were given out.
/// </summary>
internal sealed class ProjectFiles(ProjectsDb db, FileStore store, TimeProvider clock)
{
    /// <summary>
    /// At one activity, one voucher, one centre; and of a project together, which only guards the disk.
    /// </summary>
    public const int MostHere = 60,
        Most = 5000;

    /// <summary>Stores what was sent and adds its rows; the caller saves. Empty when nothing was sent.</summary>
    public async Task<IReadOnlyList<ProjectFile>> Add(
        long projectId,
        FileOf of,
        long ownerId,
        IReadOnlyList<IFormFile>? files,
        bool shown,
        CancellationToken cancel
    )
    {
        var saved = await store.Save(files, cancel);
        if (
            saved.Count > 0
            && await db.Files.CountAsync(f => f.ProjectId == projectId && f.Of == of && f.OwnerId == ownerId, cancel)
                + saved.Count
                > MostHere
        )
            throw new RuleBroken("files.many-here", MostHere) { Field = "Files" };
        if (saved.Count > 0 && await db.Files.CountAsync(f => f.ProjectId == projectId, cancel) + saved.Count > Most)
            throw new RuleBroken("files.many", Most) { Field = "Files" };
        List<ProjectFile> rows =
        [
            .. saved.Select(s => new ProjectFile
            {
                Id = Ids.Next(clock),
                ProjectId = projectId,
                Of = of,
                OwnerId = ownerId,
                Hash = s.Hash,
                Name = s.Name,
                Type = s.Type,
                Size = s.Size,
                At = clock.GetUtcNow(),
                By = db.Acting.Name,
                Public = shown,
            }),
        ];
        db.Files.AddRange(rows);
        return rows;
    }

    public async Task<ILookup<long, ProjectFile>> Of(long projectId, FileOf of, CancellationToken cancel) =>
        (
            await db
                .Files.AsNoTracking()
                .Where(f => f.ProjectId == projectId && f.Of == of)
                .OrderBy(f => f.Id)
                .ToListAsync(cancel)
        ).ToLookup(f => f.OwnerId);

    /// <summary>
    /// Through the scope filter: no project, no file. A centre's photo is for those who may see the centre, whoever's
    /// project it shows.
    /// </summary>
    public async Task<IActionResult> Serve(string number, long id, HttpResponse response, CancellationToken cancel)
    {
        var file =
            await db
                .Files.AsNoTracking()
                .SingleOrDefaultAsync(
                    f =>
                        f.Id == id
                        && db.Projects.Any(p => p.Id == f.ProjectId && p.Number == number)
                        && (f.Of != FileOf.Centre || db.CentreEvents.Any(e => e.Id == f.OwnerId)),
                    cancel
                )
            ?? throw new NotFound();
        return store.Serve(file.Hash, file.Name, file.Type, response);
    }

    /// <summary>A file of which the caller knows that it may be seen.</summary>
    public IActionResult Serve(ProjectFile file, HttpResponse response) =>
        store.Serve(file.Hash, file.Name, file.Type, response);

    public async Task<IActionResult> ServePublic(
        string number,
        long id,
        HttpResponse response,
        CancellationToken cancel
    )
    {
        // The public has no scope; what it may see is the file's own mark and the project's state.
        var file =
            await db.Files.AsNoTracking().SingleOrDefaultAsync(f => f.Id == id && f.Public, cancel)
            ?? throw new NotFound();
        if (
            !await db
                .Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                .AnyAsync(
                    p =>
                        p.Id == file.ProjectId
                        && p.Number == number
                        && (ProjectMoves.Live.Contains(p.State) || p.State == ProjectState.InNotice)
                        && !db.LibraryEntries.Any(e => e.ProjectId == p.Id && e.TakenOutAt != null),
                    cancel
                )
        )
            throw new NotFound();
        return store.Serve(file.Hash, file.Name, file.Type, response);
    }
}
