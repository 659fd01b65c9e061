using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Modular.Plugins.Contract;

namespace Modular.Kernel.Plugins;

/// <summary>How much a plugin may take before it is ended.</summary>
public sealed record PluginLimits(TimeSpan Time, long HeapBytes, long AnswerBytes)
{
    public static PluginLimits From(IConfiguration configuration) => new(
        TimeSpan.FromSeconds(configuration.GetValue("Plugins:Seconds", 120.0)),
        configuration.GetValue("Plugins:HeapMegabytes", 2048L) << 20,
        configuration.GetValue("Plugins:AnswerMegabytes", 256L) << 20);
}

/// <summary>The plugin did not do its work; the reason is a text key with arguments, for people.</summary>
public sealed class PluginFailed(string key, params object[] arguments) : Exception($"{key}: {string.Join(", ", arguments)}")
{
    public string Key { get; } = key;
    public object[] Arguments { get; } = arguments;
}

/// <summary>
/// Runs one request in a child process: empty environment, own working folder, heap limit, wall-clock limit, bounded answer, and
/// the whole process tree ended when any of them is passed.
/// </summary>
public sealed partial class PluginRunner(PluginLimits limits, ILogger<PluginRunner> log)
{
    /// <summary>What a process leaves that the system killed for lack of memory, and a runtime that could not begin.</summary>
    private const int KilledCode = 137;
    private const int KeptErrorText = 2000;

    public async Task<RunnerAnswer> Ask(RunnerRequest request, CancellationToken cancel)
    {
        string folder = Directory.CreateTempSubdirectory("plugin-run-").FullName;
        try
        {
            return await Ask(request, folder, cancel);
        }
        finally
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException problem)
            {
                LogLeftover(problem, folder);
            }
        }
    }

    private async Task<RunnerAnswer> Ask(RunnerRequest request, string folder, CancellationToken cancel)
    {
        using var process = Start(folder);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(limits.Time);
        var errors = ReadSome(process.StandardError);
        try
        {
            var answer = ReadAnswer(process.StandardOutput.BaseStream, limit.Token);
            await Write(process, request, limit.Token);
            byte[] bytes = await answer;
            await process.WaitForExitAsync(limit.Token);
            if (process.ExitCode != 0) throw Died(process.ExitCode, await errors);
            return Parse(bytes);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new PluginFailed("plugin.too-long", (int)limits.Time.TotalSeconds);
        }
        finally
        {
            Kill(process);
        }
    }

    private Process Start(string folder)
    {
        string runner = Path.Combine(AppContext.BaseDirectory, "runner", "Modular.Plugins.Runner.dll");
        if (!File.Exists(runner)) throw new PluginFailed("plugin.no-runner", runner);
        string dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        var start = new ProcessStartInfo(Path.Combine(dotnet, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"))
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(runner);
        start.Environment.Clear();
        start.Environment["DOTNET_ROOT"] = dotnet;
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

    private static async Task Write(Process process, RunnerRequest request, CancellationToken cancel)
    {
        try
        {
            await JsonSerializer.SerializeAsync(process.StandardInput.BaseStream, request, RunnerJson.Options, cancel);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It died while we were still talking; the exit code tells why.
        }
    }

    private async Task<byte[]> ReadAnswer(Stream output, CancellationToken cancel)
    {
        using var kept = new MemoryStream();
        byte[] buffer = new byte[81920];
        int read;
        while ((read = await output.ReadAsync(buffer, cancel)) > 0)
        {
            kept.Write(buffer, 0, read);
            if (kept.Length > limits.AnswerBytes) throw new PluginFailed("plugin.too-much-output", limits.AnswerBytes >> 20);
        }

        return kept.ToArray();
    }

    private static async Task<string> ReadSome(StreamReader errors)
    {
        char[] kept = new char[KeptErrorText];
        int length = await errors.ReadBlockAsync(kept);
        char[] rest = new char[4096];
        while (await errors.ReadAsync(rest) > 0) { }
        return new(kept, 0, length);
    }

    private static RunnerAnswer Parse(byte[] bytes)
    {
        if (bytes.Length == 0) throw new PluginFailed("plugin.silent");
        try
        {
            var answer = JsonSerializer.Deserialize<RunnerAnswer>(bytes, RunnerJson.Options) ?? throw new PluginFailed("plugin.silent");
            if (answer.NotComputable is { } reason) throw new NotComputableException(reason);
            if (answer.Fault is { } fault)
                throw fault.StartsWith(nameof(OutOfMemoryException), StringComparison.Ordinal) ? new PluginFailed("plugin.too-much-memory") : new PluginFailed("plugin.threw", fault);
            return answer;
        }
        catch (JsonException)
        {
            throw new PluginFailed("plugin.nonsense");
        }
    }

    private static PluginFailed Died(int code, string errors) =>
        errors.Contains("Stack overflow", StringComparison.Ordinal) ? new("plugin.stack-overflow")
        : errors.Contains("Out of memory", StringComparison.OrdinalIgnoreCase) || errors.Contains(nameof(OutOfMemoryException), StringComparison.Ordinal) ? new("plugin.too-much-memory")
        : code == KilledCode ? new("plugin.ended-from-outside") : new("plugin.died", code);

    private void Kill(Process process)
    {
        try
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException problem)
        {
            LogLeftover(problem, process.Id.ToString(CultureInfo.InvariantCulture));
        }
    }

    [LoggerMessage(LogLevel.Information, "After a plugin's run {What} could not be cleared away.")]
    private partial void LogLeftover(Exception problem, string what);
}
