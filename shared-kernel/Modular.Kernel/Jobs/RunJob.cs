using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;

namespace Modular.Kernel.Jobs;

/// <summary>Runs one row of work, if nobody else does, and writes down how it ended.</summary>
internal sealed partial class RunJob(
    IServiceScopeFactory scopes,
    IEnumerable<JobKind> kinds,
    JobLease lease,
    JobTimes times,
    TimeProvider clock,
    IHostApplicationLifetime lifetime,
    ILogger<RunJob> log
)
{
    /// <summary>Told twice it runs once; told too early, or for a row that was taken back, it does nothing.</summary>
    public async Task Once(long id)
    {
        string holder = lease.NewHolder();
        var job = await lease.Take(id, holder, lifetime.ApplicationStopping);
        if (job is null)
            return;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
        await using var alive = new Heartbeat(
            times.Renew,
            async over => await Heed(await lease.Renew(id, holder, over), ending),
            problem => LogNotRenewed(problem, job.Kind, id)
        );
        await Run(job, holder, ending);
    }

    private async Task Run(Job job, string holder, CancellationTokenSource ending)
    {
        try
        {
            string? result = await Work(job, holder, ending);
            Data.FailPoint.Reach("jobs.worked");
            await lease.End(job.Id, holder, JobState.Done, result, null);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            await lease.Release(job.Id, holder);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            await lease.End(job.Id, holder, JobState.Cancelled, null, null);
        }
        catch (RuleBroken broken)
        {
            await lease.End(job.Id, holder, JobState.Failed, null, Problems.Keep(broken, ""));
        }
        catch (Exception problem)
        {
            string number = FaultNumber.New();
            LogFailed(problem, number, job.Kind, job.Id, job.Attempts);
            string error = Problems.Keep(problem, number);
            int tries = Outage.Is(problem) ? JobQueue.TriesInOutage : JobQueue.Tries;
            if (job.Attempts >= tries)
                await lease.End(job.Id, holder, JobState.Parked, null, error);
            else
                await lease.Again(job.Id, holder, clock.GetUtcNow() + times.PauseAfter(job.Attempts), error);
        }
    }

    private async Task<string?> Work(Job job, string holder, CancellationTokenSource ending)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActingScope>().ActAsSystem("jobs");
        var kind = kinds.SingleOrDefault(k => k.Kind == job.Kind) ?? throw new RuleBroken("job.kind-unknown", job.Kind);
        var work = (IJobWork)scope.ServiceProvider.GetRequiredService(kind.Work);
        var run = new JobRun(
            job,
            async (done, total) =>
            {
                await Heed(await lease.Note(job.Id, holder, done, total), ending);
                ending.Token.ThrowIfCancellationRequested();
            }
        );
        return await work.Run(run, ending.Token);
    }

    private static async Task Heed((bool Held, bool CancelWanted) state, CancellationTokenSource ending)
    {
        // A run that lost its job ends without a word: what it would write at the end is refused anyway.
        if (!state.Held || state.CancelWanted)
            await ending.CancelAsync();
    }

    [LoggerMessage(LogLevel.Warning, "{Number}: job {Kind} {Id} failed at try {Attempt}.")]
    private partial void LogFailed(Exception error, string number, string kind, long id, int attempt);

    [LoggerMessage(LogLevel.Warning, "The lease of job {Kind} {Id} was not renewed.")]
    private partial void LogNotRenewed(Exception error, string kind, long id);
}
