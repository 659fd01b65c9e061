namespace Modular.Kernel.Plugins;

/// <summary>
/// How far runners shut themselves in on this machine. Asked once for a process: a runner that loads nothing enters the
/// walls and says what the kernel gave.
/// </summary>
public static class PluginWalls
{
    private static readonly PluginLimits Quick = new(TimeSpan.FromSeconds(30), 256L << 20, 1 << 20);
    private static readonly Lazy<Task<(RunnerWalls Walls, bool NoFiles)>> Found = new(Look);

    public static async Task<RunnerWalls> Get() => (await Found.Value).Walls;

    /// <summary>What a runner of this machine is started with, before what it is to do and after it.</summary>
    internal static async Task<string[]> Arguments(PluginLimits limits, params string[] mode)
    {
        var (walls, noFiles) = await Found.Value;
        if (limits.RequireWalls && !walls.IsWhole)
            throw new PluginFailed("plugin.no-walls");
        string[] before = noFiles ? [RunnerJson.NoFiles] : [];
        string[] after = limits.RequireWalls ? [RunnerJson.Require] : [];
        return [.. before, .. mode, .. after];
    }

    private static async Task<(RunnerWalls Walls, bool NoFiles)> Look()
    {
        if (await Ask(RunnerJson.Walls) is { } all)
            return (all, false);
        // The runtime lies somewhere the walls leave out: better half of them than no plugins.
        return (await Ask(RunnerJson.NoFiles, RunnerJson.Walls) ?? RunnerWalls.None, true);
    }

    private static async Task<RunnerWalls?> Ask(params string[] mode)
    {
        string home = Directory.CreateTempSubdirectory("plugin-walls-").FullName;
        try
        {
            using var process = RunnerProcess.Start(Quick, home, mode);
            using var limit = new CancellationTokenSource(Quick.Time);
            process.StandardInput.Close();
            var errors = RunnerProcess.ReadSome(process.StandardError);
            try
            {
                using var kept = new MemoryStream();
                await process.StandardOutput.BaseStream.CopyToAsync(kept, limit.Token);
                await process.WaitForExitAsync(limit.Token);
                await errors;
                return process.ExitCode == 0 ? RunnerProcess.Parse(kept.ToArray()).Walls : null;
            }
            finally
            {
                if (!process.HasExited)
                    process.Kill(entireProcessTree: true);
            }
        }
        catch (Exception problem) when (problem is PluginFailed or OperationCanceledException)
        {
            return null;
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }
}
