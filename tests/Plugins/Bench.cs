using Microsoft.Extensions.Logging.Abstractions;
using Modular.Kernel.Plugins;
using Modular.Plugins.Contract;

namespace Modular.Plugins.Tests;

/// <summary>Runs a plugin as the product does, without a database.</summary>
internal static class Bench
{
    public static ScoreRow[] Matrix(double[][] scores) =>
        [
            .. scores.SelectMany(
                (row, s) => row.Select((value, r) => new ScoreRow($"judge{r}", $"s{s}", "c", value, null))
            ),
        ];

    public static double?[] Scores(Computation result, int count) =>
        [.. Enumerable.Range(0, count).Select(s => result.Subjects.Single(x => x.Subject == $"s{s}").Score)];

    public static async Task<Computation> Compute(string id, IReadOnlyList<ScoreRow> rows, string? parameters)
    {
        var input = Methods.Canonical(rows, []);
        var answer = await Ask(
            new("compute", Path.Combine(AppContext.BaseDirectory, "plugins", id), id, parameters, input)
        );
        return Methods.Ranked(input, answer.Method!);
    }

    public static async Task<ClusterResult> Cluster(ClusterInput input) =>
        (
            await Ask(
                new(
                    "cluster",
                    Path.Combine(AppContext.BaseDirectory, "plugins", "spherical-kmeans"),
                    "spherical-kmeans",
                    null,
                    null,
                    input
                )
            )
        ).Cluster!;

    public static Task<RunnerAnswer> Ask(
        RunnerRequest request,
        double seconds = 60,
        int megabytes = 512,
        int answerMegabytes = 32
    ) =>
        new PluginRunner(
            new(TimeSpan.FromSeconds(seconds), (long)megabytes << 20, (long)answerMegabytes << 20),
            NullLogger<PluginRunner>.Instance
        ).Ask(request, CancellationToken.None);

    /// <summary>As the build does for what it ships.</summary>
    public static Task List(string folder)
    {
        var hashes = Directory.GetDirectories(folder).ToDictionary(f => Path.GetFileName(f), PluginStore.Hash);
        string json = System.Text.Json.JsonSerializer.Serialize(hashes);
        return File.WriteAllTextAsync(Path.Combine(folder, FolderHash.ListName), json);
    }

    /// <summary>A folder like the one of a built plugin, to be changed.</summary>
    public static string Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return to;
    }

    public static string BadPluginFolder => Built("BadPlugin");

    /// <summary>Where a plugin of the tests was built to.</summary>
    public static string Built(string project)
    {
        bool release = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal);
        return Path.Combine(TestKit.Repository.Root, "tests", project, "bin", release ? "Release" : "Debug", "net10.0");
    }
}
