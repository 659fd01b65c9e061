using System.Text.Json;
using Modular.Plugins.Contract;

namespace Modular.Kernel.Plugins;

/// <summary>What the host writes to the runner's standard input, one JSON document.</summary>
public sealed record RunnerRequest(string Verb, string Folder, string Assembly, string? Parameters, MethodInput? Method = null, ClusterInput? Cluster = null)
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

/// <param name="Scores">By the input's subjects; empty where this panel gives no result.</param>
/// <param name="Ranks">Likewise; null where there is no score.</param>
public sealed record PanelResult(IReadOnlyList<double?> Scores, IReadOnlyList<int?> Ranks);

/// <summary>What the runner writes to its standard output, one JSON document. Exactly one of the parts is set.</summary>
public sealed record RunnerAnswer(
    string? Kind = null, PluginDescription? Description = null, MethodResult? Method = null, ClusterResult? Cluster = null,
    Message? NotComputable = null, string? Fault = null)
{
    /// <summary>What the plugin itself took, without reading and writing: seconds, and the runner's peak memory in bytes.</summary>
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
}

public static class RunnerJson
{
    /// <summary>Names the process whose end is the runner's end too: a killed host cannot end it itself.</summary>
    public const string Parent = "MODULAR_PARENT";

    /// <summary>First argument of a runner that stays: <c>watch FOLDER ASSEMBLY</c>.</summary>
    public const string Watch = "watch";

    /// <summary>Kind of an answer nobody asked for: the plugin's files changed and it was loaded anew.</summary>
    public const string Reloaded = "Reloaded";

    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new ColumnConverter<int>(), new ColumnConverter<double>() },
    };
}
