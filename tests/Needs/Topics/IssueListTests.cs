using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Data;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.Needs.Topics;
using Modular.TestKit;

namespace Modular.Needs.Tests;

/// <summary>Hot issues and topics as lists: all of them, by any heading, with their marks, and as a file.</summary>
[Trait("rule", "K13")]
public sealed class IssueListTests
{
    private const int Many = 130;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task All_issues_are_counted_and_the_file_has_the_order_of_the_page(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        await Fill(host);
        var worker = await host.As("worker-a1");
        await worker.Open("/needs/issues");
        Assert.Contains($"{Many}", worker.Page.QuerySelector("h1 .count")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(25, worker.Page.QuerySelectorAll("td.pick input[name='Chosen'][form='join']").Length);
        await worker.Open("/needs/issues?q=%E6%B1%9F");
        await worker.Follow("th a[href*='sort=people']");
        Assert.Equal("/needs/issues?q=%E6%B1%9F&sort=people", worker.At);
        string[] people = Cells(worker, "人数");
        Assert.Equal(people.OrderBy(int.Parse), people);
        string[] lines = await Lines(worker, "/needs/issues?q=%E6%B1%9F&sort=people&handler=export&format=csv");
        Assert.Equal(Many / 2, lines.Length);
        Assert.Equal(people, lines.Take(25).Select(l => l.Split(',')[3]));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Topics_sort_by_every_heading_and_one_of_two_marks_stays_when_it_is_refused(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        await Fill(host);
        var worker = await host.As("worker-a1");
        await worker.Open("/needs/topics");
        await worker.Follow("th a[href*='sort=topic']");
        string[] names = [.. worker.Page.QuerySelectorAll("td.main a").Select(a => a.TextContent.Trim())];
        Assert.Equal(names.Order(Kernel.Texts.ChineseOrder.Names), names);
        string[] lines = await Lines(worker, "/needs/topics?sort=topic&handler=export&format=csv");
        Assert.Equal(names, lines.Take(25).Select(l => l.Split(',')[0]));
        string one = worker.Page.QuerySelector("td.pick input")!.GetAttribute("value")!;
        await worker.Press("Merge", ("Chosen", one));
        Assert.Equal(System.Net.HttpStatusCode.UnprocessableEntity, worker.Status);
        await worker.Open("/needs/topics?show=dropped");
        Assert.Equal(1, worker.Page.QuerySelectorAll(".narrowed li:not(.clear)").Length);
        Assert.Equal(1, worker.Page.QuerySelectorAll("td.main").Length);
    }

    private static string[] Cells(Visitor person, string heading) =>
        [.. person.Page.QuerySelectorAll($"td[data-label='{heading}']").Select(c => c.TextContent.Trim())];

    private static async Task<string[]> Lines(Visitor person, string address) =>
        [
            .. Encoding
                .UTF8.GetString(await person.Bytes(address))
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Skip(1),
        ];

    private static async Task Fill(RunningHost host)
    {
        var unit = (await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask())).Find("A1")!;
        var now = host.Clock.GetUtcNow();
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<NeedsDb>();
            for (int i = 0; i < Many; i++)
            {
                db.HotIssues.Add(
                    new()
                    {
                        Id = Ids.Next(now),
                        UnitId = unit.Id,
                        UnitPath = unit.Path,
                        Place = i % 2 == 0 ? $"江边路{i}号" : $"山前路{i}号",
                        Words = "路灯 停车",
                        Size = 3 + i,
                        People = 2 + i * 7 % 31,
                        LastOn = DateOnly.FromDateTime(now.Date),
                        Heat = i,
                        Parts = "[]",
                        FoundAt = now,
                    }
                );
                db.Topics.Add(
                    new()
                    {
                        Id = Ids.Next(now),
                        UnitId = unit.Id,
                        UnitPath = unit.Path,
                        FormedAt = now,
                        Name = $"主题{i * 37 % 101}",
                        KeyWords = "路灯 停车",
                        Clusterer = "test",
                        Size = i,
                        People = i,
                        Units = 1,
                        State = i == 0 ? TopicState.Dropped : TopicState.Proposed,
                        Typical = "",
                    }
                );
            }

            await db.SaveChangesAsync();
        });
    }
}
