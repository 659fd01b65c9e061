namespace Modular.Kernel.Plugins;

/// <summary>For who writes a plugin, on his own machine: his code runs as it is, to say what it declares.</summary>
public static class PluginBuild
{
    private static readonly PluginLimits Limits = new(TimeSpan.FromSeconds(60), 1L << 30, 1 << 20);

    /// <summary>Writes the manifest beside a built assembly, if it differs from what is there.</summary>
    /// <returns>Null, or what kept it from being written.</returns>
    /// <exception cref="PluginFailed">It took too long.</exception>
    public static async Task<string?> WriteManifest(string folder, string assembly, CancellationToken cancel)
    {
        string home = Directory.CreateTempSubdirectory("plugin-build-").FullName;
        using var process = RunnerProcess.Start(Limits, home, RunnerJson.Manifest, folder, assembly);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Limits.Time);
        try
        {
            process.StandardInput.Close();
            var errors = RunnerProcess.ReadSome(process.StandardError);
            await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            string said = (await errors).Trim();
            if (process.ExitCode == 0)
                return null;
            return said.Length > 0 ? said : RunnerProcess.Died(process.ExitCode, said).Message;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new PluginFailed("plugin.too-long", (int)Limits.Time.TotalSeconds);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            Directory.Delete(home, recursive: true);
        }
    }
}
