namespace Modular.Projects.Plan;

/// <summary>The plan cannot be: a fixed start lies before what the task waits for.</summary>
internal sealed class CannotHold(int task, int earliest) : Exception("A fixed start cannot be held.")
{
    public int Task { get; } = task;
    public int Earliest { get; } = earliest;
}
