using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Modular.Plugins.Contract;

namespace Modular.Kernel.Plugins;

/// <summary>How the runner is started and what its end and its answers mean, for one call and for many.</summary>
internal static class RunnerProcess
{
    /// <summary>
    /// What a process leaves that the system killed for lack of memory, and a runtime that could not begin.
    /// </summary>
    private const int KilledCode = 137;
    private const int KeptErrorText = 2000;

    private static readonly string Home = Path.Combine(AppContext.BaseDirectory, "runner");

    public static string Dll { get; } = Path.Combine(Home, "Modular.Plugins.Runner.dll");

    private static string Program => Path.Combine(Home, Named("Modular.Plugins.Runner"));

    public static Process Start(PluginLimits limits, string folder, params string[] mode)
    {
        if (!File.Exists(Dll))
            throw new PluginFailed("plugin.no-runner-here");
        string? shared = SharedRuntime();
        var start = new ProcessStartInfo(shared is null ? Program : Path.Combine(shared, Named("dotnet")))
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        if (shared is not null)
            start.ArgumentList.Add(Dll);
        foreach (string word in mode)
            start.ArgumentList.Add(word);
        start.Environment.Clear();
        if (shared is not null)
            start.Environment["DOTNET_ROOT"] = shared;
        start.Environment["DOTNET_GCHeapHardLimit"] = limits.HeapBytes.ToString("x", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["HOME"] = folder;
        start.Environment[RunnerJson.Parent] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        start.Environment["TMPDIR"] = folder;
        try
        {
            return Process.Start(start) ?? throw new PluginFailed("plugin.cannot-start");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new PluginFailed("plugin.cannot-start");
        }
    }

    /// <summary>Null for a host that brought its own runtime: its runner did too.</summary>
    private static string? SharedRuntime()
    {
        // .../shared/Microsoft.NETCore.App/10.0.0/
        string root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        bool hasCommand = File.Exists(Path.Combine(root, Named("dotnet")));
        return hasCommand && Directory.Exists(Path.Combine(root, "shared")) ? root : null;
    }

    private static string Named(string program) => OperatingSystem.IsWindows() ? program + ".exe" : program;

    public static async Task<string> ReadSome(StreamReader errors)
    {
        char[] kept = new char[KeptErrorText];
        int length = await errors.ReadBlockAsync(kept);
        char[] rest = new char[4096];
        while (await errors.ReadAsync(rest) > 0) { }
        return new(kept, 0, length);
    }

    public static RunnerAnswer Parse(byte[] bytes)
    {
        if (bytes.Length == 0)
            throw new PluginFailed("plugin.silent");
        try
        {
            var answer =
                JsonSerializer.Deserialize<RunnerAnswer>(bytes, RunnerJson.Options)
                ?? throw new PluginFailed("plugin.silent");
            if (answer.NotComputable is { } reason)
                throw new NotComputableException(reason);
            if (answer.Fault is { } fault)
                throw fault.StartsWith(nameof(OutOfMemoryException), StringComparison.Ordinal)
                    ? new PluginFailed("plugin.too-much-memory")
                    : new PluginFailed("plugin.threw", fault);
            return answer;
        }
        catch (JsonException)
        {
            throw new PluginFailed("plugin.nonsense");
        }
    }

    public static PluginFailed Died(int code, string errors) =>
        errors.Contains("Stack overflow", StringComparison.Ordinal) ? new("plugin.stack-overflow")
        : errors.Contains("Out of memory", StringComparison.OrdinalIgnoreCase) ? new("plugin.too-much-memory")
        : errors.Contains(nameof(OutOfMemoryException), StringComparison.Ordinal) ? new("plugin.too-much-memory")
        : code == RunnerJson.NoWalls ? new("plugin.no-walls")
        : code == KilledCode ? new("plugin.ended-from-outside")
        : new("plugin.died", code);
}
