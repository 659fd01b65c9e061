using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Modular.Kernel.Data;

namespace Modular.Kernel.Plugins;

/// <summary>Where plugins are dropped in, and the content-addressed copies they are run from.</summary>
public sealed class PluginStore(DatabaseOptions options, IConfiguration configuration)
{
    private readonly string _store = Path.Combine(options.Folder, "plugin-store");

    /// <summary>Folders that are looked through: what is shipped, and what administrators drop in.</summary>
    public IReadOnlyList<(string Path, bool Shipped)> Places { get; } =
    [
        (configuration["Plugins:Shipped"] ?? Path.Combine(AppContext.BaseDirectory, "plugins"), true),
        (configuration["Plugins:Folder"] ?? Path.Combine(options.Folder, "plugins"), false),
    ];

    public IEnumerable<(string Folder, bool Shipped)> Folders() =>
        Places
            .Where(p => Directory.Exists(p.Path))
            .SelectMany(p =>
                Directory.EnumerateDirectories(p.Path).Order(StringComparer.Ordinal).Select(f => (f, p.Shipped))
            );

    /// <summary>What the build says it shipped: the hash of each plugin by its folder's name.</summary>
    public IReadOnlyDictionary<string, string> ShippedHashes()
    {
        string path = Path.Combine(Places[0].Path, FolderHash.ListName);
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(path)) ?? [];
        }
        catch (Exception problem) when (problem is JsonException or IOException or UnauthorizedAccessException)
        {
            return new Dictionary<string, string>();
        }
    }

    public static string Hash(string folder) => FolderHash.Of(folder);

    /// <summary>
    /// The copy that is run. It is checked against its name before every use, so a changed file is never run.
    /// </summary>
    public string? Copy(string hash)
    {
        string copy = Path.Combine(_store, hash);
        try
        {
            return Directory.Exists(copy) && Hash(copy) == hash ? copy : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Keep(string folder, string hash)
    {
        if (Copy(hash) is not null)
            return;
        string copy = Path.Combine(_store, hash);
        string half = $"{copy}.{System.Security.Cryptography.RandomNumberGenerator.GetHexString(16)}";
        if (Directory.Exists(copy))
            Directory.Delete(copy, recursive: true);
        foreach (string file in FolderHash.Files(folder).Select(f => f.FullName))
        {
            string to = Path.Combine(half, Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to, overwrite: true);
        }

        try
        {
            Directory.Move(half, copy);
        }
        catch (IOException) when (Copy(hash) is not null)
        {
            // Another host kept it at the same moment.
            Directory.Delete(half, recursive: true);
        }
    }
}
