using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Plugins;
using Modular.TestKit;

namespace Modular.Plugins.Tests;

/// <summary>Who a plugin is stands in a file; nothing of it runs before exactly its files are approved.</summary>
[Trait("rule", "K8")]
public sealed class ManifestTests
{
    [Fact]
    public async Task A_dropped_in_plugin_is_listed_and_described_and_none_of_its_code_runs_before_it_is_approved()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        string folder = Bench.Copy(Bench.BadPluginFolder, Path.Combine(host.Folder, "plugins", "bad-plugin"));
        // Whatever ran of this would fail: it is no program at all.
        await File.WriteAllTextAsync(Path.Combine(folder, "bad-plugin.dll"), "no assembly");
        var admin = await host.As("admin");
        await admin.Open("/admin/plugins");
        var entry = await Entry(host, "bad-plugin");
        Assert.Equal((PluginStatus.WaitingForApproval, null), (entry.Status, entry.Reason));
        Assert.Contains("Bad plugin", entry.Description, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, await admin.Raw("/admin/plugins", ("hash", entry.Hash), ("allow", "true")));
        entry = await Entry(host, "bad-plugin");
        Assert.Equal(PluginStatus.Broken, entry.Status);
        Assert.Contains("no .NET assembly", entry.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_runs_as_something_else_than_its_manifest_says_is_refused()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        string folder = Bench.Copy(Bench.BadPluginFolder, Path.Combine(host.Folder, "plugins", "bad-plugin"));
        string manifest = Path.Combine(folder, PluginManifest.FileName);
        string text = await File.ReadAllTextAsync(manifest);
        await File.WriteAllTextAsync(manifest, text.Replace("1.0.0", "1.0.1", StringComparison.Ordinal));
        var admin = await host.As("admin");
        await admin.Open("/admin/plugins");
        await admin.Raw("/admin/plugins", ("hash", (await Entry(host, "bad-plugin")).Hash), ("allow", "true"));
        await admin.Open("/admin/plugins");
        Assert.Contains("与清单文件", admin.Text, StringComparison.Ordinal);
        Assert.Equal(PluginStatus.Broken, (await Entry(host, "bad-plugin")).Status);
    }

    [Theory]
    [InlineData(null, "plugin.no-manifest")]
    [InlineData("{", "plugin.manifest-unreadable")]
    [InlineData("null", "plugin.manifest-unreadable")]
    [InlineData("{\"kind\":\"Method\"}", "plugin.manifest-unreadable")]
    [InlineData(
        "{\"kind\":\"7\",\"id\":\"bad-plugin\",\"version\":\"1.0.0\",\"author\":\"a\",\"name\":{\"zh\":\"a\",\"en\":\"a\"},\"summary\":{\"zh\":\"a\",\"en\":\"a\"},\"parameters\":[]}",
        "plugin.manifest-unreadable"
    )]
    [InlineData(
        "{\"kind\":\"Method\",\"id\":\"bad-plugin\",\"version\":\"newest\",\"author\":\"a\",\"name\":{\"zh\":\"a\",\"en\":\"a\"},\"summary\":{\"zh\":\"a\",\"en\":\"a\"},\"parameters\":[]}",
        "plugin.manifest-unreadable"
    )]
    [InlineData(
        "{\"kind\":\"Method\",\"id\":\"points\",\"version\":\"1.0.0\",\"author\":\"a\",\"name\":{\"zh\":\"a\",\"en\":\"a\"},\"summary\":{\"zh\":\"a\",\"en\":\"a\"},\"parameters\":[]}",
        "plugin.wrong-id"
    )]
    public async Task Without_a_sound_manifest_a_plugin_does_not_run(string? manifest, string key)
    {
        string folder = Bench.Copy(
            Bench.BadPluginFolder,
            Path.Combine(Directory.CreateTempSubdirectory("modular-test-").FullName, "bad-plugin")
        );
        string file = Path.Combine(folder, PluginManifest.FileName);
        File.Delete(file);
        if (manifest is not null)
            await File.WriteAllTextAsync(file, manifest);
        var failed = await Assert.ThrowsAsync<PluginFailed>(() =>
            Bench.Ask(new("describe", folder, "bad-plugin", null))
        );
        Assert.Equal(key, failed.Key);
    }

    [Fact]
    public async Task What_somebody_puts_among_the_shipped_ones_is_not_approved_by_lying_there()
    {
        string shipped = Directory.CreateTempSubdirectory("modular-test-").FullName;
        Bench.Copy(Bench.Built("VersionPlugin"), Path.Combine(shipped, "version-plugin"));
        await Bench.List(shipped);
        Bench.Copy(Bench.BadPluginFolder, Path.Combine(shipped, "bad-plugin"));
        await using var host = await RunningHost.Start(Databases.Sqlite, $"--Plugins:Shipped={shipped}");
        Assert.Equal(PluginStatus.Allowed, (await Entry(host, "version-plugin")).Status);
        Assert.Equal(PluginStatus.WaitingForApproval, (await Entry(host, "bad-plugin")).Status);
    }

    [Fact]
    public async Task A_refused_plugin_does_not_run_for_who_chose_it_before()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        var catalogue = host.Services.GetRequiredService<PluginCatalogue>();
        var method = await catalogue.Get(PluginKind.Method, "points", default);
        var admin = await host.As("admin");
        await admin.Raw("/admin/plugins", ("hash", method.Hash), ("allow", "false"));
        var failed = await Assert.ThrowsAsync<PluginFailed>(() =>
            catalogue.Run(method, new RunnerRequest("describe", "", "", null), default)
        );
        Assert.Equal("plugin.not-allowed", failed.Key);
        await admin.Raw("/admin/plugins", ("hash", method.Hash), ("allow", "true"));
        Assert.Equal(
            "points",
            (await catalogue.Run(method, new RunnerRequest("describe", "", "", null), default)).Description!.Id
        );
    }

    /// <summary>A link would bring the key beside the database into what a plugin may read.</summary>
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_folder_that_cannot_be_read_is_a_row_with_a_sentence_and_the_host_starts(string database)
    {
        string folder = Directory.CreateTempSubdirectory("modular-test-").FullName;
        string plugin = Bench.Copy(Bench.BadPluginFolder, Path.Combine(folder, "plugins", "bad-plugin"));
        File.CreateSymbolicLink(Path.Combine(plugin, "key.txt"), Path.Combine(folder, "personal-data.key"));
        await using var host = await RunningHost.Start(await Databases.Empty(database, folder), folder, seed: true);
        var admin = await host.As("admin");
        await admin.Open("/admin/plugins");
        Assert.Contains("指向别处的链接 key.txt", admin.Text, StringComparison.Ordinal);
        // Mended, it is a plugin like others and the row of before is gone.
        File.Delete(Path.Combine(plugin, "key.txt"));
        await admin.Open("/admin/plugins");
        Assert.Equal(PluginStatus.WaitingForApproval, (await Entry(host, "bad-plugin")).Status);
    }

    [Fact]
    public async Task The_page_says_how_far_plugins_are_shut_in()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite, "--Plugins:RequireWalls=true");
        var admin = await host.As("admin");
        await admin.Open("/admin/plugins");
        var walls = await PluginWalls.Get();
        string said = admin.Page.QuerySelector("#walls")!.ParentElement!.TextContent;
        Assert.Contains(
            walls.Landlock > 0 ? $"Landlock 第 {walls.Landlock} 版" : "本机内核不能限制",
            said,
            StringComparison.Ordinal
        );
        Assert.Contains(walls.Calls ? "不能连接任何地址" : "能联网", said, StringComparison.Ordinal);
        Assert.Contains("隔离不完整时不运行", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.9.0", "1.10.0")]
    [InlineData("1.0", "1.0.1")]
    [InlineData("2.0.0-beta", "2.0.0")]
    [InlineData("9", "10")]
    [InlineData("2.0.0-alpha", "2.0.0-beta")]
    public void Versions_are_compared_as_versions(string older, string newer)
    {
        Assert.True(PluginVersion.Order.Compare(older, newer) < 0);
        Assert.True(PluginVersion.Order.Compare(newer, older) > 0);
        Assert.Equal(0, PluginVersion.Order.Compare(newer, newer));
    }

    private static async Task<PluginEntry> Entry(RunningHost host, string folder) =>
        Assert.Single(await host.Services.GetRequiredService<PluginCatalogue>().All(default), p => p.Folder == folder);
}
