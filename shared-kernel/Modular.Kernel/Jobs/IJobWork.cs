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
