using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;

namespace Modular.Kernel.Plugins;

/// <summary>
/// Many requests to one plugin in one runner that loads it again when its files change: for who writes a plugin, never
/// for a
/// result. The limits are those of single calls; when one is passed the process ends and the next request starts
/// another.
/// </summary>
public sealed class PluginSession(PluginLimits limits, string folder, string assembly) : IAsyncDisposable
{
    private readonly Channel<bool> _reloads = Channel.CreateUnbounded<bool>();
    private Running? _running;

    /// <summary>Whether a runner is there that would notice a change.</summary>
    public bool IsWatching => _running is { Process.HasExited: false };

    /// <summary>Waits until the plugin was loaded again; what was told before the wait began counts once.</summary>
    public async Task Reloaded(CancellationToken cancel)
    {
        await _reloads.Reader.ReadAsync(cancel);
        ForgetReloads();
    }

    public void ForgetReloads()
    {
        while (_reloads.Reader.TryRead(out _)) { }
    }

    /// <exception cref="PluginFailed">As with a call of its own.</exception>
    public async Task<RunnerAnswer> Ask(RunnerRequest request, CancellationToken cancel)
    {
        var running = IsWatching ? _running! : await Start();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(limits.Time);
        byte[] answer;
        try
        {
            await Write(running.Process, request, limit.Token);
            answer = await running.Answers.Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            await Stop();
            cancel.ThrowIfCancellationRequested();
            throw new PluginFailed("plugin.too-long", (int)limits.Time.TotalSeconds);
        }
        catch (ChannelClosedException closed)
        {
            await Stop();
            throw closed.InnerException as PluginFailed ?? new PluginFailed("plugin.silent");
        }

        return RunnerProcess.Parse(answer);
    }

    /// <summary>Ends the runner; the next request starts one that sees the files as they then are.</summary>
    public async Task Stop()
    {
        if (_running is not { } running)
            return;
        _running = null;
        if (!running.Process.HasExited)
            running.Process.Kill(entireProcessTree: true);
        await running.Reading;
        running.Process.Dispose();
        Directory.Delete(running.Home, recursive: true);
    }

    public async ValueTask DisposeAsync() => await Stop();

    private async Task<Running> Start()
    {
        await Stop();
        ForgetReloads();
        string home = Directory.CreateTempSubdirectory("plugin-watch-").FullName;
        string[] mode = await PluginWalls.Arguments(limits, RunnerJson.Watch, folder, assembly);
        var process = RunnerProcess.Start(limits, home, mode);
        var answers = Channel.CreateUnbounded<byte[]>();
        return _running = new(process, home, answers, Read(process, answers.Writer));
    }

    private static async Task Write(Process process, RunnerRequest request, CancellationToken cancel)
    {
        try
        {
            var input = process.StandardInput.BaseStream;
            await JsonSerializer.SerializeAsync(input, request, RunnerJson.Options, cancel);
            await input.WriteAsync("\n"u8.ToArray(), cancel);
            await input.FlushAsync(cancel);
        }
        catch (IOException)
        {
            // It died while we were still talking; its end tells why.
        }
    }

    private async Task Read(Process process, ChannelWriter<byte[]> answers)
    {
        var errors = RunnerProcess.ReadSome(process.StandardError);
        try
        {
            await foreach (byte[] line in Lines(process.StandardOutput.BaseStream))
                if (IsReload(line))
                    _reloads.Writer.TryWrite(true);
                else
                    answers.TryWrite(line);
            await process.WaitForExitAsync();
            answers.TryComplete(process.ExitCode == 0 ? null : RunnerProcess.Died(process.ExitCode, await errors));
        }
        catch (PluginFailed failed)
        {
            answers.TryComplete(failed);
            process.Kill(entireProcessTree: true);
        }
    }

    private async IAsyncEnumerable<byte[]> Lines(Stream output)
    {
        using var line = new MemoryStream();
        byte[] buffer = new byte[81920];
        int read;
        while ((read = await output.ReadAsync(buffer)) > 0)
        {
            int from = 0,
                end;
            while ((end = Array.IndexOf(buffer, (byte)'\n', from, read - from)) >= 0)
            {
                line.Write(buffer, from, end - from);
                yield return line.ToArray();
                line.SetLength(0);
                from = end + 1;
            }

            line.Write(buffer, from, read - from);
            if (line.Length > limits.AnswerBytes)
                throw new PluginFailed("plugin.too-much-output", limits.AnswerBytes >> 20);
        }
    }

    /// <summary>Short, and nothing but its kind: an answer is never taken for it.</summary>
    private static bool IsReload(byte[] line) =>
        line.Length < 400 && line.AsSpan().IndexOf("\"kind\":\"Reloaded\""u8) >= 0;

    private sealed record Running(Process Process, string Home, Channel<byte[]> Answers, Task Reading);
}
