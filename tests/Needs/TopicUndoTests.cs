using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Contracts.Projects;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.Needs.Facts;
using Modular.Needs.Intake;
using Modular.Needs.Topics;
using Modular.TestKit;

namespace Modular.Needs.Tests;

/// <summary>
/// Every act of an officer on topics can be taken back, as long as nothing rests on it, and what stands holds through
/// the next run.
/// </summary>
[Trait("rule", "N11")]
public sealed class TopicUndoTests
{
    private static readonly string[][] Kinds =
    [
        ["小区停车位太少，晚上车没有地方停", "外来车辆占用停车位，物业不管乱停车", "停车难，希望增加车位，规划停车场"],
        ["孩子上小学学位紧张，咨询学区划分", "幼儿园招生名额太少，入学报名难", "学校放学太早，希望老师课后托管"],
        ["公司拖欠工资三个月，农民工讨薪无门", "老板不签劳动合同，加班没有加班费", "工地欠薪，请劳动监察处理"],
    ];

    private static async Task<Unit> Registered(RunningHost host, int count, string title, int kinds = 3)
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

    /// <summary>A host with three topics of fifteen needs each, the one on parking first.</summary>
    private static async Task<(RunningHost Host, Unit Unit, long[] Topics)> Three(string database)
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

    private static Task Hand(RunningHost host, Func<ManageTopics, Task> work) =>
        host.Do(s => work(s.GetRequiredService<ManageTopics>()));

    private static Task<long> Last(RunningHost host, TopicAct act) =>
        host.Ask(s =>
            s.GetRequiredService<NeedsDb>()
                .TopicChanges.Where(c => c.Act == act && c.UndoneAt == null)
                .OrderByDescending(c => c.Id)
                .Select(c => c.Id)
                .FirstAsync()
        );

    private static Task Undo(RunningHost host, long change) =>
        host.Do(s => s.GetRequiredService<UndoTopicChange>().Run(change, default));

    private static async Task<RuleBroken> Refused(RunningHost host, long change) =>
        await Assert.ThrowsAsync<RuleBroken>(() => Undo(host, change));

    private static Task<List<long>> In(RunningHost host, long topic) =>
        host.Ask(s =>
            s.GetRequiredService<NeedsDb>()
                .TopicMembers.Where(m => m.TopicId == topic)
                .Select(m => m.NeedId)
                .Order()
                .ToListAsync()
        );

    /// <summary>All that an officer sees of the topics that live, a line each.</summary>
    private static Task<string> Picture(RunningHost host) =>
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
                        $"{t.Id} {t.Name} {t.State} {t.KeyWords} {t.Size} {t.People} {t.Units} {t.Typical} {t.MapX} {t.MapY} {t.Firm}"
                    )
                    .Concat(members.Select(m => $"{m.TopicId} {m.NeedId} {m.Closeness}"))
                    .Concat(out_.Select(x => $"{x.TopicId} not {x.NeedId}"))
            );
        });

    private static Task<int> Audited(RunningHost host, string action) =>
        host.Ask(s => s.GetRequiredService<KernelDb>().AuditEntries.CountAsync(a => a.Action == action));

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_merger_is_taken_back_from_the_list_and_both_topics_are_as_before(string database)
    {
        var (host, _, topics) = await Three(database);
        await using var _2 = host;
        await Hand(host, m => m.Confirm(topics[0], default));
        await Hand(host, m => m.Rename(topics[1], "入学难", default));
        // Taken out of one and in the other, and out of the other altogether.
        long shared = (await In(host, topics[0]))[0],
            gone = (await In(host, topics[1]))[0];
        await Hand(host, m => m.TakeOut(topics[0], shared, default));
        await Hand(host, m => m.TakeOut(topics[1], gone, default));
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<NeedsDb>();
            db.TopicMembers.Add(
                new()
                {
                    TopicId = topics[1],
                    NeedId = shared,
                    Closeness = 321,
                }
            );
            await db.SaveChangesAsync();
            await TopicCounts.Recount(db, await db.Topics.SingleAsync(t => t.Id == topics[1]), default);
        });
        string before = await Picture(host);
        var worker = await host.As("worker-a1");
        await worker.Open("/needs/topics");
        await worker.Send("form[action*='handler=Merge']", ("Chosen", $"{topics[0]}"), ("Chosen", $"{topics[1]}"));
        Assert.Contains("把「入学难」并入", worker.Text, StringComparison.Ordinal);
        Assert.Contains("3月10日 12:00 · worker-a1", worker.Text, StringComparison.Ordinal);
        Assert.Contains(shared, await In(host, topics[0]));
        Assert.Empty(await In(host, topics[1]));
        await host.Do(async s =>
            Assert.Equal(
                [gone],
                await s.GetRequiredService<NeedsDb>()
                    .TopicExclusions.Where(x => x.TopicId == topics[0])
                    .Select(x => x.NeedId)
                    .ToListAsync()
            )
        );
        // A link to the one that went in still says what became of it.
        await worker.Open($"/needs/topics/{topics[1]}");
        Assert.Contains("已经并入其他主题", worker.Text, StringComparison.Ordinal);
        await worker.Open("/needs/topics");
        await worker.Send($"form[action*='change={await Last(host, TopicAct.Merged)}']");
        Assert.Equal("/needs/topics", worker.At);
        Assert.Contains("已撤销，主题恢复到改动之前", worker.Text, StringComparison.Ordinal);
        Assert.Contains("已于 3月10日 12:00 由 worker-a1 撤销", worker.Text, StringComparison.Ordinal);
        Assert.Equal(before, await Picture(host));
        await worker.Open($"/needs/topics/{topics[1]}");
        Assert.Contains("入学难", worker.Page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await Audited(host, "topic.change-undone"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_split_is_taken_back_from_the_page_of_a_part_and_the_needs_are_back(string database)
    {
        var (host, unit, topics) = await Three(database);
        await using var _2 = host;
        await Hand(host, m => m.Merge(topics[0], [topics[1]], default));
        await Hand(host, m => m.Confirm(topics[0], default));
        var whole = await In(host, topics[0]);
        var worker = await host.As("worker-a1");
        await worker.Open($"/needs/topics/{topics[0]}");
        await worker.Press("Split", ("Input.Parts", "2"));
        await worker.WaitForJob();
        var parts = await host.Ask(s =>
            s.GetRequiredService<NeedsDb>()
                .Topics.Where(t => t.State == TopicState.Proposed && t.Id != topics[2])
                .Select(t => t.Id)
                .ToListAsync()
        );
        Assert.Equal(2, parts.Count);
        await worker.Open($"/needs/topics/{topics[0]}");
        Assert.Contains("拆成", worker.Text, StringComparison.Ordinal);
        // The split holds through a run, anew too, and what is new joins the parts.
        await Registered(host, 6, "又", kinds: 2);
        await Form(host, unit.Id, anew: true);
        Assert.Equal(
            2,
            await host.Ask(s =>
                s.GetRequiredService<NeedsDb>().Topics.CountAsync(t => parts.Contains(t.Id) && t.Size > 0)
            )
        );
        var held = (await In(host, parts[0])).Concat(await In(host, parts[1])).Order().ToList();
        await worker.Open($"/needs/topics/{parts[0]}");
        Assert.Contains("worker-a1", worker.Text, StringComparison.Ordinal);
        await worker.Press("Undo");
        Assert.Equal($"/needs/topics/{topics[0]}", worker.At);
        Assert.Equal(held.Union(whole).Order(), await In(host, topics[0]));
        Assert.True(held.Count > whole.Count, "newcomers joined the parts");
        await host.Do(async s =>
            Assert.Equal(
                TopicState.Confirmed,
                (await s.GetRequiredService<NeedsDb>().Topics.SingleAsync(t => t.Id == topics[0])).State
            )
        );
        Assert.Equal(
            2,
            await host.Ask(s =>
                s.GetRequiredService<NeedsDb>()
                    .Topics.CountAsync(t => parts.Contains(t.Id) && t.State == TopicState.MergedAway && t.Size == 0)
            )
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Name_confirmation_dropping_and_taking_out_are_each_taken_back_from_the_topics_page(
        string database
    )
    {
        var (host, _, topics) = await Three(database);
        await using var _2 = host;
        long need = (await In(host, topics[0]))[3];
        var worker = await host.As("worker-a1");
        foreach (
            var (act, work) in new (TopicAct, Func<ManageTopics, Task>)[]
            {
                (TopicAct.Renamed, m => m.Rename(topics[0], "停车难", default)),
                (TopicAct.Confirmed, m => m.Confirm(topics[0], default)),
                (TopicAct.TakenOut, m => m.TakeOut(topics[0], need, default)),
                (TopicAct.Dropped, m => m.Drop(topics[0], default)),
            }
        )
        {
            string before = await Picture(host);
            await Hand(host, work);
            Assert.NotEqual(before, await Picture(host));
            await worker.Open($"/needs/topics/{topics[0]}");
            await worker.Send($"form[action*='change={await Last(host, act)}']");
            Assert.Equal($"/needs/topics/{topics[0]}", worker.At);
            Assert.Equal(before, await Picture(host));
            Assert.Contains("由 worker-a1 撤销", worker.Text, StringComparison.Ordinal);
            await Hand(host, act == TopicAct.Dropped ? _ => Task.CompletedTask : work);
        }

        // Dropped while it was confirmed, it is confirmed again when it is taken back.
        await Hand(host, m => m.Drop(topics[0], default));
        await worker.Open("/needs/topics?show=dropped");
        Assert.Contains("停车难", worker.Text, StringComparison.Ordinal);
        await worker.Open($"/needs/topics/{topics[0]}");
        await worker.Press("TakeBack");
        await host.Do(async s =>
            Assert.Equal(
                TopicState.Confirmed,
                (await s.GetRequiredService<NeedsDb>().Topics.SingleAsync(t => t.Id == topics[0])).State
            )
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_stands_in_the_way_is_said_and_the_rest_can_still_be_taken_back(string database)
    {
        var (host, _, topics) = await Three(database);
        await using var _2 = host;
        string before = await Picture(host);
        await Hand(host, m => m.Rename(topics[1], "入学难", default));
        long renamed = await Last(host, TopicAct.Renamed);
        long moved = (await In(host, topics[1]))[2],
            own = (await In(host, topics[0]))[2];
        await Hand(host, m => m.Merge(topics[0], [topics[1]], default));
        long merged = await Last(host, TopicAct.Merged);
        await Hand(host, m => m.TakeOut(topics[0], moved, default));
        long takenOut = await Last(host, TopicAct.TakenOut);

        // The earlier ones wait for the later ones that rest on them.
        Assert.Equal(TopicAct.Merged, (await Refused(host, renamed)).Arguments[0]);
        Assert.Equal(TopicAct.TakenOut, (await Refused(host, merged)).Arguments[0]);
        var worker = await host.As("worker-a1");
        await worker.Open($"/needs/topics/{topics[0]}");
        Assert.Contains("之后又有改动（移出诉求", worker.Text, StringComparison.Ordinal);
        Assert.Null(worker.Page.QuerySelector($"form[action*='change={merged}']"));
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            await worker.Raw($"/needs/topics/{topics[0]}?handler=Undo&change={merged}")
        );

        // What has no part in it does not stand in the way: a name, another need, a confirmation, a newcomer.
        await Undo(host, takenOut);
        await Hand(host, m => m.Rename(topics[0], "停车和入学", default));
        long named = await Last(host, TopicAct.Renamed);
        await Hand(host, m => m.TakeOut(topics[0], own, default));
        await Hand(host, m => m.Confirm(topics[0], default));
        await Undo(host, merged);
        Assert.Contains(moved, await In(host, topics[1]));

        // A need that an officer has put into another topic meanwhile is named as what it waits for.
        await Hand(host, m => m.Confirm(topics[2], default));
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<NeedsDb>();
            db.TopicMembers.Add(
                new()
                {
                    TopicId = topics[2],
                    NeedId = own,
                    Closeness = 1,
                }
            );
            await db.SaveChangesAsync();
        });
        long out_ = await Last(host, TopicAct.TakenOut);
        var elsewhere = await Refused(host, out_);
        Assert.Equal("needs.undo.elsewhere", elsewhere.Key);
        Assert.Equal(1, elsewhere.Arguments[0]);
        await host.Do(s =>
            s.GetRequiredService<NeedsDb>()
                .TopicMembers.Where(m => m.TopicId == topics[2] && m.NeedId == own)
                .ExecuteDeleteAsync()
        );
        foreach (long change in new[] { out_, named, renamed, await Last(host, TopicAct.Confirmed) })
            await Undo(host, change);
        await Undo(host, await Last(host, TopicAct.Confirmed));
        Assert.Equal(before, await Picture(host));
        Assert.Equal("needs.undo.done", (await Refused(host, merged)).Key);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "N15")]
    public async Task A_topic_that_became_a_project_keeps_its_needs_and_says_why_and_those_merged_in_later_follow_into_it(
        string database
    )
    {
        var (host, _, topics) = await Three(database);
        await using var _2 = host;
        await Hand(host, m => m.Merge(topics[0], [topics[1]], default));
        await Hand(host, m => m.Confirm(topics[0], default));
        long merged = await Last(host, TopicAct.Merged);
        var unit = (await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask())).Find("A1")!;
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<NeedsDb>();
            await new LinkNeedsToProject().Handle(new ProjectDrafted(77, "XM-1", unit.Id, topics[0]), db, default);
            await db.SaveChangesAsync();
        });
        Assert.Equal("needs.undo.project", (await Refused(host, merged)).Key);
        Assert.Equal("needs.undo.project", (await Refused(host, await Last(host, TopicAct.Confirmed))).Key);
        var worker = await host.As("worker-a1");
        await worker.Open($"/needs/topics/{topics[0]}");
        Assert.Contains("已经转成项目，诉求已随项目走", worker.Text, StringComparison.Ordinal);
        Assert.Null(worker.Page.QuerySelector("form[action*='handler=Undo']"));
        // Who asked follows through a later merger too.
        var later = await In(host, topics[2]);
        await Hand(host, m => m.Merge(topics[0], [topics[2]], default));
        Assert.Equal(
            later.Count,
            await host.Ask(s =>
                s.GetRequiredService<NeedsDb>().Needs.CountAsync(n => later.Contains(n.Id) && n.ProjectId == 77)
            )
        );
        await Assert.ThrowsAsync<RuleBroken>(() => Hand(host, m => m.TakeOut(topics[0], later[0], default)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Two_who_undo_at_once_undo_once(string database)
    {
        var (host, _, topics) = await Three(database);
        await using var _2 = host;
        string before = await Picture(host);
        await Hand(host, m => m.Merge(topics[0], [topics[1], topics[2]], default));
        long merged = await Last(host, TopicAct.Merged);
        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(_ => Task.Run(async () => await Record.ExceptionAsync(() => Undo(host, merged))))
        );
        Assert.Equal(1, outcomes.Count(o => o is null));
        Assert.All(
            outcomes.Where(o => o is not null),
            o => Assert.Equal("needs.undo.done", Assert.IsType<RuleBroken>(o).Key)
        );
        Assert.Equal(before, await Picture(host));
        Assert.Equal(1, await Audited(host, "topic.change-undone"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Another_units_changes_are_neither_seen_nor_undone_and_who_may_not_change_topics_may_not_undo(
        string database
    )
    {
        var (host, _, topics) = await Three(database);
        await using var _2 = host;
        await Hand(host, m => m.Merge(topics[0], [topics[1]], default));
        long merged = await Last(host, TopicAct.Merged);
        var neighbour = await host.As("worker-b1");
        await neighbour.Open("/needs/topics");
        Assert.DoesNotContain("并入", neighbour.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await neighbour.Raw($"/needs/topics?handler=Undo&change={merged}"));
        Assert.Equal(HttpStatusCode.NotFound, await neighbour.StatusOf($"/needs/topics/{topics[1]}"));
        foreach (string name in new[] { "auditor", "clerk", "volunteer" })
        {
            var visitor = await host.As(name);
            await visitor.Open("/desk");
            Assert.Equal(HttpStatusCode.Forbidden, await visitor.Raw($"/needs/topics?handler=Undo&change={merged}"));
        }

        Assert.Equal(merged, await Last(host, TopicAct.Merged));
        var town = await host.As("town-a");
        await town.Open("/needs/topics");
        await town.Send($"form[action*='change={merged}']");
        Assert.Contains("由 town-a 撤销", town.Text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Pinned_and_taken_out_needs_hold_through_runs_and_undo(string database)
    {
        var (host, unit, topics) = await Three(database);
        await using var _2 = host;
        await Hand(host, m => m.Confirm(topics[0], default));
        var pinned = await In(host, topics[0]);
        long out_ = pinned[0],
            back = pinned[1];
        await Hand(host, m => m.TakeOut(topics[0], out_, default));
        await Hand(host, m => m.TakeOut(topics[0], back, default));
        var second = await In(host, topics[1]);
        // Merged and named but not confirmed: decided all the same.
        await Hand(host, m => m.Merge(topics[1], [topics[2]], default));
        await Hand(host, m => m.Rename(topics[1], "入学与欠薪", default));
        var merged = await In(host, topics[1]);

        await Registered(host, 9, "新");
        await Form(host, unit.Id);
        await Form(host, unit.Id, anew: true);
        Assert.Empty(pinned.Skip(2).Except(await In(host, topics[0])));
        Assert.Empty(new[] { out_, back }.Intersect(await In(host, topics[0])));
        var after = await In(host, topics[1]);
        Assert.Empty(merged.Except(after));
        Assert.True(after.Count > merged.Count, "new needs join what was merged");
        await host.Do(async s =>
            Assert.Equal(
                "入学与欠薪",
                (await s.GetRequiredService<NeedsDb>().Topics.SingleAsync(t => t.Id == topics[1])).Name
            )
        );

        // One of the two is taken back, from where a run has put it, and the merger: newcomers stay with the topic they
        // joined.
        await Undo(host, await Last(host, TopicAct.TakenOut));
        await Undo(host, await Last(host, TopicAct.Merged));
        Assert.Contains(back, await In(host, topics[0]));
        Assert.Equal(merged.Except(second), await In(host, topics[2]));
        Assert.Equal(second.Concat(after.Except(merged)).Where(n => n != back).Order(), await In(host, topics[1]));
        await Registered(host, 9, "再");
        await Form(host, unit.Id, anew: true);
        Assert.Contains(back, await In(host, topics[0]));
        Assert.DoesNotContain(out_, await In(host, topics[0]));
        Assert.Empty(second.Except(await In(host, topics[1])));
        Assert.Equal(
            0,
            await host.Ask(s =>
                s.GetRequiredService<NeedsDb>().TopicMembers.GroupBy(m => m.NeedId).CountAsync(g => g.Count() > 1)
            )
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_run_that_was_computing_while_an_officer_decided_begins_again(string database)
    {
        var (host, unit, topics) = await Three(database);
        await using var _2 = host;
        bool decided = false;
        await host.Do(s =>
            s.GetRequiredService<FormTopics>()
                .Run(
                    new(
                        unit.Id,
                        host.Clock.Today().AddMonths(-12),
                        host.Clock.Today(),
                        5,
                        FormTopics.Usual,
                        2,
                        Anew: true
                    ),
                    async step =>
                    {
                        // After the clusterer answered and before its answer is stored.
                        if (step != 2 || decided)
                            return;
                        decided = true;
                        await Hand(host, m => m.Merge(topics[0], [topics[1]], default));
                        await Hand(host, m => m.Confirm(topics[0], default));
                    },
                    default
                )
        );
        Assert.Equal(30, (await In(host, topics[0])).Count);
        Assert.Equal(
            0,
            await host.Ask(s =>
                s.GetRequiredService<NeedsDb>().TopicMembers.GroupBy(m => m.NeedId).CountAsync(g => g.Count() > 1)
            )
        );
    }
}
