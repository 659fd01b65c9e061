using System.Text.Json;
using Modular.Kernel.Plugins;

namespace Modular.Plugins.Runner;

/// <summary>What the build writes down of plugins, so that nobody has to run them to know.</summary>
internal static class WriteDown
{
    /// <summary>Writes the manifest from what the assembly declares.</summary>
    public static int Manifest(string folder, string assembly)
    {
        var answer = Answers.To(
            new("describe", folder, assembly, null),
            () => PluginLoader.Load(Path.GetFullPath(folder), assembly)
        );
        if (answer is not { Kind: { } kind, Description: { } description })
        {
            Console.Error.WriteLine($"{assembly}: error: {answer.Fault ?? answer.NotComputable?.En}");
            return 1;
        }

        return Write(Path.Combine(folder, PluginManifest.FileName), PluginManifest.Of(kind, description).Text());
    }

    /// <summary>Writes the hashes of all plugins in a folder.</summary>
    public static int List(string folder)
    {
        var hashes = Directory
            .GetDirectories(folder)
            .Order(StringComparer.Ordinal)
            .ToDictionary(f => Path.GetFileName(f), FolderHash.Of, StringComparer.Ordinal);
        string text = JsonSerializer.Serialize(hashes, PluginManifest.Json) + "\n";
        return Write(Path.Combine(folder, FolderHash.ListName), text);
    }

    /// <summary>The time of a file that would not change stays: nothing that depends on it is built again.</summary>
    private static int Write(string path, string text)
    {
        if (!File.Exists(path) || File.ReadAllText(path) != text)
            File.WriteAllText(path, text);
        return 0;
    }
}
