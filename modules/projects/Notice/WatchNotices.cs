using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Modular.Kernel.Calendar;
using Modular.Kernel.Jobs;
using Modular.Projects.Data;
using Modular.Projects.Review;

namespace Modular.Projects.Notice;

/// <summary>Every morning: tells those who decide that a notice's days are over, once; and erases what objectors left for the answer some time after it was given (<c>Projects:ObjectionContactDays</c>).</summary>
internal sealed class WatchNotices(ProjectsDb db, ReadNotices read, StandBack stand, IConfiguration configuration, TimeProvider clock) : IJobWork
{
    public const string Kind = "projects.notices";
    public const string Over = "projects.notice-over";

    public int Days => Math.Clamp(configuration.GetValue("Projects:ObjectionContactDays", 180), 1, 3650);

    public async Task<string?> Run(JobRun run, CancellationToken cancel)
    {
        int told = 0;
        foreach (long id in await db.Notices.Where(n => n.ClosedAt == null && !n.Told).Select(n => n.Id).ToListAsync(cancel)) told += await Tell(id, cancel);
        var before = clock.GetUtcNow().AddDays(-Days);
        int erased = await db.InTransaction(async () =>
        {
            int gone = await db.Objections.Where(o => o.Contact != null && o.DecidedAt < before).ExecuteUpdateAsync(set => set.SetProperty(o => o.Contact, (string?)null), cancel);
            if (gone > 0) db.Record("objection.contacts-erased", "objection:all", after: new { gone });
            await db.SaveChangesAsync(cancel);
            return gone;
        }, cancel);
        return told + erased == 0 ? null : $"{told} {erased}";
    }

    private async Task<int> Tell(long id, CancellationToken cancel)
    {
        var view = await read.Public(id, cancel);
        if (view.Ends is not { } ends || clock.Today() < ends) return 0;
        return await db.InTransaction(async () =>
        {
            // Compare-and-swap: of several hosts one tells.
            if (await db.Notices.Where(n => n.Id == id && n.ClosedAt == null && !n.Told).ExecuteUpdateAsync(set => set.SetProperty(n => n.Told, true), cancel) == 0) return 0;
            db.Notify(Over, await stand.Above(view.Project.UnitId, cancel), ProjectsModule.Decide, $"/projects/{view.Project.Number}", view.Project.Number, view.Project.Title);
            await db.SaveChangesAsync(cancel);
            return 1;
        }, cancel);
    }
}
