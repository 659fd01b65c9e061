using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Lists;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.Needs.Domain;
using Modular.Needs.Handling;
using Modular.Needs.Intake;
using Modular.TestKit;

namespace Modular.Needs.Tests;

/// <summary>The list of needs in every order, page by page.</summary>
[Trait("rule", "K13")]
public sealed class ListTests
{
    private static ListAsked Asked(string query) => new("/needs", new QueryString("?" + query));

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Every_order_shows_each_need_once_forwards_and_back(string database)
    {
        await using var host = await RunningHost.Start(database);
        await Fill(host, 61);
        foreach (string key in (string[])["number", "received", "due", "answered", "unit"])
        foreach (string order in (string[])[key, "-" + key])
        {
            var all = await host.Ask(s =>
                s.GetRequiredService<ListNeeds>().All(new(), Asked("sort=" + order), n => n).ToListAsync().AsTask()
            );
            Assert.Equal(61, all.Select(n => n.Id).Distinct().Count());
            Assert.Equal(Expected(all, order), all.Select(n => n.Id));

            var (forwards, back) = (new List<long>(), new List<long>());
            var page = await Page(host, "sort=" + order);
            forwards.AddRange(page.Rows.Select(n => n.Id));
            while (page.After is { } after)
            {
                page = await Page(host, $"sort={order}&after={Uri.EscapeDataString(after)}");
                forwards.AddRange(page.Rows.Select(n => n.Id));
            }

            back.InsertRange(0, page.Rows.Select(n => n.Id));
            while (page.Before is { } before)
            {
                page = await Page(host, $"sort={order}&before={Uri.EscapeDataString(before)}");
                back.InsertRange(0, page.Rows.Select(n => n.Id));
            }

            Assert.Equal(all.Select(n => n.Id), forwards);
            Assert.Equal(all.Select(n => n.Id), back);
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_press_on_a_heading_sorts_and_the_file_has_the_same_order(string database)
    {
        await using var host = await RunningHost.Start(database);
        await Fill(host, 12);
        var worker = await host.As("worker-a1");
        await worker.Open("/needs?state=open");
        await worker.Follow("th a[href*='sort=title']");
        Assert.Equal("/needs?state=open&sort=title", worker.At);
        string[] titles = [.. worker.Page.QuerySelectorAll("td.main a").Select(a => a.TextContent.Trim())];
        Assert.Equal(titles.Order(Kernel.Texts.ChineseOrder.Names), titles);
        Assert.Equal("ascending", worker.Page.QuerySelector("th.main")!.GetAttribute("aria-sort"));
        string file = Encoding.UTF8.GetString(
            await worker.Bytes("/needs?state=open&sort=title&handler=export&format=csv")
        );
        Assert.Equal(
            titles,
            file.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(',')[1])
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Filters_stay_together_and_columns_stay_with_the_person(string database)
    {
        await using var host = await RunningHost.Start(database);
        await Fill(host, 12);
        var worker = await host.As("worker-a1");
        await worker.Open("/needs?q=%E8%B7%AF%E7%81%AF&channel=Window&from=2026-01-01");
        await worker.Follow(".chips a[href*='state=Registered']");
        Assert.Equal("/needs?q=%E8%B7%AF%E7%81%AF&channel=Window&from=2026-01-01&state=Registered", worker.At);
        Assert.Equal(3, worker.Page.QuerySelectorAll(".narrowed li:not(.clear)").Length);
        await worker.Follow(".narrowed a[href*='from=']:not([href*='channel'])");
        Assert.DoesNotContain("channel", worker.At, StringComparison.Ordinal);
        Assert.Contains("state=Registered", worker.At, StringComparison.Ordinal);

        await worker.Raw("/views/look", ("list", "/needs"), ("query", ""), ("cols", "channel"), ("size", "50"));
        await worker.Open("/needs");
        Assert.Equal(2, worker.Page.QuerySelectorAll("table.list th").Length);
        var other = await host.As("worker-b1");
        await other.Open("/needs");
        Assert.NotEqual(2, other.Page.QuerySelectorAll("table.list th").Length);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_refused_act_on_many_keeps_their_ticks_and_the_queue_has_pages(string database)
    {
        await using var host = await RunningHost.Start(database);
        await Fill(host, 61);
        var worker = await host.As("worker-a1");
        await worker.Open("/needs/queue?channel=Window&q=%E5%81%9C%E8%BD%A6%E9%9A%BE");
        Assert.All(
            worker.Page.QuerySelectorAll(".queue h2 a"),
            a => Assert.StartsWith("停车难", a.TextContent, StringComparison.Ordinal)
        );
        string[] numbers = [.. Boxes(worker).Take(2).Select(b => b.GetAttribute("value")!)];
        await worker.PressButton(
            "button[formaction*='handler=Send']",
            ("Input.Numbers", numbers[0]),
            ("Input.Numbers", numbers[1])
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, worker.Status);
        Assert.Contains("请选择承办单位或个人。", worker.Text, StringComparison.Ordinal);
        Assert.Equal(numbers, Boxes(worker).Where(b => b.HasAttribute("checked")).Select(b => b.GetAttribute("value")));

        await worker.Open("/needs/queue");
        var seen = Boxes(worker).Select(b => b.GetAttribute("value")).ToList();
        while (worker.Page.QuerySelector(".pager a[rel=next]") is not null)
        {
            await worker.Follow(".pager a[rel=next]");
            seen.AddRange(Boxes(worker).Select(b => b.GetAttribute("value")));
        }

        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.True(seen.Count > 25);

        static IEnumerable<AngleSharp.Dom.IElement> Boxes(Visitor visitor) =>
            visitor.Page.QuerySelectorAll("[name='Input.Numbers']");
    }

    private static Task<ListPage<NeedLine>> Page(RunningHost host, string query) =>
        host.Ask(s => s.GetRequiredService<ListNeeds>().Page(new(), Asked(query), default));

    /// <summary>By value and then by id, in the same direction; nothing last.</summary>
    private static IEnumerable<long> Expected(IReadOnlyList<NeedLine> all, string order)
    {
        IComparable? Key(NeedLine n) =>
            order.TrimStart('-') switch
            {
                "received" => n.ReceivedAt,
                "due" => n.DueOn,
                "answered" => n.AnsweredAt,
                "unit" => new Plain(n.UnitPath),
                _ => n.Id,
            };
        bool down = order.StartsWith('-');
        var filled = all.Where(n => Key(n) is not null);
        var sorted = down
            ? filled.OrderByDescending(Key).ThenByDescending(n => n.Id)
            : filled.OrderBy(Key).ThenBy(n => n.Id);
        var gap = all.Where(n => Key(n) is null);
        return sorted.Concat(down ? gap.OrderByDescending(n => n.Id) : gap.OrderBy(n => n.Id)).Select(n => n.Id);
    }

    private sealed record Plain(string Path) : IComparable
    {
        public int CompareTo(object? other) => string.CompareOrdinal(Path, ((Plain)other!).Path);
    }

    private static readonly string[] Matters = ["路灯不亮", "停车难", "垃圾清运", "安装电梯", "暖气不热"];

    /// <summary>Needs of two communities; many share a day, some have no due date, some are answered.</summary>
    private static async Task Fill(RunningHost host, int count)
    {
        var tree = await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask());
        Unit[] units = [tree.Find("A1")!, tree.Find("A2")!];
        var desk = host.Services.GetRequiredService<NeedDesk>();
        var now = host.Clock.GetUtcNow();
        for (int i = 0; i < count; i++)
        {
            var unit = units[i % units.Length];
            string title = $"{Matters[i % Matters.Length]}{i % 7}";
            await desk.Register(
                new(title, $"{title}，请安排。", unit.Id, unit.Path, NeedChannel.Window, now.AddDays(-(i % 4)), "test"),
                default
            );
        }

        await host.Do(async s =>
        {
            var db = s.GetRequiredService<NeedsDb>();
            var today = DateOnly.FromDateTime(now.DateTime);
            var all = await db.Needs.OrderBy(n => n.Id).ToListAsync();
            foreach (var (i, need) in all.Index())
            {
                need.DueOn = i % 3 == 0 ? null : today.AddDays(i % 5);
                need.AnsweredAt = i % 2 == 0 ? null : now.AddMinutes(-(i % 6));
            }

            await db.SaveChangesAsync();
        });
    }
}
