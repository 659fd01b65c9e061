using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Kernel.Store;

namespace Modular.Host.Figures;

/// <summary>
/// What waits in the queues, read from the database once for all instruments when somebody asks. A database that does
/// not answer leaves these figures out and says so; the others are given all the same.
/// </summary>
internal sealed partial class QueueFigures
{
    public const string MeterName = "Modular";
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly JobState[] Shown = [JobState.Waiting, JobState.Running, JobState.Parked, JobState.Failed];

    private readonly IDbContextFactoryOf<KernelDb> _contexts;
    private readonly ListRecurring _recurring;
    private readonly TimeProvider _clock;
    private readonly ILogger<QueueFigures> _log;
    private readonly Lock _turn = new();
    private Task<Figures?> _reading = Task.FromResult<Figures?>(null);
    private long? _begun;

    private sealed record Figures(
        long Waiting,
        long Parked,
        double Oldest,
        int Failing,
        IReadOnlyDictionary<JobState, long> Jobs
    );

    public QueueFigures(
        IMeterFactory meters,
        IDbContextFactoryOf<KernelDb> contexts,
        ListRecurring recurring,
        TimeProvider clock,
        ILogger<QueueFigures> log
    )
    {
        (_contexts, _recurring, _clock, _log) = (contexts, recurring, clock, log);
        var meter = meters.Create(MeterName);
        Gauge(meter, "modular.facts.waiting", null, "Facts not yet delivered.", f => f.Waiting);
        Gauge(meter, "modular.facts.parked", null, "Facts given up after all tries.", f => f.Parked);
        Gauge(meter, "modular.facts.oldest", "s", "Age of the oldest fact not yet delivered.", f => f.Oldest);
        Gauge(meter, "modular.recurring.failing", null, "Recurring work whose last run failed.", f => f.Failing);
        foreach (var state in Shown)
        {
            string name = state.ToString().ToLowerInvariant();
            Gauge(meter, $"modular.jobs.{name}", null, $"Jobs {name}.", f => f.Jobs.GetValueOrDefault(state));
        }

        Gauge(meter, "modular.queues.readable", null, "Whether the queues could be read.", Readable);
        Gauge(meter, "process.resident_memory", "By", "Memory of the host.", () => Environment.WorkingSet);
        Gauge(meter, "dotnet.gc.heap", "By", "Managed memory.", () => GC.GetTotalMemory(false));
        Gauge(meter, "process.cpu", "s", "Processor time used.", () => Environment.CpuUsage.TotalTime.TotalSeconds);
    }

    /// <summary>Reads them again, within the patience; whoever asks in the next moment finds them read.</summary>
    public async Task Read()
    {
        var (reading, rest) = Reading();
        await Task.WhenAny(reading, Task.Delay(rest));
    }

    private static void Gauge(Meter meter, string name, string? unit, string help, Func<double> what) =>
        meter.CreateObservableGauge(name, what, unit, help);

    private double Readable() => Latest() is null ? 0 : 1;

    /// <summary>Left out while the queues cannot be read.</summary>
    private void Gauge(Meter meter, string name, string? unit, string help, Func<Figures, double> what)
    {
        IEnumerable<Measurement<double>> Observe() => Latest() is { } figures ? [new(what(figures))] : [];
        meter.CreateObservableGauge(name, Observe, unit, help);
    }

    /// <summary>Null if they cannot be had in time. The sender to a collector has not read before and waits.</summary>
    private Figures? Latest()
    {
        var (reading, rest) = Reading();
        return reading.Wait(rest) ? reading.Result : null;
    }

    /// <summary>The reading under way or just done, and what is left of the patience all instruments share.</summary>
    private (Task<Figures?> Reading, TimeSpan Left) Reading()
    {
        lock (_turn)
        {
            // A reading that hangs is not joined by a second one.
            if (_reading.IsCompleted && (_begun is not { } last || Stopwatch.GetElapsedTime(last) > Fresh))
                (_reading, _begun) = (Task.Run(Ask), Stopwatch.GetTimestamp());
            var rest = Patience - Stopwatch.GetElapsedTime(_begun ?? 0);
            return (_reading, rest > TimeSpan.Zero ? rest : TimeSpan.Zero);
        }
    }

    private async Task<Figures?> Ask()
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            return await Ask(limit.Token);
        }
        catch (Exception problem)
        {
            LogUnreadable(problem.GetBaseException().Message);
            return null;
        }
    }

    private async Task<Figures> Ask(CancellationToken cancel)
    {
        await using var db = _contexts.Create();
        var facts = await db
            .Facts.Where(f => f.DeliveredAt == null)
            .GroupBy(f => f.Parked)
            .Select(g => new
            {
                Parked = g.Key,
                Count = g.LongCount(),
                Oldest = g.Min(f => f.At),
            })
            .ToListAsync(cancel);
        var jobs = await db
            .Jobs.IgnoreQueryFilters()
            .Where(j => Shown.Contains(j.State))
            .GroupBy(j => j.State)
            .Select(g => new { State = g.Key, Count = g.LongCount() })
            .ToListAsync(cancel);
        var waiting = facts.SingleOrDefault(f => !f.Parked);
        long parked = facts.SingleOrDefault(f => f.Parked)?.Count ?? 0;
        double oldest = waiting is null ? 0 : (_clock.GetUtcNow() - waiting.Oldest).TotalSeconds;
        int failing = await _recurring.Failing(cancel);
        return new(waiting?.Count ?? 0, parked, oldest, failing, jobs.ToDictionary(j => j.State, j => j.Count));
    }

    [LoggerMessage(LogLevel.Warning, "The figures of the queues could not be read: {Why}")]
    private partial void LogUnreadable(string why);
}
