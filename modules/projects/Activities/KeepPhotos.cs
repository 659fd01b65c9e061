using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Rules;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Activities;

/// <summary>Photos of an activity, straight from the phone; each shown to the public or not.</summary>
internal sealed class KeepPhotos(ProjectsDb db, KeepActivities activities, ProjectFiles files)
{
    public Task<int> Add(
        string number,
        long id,
        IReadOnlyList<IFormFile>? given,
        bool shown,
        CancellationToken cancel
    ) =>
        db.InTransaction(
            async () =>
            {
                var project = await activities.Live(number, cancel);
                if (!await db.Activities.AnyAsync(a => a.Id == id && a.ProjectId == project.Id, cancel))
                    throw new NotFound();
                var rows = await files.Add(project.Id, FileOf.Activity, id, given, shown, cancel);
                if (rows.Count == 0)
                    throw new RuleBroken("activity.photo-needed") { Field = "Files" };
                if (rows.Any(r => !r.Type.StartsWith("image/", StringComparison.Ordinal)))
                    throw new RuleBroken("activity.photo-kind") { Field = "Files" };
                db.Record("activity.photos-added", $"activity:{id}", after: new { rows.Count, shown });
                await db.SaveChangesAsync(cancel);
                return rows.Count;
            },
            cancel
        );

    public async Task Mark(string number, long id, long file, bool shown, CancellationToken cancel)
    {
        var photo = await Get(number, id, file, cancel);
        photo.Public = shown;
        db.Record(shown ? "activity.photo-shown" : "activity.photo-hidden", $"activity:{id}", after: new { file });
        await db.SaveChangesAsync(cancel);
    }

    public async Task Drop(string number, long id, long file, CancellationToken cancel)
    {
        db.Files.Remove(await Get(number, id, file, cancel));
        db.Record("activity.photo-dropped", $"activity:{id}", after: new { file });
        await db.SaveChangesAsync(cancel);
    }

    private async Task<ProjectFile> Get(string number, long id, long file, CancellationToken cancel)
    {
        var project = await activities.Live(number, cancel);
        return await db.Files.SingleOrDefaultAsync(
                f => f.Id == file && f.ProjectId == project.Id && f.Of == FileOf.Activity && f.OwnerId == id,
                cancel
            ) ?? throw new NotFound();
    }
}
