using System.Text.Json;
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

/// <param name="Scores">By the input's subjects; empty where this panel gives no result.</param>
/// <param name="Ranks">Likewise; null where there is no score.</param>
public sealed record PanelResult(IReadOnlyList<double?> Scores, IReadOnlyList<int?> Ranks);

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

public static class RunnerJson
{
    /// <summary>Names the process whose end is the runner's end too: a killed host cannot end it itself.</summary>
    public const string Parent = "MODULAR_PARENT";

    /// <summary>Arguments of a runner that answers one request: <c>once FOLDER ASSEMBLY</c>.</summary>
    public const string Once = "once";

    /// <summary>Argument of a runner that loads nothing and says how far it is confined.</summary>
    public const string Walls = "walls";

    /// <summary>Before any other: files are left open, where the runtime cannot start behind closed ones.</summary>
    public const string NoFiles = "no-files";

    /// <summary>After all others: without all walls nothing is loaded.</summary>
    public const string Require = "require-walls";

    /// <summary>What a runner leaves that was to have all walls and had not.</summary>
    public const int NoWalls = 97;

    /// <summary><c>manifest FOLDER ASSEMBLY</c> writes down what the plugin declares, for who builds it.</summary>
    public const string Manifest = "manifest";

    /// <summary><c>list FOLDER</c> writes down the hashes of the plugins that are shipped in it.</summary>
    public const string List = "list";

    /// <summary>Arguments of a runner that stays: <c>watch FOLDER ASSEMBLY</c>.</summary>
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
