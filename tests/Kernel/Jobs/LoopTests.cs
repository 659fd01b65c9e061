using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.TestKit;

namespace Modular.Kernel.Tests;

/// <summary>
/// A wait that was given up, as a database that goes away or a slow network may say it, is no wish to end: the
/// framework would end the whole host.
/// </summary>
[Trait("fault", "4")]
public sealed class LoopTests
{
    [Fact]
    public async Task A_wait_that_was_given_up_inside_ends_neither_the_look_for_lost_work_nor_the_host()
    {
        var doings = new Doings();
        await using var host = await RunningHost.Start(
            Databases.Sqlite,
            services =>
            {
                Workshop.ByRealClock(doings)(services);
                services.AddSingleton<IJobEngine>(provider => new Faltering(
                    new HangfireEngine(
                        provider.GetRequiredService<JobStorage>(),
                        provider.GetRequiredService<IRecurringJobManager>()
                    )
                ));
            },
            Workshop.Brisk
        );
        // Told by the look for lost work alone, after the first two looks broke off.
        long id = await host.Enqueue();
        Assert.Equal(JobState.Done, (await host.Ended(id)).State);
        var life = host.Services.GetRequiredService<IHostApplicationLifetime>();
        Assert.False(life.ApplicationStopping.IsCancellationRequested);
    }

    private sealed class Faltering(IJobEngine engine) : IJobEngine
    {
        private int _looks;
        private int _told;

        public void Tell(long id)
        {
            if (Interlocked.Increment(ref _told) == 1)
                throw new TaskCanceledException();
            engine.Tell(id);
        }

        public void Tell(string kind) => engine.Tell(kind);

        public void TellNow(string kind) => engine.TellNow(kind);

        public void Schedule(IReadOnlyList<JobKind> kinds) => engine.Schedule(kinds);

        public long Backlog() =>
            Interlocked.Increment(ref _looks) <= 2 ? throw new TaskCanceledException() : engine.Backlog();
    }
}
