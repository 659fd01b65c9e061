namespace Modular.Projects.Plan;

/// <summary>
/// A part of the module that records what is done for tasks. Nobody types a percentage: it is the share of these parts
/// that are done.
/// </summary>
internal interface ITaskRecord
{
    /// <param name="projects">Of all tasks of these projects.</param>
    Task<IReadOnlyList<RecordedPart>> Parts(IReadOnlyCollection<long> projects, CancellationToken cancel);
}
