using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Text.Json;
using Modular.Kernel.Plugins;
using Modular.Plugins.Contract;

namespace Modular.Plugins.Tests;

/// <summary>
/// What a plugin tries beyond computing is refused by the kernel, on every thread it can get hold of.
/// </summary>
[Trait("rule", "K8")]
public sealed class WallsTests
{
    private const string Through = "got through";

    [Fact]
    public async Task Every_way_out_is_shut()
    {
        await NeedsWalls();
        var (told, listener, folder) = Tempt();
        using (listener)
        {
            var input = Methods.Canonical([new("r", "s1", "c", 1, null), new("r", "s2", "c", 2, null)], []);
            var answer = await Bench.Ask(new("compute", Bench.BadPluginFolder, "bad-plugin", told, input));
            var came = answer.Method!.Details.ToDictionary(d => d.Key, d => d.Value!.ToString()!);
            Assert.True(came.Count > 60, $"{came.Count} ways");
            Assert.Empty(came.Where(c => c.Value is Through or "not tried").Select(c => c.Key));
            Assert.False(listener.Pending());
        }

        Assert.Equal("secret", await File.ReadAllTextAsync(Path.Combine(folder, "secret.key")));
        Assert.Single(Directory.GetFileSystemEntries(folder));
        Assert.False(File.Exists("/tmp/bad-plugin.txt") || Path.Exists("/tmp/bad-plugin.link"));
    }

    /// <summary>
    /// The same code outside of the walls gets through: the test above would see a wall that is missing.
    /// </summary>
    [Fact]
    public void Without_walls_the_same_ways_lead_out()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("Only Linux has these walls: NOT TRIED.");
        var (told, listener, folder) = Tempt();
        using var other = Process.Start("sleep", "60")!;
        try
        {
            using (listener)
            {
                var attempts = Assembly
                    .LoadFrom(Path.Combine(Bench.BadPluginFolder, "bad-plugin.dll"))
                    .GetType("Modular.BadPlugin.Attempts")!
                    .GetMethod("All", BindingFlags.Public | BindingFlags.Static)!;
                string[] harmless =
                [
                    "reads a file",
                    "lists a folder",
                    "writes beside the database",
                    "connects",
                    "runs a shell",
                ];
                var parameters = ParameterValues.Parse(
                    told.Replace($"\"{Environment.ProcessId}\"", $"\"{other.Id}\"", StringComparison.Ordinal)
                );
                var came = (Dictionary<string, object?>)attempts.Invoke(null, [parameters, harmless])!;
                Assert.All(came, c => Assert.Equal(Through, c.Value));
                Assert.Equal(harmless.Length * 3, came.Count);
            }
        }
        finally
        {
            other.Kill();
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_runner_that_must_have_all_walls_loads_nothing_without_them()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("Only Linux has these walls: NOT TRIED.");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        string dll = Path.Combine(AppContext.BaseDirectory, "runner", "Modular.Plugins.Runner.dll");
        string[] words =
        [
            dll,
            RunnerJson.NoFiles,
            RunnerJson.Once,
            Bench.BadPluginFolder,
            "bad-plugin",
            RunnerJson.Require,
        ];
        foreach (string word in words)
            start.ArgumentList.Add(word);
        using var runner = Process.Start(start)!;
        runner.StandardInput.Close();
        Assert.Equal("", await runner.StandardOutput.ReadToEndAsync());
        await runner.WaitForExitAsync();
        Assert.Equal(RunnerJson.NoWalls, runner.ExitCode);
    }

    [Fact]
    public async Task With_walls_required_and_there_a_method_computes_as_ever()
    {
        await NeedsWalls();
        var limits = new PluginLimits(TimeSpan.FromSeconds(60), 512L << 20, 32 << 20) { RequireWalls = true };
        var runner = new PluginRunner(
            limits,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<PluginRunner>.Instance
        );
        string folder = Path.Combine(AppContext.BaseDirectory, "plugins", "weighted-mean");
        var input = Methods.Canonical([new("r", "s1", "c", 1, null), new("r", "s2", "c", 2, null)], []);
        var answer = await runner.Ask(
            new("compute", folder, "weighted-mean", null, input),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(2, answer.Method!.Subjects.Count);
    }

    /// <summary>No more than so many processes at once, whoever asks; the others hear a sentence.</summary>
    [Fact]
    public async Task One_too_many_waits_and_is_then_told_that_the_host_is_busy()
    {
        var limits = new PluginLimits(TimeSpan.FromSeconds(6), 512L << 20, 32 << 20)
        {
            AtOnce = 1,
            Patience = TimeSpan.FromMilliseconds(50),
        };
        var runner = new PluginRunner(
            limits,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<PluginRunner>.Instance
        );
        var input = Methods.Canonical([new("r", "s1", "c", 1, null)], []);
        var request = new RunnerRequest("compute", Bench.BadPluginFolder, "bad-plugin", "{\"does\":\"loops\"}", input);
        using var end = new CancellationTokenSource();
        var first = runner.Ask(request, end.Token);
        var failed = await Assert.ThrowsAsync<PluginFailed>(() => runner.Ask(request, default));
        Assert.Equal("plugin.busy", failed.Key);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => first);
        // The turn was given back.
        var after = await Assert.ThrowsAsync<PluginFailed>(() =>
            runner.Ask(request with { Parameters = "{\"does\":\"throws\"}" }, default)
        );
        Assert.Equal("plugin.threw", after.Key);
    }

    private static async Task NeedsWalls()
    {
        var walls = await PluginWalls.Get();
        if (!walls.IsWhole)
            Assert.Skip(
                $"NOT TRIED on this machine: Landlock version {walls.Landlock}, calls refused: {walls.Calls}. "
                    + "Plugins run unconfined here."
            );
    }

    private static (string Told, TcpListener Listener, string Folder) Tempt()
    {
        string folder = Directory.CreateTempSubdirectory("modular-test-").FullName;
        File.WriteAllText(Path.Combine(folder, "secret.key"), "secret");
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        string told = JsonSerializer.Serialize(
            new
            {
                does = "breaks-out",
                folder,
                parent = $"{Environment.ProcessId}",
                port = ((IPEndPoint)listener.LocalEndpoint).Port,
                settings = Path.Combine(TestKit.Repository.Root, "host", "appsettings.json"),
                neighbour = Path.Combine(AppContext.BaseDirectory, "plugins", "points", "points.dll"),
            }
        );
        return (told, listener, folder);
    }
}
