namespace Modular.Projects.Plan;

/// <summary>What a link ties to what: the end or start of the earlier task to the start or end of the later.</summary>
internal enum LinkKind
{
    FinishStart,
    StartStart,
    FinishFinish,
    StartFinish,
}

/// <summary>A task as the scheduler sees it.</summary>
/// <param name="Days">In working days; 0 is a milestone.</param>
/// <param name="NotBefore">Number of the working day it may begin on at the earliest.</param>
/// <param name="Fixed">Number of the working day it begins on, come what may.</param>
internal readonly record struct Work(int Days, int NotBefore = 0, int? Fixed = null);

/// <param name="From">Place of the earlier task.</param>
/// <param name="Lag">In working days; less than none lets them overlap.</param>
internal readonly record struct Bond(int From, int To, LinkKind Kind = LinkKind.FinishStart, int Lag = 0);

/// <summary>
/// Where a task lies, in numbers of working days: <see cref="Start"/> is its first day, <see cref="Finish"/> the day
/// after its last. Of a milestone both are the same.
/// </summary>
/// <param name="Float">By how much it can slip before the whole ends later (or a fixed date cannot be held).</param>
/// <param name="FreeFloat">By how much it can slip before any other task has to move.</param>
/// <param name="Critical">It belongs to a chain that decides when the whole ends.</param>
internal readonly record struct Placed(
    int Start,
    int Finish,
    int LateStart,
    int LateFinish,
    int Float,
    int FreeFloat,
    bool Critical
);

/// <param name="Critical">One chain of tasks that decides the end, first to last.</param>
internal sealed record Solved(IReadOnlyList<Placed> Tasks, int End, IReadOnlyList<int> Critical);

/// <summary>The plan cannot be: links go round in a circle.</summary>
/// <param name="tasks">Places of the tasks of one circle, in order.</param>
internal sealed class GoesRound(IReadOnlyList<int> tasks) : Exception("The links go round in a circle.")
{
    public IReadOnlyList<int> Tasks { get; } = tasks;
}

/// <summary>The plan cannot be: a fixed start lies before what the task waits for.</summary>
internal sealed class CannotHold(int task, int earliest) : Exception("A fixed start cannot be held.")
{
    public int Task { get; } = task;
    public int Earliest { get; } = earliest;
}
