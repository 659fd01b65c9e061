using System.Text.Json;
using System.Text.Json.Serialization;
using Modular.Plugins.Contract;

namespace Modular.Kernel.Plugins;

/// <summary>
/// What a plugin says of itself in a file beside its assembly, so that it can be listed and judged before any of its
/// code has run. Written from what the assembly declares, and compared with that whenever it runs.
/// </summary>
public sealed record PluginManifest(
    string Kind,
    string Id,
    string Version,
    string Author,
    Message Name,
    Message Summary,
    IReadOnlyList<ParameterDescription> Parameters
)
{
    public const string FileName = "plugin.json";

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter() },
    };

    [JsonIgnore]
    public PluginDescription Description => new(Id, Version, Author, Name, Summary, Parameters);

    public static PluginManifest Of(string kind, PluginDescription d) =>
        new(kind, d.Id, d.Version, d.Author, d.Name, d.Summary, d.Parameters);

    /// <summary>The same text for the same content; ends with a line feed.</summary>
    public string Text() => JsonSerializer.Serialize(this, Json) + "\n";
}
