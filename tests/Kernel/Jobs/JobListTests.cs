using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Data;
using Modular.Kernel.Store;
using Modular.Kernel.Units;
using Modular.TestKit;

namespace Modular.Kernel.Tests;

/// <summary>Jobs, and the runs of recurring work, as lists: page by page, by any heading, and as a file.</summary>
[Trait("rule", "K13")]
public sealed class JobListTests
{
    private const string Kind = "kernel.clear-delivered";

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Jobs_follow_one_another_page_by_page_and_sort_by_every_heading(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        await Jobs(host, 61);
        var admin = await host.As("admin");
        await admin.Open("/jobs?state=Failed");
        Assert.Contains("31", admin.Page.QuerySelector("h1 .count")!.TextContent, StringComparison.Ordinal);
        string[] all = [.. Titles(admin)];
        Assert.Equal(25, all.Length);
        await admin.Follow(".pager a[rel='next']");
        Assert.Equal(6, Titles(admin).Length);
        Assert.Empty(all.Intersect(Titles(admin)));
        await admin.Follow(".pager a[rel='prev']");
        Assert.Equal(all, Titles(admin));

        await admin.Follow("th a[href*='sort=by']");
        Assert.Equal("/jobs?state=Failed&sort=by", admin.At);
        await admin.Follow("th a[href*='sort=-by']");
        string[] names = [.. admin.Page.QuerySelectorAll("td[data-label='发起人']").Select(c => c.TextContent.Trim())];
        Assert.Equal(names.OrderDescending(StringComparer.Ordinal), names);
        string[] lines = await Lines(admin, "/jobs?state=Failed&sort=-by&handler=export&format=csv");
        Assert.Equal(31, lines.Length);
        Assert.Equal(Titles(admin), lines.Take(25).Select(l => l.Split(',')[0]));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Runs_of_one_kind_are_all_there_the_newest_first(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        await Runs(host, 61);
        var admin = await host.As("admin");
        await admin.Open($"/jobs/recurring/{Kind}");
        Assert.Contains("61", admin.Page.QuerySelector("h2 .count")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(admin.Page.QuerySelector(".pager a[rel='next']"));
        await admin.Follow(".chips a[href*='state=Failed']");
        Assert.Contains("21", admin.Page.QuerySelector("h2 .count")!.TextContent, StringComparison.Ordinal);
        Assert.Null(admin.Page.QuerySelector(".pager"));
        await admin.Follow("th a[href*='sort=tries']");
        string[] tries = [.. admin.Page.QuerySelectorAll("td[data-label='次数']").Select(c => c.TextContent.Trim())];
        Assert.Equal(tries.Order(StringComparer.Ordinal), tries);
        string[] lines = await Lines(
            admin,
            $"/jobs/recurring/{Kind}?state=Failed&sort=tries&handler=export&format=csv"
        );
        Assert.Equal(tries, lines.Select(l => l.Split(',')[4]));
    }

    private static string[] Titles(Visitor person) =>
        [.. person.Page.QuerySelectorAll("td.main a").Select(a => a.TextContent.Trim())];

    private static async Task<string[]> Lines(Visitor person, string address) =>
        [
            .. Encoding
                .UTF8.GetString(await person.Bytes(address))
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Skip(1),
        ];

    private static async Task Jobs(RunningHost host, int count)
    {
        var unit = (await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask())).Find("A1")!;
        var now = host.Clock.GetUtcNow();
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<KernelDb>();
            for (int i = 0; i < count; i++)
                db.Jobs.Add(
                    new()
                    {
                        Id = Ids.Next(now),
                        Kind = "needs.import",
                        Title = $"file {i}",
                        Arguments = "{}",
                        State = i % 2 == 0 ? JobState.Failed : JobState.Done,
                        UnitId = unit.Id,
                        UnitPath = unit.Path,
                        By = $"worker-{i % 7}",
                        CreatedAt = now.AddMinutes(i),
                        DueAt = now,
                    }
                );
            await db.SaveChangesAsync();
        });
    }

    private static async Task Runs(RunningHost host, int count)
    {
        var now = host.Clock.GetUtcNow();
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<KernelDb>();
            for (int i = 0; i < count; i++)
                db.RecurringRuns.Add(
                    new()
                    {
                        Id = Ids.Next(now),
                        Kind = Kind,
                        Slot = now.AddHours(i - count),
                        StartedAt = now.AddHours(i - count),
                        EndedAt = now.AddHours(i - count).AddSeconds(i),
                        State = i % 3 == 0 ? JobState.Failed : JobState.Done,
                        Attempts = 1 + i % 4,
                        LeaseBy = "test",
                    }
                );
            await db.SaveChangesAsync();
        });
    }
}
