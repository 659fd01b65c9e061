using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Lists;
using Modular.Kernel.Store;

namespace Modular.Kernel.Jobs;

/// <summary>What comes by itself, how it went, when it comes again.</summary>
public sealed class ListRecurring(
    IEnumerable<JobKind> kinds,
    IDbContextFactoryOf<KernelDb> contexts,
    TimeProvider clock
)
{
    private static readonly Keyset<RecurringRun, RunLine> Orders = new Keyset<RecurringRun, RunLine>(
        r => r.Id,
        l => l.Id,
        r => new RunLine(r.Id, r.Slot, r.StartedAt, r.EndedAt, r.State, r.Attempts, r.Error)
    ).By("due", r => r.Slot, l => l.Slot);

    /// <summary>Failing work first, then by when it comes.</summary>
    public async Task<IReadOnlyList<RecurringWork>> All(CancellationToken cancel)
    {
        await using var db = contexts.Create();
        var newest = await MissedWork.Newest(db, cancel);
        return
        [
            .. kinds
                .Where(k => k.Schedule is not null)
                .Select(k => One(k, newest.GetValueOrDefault(k.Kind)))
                .OrderByDescending(w => w.Failing)
                .ThenBy(w => w.Next),
        ];
    }

    /// <returns>Null if there is no such work.</returns>
    public async Task<RecurringWork?> Find(string kind, CancellationToken cancel) =>
        (await All(cancel)).SingleOrDefault(w => w.Kind == kind);

    /// <summary>One page of the runs of one kind, the newest first where no order is asked for.</summary>
    /// <param name="state">Only runs that ended so; null for all.</param>
    public async Task<ListPage<RunLine>> Runs(string kind, JobState? state, ListAsked asked, CancellationToken cancel)
    {
        await using var db = contexts.Create();
        return await Orders.Page(Matching(db, kind, state), asked, cancel);
    }

    /// <summary>All that match as a stream, in the order asked for.</summary>
    public async IAsyncEnumerable<RunLine> AllRuns(
        string kind,
        JobState? state,
        ListAsked asked,
        Func<IEnumerable<RunLine>, IEnumerable<RunLine>> sorted
    )
    {
        await using var db = contexts.Create();
        await foreach (var line in Orders.All(Matching(db, kind, state), asked, sorted))
            yield return line;
    }

    /// <summary>Kinds whose newest run failed.</summary>
    public async Task<int> Failing(CancellationToken cancel) => (await All(cancel)).Count(w => w.Failing);

    /// <summary>A run that never began is no run: it only says that the kind is known.</summary>
    private static IQueryable<RecurringRun> Matching(KernelDb db, string kind, JobState? state) =>
        db
            .RecurringRuns.AsNoTracking()
            .Where(r => r.Kind == kind && r.Attempts > 0)
            .Where(r => state == null || r.State == state);

    private RecurringWork One(JobKind kind, RecurringRun? last)
    {
        var ran = last is { Attempts: > 0 } ? last : null;
        return new(kind.Kind, ran, kind.Schedule!.Next(clock.GetUtcNow()), ran?.State == JobState.Failed);
    }
}

/// <param name="Last">Its newest run; null while it has had none.</param>
/// <param name="Next">When it comes by itself.</param>
/// <param name="Failing">Its newest run failed.</param>
public sealed record RecurringWork(string Kind, RecurringRun? Last, DateTimeOffset Next, bool Failing);

/// <summary>One run in the list.</summary>
public sealed record RunLine(
    long Id,
    DateTimeOffset Slot,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    JobState State,
    int Attempts,
    string? Error
)
{
    public TimeSpan? Took => EndedAt - StartedAt;
}
