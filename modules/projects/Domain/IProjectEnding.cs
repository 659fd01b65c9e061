namespace Modular.Projects.Domain;

/// <summary>
/// What a feature ends when a project is completed: nothing goes on reminding of a project that is over.
/// </summary>
internal interface IProjectEnding
{
    /// <summary>Inside the transaction; the caller saves.</summary>
    Task Ended(Project project, CancellationToken cancel);
}
