using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Calendar;
using Modular.Needs.Data;
using Modular.Needs.Topics;
using Modular.TestKit;
using static Modular.Needs.Tests.TopicSteps;

namespace Modular.Needs.Tests;

/// <summary>
/// Every act of an officer on topics can be taken back, as long as nothing rests on it, and what stands holds through
/// the next run.
/// </summary>
[Trait("rule", "N11")]
public sealed class TopicUndoTests
{
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
        // The split holds through a run, again too, and what is new joins the parts.
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
            var (act, work) in new (TopicAct, Func<KeepTopics, Task>)[]
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
