using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Contracts.Projects;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.Needs.Facts;
using Modular.Needs.Topics;
using Modular.TestKit;
using static Modular.Needs.Tests.TopicSteps;

namespace Modular.Needs.Tests;

/// <summary>What stands in the way of taking back an act on topics, and who may take it back.</summary>
[Trait("rule", "N11")]
public sealed class TopicUndoLimitTests
{
    private static async Task<RuleBroken> Refused(RunningHost host, long change) =>
        await Assert.ThrowsAsync<RuleBroken>(() => Undo(host, change));

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
    public async Task A_topic_that_became_a_project_keeps_its_needs_and_those_merged_in_later_follow_into_it(
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
}
