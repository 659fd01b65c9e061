using System.Diagnostics;
using System.Net;
using Modular.Kernel.Plugins;
using Modular.TestKit;

namespace Modular.Plugins.Tests;

/// <summary>
/// Whatever a plugin does, it is reported with its reason, in bounded time, and nothing else is harmed.
/// </summary>
public sealed class BadPluginTests
{
    [Theory, Trait("rule", "K8")]
    [InlineData("throws", "plugin.threw")]
    [InlineData("loops", "plugin.too-long")]
    [InlineData("overflows", "plugin.stack-overflow")]
    [InlineData("fails-fast", "plugin.died")]
    [InlineData("exits", "plugin.silent")]
    [InlineData("eats-memory", "plugin.too-much-memory")]
    [InlineData("prints", "plugin.too-much-output")]
    [InlineData("not-a-number", "plugin.not-a-number")]
    [InlineData("forgets", "plugin.subject-missing")]
    [InlineData("child", "plugin.threw")]
    public async Task It_is_reported_with_its_reason(string does, string key)
    {
        var input = Methods.Canonical([new("r", "s1", "c", 1, null), new("r", "s2", "c", 2, null)], []);
        var watch = Stopwatch.StartNew();
        var failed = await Assert.ThrowsAsync<PluginFailed>(async () =>
        {
            var answer = await Bench.Ask(
                new("compute", Bench.BadPluginFolder, "bad-plugin", $"{{\"does\":\"{does}\"}}", input),
                seconds: 8,
                megabytes: 200,
                answerMegabytes: 8
            );
            Methods.Ranked(input, answer.Method!);
        });
        Assert.Equal(key, failed.Key);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"took {watch.Elapsed}");
    }

    [Fact, Trait("rule", "K8"), Trait("fault", "8")]
    public async Task A_loop_ends_with_the_process_that_started_it()
    {
        // Stands for a host that is killed: it cannot end its runner any more.
        using var parent = Process.Start("sleep", "30")!;
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "runner", "Modular.Plugins.Runner.dll"));
        foreach (string word in new[] { RunnerJson.Once, Bench.BadPluginFolder, "bad-plugin" })
            start.ArgumentList.Add(word);
        start.Environment[RunnerJson.Parent] = $"{parent.Id}";
        using var runner = Process.Start(start)!;
        var request = new RunnerRequest(
            "compute",
            Bench.BadPluginFolder,
            "bad-plugin",
            "{\"does\":\"loops\"}",
            Methods.Canonical([new("r", "s1", "c", 1, null)], [])
        );
        await System.Text.Json.JsonSerializer.SerializeAsync(
            runner.StandardInput.BaseStream,
            request,
            RunnerJson.Options
        );
        runner.StandardInput.Close();
        Assert.False(runner.WaitForExit(3000));
        parent.Kill();
        Assert.True(runner.WaitForExit(5000));
    }

    [Fact]
    public async Task A_folder_dropped_in_is_listed_and_after_approval_usable_and_a_changed_file_is_not_run()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        string folder = Path.Combine(host.Folder, "plugins", "bad-plugin");
        Bench.Copy(Bench.BadPluginFolder, folder);
        Directory.CreateDirectory(Path.Combine(host.Folder, "plugins", "empty-one"));
        await File.WriteAllTextAsync(Path.Combine(host.Folder, "plugins", "empty-one", "readme.txt"), "no plugin");
        var admin = await host.As("admin");
        await admin.Open("/admin/plugins");
        var row = admin
            .Page.QuerySelectorAll("table.list tbody tr")
            .Single(r => r.TextContent.Contains("bad-plugin", StringComparison.Ordinal));
        Assert.Contains("待批准", row.TextContent, StringComparison.Ordinal);
        Assert.Contains(
            "不能用",
            admin
                .Page.QuerySelectorAll("table.list tbody tr")
                .Single(r => r.TextContent.Contains("empty-one", StringComparison.Ordinal))
                .TextContent,
            StringComparison.Ordinal
        );
        string hash = row.QuerySelector("input[name=hash]")!.GetAttribute("value")!;
        Assert.Equal(HttpStatusCode.OK, await admin.Raw("/admin/plugins", ("hash", hash), ("allow", "true")));
        var town = await host.As("town-a");
        await town.Open("/rounds/new");
        Assert.NotNull(town.Page.QuerySelector("#method-bad-plugin"));

        await File.AppendAllTextAsync(Path.Combine(host.Folder, "plugin-store", hash, "bad-plugin.dll"), "x");
        var store = (PluginStore)host.Services.GetService(typeof(PluginStore))!;
        Assert.Null(store.Copy(hash));
    }
}
