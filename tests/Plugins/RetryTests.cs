using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Plugins;
using Modular.Kernel.Store;
using Modular.TestKit;

namespace Modular.Plugins.Tests;

/// <summary>
/// A plugin that could not say what it is for a passing reason is not lost; for a lasting one it can be asked again.
/// </summary>
public sealed class RetryTests
{
    private const string Never = "--Plugins:Seconds=0.001";

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "K8")]
    public async Task An_approved_plugin_whose_first_run_was_too_slow_is_allowed_by_the_next_start(string database)
    {
        var (args, folder) = await Prepare(database, "plugins");
        await using (var slow = await RunningHost.Start(args, folder, seed: true, Never))
        {
            slow.KeepData = true;
            Assert.Equal((PluginStatus.WaitingForApproval, null), await State(slow));
            var admin = await slow.As("admin");
            await admin.Raw("/admin/plugins", ("hash", PluginStore.Hash(Dropped(folder))), ("allow", "true"));
            Assert.Equal((PluginStatus.Broken, "plugin.too-long"), await State(slow));
        }

        await using var quick = await RunningHost.Start(args, folder, seed: false);
        Assert.Equal((PluginStatus.Allowed, null), await State(quick));
    }

    /// <summary>
    /// A shipped method is not lost to a slow machine: it is known by its hash and need not run to be believed.
    /// </summary>
    [Fact]
    public async Task A_shipped_plugin_is_allowed_however_slow_the_first_start()
    {
        var (args, folder) = await Prepare(Databases.Sqlite);
        await using var slow = await RunningHost.Start(args, folder, seed: false, Never);
        Assert.Equal((PluginStatus.Allowed, null), await State(slow));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_lasting_reason_stays_until_an_administrator_tries_again_and_that_is_audited(string database)
    {
        var (args, folder) = await Prepare(database);
        await using var host = await RunningHost.Start(args, folder, seed: true);
        await Break(host, "{\"Key\":\"plugin.threw\",\"Arguments\":[\"Built for contract 9.\"]}");
        await host.Services.GetRequiredService<PluginCatalogue>().Rescan(default);
        Assert.Equal((PluginStatus.Broken, "plugin.threw"), await State(host));

        var admin = await host.As("admin");
        await admin.Open("/admin/plugins");
        Assert.Contains("Built for contract 9.", admin.Text, StringComparison.Ordinal);
        await admin.Press("Again");
        Assert.Equal((HttpStatusCode.OK, "/admin/plugins"), (admin.Status, admin.At));
        Assert.Equal((PluginStatus.Allowed, null), await State(host));
        await using var db = host.Services.GetRequiredService<IDbContextFactoryOf<KernelDb>>().Create();
        var audited = await db.AuditEntries.SingleAsync(a => a.Action == "plugin.tried-again");
        Assert.Equal(("admin", "plugin:version-plugin"), (audited.Who, audited.Subject));
    }

    [Fact]
    public async Task Only_who_may_handle_plugins_tries_again()
    {
        var (args, folder) = await Prepare(Databases.Sqlite);
        await using var host = await RunningHost.Start(args, folder, seed: true);
        await Break(host, "{\"Key\":\"plugin.threw\",\"Arguments\":[\"x\"]}");
        var town = await host.As("town-a");
        await town.Raw("/admin/plugins?handler=Again", ("hash", PluginStore.Hash(Shipped(folder))));
        Assert.Equal((PluginStatus.Broken, "plugin.threw"), await State(host));
    }

    [Fact]
    public async Task A_reason_that_was_cut_off_does_not_break_the_page()
    {
        var (args, folder) = await Prepare(Databases.Sqlite);
        await using var host = await RunningHost.Start(args, folder, seed: true);
        await Break(host, "{\"Key\":\"plugin.threw\",\"Arguments\":[\"cut o");
        Directory.Delete(Shipped(folder), recursive: true);
        var admin = await host.As("admin");
        await admin.Open("/admin/plugins");
        await admin.Open("/admin/plugins");
        await admin.Send("form[action*='handler=Again']");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, admin.Status);
    }

    [Fact]
    public void A_passing_reason_is_tried_at_once_then_ever_more_rarely_and_at_least_hourly()
    {
        var retries = new PluginRetries();
        var now = Clock.Plain().GetUtcNow();
        Assert.True(retries.Due("a", now));
        retries.Failed("a", now);
        Assert.True(retries.Due("a", now));
        foreach (int minutes in new[] { 1, 2, 4, 8, 16, 32, 60, 60 })
        {
            retries.Failed("a", now);
            Assert.False(retries.Due("a", now.AddMinutes(minutes).AddSeconds(-1)), $"before {minutes} minutes");
            Assert.True(retries.Due("a", now.AddMinutes(minutes)), $"after {minutes} minutes");
        }

        retries.Forget("a");
        Assert.True(retries.Due("a", now));
    }

    [Theory]
    [InlineData("plugin.too-long", true)]
    [InlineData("plugin.cannot-start", true)]
    [InlineData("plugin.no-runner-here", true)]
    [InlineData("plugin.too-much-memory", true)]
    [InlineData("plugin.ended-from-outside", true)]
    [InlineData("plugin.files-unreadable", true)]
    [InlineData("plugin.threw", false)]
    [InlineData("plugin.wrong-id", false)]
    [InlineData("plugin.nonsense", false)]
    [InlineData("plugin.stack-overflow", false)]
    public void Passing_reasons_are_told_from_lasting_ones(string key, bool passing)
    {
        string kept = PluginReason.Of(new PluginFailed(key, new string('长', 900), "second"))!.Kept();
        Assert.True(kept.Length <= 600);
        Assert.Equal(passing, PluginReason.IsPassing(kept));
    }

    /// <summary>A host whose only shipped plugin is one of the tests'.</summary>
    private static async Task<(string[] Args, string Folder)> Prepare(string database, string where = "shipped")
    {
        string folder = Directory.CreateTempSubdirectory("modular-test-").FullName;
        string shipped = Path.Combine(folder, "shipped");
        Directory.CreateDirectory(shipped);
        Bench.Copy(Bench.Built("VersionPlugin"), Path.Combine(folder, where, "version-plugin"));
        await Bench.List(shipped);
        return ([.. await Databases.Empty(database, folder), $"--Plugins:Shipped={shipped}"], folder);
    }

    private static string Dropped(string folder) => Path.Combine(folder, "plugins", "version-plugin");

    private static string Shipped(string folder) => Path.Combine(folder, "shipped", "version-plugin");

    private static async Task Break(RunningHost host, string reason)
    {
        await using var db = host.Services.GetRequiredService<IDbContextFactoryOf<KernelDb>>().Create();
        await db.Plugins.ExecuteUpdateAsync(set =>
            set.SetProperty(p => p.Status, PluginStatus.Broken).SetProperty(p => p.Reason, reason)
        );
    }

    private static async Task<(PluginStatus, string?)> State(RunningHost host)
    {
        var entry = (await host.Services.GetRequiredService<PluginCatalogue>().All(default)).Single();
        return (entry.Status, entry.Reason is null ? null : entry.Reason.Split('"')[3]);
    }
}
