using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Modular.Kernel.Data;

/// <summary>
/// Lets EF Core's SQLite provider run with whichever SQLitePCLRaw the registry holds, and prefers the system's
/// SQLite, which distributions patch, over the bundled one. See docs/decisions/0003.
/// </summary>
internal static class SqliteNative
{
    [ModuleInitializer]
    internal static void Prepare()
    {
        // EF asks for a newer assembly version than may have been restored; the API it uses is the same.
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            name.Name == "SQLitePCLRaw.core" ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "SQLitePCLRaw.core.dll")) : null;
        AppDomain.CurrentDomain.AssemblyLoad += (_, loaded) =>
        {
            if (loaded.LoadedAssembly.GetName().Name != "SQLitePCLRaw.provider.e_sqlite3") return;
            NativeLibrary.SetDllImportResolver(loaded.LoadedAssembly, (name, assembly, path) =>
                name == "e_sqlite3" && NativeLibrary.TryLoad("libsqlite3.so.0", out nint system) ? system : 0);
        };
    }
}
