using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Calendar;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.Needs.Domain;
using Modular.Needs.Intake;
using Modular.Needs.Issues;
using Modular.Needs.Topics;
using Modular.TestKit;

namespace Modular.Needs.Tests;

/// <summary>
/// Topics and hot issues in the product: what an officer decided holds when new needs come in; figures and their needs;
/// who may.
/// </summary>
[Trait("rule", "N11")]
public sealed class TopicRunTests
{
    private static readonly string[][] Kinds =
    [
        ["小区停车位太少，晚上车没有地方停", "外来车辆占用停车位，物业不管乱停车", "停车难，希望增加车位，规划停车场"],
        ["孩子上小学学位紧张，咨询学区划分", "幼儿园招生名额太少，入学报名难", "学校放学太早，希望老师课后托管"],
        ["公司拖欠工资三个月，农民工讨薪无门", "老板不签劳动合同，加班没有加班费", "工地欠薪，请劳动监察处理"],
    ];

    private static async Task<Unit> Registered(
        RunningHost host,
        int count,
        Func<int, (string Title, string Text, string? Phone)> say,
        string unit = "A1",
        Urgency urgency = Urgency.Normal
    )
    {
        var at = (await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask())).Find(unit)!;
        var desk = host.Services.GetRequiredService<NeedDesk>();
        await Task.WhenAll(
            Enumerable
                .Range(0, count)
                .Select(i => say(i))
                .Select(n =>
                    desk.Register(
                        new(
                            n.Title,
                            n.Text,
                            at.Id,
                            at.Path,
                            NeedChannel.Window,
                            host.Clock.GetUtcNow(),
                            "clerk",
                            RequesterPhone: n.Phone,
                            Urgency: urgency
                        ),
                        default
                    )
                )
        );
        return at;
    }

    private static Task<int> Form(RunningHost host, int unit, int? topics = null, bool anew = false) =>
        host.Ask(s =>
            s.GetRequiredService<FormTopics>()
                .Run(
                    new(
                        unit,
                        host.Clock.Today().AddMonths(-12),
                        host.Clock.Today(),
                        topics,
                        FormTopics.Usual,
                        1,
                        Anew: anew
                    ),
                    _ => Task.CompletedTask,
                    default
                )
        );

    private static Task<List<(long Topic, long Need)>> Members(RunningHost host) =>
        host.Ask(async s =>
            (await s.GetRequiredService<NeedsDb>().TopicMembers.AsNoTracking().ToListAsync()).ConvertAll(m =>
                (m.TopicId, m.NeedId)
            )
        );

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task New_needs_join_what_an_officer_confirmed_and_nothing_decided_is_undone_by_a_run(string database)
    {
        await using var host = await RunningHost.Start(database);
        var unit = await Registered(host, 60, i => ($"第{i}件", Kinds[i % 3][i / 3 % 3] + "，请处理", null));
        Assert.Equal(3, await Form(host, unit.Id, topics: 3, anew: true));
        var topics = await host.Ask(s => s.GetRequiredService<NeedsDb>().Topics.AsNoTracking().ToListAsync());
        Assert.All(
            topics,
            t => Assert.True(t.MapX is >= -1000 and <= 1000 && t.MapY is >= -1000 and <= 1000 && t.TypicalIds.Count > 0)
        );
        var parking = topics.First(t =>
            t.KeyWords.Contains("停车", StringComparison.Ordinal)
            || t.KeyWords.Contains("车位", StringComparison.Ordinal)
        );
        await host.Do(s => s.GetRequiredService<KeepTopics>().Rename(parking.Id, "停车难", default));
        await host.Do(s => s.GetRequiredService<KeepTopics>().Confirm(parking.Id, default));
        var members = await Members(host);
        long out_ = members.First(m => m.Topic == parking.Id).Need;
        await host.Do(s => s.GetRequiredService<KeepTopics>().TakeOut(parking.Id, out_, default));
        long[] stays = [.. members.Where(m => m.Topic == parking.Id && m.Need != out_).Select(m => m.Need)];

        await Registered(host, 12, i => ($"新{i}", Kinds[i % 2][i / 2 % 3] + "，第二次反映", null));
        await Form(host, unit.Id);
        var after = await Members(host);
        long[] now = [.. after.Where(m => m.Topic == parking.Id).Select(m => m.Need)];
        Assert.Empty(stays.Except(now));
        Assert.DoesNotContain(out_, now);
        Assert.True(now.Length >= stays.Length + 5, $"{now.Length - stays.Length} of six new ones joined");
        Assert.Equal(after.Count, after.Select(m => m.Need).Distinct().Count());
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<NeedsDb>();
            var kept = await db.Topics.SingleAsync(t => t.Id == parking.Id);
            Assert.Equal(("停车难", TopicState.Confirmed, now.Length), (kept.Name, kept.State, kept.Size));
            var run = await db.TopicRuns.OrderByDescending(r => r.Id).FirstAsync();
            Assert.Equal(13, run.Fresh);
            Assert.Equal(72, run.Fresh + run.Stayed + run.Moved);
            Assert.True(run.Stayed >= 56, $"{run.Stayed} of 59 stayed");
        });
        // From nothing, what was confirmed stays all the same.
        await Form(host, unit.Id, anew: true);
        Assert.Empty(stays.Except((await Members(host)).Where(m => m.Topic == parking.Id).Select(m => m.Need)));
        Assert.DoesNotContain((parking.Id, out_), await Members(host));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_officer_reads_list_map_comparison_and_small_voices(string database)
    {
        await using var host = await RunningHost.Start(database);
        var unit = await Registered(host, 45, i => ($"第{i}件", Kinds[i % 3][i / 3 % 3], null));
        await Form(host, unit.Id, topics: 3, anew: true);
        await Registered(host, 1, _ => ("燃气泄漏", "楼道里有很重的燃气味，担心爆炸", null), urgency: Urgency.Urgent);
        var worker = await host.As("worker-a1");
        await worker.Open("/needs/topics");
        Assert.Contains("45 条诉求，3 个主题", worker.Text, StringComparison.Ordinal);
        Assert.Contains("燃气泄漏", worker.Text, StringComparison.Ordinal);
        await worker.Open("/needs/topics?view=map");
        Assert.Contains("圆越大诉求越多", worker.Text, StringComparison.Ordinal);
        await worker.Open("/needs/topics?view=compare");
        Assert.Contains("+15", worker.Text, StringComparison.Ordinal);
        long id = (await Members(host))[0].Topic;
        await worker.Open($"/needs/topics/{id}");
        Assert.Contains("最有代表性的诉求", worker.Text, StringComparison.Ordinal);
        Assert.NotEmpty(await worker.Bytes("/needs/topics?handler=export&format=xlsx"));
        Assert.Equal(
            System.Net.HttpStatusCode.NotFound,
            await (await host.As("worker-b1")).StatusOf($"/needs/topics/{id}")
        );
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, await (await host.As("volunteer")).StatusOf("/needs/topics"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_same_problem_at_the_same_place_by_several_people_is_found_explained_and_obeys(string database)
    {
        await using var host = await RunningHost.Start(database);
        string[] smoke =
        [
            "锦棠花园楼下烧烤店油烟扰民，家里不敢开窗",
            "锦棠花园一楼餐馆没有专用烟道，油烟飘到楼上",
            "锦棠花园夜宵店油烟熏人，烧烤味很重",
        ];
        string[] lift = ["锦棠花园电梯三天两头坏，物业不修电梯", "锦棠花园的电梯故障频繁，昨天困人半小时"];
        string[] other =
        [
            "云栖雅苑路灯不亮，晚上一片漆黑",
            "请问社保卡丢失到哪里补办",
            "15路公交班次太少，上班等不到车",
            "桃源村自来水又黄又浑",
            "孩子上小学附近没有学位",
        ];
        string[] all = [.. smoke, .. lift, .. other];
        var unit = await Registered(
            host,
            all.Length,
            i => (all[i][..Math.Min(12, all[i].Length)], all[i], $"1380000{i:0000}")
        );
        // One person ten times is one voice and no issue.
        await Registered(host, 5, i => ($"枫林路井盖{i}", "枫林路东段井盖缺失，行人掉进去，请更换井盖", "13800009999"));
        var worker = await host.As("worker-a1");
        await worker.Open("/needs/issues");
        Assert.Contains("还没有找到热点问题", worker.Text, StringComparison.Ordinal);
        await worker.Send("form[action*='handler=Find']");
        await worker.WaitForJob();
        var issues = await host.Ask(s =>
            s.GetRequiredService<NeedsDb>().HotIssues.AsNoTracking().OrderByDescending(i => i.Size).ToListAsync()
        );
        Assert.Equal([3, 2], issues.Select(i => i.Size));
        Assert.All(issues, i => Assert.Equal(i.Heat / 10.0, i.HeatParts.Sum(p => p.Points), 1));
        Assert.Contains("锦棠花园", issues[0].Place, StringComparison.Ordinal);
        await worker.Open($"/needs/issues/{issues[0].Id}");
        Assert.Contains("3 人反映", worker.Text, StringComparison.Ordinal);
        Assert.Equal(
            System.Net.HttpStatusCode.NotFound,
            await (await host.As("worker-b1")).StatusOf($"/needs/issues/{issues[0].Id}")
        );

        // While the next one is typed, the issue it belongs to is named.
        host.Clock.Move(TimeSpan.FromMinutes(1));
        string said = System.Text.RegularExpressions.Regex.Unescape(
            System.Text.Encoding.UTF8.GetString(
                await worker.Bytes(
                    "/needs/new?handler=alike&text=" + Uri.EscapeDataString("锦棠花园楼下烧烤店油烟扰民")
                )
            )
        );
        Assert.Contains("热点：", said, StringComparison.Ordinal);
        Assert.Contains("3 人", said, StringComparison.Ordinal);

        // Taken out stays out; put together stays together; taken back is decided again.
        long first = await host.Ask(s =>
            s.GetRequiredService<NeedsDb>()
                .HotIssueMembers.Where(m => m.IssueId == issues[0].Id)
                .OrderByDescending(m => m.Rank)
                .ThenByDescending(m => m.NeedId)
                .Select(m => m.NeedId)
                .FirstAsync()
        );
        await host.Do(s => s.GetRequiredService<KeepIssues>().TakeOut(issues[0].Id, first, default));
        await host.Do(s => s.GetRequiredService<KeepIssues>().Join([.. issues.Select(i => i.Id)], default));
        await host.Do(s => s.GetRequiredService<FindIssues>().Run(unit.Id, _ => Task.CompletedTask, default));
        var again = await host.Ask(s => s.GetRequiredService<NeedsDb>().HotIssues.AsNoTracking().SingleAsync());
        Assert.Equal(4, again.Size);
        await host.Do(async s =>
            Assert.False(await s.GetRequiredService<NeedsDb>().HotIssueMembers.AnyAsync(m => m.NeedId == first))
        );

        // As a topic it holds its needs, once.
        long topic = await host.Ask(s => s.GetRequiredService<KeepIssues>().AsTopic(again.Id, default));
        Assert.Equal(topic, await host.Ask(s => s.GetRequiredService<KeepIssues>().AsTopic(again.Id, default)));
        Assert.Equal(4, (await Members(host)).Count(m => m.Topic == topic));
        var refused = await Assert.ThrowsAsync<RuleBroken>(() =>
            host.Do(s => s.GetRequiredService<KeepIssues>().Join([again.Id], default))
        );
        Assert.Equal("needs.issues.choose-two", refused.Key);
    }
}
