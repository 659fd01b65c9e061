using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;

namespace Modular.Kernel.Jobs;

/// <summary>
/// Runs recurring work and leaves a row of every run. What failed is there to be seen, and is tried again.
/// </summary>
internal sealed partial class RunRecurring(
    IServiceScopeFactory scopes,
    IEnumerable<JobKind> kinds,
    RecurringSlots slots,
    JobTimes times,
    TimeProvider clock,
    IHostApplicationLifetime lifetime,
    ILogger<RunRecurring> log
)
{
    /// <summary>It is due: by its schedule, since it was missed, or for another try.</summary>
    public async Task Due(string kind)
    {
        if (Find(kind) is not { } known)
            return;
        var run = await slots.Take(kind, slots.Meant(known.Schedule!), lifetime.ApplicationStopping);
        if (run is not null)
            await Run(known, run);
    }

    /// <summary>Somebody wants it now, whether it is due or not.</summary>
    /// <returns>False if it is running already.</returns>
    public async Task<bool> Now(string kind)
    {
        var known = Find(kind) ?? throw new NotFound();
        var run = await slots.Take(kind, clock.GetUtcNow(), lifetime.ApplicationStopping);
        if (run is null)
            return false;
        await Run(known, run);
        return true;
    }

    private JobKind? Find(string kind) => kinds.SingleOrDefault(k => k.Kind == kind && k.Schedule is not null);

    private async Task Run(JobKind kind, RecurringRun run)
    {
        await using var alive = new Heartbeat(
            times.Renew,
            over => slots.Renew(run, over),
            problem => LogNotRenewed(problem, kind.Kind)
        );
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<ActingScope>().ActAsSystem("jobs");
            var work = (IJobWork)scope.ServiceProvider.GetRequiredService(kind.Work);
            string? result = await work.Run(JobRun.Unasked(kind.Kind), lifetime.ApplicationStopping);
            await slots.End(run, JobState.Done, result, null);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            await slots.Release(run);
        }
        catch (Exception problem)
        {
            string number = FaultNumber.New();
            LogFailed(problem, number, kind.Kind);
            await slots.End(run, JobState.Failed, null, Problems.Keep(problem, number));
        }
    }

    [LoggerMessage(LogLevel.Error, "{Number}: recurring work {Kind} failed.")]
    private partial void LogFailed(Exception error, string number, string kind);

    [LoggerMessage(LogLevel.Warning, "The lease of recurring work {Kind} was not renewed.")]
    private partial void LogNotRenewed(Exception error, string kind);
}
