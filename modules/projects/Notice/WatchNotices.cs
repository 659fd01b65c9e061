using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Jobs;
using Modular.Projects.Data;
using Modular.Projects.Review;

namespace Modular.Projects.Notice;

/// <summary>Every morning: tells those who decide that a notice's days are over, once.</summary>
internal sealed class WatchNotices(ProjectsDb db, ShowNotices read, Recusal stand, TimeProvider clock) : IJobWork
{
    public const string Kind = "projects.notices";
    public const string Over = "projects.notice-over";

    public async Task<string?> Run(JobRun run, CancellationToken cancel)
    {
        int told = 0;
        foreach (
            long id in await db.Notices.Where(n => n.ClosedAt == null && !n.Told).Select(n => n.Id).ToListAsync(cancel)
        )
            told += await Tell(id, cancel);
        return told == 0 ? null : $"{told}";
    }

    private async Task<int> Tell(long id, CancellationToken cancel)
    {
        var view = await read.Public(id, cancel);
        if (view.Ends is not { } ends || clock.Today() < ends)
            return 0;
        return await db.InTransaction(
            async () =>
            {
                // Compare-and-swap: of several hosts one tells.
                int mine = await db
                    .Notices.Where(n => n.Id == id && n.ClosedAt == null && !n.Told)
                    .ExecuteUpdateAsync(set => set.SetProperty(n => n.Told, true), cancel);
                if (mine == 0)
                    return 0;
                db.Notify(
                    Over,
                    await stand.Above(view.Project.UnitId, cancel),
                    ProjectsModule.Decide,
                    $"/projects/{view.Project.Number}",
                    view.Project.Number,
                    view.Project.Title
                );
                await db.SaveChangesAsync(cancel);
                return 1;
            },
            cancel
        );
    }
}
