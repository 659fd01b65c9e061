using Microsoft.EntityFrameworkCore;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Activities;

/// <summary>What everybody may see of what was done: counts, and photos that were given out.</summary>
internal sealed class PublicRecord(ProjectsDb db, ListActivities browse)
{
    private const int Most = 12;

    public async Task<(ActivityFigures Figures, IReadOnlyList<(long Id, string Caption)> Photos)> Of(
        Project project,
        CancellationToken cancel
    )
    {
        var photos = await db
            .Files.AsNoTracking()
            .Where(f => f.ProjectId == project.Id && f.Of == FileOf.Activity && f.Public)
            .Join(
                db.Activities,
                f => f.OwnerId,
                a => a.Id,
                (f, a) =>
                    new
                    {
                        f.Id,
                        a.Title,
                        a.StartsAt,
                    }
            )
            .OrderByDescending(f => f.Id)
            .Take(Most)
            .ToListAsync(cancel);
        return (
            await browse.Figures(project.Id, null, cancel),
            [.. photos.Select(p => (p.Id, $"{p.Title} {Kernel.Texts.Words.Time(p.StartsAt)}"))]
        );
    }
}
