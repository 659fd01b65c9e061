using System.Reflection;
using System.Runtime.Loader;
using Modular.Plugins.Contract;

namespace Modular.Plugins.Runner;

/// <summary>The one file that loads plugins. Each brings its own dependencies; only the contract is shared with the runner.</summary>
internal static class PluginLoader
{
    private static readonly Type[] Contracts = [typeof(IAppraisalMethod), typeof(IClusterer), typeof(IIssueFinder), typeof(ICategoriser)];

    public static object Load(string folder, string assemblyName)
    {
        string path = Path.Combine(folder, assemblyName + ".dll");
        if (!File.Exists(path)) throw new FileNotFoundException($"The folder holds no {assemblyName}.dll.");
        var context = new PluginContext(path);
        var assembly = context.LoadFromAssemblyPath(path);
        var contract = typeof(IAppraisalMethod).Assembly.GetName();
        var built = assembly.GetReferencedAssemblies().FirstOrDefault(a => a.Name == contract.Name);
        if (built is not null && built.Version > contract.Version) throw new InvalidOperationException($"Built for contract {built.Version}, this host has {contract.Version}.");
        var types = assembly.GetExportedTypes().Where(t => t is { IsAbstract: false, IsClass: true }
            && Contracts.Any(c => c.IsAssignableFrom(t))).ToList();
        return types.Count switch
        {
            1 => Activator.CreateInstance(types[0])!,
            0 => throw new InvalidOperationException("No public class implements the plugin contract."),
            _ => throw new InvalidOperationException("More than one class implements the plugin contract."),
        };
    }

    private sealed class PluginContext(string main) : AssemblyLoadContext("plugin")
    {
        private readonly AssemblyDependencyResolver _resolver = new(main);

        protected override Assembly? Load(AssemblyName assemblyName)
        {
            if (assemblyName.Name == typeof(IAppraisalMethod).Assembly.GetName().Name) return null;
            return _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;
        }

        protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
            _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
    }
}
