using System.Text.Json;

namespace Modular.Kernel.Jobs;

/// <summary>
/// Work of one kind. It may be cut off anywhere and run again: it must go on from its checkpoint or start over without
/// harm.
/// </summary>
public interface IJobWork
{
    /// <returns>JSON kept as the job's result, or null.</returns>
    Task<string?> Run(JobRun run, CancellationToken cancel);
}

/// <summary>What a run of a job sees of itself.</summary>
public sealed class JobRun(Job job, Func<long, long, Task> progress)
{
    public Job Job { get; } = job;

    /// <summary>A run that is not a row of its own: recurring work, or the command line.</summary>
    public static JobRun Unasked(string kind) =>
        new(
            new()
            {
                Kind = kind,
                Title = kind,
                Arguments = "{}",
                UnitPath = "/",
                By = "system",
            },
            (_, _) => Task.CompletedTask
        );

    public T Arguments<T>() => JsonSerializer.Deserialize<T>(Job.Arguments)!;

    public Task Progress(long done, long total) => progress(done, total);
}

/// <summary>Which class does which kind of work, and when it comes by itself.</summary>
/// <param name="Cron">
/// Six fields, seconds first, in Asia/Shanghai (<see cref="Schedule"/>), or null for work that is asked for.
/// </param>
public sealed record JobKind(string Kind, Type Work, string? Cron = null)
{
    public Schedule? Schedule { get; } = Cron is null ? null : new(Cron);
}
