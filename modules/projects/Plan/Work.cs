namespace Modular.Projects.Plan;

/// <summary>A task as the scheduler sees it.</summary>
/// <param name="Days">In working days; 0 is a milestone.</param>
/// <param name="NotBefore">Number of the working day it may begin on at the earliest.</param>
/// <param name="Fixed">Number of the working day it begins on, come what may.</param>
internal readonly record struct Work(int Days, int NotBefore = 0, int? Fixed = null);
