using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Calendar;
using Modular.Kernel.Store;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.Needs.Domain;
using Modular.Needs.Intake;
using Modular.Needs.Topics;
using Modular.TestKit;

namespace Modular.Needs.Tests;

/// <summary>
/// What tests of topics do again and again: register needs, form topics, decide on them, undo and look.
/// </summary>
internal static class TopicSteps
{
    private static readonly string[][] Kinds =
    [
        ["小区停车位太少，晚上车没有地方停", "外来车辆占用停车位，物业不管乱停车", "停车难，希望增加车位，规划停车场"],
        ["孩子上小学学位紧张，咨询学区划分", "幼儿园招生名额太少，入学报名难", "学校放学太早，希望老师课后托管"],
        ["公司拖欠工资三个月，农民工讨薪无门", "老板不签劳动合同，加班没有加班费", "工地欠薪，请劳动监察处理"],
    ];

    public static async Task<Unit> Registered(RunningHost host, int count, string title, int kinds = 3)
    {
        var at = (await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask())).Find("A1")!;
        var desk = host.Services.GetRequiredService<NeedDesk>();
        await Task.WhenAll(
            Enumerable
                .Range(0, count)
                .Select(i =>
                    desk.Register(
                        new(
                            $"{title}{i}",
                            Kinds[i % kinds][i / kinds % 3] + "，请处理",
                            at.Id,
                            at.Path,
                            NeedChannel.Window,
                            host.Clock.GetUtcNow(),
                            "clerk",
                            RequesterPhone: $"1380000{i % 20:0000}"
                        ),
                        default
                    )
                )
        );
        return at;
    }

    public static Task<int> Form(RunningHost host, int unit, int? topics = null, bool anew = false) =>
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

    /// <summary>A host with three topics of fifteen needs each, the one on parking first.</summary>
    public static async Task<(RunningHost Host, Unit Unit, long[] Topics)> Three(string database)
    {
        var host = await RunningHost.Start(database);
        var unit = await Registered(host, 45, "件");
        Assert.Equal(3, await Form(host, unit.Id, topics: 3, anew: true));
        var topics = await host.Ask(s =>
            s.GetRequiredService<NeedsDb>().Topics.AsNoTracking().OrderBy(t => t.Id).ToListAsync()
        );
        return (
            host,
            unit,
            [.. topics.OrderByDescending(t => t.KeyWords.Contains('车', StringComparison.Ordinal)).Select(t => t.Id)]
        );
    }

    public static Task Hand(RunningHost host, Func<KeepTopics, Task> work) =>
        host.Do(s => work(s.GetRequiredService<KeepTopics>()));

    public static Task<long> Last(RunningHost host, TopicAct act) =>
        host.Ask(s =>
            s.GetRequiredService<NeedsDb>()
                .TopicChanges.Where(c => c.Act == act && c.UndoneAt == null)
                .OrderByDescending(c => c.Id)
                .Select(c => c.Id)
                .FirstAsync()
        );

    public static Task Undo(RunningHost host, long change) =>
        host.Do(s => s.GetRequiredService<UndoTopicChange>().Undo(change, default));

    public static Task<List<long>> In(RunningHost host, long topic) =>
        host.Ask(s =>
            s.GetRequiredService<NeedsDb>()
                .TopicMembers.Where(m => m.TopicId == topic)
                .Select(m => m.NeedId)
                .Order()
                .ToListAsync()
        );

    /// <summary>All that an officer sees of the topics that live, a line each.</summary>
    public static Task<string> Picture(RunningHost host) =>
        host.Ask(async s =>
        {
            var db = s.GetRequiredService<NeedsDb>();
            var topics = await db
                .Topics.AsNoTracking()
                .Where(t => t.State != TopicState.MergedAway)
                .OrderBy(t => t.Id)
                .ToListAsync();
            var members = await db
                .TopicMembers.AsNoTracking()
                .OrderBy(m => m.TopicId)
                .ThenBy(m => m.NeedId)
                .ToListAsync();
            var out_ = await db
                .TopicExclusions.AsNoTracking()
                .Where(x => db.Topics.Any(t => t.Id == x.TopicId && t.State != TopicState.MergedAway))
                .OrderBy(x => x.TopicId)
                .ThenBy(x => x.NeedId)
                .ToListAsync();
            return string.Join(
                '\n',
                topics
                    .Select(t =>
                        $"{t.Id} {t.Name} {t.State} {t.KeyWords} {t.Size} {t.People} {t.Units} {t.Typical} "
                        + $"{t.MapX} {t.MapY} {t.Firm}"
                    )
                    .Concat(members.Select(m => $"{m.TopicId} {m.NeedId} {m.Closeness}"))
                    .Concat(out_.Select(x => $"{x.TopicId} not {x.NeedId}"))
            );
        });

    public static Task<int> Audited(RunningHost host, string action) =>
        host.Ask(s => s.GetRequiredService<KernelDb>().AuditEntries.CountAsync(a => a.Action == action));
}
