using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;

namespace Modular.Host.Pages.Jobs;

/// <summary>Long work of one's units: what runs, how far, what failed and why.</summary>
internal sealed class ShowJobs(KernelDb db)
{
    public const int Page = 50;

    /// <param name="state">Only jobs that stand so; null for all.</param>
    /// <param name="before">Only jobs asked for before this one; null for the newest.</param>
    public Task<List<Job>> Recent(JobState? state, long? before, CancellationToken cancel) =>
        db
            .Jobs.AsNoTracking()
            .Where(j => (state == null || j.State == state) && (before == null || j.Id < before))
            .OrderByDescending(j => j.Id)
            .Take(Page)
            .ToListAsync(cancel);

    public async Task<Job> One(long id, CancellationToken cancel) =>
        await db.Jobs.AsNoTracking().SingleOrDefaultAsync(j => j.Id == id, cancel) ?? throw new NotFound();
}
