using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;

namespace Modular.Kernel.Jobs;

/// <summary>
/// Tells the engine of jobs whose rows are committed, beside the request that asked: neither a slow engine nor one that
/// is away holds anybody up. What is lost here, with the process, is found by <see cref="JobReconciler"/>.
/// </summary>
internal sealed class JobTelling
{
    private readonly Channel<long> _ids = Channel.CreateUnbounded<long>(new() { SingleReader = true });

    /// <summary>False where this process runs no jobs, such as the command line: the rows wait for a host.</summary>
    public bool Listening { get; init; }

    public ChannelReader<long> Ids => _ids.Reader;

    public void Tell(IReadOnlyList<long> ids)
    {
        if (!Listening)
            return;
        foreach (long id in ids)
            _ids.Writer.TryWrite(id);
    }
}

internal sealed partial class JobTeller(
    JobTelling telling,
    IJobEngine engine,
    IDbContextFactoryOf<KernelDb> contexts,
    TimeProvider clock,
    ILogger<JobTeller> log
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (long id in telling.Ids.ReadAllAsync(stoppingToken))
        {
            try
            {
                engine.Tell(id);
                await Told(id, stoppingToken);
            }
            catch (Exception problem) when (!problem.IsAskedBy(stoppingToken))
            {
                LogNotTold(problem, id);
            }
        }
    }

    private async Task Told(long id, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var db = contexts.Create();
        await db.InTransaction(
            () =>
                db
                    .Jobs.Where(j => j.Id == id && j.State == JobState.Waiting)
                    .ExecuteUpdateAsync(set => set.SetProperty(j => j.ToldAt, now), cancel),
            cancel
        );
    }

    [LoggerMessage(LogLevel.Warning, "The engine was not told of job {Id}; it will be told again.")]
    private partial void LogNotTold(Exception error, long id);
}
