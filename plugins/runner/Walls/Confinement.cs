using System.Globalization;
using System.Runtime.InteropServices;
using Modular.Kernel.Plugins;

namespace Modular.Plugins.Runner.Walls;

/// <summary>
/// Two steps before anything of a plugin is loaded. First the files: Landlock binds a thread and what it executes, so
/// the runner executes itself and with that every thread of the second one is inside. Then, inside, the calls, for all
/// threads at once.
/// </summary>
internal static class Confinement
{
    private const string Inside = "inside";

    /// <returns>The arguments that remain and how far confinement went.</returns>
    public static (string[] Arguments, RunnerWalls Walls) Enter(string[] arguments)
    {
        if (arguments is [Inside, var version, .. var rest])
            return (rest, Calls(Number(version)));
        if (arguments is [RunnerJson.NoFiles, .. var open])
            return (open, Calls(0));
        if (Landlock.Version > 0)
            ExecuteInside(arguments);
        return (arguments, Calls(0));
    }

    /// <summary>The parent is looked at before: inside nobody may look at another process.</summary>
    private static RunnerWalls Calls(int files)
    {
        Parent.EndWithIt();
        return new(files, CallFilter.PutUp());
    }

    /// <summary>Comes back only where the runner could not be executed again.</summary>
    private static void ExecuteInside(string[] arguments)
    {
        string program = Environment.ProcessPath!;
        bool shared = Path.GetFileNameWithoutExtension(program) == "dotnet";
        string dll = typeof(Confinement).Assembly.GetName().Name + ".dll";
        string[] self = shared ? [Path.Combine(AppContext.BaseDirectory, dll)] : [];
        // The plugin's folder is the second argument, where a plugin is to be loaded at all.
        string[] own = arguments is [_, var folder, ..] ? [folder] : [];
        int version = Landlock.ShutIn(
            [AppContext.BaseDirectory, RuntimeRoot(), .. own, .. Libraries(), .. OfThisProcess(), .. OfTheMachine()],
            [program, .. Loaders()]
        );
        if (version == 0)
            return;
        Linux.GiveUpCapabilities();
        Linux.LeaveNothingBehind();
        Linux.Execute(program, [.. self, Inside, version.ToString(CultureInfo.InvariantCulture), .. arguments]);
    }

    /// <summary>Of a shared runtime all of it; of a runner that brought its own, its own folder.</summary>
    private static string RuntimeRoot()
    {
        string runtime = RuntimeEnvironment.GetRuntimeDirectory();
        string root = Path.GetFullPath(Path.Combine(runtime, "../../.."));
        return Directory.Exists(Path.Combine(root, "shared")) ? root : runtime;
    }

    /// <summary>
    /// What the runtime and native parts of plugins link to; no whole of /usr, where others keep settings.
    /// </summary>
    private static IEnumerable<string> Libraries()
    {
        string[] folders =
        [
            "/lib64",
            "/usr/lib64",
            .. Folders("/lib", "*-linux-*"),
            .. Folders("/usr/lib", "*-linux-*"),
        ];
        string[] files = [.. Files("/lib", "*.so*"), .. Files("/usr/lib", "*.so*")];
        return [.. folders, .. files, "/etc/ld.so.cache", "/etc/ssl/openssl.cnf"];
    }

    private static string[] OfThisProcess() => [$"/proc/{Environment.ProcessId}"];

    private static string[] OfTheMachine() =>
        [
            "/proc/meminfo",
            "/proc/stat",
            "/proc/cpuinfo",
            "/sys/fs/cgroup",
            "/sys/devices/system/cpu",
            "/sys/devices/system/node",
            "/dev/urandom",
            "/dev/random",
            "/dev/zero",
            "/etc/localtime",
            "/usr/share/zoneinfo",
        ];

    private static IEnumerable<string> Loaders() => [.. Files("/lib64", "ld-*"), .. Files("/lib", "ld-*")];

    private static string[] Folders(string where, string named) =>
        Directory.Exists(where) ? Directory.GetDirectories(where, named) : [];

    private static string[] Files(string where, string named) =>
        Directory.Exists(where) ? Directory.GetFiles(where, named) : [];

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
