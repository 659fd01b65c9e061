using System.Text.Json;
using Modular.Plugins.Contract;

namespace Modular.Kernel.Plugins;

/// <summary>
/// Why a plugin could not say what it is: a text key with arguments, kept as JSON beside its files' hash.
/// </summary>
internal sealed record PluginReason(string Key, object[] Arguments)
{
    private const int Longest = 600,
        LongestArgument = 200;

    /// <summary>
    /// The machine's fault or the moment's: the same files may do tomorrow. All others stay until the files change.
    /// </summary>
    private static readonly HashSet<string> Passing = new(StringComparer.Ordinal)
    {
        "plugin.too-long",
        "plugin.cannot-start",
        "plugin.no-runner-here",
        "plugin.too-much-memory",
        "plugin.ended-from-outside",
        "plugin.files-unreadable",
        "plugin.busy",
        "plugin.no-walls",
    };

    /// <summary>Null for what is no plugin's fault and should be seen.</summary>
    public static PluginReason? Of(Exception problem) =>
        problem switch
        {
            PluginFailed failed => new(failed.Key, failed.Arguments),
            NotComputableException refused => new("plugin.threw", [refused.Message]),
            LinkInFolder link => new("plugin.link", [link.Message]),
            IOException or UnauthorizedAccessException => new("plugin.files-unreadable", [problem.Message]),
            _ => null,
        };

    public static bool IsPassing(string? kept)
    {
        if (kept is null)
            return false;
        try
        {
            return Passing.Contains(JsonDocument.Parse(kept).RootElement.GetProperty(nameof(Key)).GetString()!);
        }
        catch (JsonException)
        {
            // Kept by an earlier version: the bare message of a file that could not be read, or a reason cut off.
            return true;
        }
    }

    /// <summary>
    /// Short enough for its column; what is too long is cut in the arguments, so that it stays readable as JSON.
    /// </summary>
    public string Kept()
    {
        string kept = Write([.. Arguments.Select(Short)]);
        return kept.Length <= Longest ? kept : Write([]);
    }

    private static object Short(object argument) =>
        argument is string { Length: > LongestArgument } text ? text[..LongestArgument] : argument;

    private string Write(object[] arguments) => JsonSerializer.Serialize(new { Key, Arguments = arguments }, KeptJson);

    private static readonly JsonSerializerOptions KeptJson = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
