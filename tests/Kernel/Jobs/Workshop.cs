using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Kernel.Store;
using Modular.Kernel.Units;
using Modular.TestKit;

namespace Modular.Kernel.Tests;

/// <summary>A host with one kind of work whose doings a test can lead and count.</summary>
internal static class Workshop
{
    public const string Kind = "test.work";

    /// <summary>Lost work is looked for five times a second, and a silent run is dead after two seconds.</summary>
    public static readonly string[] Brisk =
    [
        "--Jobs:SweepSeconds=0.2",
        "--Jobs:LeaseSeconds=2",
        "--Jobs:PauseSeconds=0.1",
    ];

    public static Action<IServiceCollection> With(Doings doings, string? cron = null) =>
        services =>
        {
            services.AddSingleton(doings);
            services.AddJob<Work>(Kind, cron);
        };

    /// <summary>By the real clock: leases end and pauses pass by themselves.</summary>
    public static Task<RunningHost> Start(string database, Doings doings, params string[] more) =>
        RunningHost.Start(database, ByRealClock(doings), [.. Brisk, .. more]);

    public static Action<IServiceCollection> ByRealClock(Doings doings) =>
        services =>
        {
            With(doings)(services);
            services.Replace(ServiceDescriptor.Singleton(TimeProvider.System));
        };

    public static Task<long> Enqueue(this RunningHost host, string title = "some work") =>
        host.Ask(async s =>
            await s.GetRequiredService<JobQueue>().Enqueue(Kind, title, new { }, await Root(s), CancellationToken.None)
        );

    public static async Task<int> Root(IServiceProvider services) =>
        (await services.GetRequiredService<UnitDirectory>().Tree(CancellationToken.None)).Find("Q")!.Id;

    public static Task<Job> Job(this RunningHost host, long id) =>
        host.Ask(s => s.GetRequiredService<KernelDb>().Jobs.AsNoTracking().SingleAsync(j => j.Id == id));

    public static async Task<Job> Ended(this RunningHost host, long id)
    {
        Job job = null!;
        await Until(async () => (job = await host.Job(id)).State is not (JobState.Waiting or JobState.Running));
        return job;
    }

    /// <summary>Waits for something that happens by itself, at most thirty seconds.</summary>
    /// <param name="state">Told when it did not happen.</param>
    public static async Task Until(Func<Task<bool>> done, Func<Task<string>>? state = null)
    {
        for (int i = 0; i < 600; i++)
        {
            if (await done())
                return;
            await Task.Delay(50);
        }

        throw new TimeoutException($"It did not happen within thirty seconds. {(state is null ? "" : await state())}");
    }

    public static Task Until(Func<bool> done) => Until(() => Task.FromResult(done()));
}

/// <summary>What the test's work does, and how often it was begun.</summary>
internal sealed class Doings
{
    public ConcurrentDictionary<long, int> Begun { get; } = new();
    public int Recurred;

    /// <summary>Called within each run; nothing by default.</summary>
    public Func<JobRun, CancellationToken, Task> Do { get; set; } = (_, _) => Task.CompletedTask;
}

internal sealed class Work(Doings doings) : IJobWork
{
    public async Task<string?> Run(JobRun run, CancellationToken cancel)
    {
        if (run.Job.Id == 0)
            Interlocked.Increment(ref doings.Recurred);
        else
            doings.Begun.AddOrUpdate(run.Job.Id, 1, (_, n) => n + 1);
        await doings.Do(run, cancel);
        return null;
    }
}
