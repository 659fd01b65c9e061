using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;

namespace Modular.Kernel.Jobs;

public enum JobState { Waiting, Running, Done, Failed, Parked, Cancelled }

/// <summary>One piece of long work, its progress and its end, as the status page shows it.</summary>
public sealed class Job : IScoped
{
    public long Id { get; init; }
    public required string Kind { get; init; }

    /// <summary>What it works on, in words people recognise: a file's name, a round's title.</summary>
    public required string Title { get; init; }
    public required string Arguments { get; init; }
    public JobState State { get; set; }
    public int UnitId { get; init; }
    public required string UnitPath { get; init; }
    public long? AccountId { get; init; }
    public required string By { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? StartedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public int Attempts { get; set; }
    public long Done { get; set; }
    public long Total { get; set; }

    /// <summary>JSON for the page that asked for the work, and where an interrupted run goes on.</summary>
    public string? Checkpoint { get; set; }
    public string? Result { get; set; }
    public string? Error { get; set; }
    public bool CancelWanted { get; set; }

    internal static void Shape(ModelBuilder model) => model.Entity<Job>(e =>
    {
        e.Property(j => j.Id).ValueGeneratedNever();
        e.Property(j => j.Kind).HasMaxLength(60);
        e.Property(j => j.Title).HasMaxLength(200);
        e.Property(j => j.UnitPath).HasMaxLength(200);
        e.Property(j => j.By).HasMaxLength(100);
        e.Property(j => j.Error).HasMaxLength(1000);
        e.HasIndex(j => j.State);
    });
}

/// <summary>Work of one kind. It may be cut off anywhere and run again: it must go on from its checkpoint or start over without harm.</summary>
public interface IJobWork
{
    /// <returns>JSON kept as the job's result, or null.</returns>
    Task<string?> Run(JobRun run, CancellationToken cancel);
}

/// <summary>What a run of a job sees of itself.</summary>
public sealed class JobRun(Job job, Func<long, long, Task> progress)
{
    public Job Job { get; } = job;

    public T Arguments<T>() => System.Text.Json.JsonSerializer.Deserialize<T>(Job.Arguments)!;

    public Task Progress(long done, long total) => progress(done, total);
}

/// <summary>Which class does which kind of work, and when it comes by itself.</summary>
/// <param name="Cron">Quartz cron expression in Asia/Shanghai, or null for work that is asked for.</param>
public sealed record JobKind(string Kind, Type Work, string? Cron = null);
