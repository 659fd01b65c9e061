using System.Text.Json;
using System.Text.RegularExpressions;

namespace Modular.Kernel.Plugins;

/// <summary>
/// Reads a manifest, which somebody else may have written: what is in it is looked at before it is shown.
/// </summary>
public static partial class ManifestFile
{
    private const long Largest = 256 << 10;
    private const int LongestLine = 200,
        LongestText = 4000,
        MostParameters = 100,
        MostChoices = 200;

    /// <exception cref="PluginFailed">There is none, it cannot be read, or it is another plugin's.</exception>
    public static PluginManifest Read(string folder, string id)
    {
        string path = Path.Combine(folder, PluginManifest.FileName);
        if (!File.Exists(path))
            throw new PluginFailed("plugin.no-manifest", PluginManifest.FileName);
        if (new FileInfo(path).Length > Largest)
            throw new PluginFailed("plugin.manifest-unreadable", PluginManifest.FileName);
        PluginManifest manifest;
        try
        {
            manifest = JsonSerializer.Deserialize<PluginManifest>(File.ReadAllBytes(path), PluginManifest.Json)!;
        }
        catch (JsonException)
        {
            throw new PluginFailed("plugin.manifest-unreadable", PluginManifest.FileName);
        }

        if (manifest is null || !IsSound(manifest))
            throw new PluginFailed("plugin.manifest-unreadable", PluginManifest.FileName);
        return manifest.Id == id ? manifest : throw new PluginFailed("plugin.wrong-id", manifest.Id, id);
    }

    /// <exception cref="PluginFailed">What the plugin said when it ran is not what its manifest says.</exception>
    public static void Compare(PluginManifest manifest, RunnerAnswer answer)
    {
        if (answer.Kind is null || answer.Description is null)
            throw new PluginFailed("plugin.nonsense");
        if (PluginManifest.Of(answer.Kind, answer.Description).Text() != manifest.Text())
            throw new PluginFailed("plugin.not-as-declared", PluginManifest.FileName);
    }

    private static bool IsSound(PluginManifest m) =>
        // By its name; a number would be parsed too, one that stands for nothing among them.
        Enum.GetNames<PluginKind>().Contains(m.Kind, StringComparer.Ordinal)
        && m.Kind != nameof(PluginKind.Unknown)
        && m.Id.Length <= 80
        && Words().IsMatch(m.Id)
        && m.Version.Length <= 40
        && PluginVersion.IsOne(m.Version)
        && IsShort(m.Author)
        && IsShort(m.Name.Zh)
        && IsShort(m.Name.En)
        && m.Summary.Zh.Length <= LongestText
        && m.Summary.En.Length <= LongestText
        && m.Parameters.Count <= MostParameters
        && m.Parameters.All(p => IsShort(p.Key) && IsShort(p.Name.Zh) && (p.Choices?.Count ?? 0) <= MostChoices);

    private static bool IsShort(string text) => text.Length <= LongestLine && !text.Any(char.IsControl);

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Words();
}
