namespace Modular.Projects.Plan;

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
