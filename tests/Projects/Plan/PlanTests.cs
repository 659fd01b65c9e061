using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.Projects.Data;
using Modular.Projects.Design;
using Modular.Projects.Domain;
using Modular.Projects.Plan;
using Modular.TestKit;

namespace Modular.Projects.Tests;

/// <summary>Plans as they are stored and changed. The clock stands on Tuesday 10 March 2026.</summary>
[Trait("rule", "P8")]
public sealed class PlanTests
{
    internal const string Four = "find a room | 3 | \nfind a cook | 5 | \ntry it | 4 | 1;2\nopen | 0 | 3";
    internal static readonly ProjectText Text = new(
        "Lunch for the old",
        ProjectTier.General,
        "Lunch for sixty people a day",
        "Old people",
        "Find a room, find a cook, begin",
        500_000,
        "L",
        "R",
        "T",
        new(2026, 3, 2),
        new(2026, 9, 1)
    )
    {
        Mechanism = "asked every quarter",
        Targets = [new("satisfied", "", TargetKind.Share, 41.3m, 80, "questionnaire", 120)],
    };

    /// <summary>A project with four tasks from 2 March: room 2-4, cook 2-6, trial 9-12, opening on the 12th.</summary>
    internal static Task<string> Planned(RunningHost host, string lines = Four, string unit = "A1") =>
        host.Ask(async s =>
        {
            var project = await s.GetRequiredService<DesignProject>()
                .Draft((await s.GetRequiredService<UnitDirectory>().Tree(default)).Find(unit)!.Id, Text, null, default);
            await s.GetRequiredService<CopyPlan>().Lines(project.Number, 0, lines, default);
            return project.Number;
        });

    internal static Task<PlanView> View(RunningHost host, string number) =>
        host.Ask(s => s.GetRequiredService<ShowPlan>().One(number, null, default));

    internal static Task Change(RunningHost host, string number, string? reason, params PlanEdit[] edits) =>
        host.Do(async s =>
            await s.GetRequiredService<ChangePlan>()
                .Apply(
                    number,
                    (await s.GetRequiredService<ShowPlan>().One(number, null, default)).Version,
                    edits,
                    reason,
                    default
                )
        );

    private static async Task<string> Refused(Func<Task> work) => (await Assert.ThrowsAsync<RuleBroken>(work)).Key;

    internal static Task Moves(RunningHost host, string number, params string[] moves) =>
        host.Do(async s =>
        {
            var db = s.GetRequiredService<ProjectsDb>();
            foreach (string move in moves)
                await MoveProject.Move(
                    db,
                    await db.Projects.SingleAsync(p => p.Number == number),
                    null,
                    move,
                    null,
                    s.GetRequiredService<TimeProvider>(),
                    default
                );
        });

    private static string Dates(PlanView plan) =>
        string.Join(' ', plan.Tasks.Select(t => $"{t.Starts:MMdd}-{t.Ends:MMdd}"));

    private static long Id(PlanView plan, int no) => plan.Tasks[no - 1].Task.Id;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task From_lines_of_text_a_plan_with_dates_a_critical_path_and_an_end_comes_about(string database)
    {
        await using var host = await RunningHost.Start(database);
        var plan = await View(host, await Planned(host));
        Assert.Equal("0302-0304 0302-0306 0309-0312 0312-0312", Dates(plan));
        Assert.Equal([false, true, true, true], plan.Tasks.Select(t => t.Critical));
        Assert.Equal(
            (2, "1; 2", new DateOnly(2026, 3, 12)),
            (plan.Tasks[0].At!.Value.Float, plan.Tasks[2].After, plan.Ends)
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Of_two_people_changing_at_once_one_wins_the_other_is_told_what_changed_and_nothing_is_lost(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        string number = await Planned(host);
        var plan = await View(host, number);
        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(i =>
                    Task.Run(async () =>
                    {
                        try
                        {
                            await host.Do(s =>
                                s.GetRequiredService<ChangePlan>()
                                    .Apply(
                                        number,
                                        plan.Version,
                                        [new("length", Id(plan, 1)) { Days = 10 + i }],
                                        null,
                                        default
                                    )
                            );
                            return "stored";
                        }
                        catch (RuleBroken broken)
                        {
                            return broken.Key;
                        }
                    })
                )
        );
        Assert.Equal((1, 5), (outcomes.Count(o => o == "stored"), outcomes.Count(o => o == "plan.changed-by-other")));
        var after = await View(host, number);
        Assert.Equal((plan.Version + 1, 10 + Array.IndexOf(outcomes, "stored")), (after.Version, after.Tasks[0].Days));
        string said = Assert.Single(
            await host.Ask(s => s.GetRequiredService<ShowPlan>().Since(number, plan.Version, default))
        );
        Assert.Contains($"3 → {after.Tasks[0].Days}", said, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_first_two_to_write_a_plan_do_not_both_begin_it(string database)
    {
        await using var host = await RunningHost.Start(database);
        string number = await host.Ask(async s =>
            (
                await s.GetRequiredService<DesignProject>()
                    .Draft(
                        (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find("A1")!.Id,
                        Text,
                        null,
                        default
                    )
            ).Number
        );
        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        try
                        {
                            await host.Do(s => s.GetRequiredService<CopyPlan>().Lines(number, 0, Four, default));
                            return "stored";
                        }
                        catch (RuleBroken broken)
                        {
                            return broken.Key;
                        }
                    })
                )
        );
        Assert.Equal((1, 3), (outcomes.Count(o => o == "stored"), outcomes.Count(o => o == "plan.changed-by-other")));
        Assert.Equal(4, (await View(host, number)).Tasks.Count);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Dragging_linking_lengthening_and_taking_out_are_undone_one_by_one_to_the_very_beginning(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        string number = await Planned(host);
        var plan = await View(host, number);
        string[] states = [Dates(plan), "", "", "", ""];
        PlanEdit[] edits =
        [
            new("move", Id(plan, 1)) { Date = new(2026, 3, 14) },
            new("link", Id(plan, 1)) { Other = Id(plan, 2) },
            new("until", Id(plan, 2)) { Date = new(2026, 3, 31) },
            new("drop", Id(plan, 3)),
        ];
        for (int i = 0; i < edits.Length; i++)
        {
            await Change(host, number, null, edits[i]);
            states[i + 1] = Dates(await View(host, number));
        }

        // A Saturday is no day to begin on: 14 March becomes Monday the 16th.
        Assert.Equal("0316-0318 0302-0306 0319-0324 0324-0324", states[1]);
        Assert.Equal("0316-0318 0319-0325 0326-0331 0331-0331", states[2]);
        Assert.Equal("0316-0318 0319-0331 0401-0407 0407-0407", states[3]);
        Assert.Equal(3, (await View(host, number)).Tasks.Count);
        for (int i = edits.Length - 1; i >= 0; i--)
        {
            await host.Do(async s =>
                await s.GetRequiredService<ChangePlan>()
                    .Undo(number, (await s.GetRequiredService<ShowPlan>().One(number, null, default)).Version, default)
            );
            Assert.Equal(states[i], Dates(await View(host, number)));
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_cannot_be_is_refused_with_a_sentence_and_changes_nothing(string database)
    {
        await using var host = await RunningHost.Start(database);
        string number = await Planned(host);
        var plan = await View(host, number);
        foreach (
            var (key, edit) in new (string, PlanEdit)[]
            {
                ("plan.circle", new("link", Id(plan, 3)) { Other = Id(plan, 1) }),
                ("plan.link-self", new("after", Id(plan, 1)) { After = "1" }),
                ("plan.after-unknown", new("after", Id(plan, 1)) { After = "9" }),
                ("plan.after-wrong", new("after", Id(plan, 1)) { After = "soon" }),
                ("plan.days-wrong", new("length", Id(plan, 1)) { Days = -1 }),
                ("plan.fixed-too-early", new("edit", Id(plan, 3)) { FixedOn = new(2026, 3, 4) }),
                ("plan.fixed-weekend", new("edit", Id(plan, 3)) { FixedOn = new(2026, 3, 15) }),
                ("plan.fixed-holiday", new("edit", Id(plan, 3)) { FixedOn = new(2026, 4, 6) }),
                ("plan.name-needed", new("edit", Id(plan, 3)) { Name = " " }),
                ("plan.task-gone", new("drop", 5)),
                ("plan.lag-wrong", new("link", Id(plan, 1)) { Other = Id(plan, 2), Lag = 900 }),
                ("plan.nothing-changed", new("length", Id(plan, 1)) { Days = 3 }),
            }
        )
            Assert.Equal(key, await Refused(() => Change(host, number, null, edit)));
        await Assert.ThrowsAsync<Kernel.Calendar.YearMissing>(() =>
            Change(host, number, null, new PlanEdit("move", Id(plan, 1)) { Date = new(2033, 1, 3) })
        );
        var after = await View(host, number);
        Assert.Equal((plan.Version, Dates(plan)), (after.Version, Dates(after)));
        Assert.Equal(
            "plan.fixed",
            await Refused(async () =>
            {
                await Moves(host, number, "submitted");
                await Change(host, number, null, new PlanEdit("length", Id(plan, 1)) { Days = 9 });
            })
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Baselines_are_kept_at_approval_and_start_and_a_later_end_then_asks_for_a_reason(string database)
    {
        await using var host = await RunningHost.Start(database);
        string number = await Planned(host);
        await Moves(host, number, "submitted", "review-passed", "notice-opened", "approved", "started");
        await host.Settle();
        var plan = await View(host, number);
        Assert.Equal(["approved", "started"], plan.Baselines.Select(b => b.Name).Order());
        Assert.All(plan.Baselines, b => Assert.Equal(new DateOnly(2026, 3, 12), b.EndsOn));
        // Not on the critical path: no reason. On it: only with one.
        await Change(host, number, null, new PlanEdit("length", Id(plan, 1)) { Days = 5 });
        Assert.Equal(
            "plan.reason-needed",
            await Refused(() => Change(host, number, " ", new PlanEdit("length", Id(plan, 3)) { Days = 6 }))
        );
        await Change(host, number, "the stove came late", new PlanEdit("length", Id(plan, 3)) { Days = 6 });
        var late = await View(host, number);
        Assert.Equal((2, new DateOnly(2026, 3, 16)), (late.Slip, late.Ends));
        await host.Do(async s =>
            Assert.Contains(
                "the stove came late",
                (await s.GetRequiredService<ProjectsDb>().Events.SingleAsync(e => e.What == "plan-delayed")).Note,
                StringComparison.Ordinal
            )
        );
        await Change(host, number, null, new PlanEdit("length", Id(plan, 3)) { Days = 5 });
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Done_is_what_the_record_says_and_a_late_task_is_told_once(string database)
    {
        await using var host = await RunningHost.Start(database);
        string number = await Planned(host);
        await Moves(host, number, "submitted", "review-passed", "notice-opened", "approved", "started");
        var plan = await View(host, number);
        // Tuesday the 10th: the room was due on the 4th, the cook on the 6th.
        Assert.Equal([4, 2, 0, 0], plan.Tasks.Select(t => t.Late));
        var checks = (Func<KeepChecklist, Task> work) => host.Do(s => work(s.GetRequiredService<KeepChecklist>()));
        await checks(c => c.Add(number, Id(plan, 1), "contract signed", false, default));
        await checks(c => c.Add(number, Id(plan, 1), "photo of the room", true, default));
        var items = await host.Ask(async s =>
            (await s.GetRequiredService<KeepChecklist>().Sheet(number, Id(plan, 1), default)).Items
        );
        await checks(c => c.Tick(number, Id(plan, 1), items[0].Id, null, default));
        Assert.Equal(50, (await View(host, number)).Tasks[0].Done);
        Assert.Equal(
            "plan.item-paper",
            await Refused(() => checks(c => c.Tick(number, Id(plan, 1), items[1].Id, null, default)))
        );
        Assert.Equal(
            "plan.drop-recorded",
            await Refused(() => Change(host, number, "x", new PlanEdit("drop", Id(plan, 1))))
        );
        Assert.Equal(2, await host.Ask(s => s.GetRequiredService<LatePlans>().Sweep(null, default)));
        Assert.Equal(0, await host.Ask(s => s.GetRequiredService<LatePlans>().Sweep(null, default)));
        await host.Do(async s =>
            Assert.Equal(
                "projects.plan-late",
                (
                    await s.GetRequiredService<ProjectsDb>()
                        .Set<NoticeWish>()
                        .Where(w => w.Kind == LatePlans.Kind)
                        .SingleAsync()
                ).Kind
            )
        );
        Task<int> Todo() =>
            host.Ask(async s =>
                (await s.GetServices<Kernel.Modules.ITodoSource>().OfType<PlanTodos>().Single().Todos(default))[0].Count
            );
        Assert.Equal(2, await Todo());
        await checks(c => c.Tick(number, Id(plan, 2), 0, null, default));
        Assert.Equal(
            (1, 100, 0),
            (await Todo(), (await View(host, number)).Tasks[1].Done, (await View(host, number)).Tasks[1].Late)
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_plan_copied_from_another_project_has_its_tasks_groups_links_and_checklists_at_its_own_dates(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        string first = await Planned(host, "prepare\nfind a room | 3 | \nfind a cook | 5 | 2同时开始+1 | R"),
            second =
                await host.Ask(async s =>
                    (
                        await s.GetRequiredService<DesignProject>()
                            .Draft(
                                (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find("A2")!.Id,
                                Text with
                                {
                                    StartsOn = new(2026, 6, 1),
                                },
                                null,
                                default
                            )
                    ).Number
                );
        await host.Do(async s =>
            await s.GetRequiredService<KeepChecklist>()
                .Add(first, Id(await View(host, first), 2), "contract signed", false, default)
        );
        await host.Do(s => s.GetRequiredService<CopyPlan>().From(second, 0, first, default));
        var (was, now) = (await View(host, first), await View(host, second));
        Assert.Equal(
            was.Tasks.Select(t => (t.Task.Name, t.Task.IsGroup, t.Days == 0, t.After)),
            now.Tasks.Select(t => (t.Task.Name, t.Task.IsGroup, t.Days == 0, t.After))
        );
        Assert.Equal("0601-0608 0601-0603 0602-0608", Dates(now));
        Assert.Equal((1, ""), (now.Tasks[1].Parts, now.Tasks[2].Task.Owner));
    }
}
