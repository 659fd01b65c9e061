using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Modular.Kernel.Rules;

namespace Modular.Kernel.Plugins;

/// <summary>
/// Runs one request in a child process: shut in, empty environment, own working folder, heap limit, wall-clock limit,
/// bounded answer, and the whole process tree ended when any of them is passed. Few run at once.
/// </summary>
public sealed partial class PluginRunner(PluginLimits limits, ILogger<PluginRunner> log)
{
    private readonly SemaphoreSlim _turns = new(limits.AtOnce, limits.AtOnce);

    /// <exception cref="PluginFailed">
    /// It did not do its work, is not what its manifest says, or its turn did not come.
    /// </exception>
    /// <param name="known">What it must say it is, where its folder does not say so.</param>
    public async Task<RunnerAnswer> Ask(RunnerRequest request, CancellationToken cancel, PluginManifest? known = null)
    {
        var manifest = known ?? ManifestFile.Read(request.Folder, request.Assembly);
        if (!await _turns.WaitAsync(limits.Patience, cancel))
            throw new PluginFailed("plugin.busy");
        try
        {
            var answer = await InFolder(request, cancel);
            ManifestFile.Compare(manifest, answer);
            return answer;
        }
        catch (PluginFailed failed)
        {
            LogFailed(failed.Number, request.Assembly, request.Verb, failed.Message);
            throw;
        }
        finally
        {
            _turns.Release();
        }
    }

    private async Task<RunnerAnswer> InFolder(RunnerRequest request, CancellationToken cancel)
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
        string[] mode = await PluginWalls.Arguments(limits, RunnerJson.Once, request.Folder, request.Assembly);
        using var process = RunnerProcess.Start(limits, folder, mode);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(limits.Time);
        var errors = RunnerProcess.ReadSome(process.StandardError);
        try
        {
            var answer = ReadAnswer(process.StandardOutput.BaseStream, limit.Token);
            await Write(process, request, limit.Token);
            byte[] bytes = await answer;
            await process.WaitForExitAsync(limit.Token);
            if (process.ExitCode != 0)
                throw RunnerProcess.Died(process.ExitCode, await errors);
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
            if (kept.Length > limits.AnswerBytes)
                throw new PluginFailed("plugin.too-much-output", limits.AnswerBytes >> 20);
        }

        return kept.ToArray();
    }

    private void Kill(Process process)
    {
        try
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException problem)
        {
            LogLeftover(problem, process.Id.ToString(CultureInfo.InvariantCulture));
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Number}: plugin {Plugin} did not {Verb}: {Why}")]
    private partial void LogFailed(string number, string plugin, string verb, string why);

    [LoggerMessage(LogLevel.Information, "After a plugin's run {What} could not be cleared away.")]
    private partial void LogLeftover(Exception problem, string what);
}

/// <summary>How much a plugin may take before it is ended.</summary>
public sealed record PluginLimits(TimeSpan Time, long HeapBytes, long AnswerBytes)
{
    /// <summary>How many run at once on this host; the others wait.</summary>
    public int AtOnce { get; init; } = 2;

    /// <summary>How long one waits for its turn before it is told that the host is busy.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Nothing runs on a machine that cannot shut it in.</summary>
    public bool RequireWalls { get; init; }

    public static PluginLimits From(IConfiguration configuration) =>
        new(
            TimeSpan.FromSeconds(configuration.GetValue("Plugins:Seconds", 120.0)),
            configuration.GetValue("Plugins:HeapMegabytes", 2048L) << 20,
            configuration.GetValue("Plugins:AnswerMegabytes", 256L) << 20
        )
        {
            AtOnce = Math.Max(1, configuration.GetValue("Plugins:AtOnce", 2)),
            Patience = TimeSpan.FromSeconds(configuration.GetValue("Plugins:PatienceSeconds", 300.0)),
            RequireWalls = configuration.GetValue("Plugins:RequireWalls", false),
        };
}

/// <summary>The plugin did not do its work; the reason is a text key with arguments, for people.</summary>
public sealed class PluginFailed(string key, params object[] arguments)
    : Exception($"{key}: {string.Join(", ", arguments)}"),
        IRefusal
{
    /// <summary>It ended by an exception: the words of that are the plugin's and not for everybody.</summary>
    public const string Threw = "plugin.threw";

    public string Key { get; } = key;
    public object[] Arguments { get; } = arguments;

    /// <summary>Under which the log has it.</summary>
    public string Number { get; } = FaultNumber.New();

    string IRefusal.Key => Key == Threw ? "plugin.failed-inside" : Key;

    IReadOnlyList<object?> IRefusal.Arguments => Key == Threw ? [Number] : Arguments;
}
