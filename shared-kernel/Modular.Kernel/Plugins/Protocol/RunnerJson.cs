using System.Text.Json;

namespace Modular.Kernel.Plugins;

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

    /// <summary>Kind of an answer nobody asked for: the plugin's files changed and it was loaded again.</summary>
    public const string Reloaded = "Reloaded";

    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new ColumnConverter<int>(), new ColumnConverter<double>() },
    };
}
