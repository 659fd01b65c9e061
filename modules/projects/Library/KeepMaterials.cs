using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Library;

/// <summary>
/// Materials of a project: plans, forms, slides, photos, summaries, given out to everybody or kept among staff.
/// </summary>
internal sealed class KeepMaterials(ProjectsDb db, ProjectFiles files, TimeProvider clock)
{
    public async Task<IReadOnlyList<MaterialLine>> Of(long projectId, CancellationToken cancel)
    {
        var by = await files.Of(projectId, FileOf.Material, cancel);
        return (
            await db
                .Materials.AsNoTracking()
                .Where(m => m.ProjectId == projectId)
                .OrderBy(m => m.Id)
                .ToListAsync(cancel)
        ).ConvertAll(m => new MaterialLine(m, [.. by[m.Id]]));
    }

    public async Task Add(
        string number,
        MaterialKind kind,
        string title,
        bool shown,
        IReadOnlyList<IFormFile>? sent,
        CancellationToken cancel
    )
    {
        if (string.IsNullOrWhiteSpace(title) || title.Length > 80)
            throw new RuleBroken("projects.material.title-needed") { Field = "Title" };
        var project = await db.Projects.SingleOrDefaultAsync(p => p.Number == number, cancel) ?? throw new NotFound();
        if (!ProjectMoves.Live.Contains(project.State))
            throw new RuleBroken("projects.material.not-yet");
        var material = new Material
        {
            Id = Ids.Next(clock),
            ProjectId = project.Id,
            Kind = kind,
            Title = title.Trim(),
            At = clock.GetUtcNow(),
            By = db.Acting.Name,
        };
        var stored = await files.Add(project.Id, FileOf.Material, material.Id, sent, shown, cancel);
        if (stored.Count == 0)
            throw new RuleBroken("projects.material.file-needed") { Field = "Files" };
        if (kind == MaterialKind.Photo && stored.Any(f => !f.Type.StartsWith("image/", StringComparison.Ordinal)))
            throw new RuleBroken("projects.material.photo") { Field = "Files" };
        db.Materials.Add(material);
        db.Record(
            "project.material",
            $"project:{number}",
            after: new
            {
                kind,
                title,
                shown,
                files = stored.Select(f => f.Name),
            }
        );
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Gives a material out to everybody, or takes it back.</summary>
    public Task Show(string number, long id, bool shown, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var project =
                    await db.Projects.SingleOrDefaultAsync(p => p.Number == number, cancel) ?? throw new NotFound();
                var rows = await db
                    .Files.Where(f => f.ProjectId == project.Id && f.Of == FileOf.Material && f.OwnerId == id)
                    .ToListAsync(cancel);
                if (rows.Count == 0)
                    throw new NotFound();
                foreach (var file in rows)
                    file.Public = shown;
                db.Record(
                    shown ? "project.material-shown" : "project.material-hidden",
                    $"project:{number}",
                    after: new { id }
                );
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );
}
