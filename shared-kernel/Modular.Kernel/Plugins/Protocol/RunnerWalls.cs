namespace Modular.Kernel.Plugins;

/// <summary>How far the runner confined itself before it loads a plugin.</summary>
/// <param name="Landlock">
/// Version of the kernel's Landlock in force for files, and from the fourth for the network; 0 for none.
/// </param>
/// <param name="Calls">Whether calls of the kernel that reach beyond the process are refused.</param>
public sealed record RunnerWalls(int Landlock, bool Calls)
{
    public static RunnerWalls None { get; } = new(0, false);

    /// <summary>Files and calls both.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsWhole => Landlock > 0 && Calls;
}
