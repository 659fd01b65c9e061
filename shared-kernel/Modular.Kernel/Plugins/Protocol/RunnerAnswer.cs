using Modular.Plugins.Contract;

namespace Modular.Kernel.Plugins;

/// <summary>
/// What the runner writes to its standard output, one JSON document. Exactly one of the parts is set.
/// </summary>
public sealed record RunnerAnswer(
    string? Kind = null,
    PluginDescription? Description = null,
    MethodResult? Method = null,
    ClusterResult? Cluster = null,
    Message? NotComputable = null,
    string? Fault = null
)
{
    /// <summary>
    /// What the plugin itself took, without reading and writing: seconds, and the runner's peak memory in bytes.
    /// </summary>
    public double Seconds { get; init; }
    public long PeakBytes { get; init; }

    /// <summary>Answer to <c>resample</c>, a result for each panel.</summary>
    public IReadOnlyList<PanelResult>? Panels { get; init; }

    /// <summary>Answer to <c>topics</c>.</summary>
    public TopicsResult? Topics { get; init; }

    /// <summary>Answer to <c>issues</c>.</summary>
    public IssueResult? Issues { get; init; }

    /// <summary>Answer to <c>train</c>.</summary>
    public CategoryModel? Model { get; init; }

    /// <summary>How far the runner shut itself in; only where it was asked for that alone.</summary>
    public RunnerWalls? Walls { get; init; }
}
