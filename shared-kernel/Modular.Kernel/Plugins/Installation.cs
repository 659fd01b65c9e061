using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Modular.Kernel.Plugins;

/// <summary>
/// Whether what is shipped beside the program is there: the runner and every plugin it was built with.
/// </summary>
public sealed class Installation(PluginStore store, IConfiguration configuration)
{
    /// <summary>A text key with arguments for what is missing, or null when the installation is whole.</summary>
    public (string Key, object[] Arguments)? Lacks()
    {
        if (!File.Exists(RunnerProcess.Dll))
            return ("plugin.no-runner", [RunnerProcess.Dll]);
        // Somebody chose another folder of shipped plugins: what belongs into it only they know.
        if (configuration["Plugins:Shipped"] is not null)
            return null;
        var (folder, _) = store.Places[0];
        string[] missing = [.. Expected().Where(id => !File.Exists(Path.Combine(folder, id, id + ".dll")))];
        // Without the list nobody knows which of them were shipped, and all would wait for approval.
        if (missing.Length == 0 && !File.Exists(Path.Combine(folder, FolderHash.ListName)))
            missing = [FolderHash.ListName];
        return missing.Length == 0 ? null : ("plugin.shipped-missing", [string.Join(", ", missing), folder]);
    }

    private static string[] Expected() =>
        Assembly
            .GetEntryAssembly()
            ?.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(a => a.Key == "ShippedPlugins")
            ?.Value?.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        ?? [];
}
