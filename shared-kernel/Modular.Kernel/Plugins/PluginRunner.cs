using System.Diagnostics;
using System.Globalization;
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
        using var process = RunnerProcess.Start(limits, folder);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(limits.Time);
        var errors = RunnerProcess.ReadSome(process.StandardError);
        try
        {
            var answer = ReadAnswer(process.StandardOutput.BaseStream, limit.Token);
            await Write(process, request, limit.Token);
            byte[] bytes = await answer;
            await process.WaitForExitAsync(limit.Token);
            if (process.ExitCode != 0) throw RunnerProcess.Died(process.ExitCode, await errors);
            return RunnerProcess.Parse(bytes);
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
