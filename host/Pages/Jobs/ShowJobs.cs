using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Lists;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;

namespace Modular.Host.Pages.Jobs;

/// <summary>Long work of one's units: what runs, how far, what failed and why.</summary>
internal sealed class ShowJobs(KernelDb db)
{
    /// <summary>Without arguments and results, which may be long.</summary>
    private static readonly Keyset<Job, JobLine> Orders = new Keyset<Job, JobLine>(
        j => j.Id,
        l => l.Id,
        j => new JobLine(
            j.Id,
            j.Kind,
            j.Title,
            j.State,
            j.Done,
            j.Total,
            j.By,
            j.UnitId,
            j.CreatedAt,
            j.StartedAt,
            j.EndedAt
        )
    ).ById("asked");

    /// <summary>One page, the newest first where no order is asked for.</summary>
    public Task<ListPage<JobLine>> Page(JobFilter filter, ListAsked asked, CancellationToken cancel) =>
        Orders.Page(Matching(filter), asked, cancel);

    /// <summary>All that match as a stream, in the order asked for.</summary>
    public IAsyncEnumerable<JobLine> All(
        JobFilter filter,
        ListAsked asked,
        Func<IEnumerable<JobLine>, IEnumerable<JobLine>> sorted
    ) => Orders.All(Matching(filter), asked, sorted);

    public async Task<Job> One(long id, CancellationToken cancel) =>
        await db.Jobs.AsNoTracking().SingleOrDefaultAsync(j => j.Id == id, cancel) ?? throw new NotFound();

    private IQueryable<Job> Matching(JobFilter filter) =>
        db
            .Jobs.AsNoTracking()
            .Where(j => filter.State == null || j.State == filter.State)
            .Where(j => filter.Kind == null || j.Kind == filter.Kind);
}

/// <summary>What the list is narrowed to; null for all.</summary>
internal sealed record JobFilter(JobState? State = null, string? Kind = null);

internal sealed record JobLine(
    long Id,
    string Kind,
    string Title,
    JobState State,
    long Done,
    long Total,
    string By,
    int UnitId,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt
)
{
    public TimeSpan? Took => EndedAt - StartedAt;
}
