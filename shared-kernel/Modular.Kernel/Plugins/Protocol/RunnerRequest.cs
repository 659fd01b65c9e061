using Modular.Plugins.Contract;

namespace Modular.Kernel.Plugins;

/// <summary>What the host writes to the runner's standard input, one JSON document.</summary>
public sealed record RunnerRequest(
    string Verb,
    string Folder,
    string Assembly,
    string? Parameters,
    MethodInput? Method = null,
    ClusterInput? Cluster = null
)
{
    /// <summary>For the verb <c>resample</c>: raters of each panel, as indices into the input's.</summary>
    public IReadOnlyList<IReadOnlyList<int>>? Panels { get; init; }

    /// <summary>For the verb <c>topics</c>.</summary>
    public TopicsInput? Topics { get; init; }

    /// <summary>For the verb <c>issues</c>.</summary>
    public IssueInput? Issues { get; init; }

    /// <summary>For the verb <c>train</c>.</summary>
    public CategoryInput? Past { get; init; }
}
