namespace Modular.Projects.Plan;

/// <param name="Critical">One chain of tasks that decides the end, first to last.</param>
internal sealed record Solved(IReadOnlyList<Placed> Tasks, int End, IReadOnlyList<int> Critical);
