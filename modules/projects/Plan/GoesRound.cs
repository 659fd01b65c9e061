namespace Modular.Projects.Plan;

/// <summary>The plan cannot be: links go round in a circle.</summary>
/// <param name="tasks">Places of the tasks of one circle, in order.</param>
internal sealed class GoesRound(IReadOnlyList<int> tasks) : Exception("The links go round in a circle.")
{
    public IReadOnlyList<int> Tasks { get; } = tasks;
}
