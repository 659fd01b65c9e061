using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Appraisal.Data;
using Modular.Appraisal.Results;
using Modular.Kernel.Jobs;
using Modular.Kernel.Plugins;
using Modular.Kernel.Store;
using Modular.TestKit;

namespace Modular.Appraisal.Tests;

/// <summary>Whether a published result holds is found by the host and read by visitors.</summary>
[Trait("rule", "A9")]
public sealed class VerdictTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Visitors_read_what_was_found_and_start_no_computation_and_a_refused_plugin_is_not_run_for_it(
        string database
    )
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        long id = await Kit.Panel(host, ["Centre one", "Centre two"]);
        await Kit.Score(host, id, (_, what) => what.Length * 5);
        await Kit.Compute(host, id);
        await Kit.Publish(host, id, "pass", everybody: true);
        Assert.True(
            await host.Ask(s => s.GetRequiredService<KernelDb>().Jobs.AnyAsync(j => j.Kind == VerifyPublished.Kind))
        );
        Assert.Contains("还没有重算过", await Asked(host, id), StringComparison.Ordinal);
        await Night(host);
        Assert.Contains("复算一致", await Asked(host, id), StringComparison.Ordinal);

        // Nothing of the plugin may run any more: what was found before is still told.
        string hash = await host.Ask(s =>
            s.GetRequiredService<AppraisalDb>()
                .Results.Where(r => r.RoundId == id)
                .Select(r => r.MethodHash)
                .SingleAsync()
        );
        await host.Do(s =>
            s.GetRequiredService<PluginCatalogue>().Decide(s.GetRequiredService<KernelDb>(), hash, false, default)
        );
        Assert.Contains("复算一致", await Asked(host, id), StringComparison.Ordinal);
        // Within the week nobody looks again; after it the host says why it cannot.
        await Night(host);
        Assert.Contains("复算一致", await Asked(host, id), StringComparison.Ordinal);
        host.Clock.Advance(TimeSpan.FromDays(8));
        await Night(host);
        Assert.Contains("已被停用", await Asked(host, id), StringComparison.Ordinal);
    }

    private static Task Night(RunningHost host) =>
        host.Do(s => s.GetRequiredService<VerifyPublished>().Run(JobRun.Unasked(VerifyPublished.Kind), default));

    private static async Task<string> Asked(RunningHost host, long id)
    {
        var anybody = host.Visitor();
        await anybody.Open($"/results/{id}");
        await anybody.Send($"form[action='/results/{id}/verify']");
        return anybody.Page.QuerySelector("[role=status]")!.TextContent;
    }
}
