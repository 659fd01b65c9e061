using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.TestKit;
using static Modular.Journeys.Tests.Killing;

namespace Modular.Journeys.Tests;

/// <summary>The host, as a real process, dies in the middle of an import; started again it ends right.</summary>
public sealed class KilledHostTests
{
    [
        Theory,
        MemberData(nameof(Databases.Both), MemberType = typeof(Databases)),
        Trait("rule", "N16"),
        Trait("fault", "1")
    ]
    public async Task An_import_killed_between_chunks_goes_on_with_no_row_lost_or_doubled(string database)
    {
        var (args, folder) = await Prepare(database, _ => Task.CompletedTask);
        string file = Path.Combine(folder, "needs.csv");
        await File.WriteAllTextAsync(
            file,
            "编号,标题,内容\n"
                + string.Concat(Enumerable.Range(0, 3500).Select(i => $"K{i},title {i},text number {i}\n")),
            Encoding.UTF8
        );
        using (var first = new HostProcess(args, "needs.import.chunk-taken:2"))
        {
            var worker = await first.As("worker-a1");
            await worker.Open("/needs/import");
            await worker.Send("form[enctype]", ("Input.File", "file:" + file));
            Assert.Contains("3,500", worker.Text, StringComparison.Ordinal);
            await first.DiesOf(() => worker.PressButton("button[formaction*='handler=Take']"));
        }

        using var second = new HostProcess(args, null);
        var again = await second.As("worker-a1");
        await again.Open("/jobs");
        string job = again
            .Page.QuerySelectorAll("main a")
            .Select(a => a.GetAttribute("href")!)
            .First(a => Regex.IsMatch(a, @"^/jobs/\d+$"));
        await Until(async () => (await again.Open(job)).Page.QuerySelector("dl.facts") is not null);
        Assert.Equal(["3500", "0", "0"], again.Page.QuerySelectorAll("dl.facts dd").Select(d => d.TextContent));
        await again.Open("/needs");
        Assert.Contains("3,500", again.Page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
    }
}
