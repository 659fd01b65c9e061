using System.Reflection;
using Modular.Plugins.Contract;
using Library = McMaster.NETCore.Plugins.PluginLoader;

namespace Modular.Plugins.Runner;

/// <summary>
/// The one file that loads plugins. Each brings its own dependencies, whatever version of them the runner has; only the
/// contract is shared with it. What may be loaded at all is decided here and not by the library.
/// </summary>
internal sealed class PluginLoader : IDisposable
{
    private static readonly Type[] Contracts =
    [
        typeof(IAppraisalMethod),
        typeof(IClusterer),
        typeof(IIssueFinder),
        typeof(ICategoriser),
    ];

    private readonly Library _library;
    private readonly string _assembly;

    private PluginLoader(string folder, string assembly, bool reloads)
    {
        _assembly = assembly;
        string path = Path.Combine(folder, assembly + ".dll");
        if (!File.Exists(path))
            throw new FileNotFoundException($"The folder holds no {assembly}.dll.");
        try
        {
            _library = Library.CreateFromAssemblyFile(
                path,
                Contracts,
                config =>
                {
                    // A process that answers one call ends before anything could be reloaded.
                    config.IsUnloadable = config.EnableHotReload = reloads;
                    config.PreferSharedTypes = false;
                }
            );
        }
        catch (InvalidOperationException)
        {
            throw new InvalidOperationException($"Its {assembly}.deps.json cannot be read.");
        }
    }

    /// <summary>For a process that answers one call.</summary>
    public static object Load(string folder, string assembly) =>
        new PluginLoader(folder, assembly, reloads: false).Make();

    /// <summary>Loaded again whenever a file in its folder has changed; many changes at once are one.</summary>
    public static PluginLoader Watch(string folder, string assembly, Action changed)
    {
        var loader = new PluginLoader(folder, assembly, reloads: true);
        loader._library.Reloaded += (_, _) => changed();
        return loader;
    }

    /// <summary>An instance of the one class the plugin has.</summary>
    public object Make()
    {
        var assembly = Main();
        var contract = typeof(IAppraisalMethod).Assembly.GetName();
        var built = Array.Find(assembly.GetReferencedAssemblies(), a => a.Name == contract.Name);
        if (built is not null && built.Version > contract.Version)
            throw new InvalidOperationException(
                $"Built for contract {built.Version}, this host has {contract.Version}."
            );
        var types = assembly
            .GetExportedTypes()
            .Where(t => t is { IsAbstract: false, IsClass: true })
            .Where(t => Array.Exists(Contracts, c => c.IsAssignableFrom(t)))
            .ToList();
        return types.Count switch
        {
            1 => Activator.CreateInstance(types[0])!,
            0 => throw new InvalidOperationException("No public class implements the plugin contract."),
            _ => throw new InvalidOperationException("More than one class implements the plugin contract."),
        };
    }

    public void Dispose() => _library.Dispose();

    private Assembly Main()
    {
        try
        {
            return _library.LoadDefaultAssembly();
        }
        catch (BadImageFormatException)
        {
            throw new InvalidOperationException($"{_assembly}.dll is no .NET assembly.");
        }
    }
}
