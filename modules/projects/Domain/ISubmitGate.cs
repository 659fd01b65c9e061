namespace Modular.Projects.Domain;

/// <summary>
/// What a feature has to say before a project is placed or submitted; asked in the order in which they are registered,
/// inside the transaction, before it is saved.
/// </summary>
internal interface ISubmitGate
{
    /// <summary>A draft is made, or placed elsewhere: what was chosen for it has to be open to its unit.</summary>
    Task Placing(int unitId, DraftFrom from, CancellationToken cancel) => Task.CompletedTask;

    /// <param name="without">Why it is submitted without what is missing, where that is allowed.</param>
    Task Submitting(Project project, string? without, CancellationToken cancel);
}
