using System.Text.Json;
using Modular.Kernel.Data;

namespace Modular.Kernel.Jobs;

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
