using Hangfire;
using Hangfire.Client;
using Hangfire.Common;
using Hangfire.Server;
using Hangfire.States;
using Microsoft.Extensions.Hosting;

namespace Modular.Kernel.Jobs;

/// <summary>
/// The engine's workers of this host. Put together here and not by <see cref="BackgroundJobServer"/>, because that one
/// pauses after a failed try up to five minutes, growing with every try: after an hour without the database the work
/// would lie for minutes though the database is back.
/// </summary>
internal sealed class HangfireServer(JobStorage storage, JobActivator activator, ITimeZoneResolver zone)
    : IHostedService,
        IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <summary>Clocks and reminders are short and go first.</summary>
    private static readonly string[] Queues = [HangfireEngine.Recurring, HangfireEngine.Asked];

    private const int Workers = 6;

    private BackgroundProcessingServer? _server;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var filters = JobFilterProviders.Providers;
        var states = new BackgroundJobStateChanger(filters);
        IBackgroundProcessDispatcherBuilder[] processes =
        [
            new Worker(Queues, new BackgroundJobPerformer(filters, activator), states).UseBackgroundPool(Workers),
            new DelayedJobScheduler(Poll, states).UseBackgroundPool(1),
            new RecurringJobScheduler(new BackgroundJobFactory(filters), Poll, zone).UseBackgroundPool(1),
        ];
        // What the engine's own pages show of this host.
        var shown = new Dictionary<string, object> { ["Queues"] = Queues, ["WorkerCount"] = Workers };
        _server = new(storage, processes, shown, Options());
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_server is not { } server)
            return;
        server.SendStop();
        await server.WaitForShutdownAsync(cancellationToken);
    }

    public void Dispose() => _server?.Dispose();

    /// <summary>How long a worker waits after its so many failed tries in a row.</summary>
    internal static TimeSpan Pause(int tries) =>
        TimeSpan.FromSeconds(Math.Min(0.25 * Math.Max(tries, 1), LongestPause.TotalSeconds));

    private static BackgroundProcessingServerOptions Options() =>
        new()
        {
            RetryDelay = Pause,
            RestartDelay = LongestPause,
            StopTimeout = TimeSpan.FromSeconds(5),
            ShutdownTimeout = TimeSpan.FromSeconds(10),
        };
}
