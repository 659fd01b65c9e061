using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Modular.Kernel.Jobs;
using Modular.Kernel.Units;
using Modular.TestKit;

namespace Modular.Benchmarks;

/// <summary>Background work of the whole host on one database.</summary>
internal static class JobBench
{
    public const string Endless = "endless";
    private const int Warm = 20;

    public static void Kind(IServiceCollection services)
    {
        services.AddJob<Noop>("bench.noop");
        services.Replace(ServiceDescriptor.Singleton(TimeProvider.System));
    }

    public static Task<long> Enqueue(RunningHost host, string title) =>
        host.Ask(async s =>
        {
            var units = await s.GetRequiredService<UnitDirectory>().Tree(default);
            return await s.GetRequiredService<JobQueue>()
                .Enqueue("bench.noop", title, new { }, units.Find("Q")!.Id, default);
        });

    public static async Task Throughput(string database, int many)
    {
        string folder = Directory.CreateTempSubdirectory("modular-bench-").FullName;
        await using var host = await RunningHost.Start(
            await Databases.Empty(database, folder),
            folder,
            seed: true,
            Kind
        );
        for (int i = 0; i < Warm; i++)
            await Enqueue(host, "warm");
        await Settled(Warm);
        long began = Stopwatch.GetTimestamp();
        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        for (int i = 0; i < many / 4; i++)
                            await Enqueue(host, "noop");
                    })
                )
        );
        double asked = Stopwatch.GetElapsedTime(began).TotalSeconds;
        await Settled(Warm + many);
        double done = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Console.WriteLine(
            $"{database}: asked {many / asked:0}/s by four; done {many / done:0}/s from the first request on"
        );
        await Waits(host, database, Warm + many);
        await Task.Delay(3000);
        var used = Environment.CpuUsage.TotalTime;
        await Task.Delay(30_000);
        double idle = (Environment.CpuUsage.TotalTime - used).TotalMilliseconds / 30_000 * 100;
        Console.WriteLine($"{database}: idle {idle:0.0} % of a processor, {Environment.WorkingSet >> 20} MB");
    }

    public static async Task Recovery(string database)
    {
        string folder = Directory.CreateTempSubdirectory("modular-bench-").FullName;
        string[] place = await Databases.Empty(database, folder);
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["victim", database, folder, .. place])
        {
            RedirectStandardOutput = true,
        };
        using var victim = Process.Start(start)!;
        while (await victim.StandardOutput.ReadLineAsync() is { } line && line != "begun") { }

        victim.Kill();
        await victim.WaitForExitAsync();
        int before = Noop.Done;
        long began = Stopwatch.GetTimestamp();
        await using var host = await RunningHost.Start(place, folder, seed: false, Kind);
        double up = Stopwatch.GetElapsedTime(began).TotalSeconds;
        await Settled(before + 1);
        double again = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Console.WriteLine(
            $"{database}: killed in the middle; begun again {again:0.0} s after the restart, of which {up:0.0} "
                + "s to start"
        );
    }

    private static async Task Waits(RunningHost host, string database, int done)
    {
        var waits = new List<double>();
        for (int i = 1; i <= 40; i++)
        {
            long at = Stopwatch.GetTimestamp();
            await Enqueue(host, "single");
            await Settled(done + i);
            waits.Add((Noop.Begun - at) * 1000d / Stopwatch.Frequency);
        }

        waits.Sort();
        Console.WriteLine(
            $"{database}: from the request to the begin {waits[20]:0} ms median, {waits[^1]:0} ms at most"
        );
    }

    private static async Task Settled(int count)
    {
        while (Volatile.Read(ref Noop.Done) < count)
            await Task.Delay(1);
    }
}

internal sealed class Noop : IJobWork
{
    public static int Done;
    public static long Begun;

    public async Task<string?> Run(JobRun run, CancellationToken cancel)
    {
        Begun = Stopwatch.GetTimestamp();
        Interlocked.Increment(ref Done);
        if (run.Job.Title != JobBench.Endless)
            return null;
        Console.WriteLine("begun");
        await Task.Delay(Timeout.Infinite, cancel);
        return null;
    }
}
