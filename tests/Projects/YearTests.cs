using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Audit;
using Modular.Kernel.Units;
using Modular.Projects.Alliance;
using Modular.Projects.Campaigns;
using Modular.Projects.Data;
using Modular.Projects.Design;
using Modular.Projects.Effect;
using Modular.Projects.Library;
using Modular.Projects.Money;
using Modular.Projects.Notice;
using Modular.Projects.Review;
using Modular.Projects.Selecting;
using Modular.TestKit;

namespace Modular.Projects.Tests;

/// <summary>
/// A year of a district with three towns and 27 communities, led through the use cases day by day; afterwards the
/// tables are asked in plain SQL.
/// </summary>
[Trait("rule", "P2"), Trait("rule", "P7"), Trait("rule", "P15"), Trait("rule", "P17")]
public sealed class YearTests
{
    private static readonly string[] Towns = ["A", "B", "C"];

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task From_campaign_to_rota(string database)
    {
        await using var host = await RunningHost.Start(database);
        host.At(2026, 1, 5);
        var communities = await Settle(host);
        long campaign = await Open(host);
        var numbers = await Submit(host, campaign, communities);
        await Review(host, numbers);
        await Publicise(host, numbers);
        await CarryOut(host, numbers);
        var awarded = await Choose(host, numbers);
        await Share(host, awarded, communities);
        await Promote(host);
        await host.Settle();
        await Verify(host, database);
    }

    private static async Task<List<string>> Settle(RunningHost host) =>
        await host.Ask(async s =>
        {
            var units = s.GetRequiredService<ManageUnits>();
            var tree = await s.GetRequiredService<UnitDirectory>().Tree(default);
            await units.Add("C", "Town C", UnitKind.Town, tree.Find("Q")!.Id, null, null, null, default);
            tree = await s.GetRequiredService<UnitDirectory>().Tree(default);
            foreach (string town in Towns)
                for (int i = 1; i <= 9; i++)
                    if (tree.Find($"{town}{i}") is null)
                        await units.Add(
                            $"{town}{i}",
                            $"Community {town}{i}",
                            UnitKind.Community,
                            tree.Find(town)!.Id,
                            null,
                            null,
                            null,
                            default
                        );
            return Towns.SelectMany(t => Enumerable.Range(1, 9).Select(i => $"{t}{i}")).ToList();
        });

    private static async Task<long> Open(RunningHost host) =>
        await host.Ask(async s =>
        {
            var run = s.GetRequiredService<RunCampaign>();
            long id = await run.Draft(
                (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find("Q")!.Id,
                new(
                    "Projects of 2026",
                    new(2026, 1, 12),
                    new(2026, 2, 6),
                    true,
                    true,
                    new(1, 2),
                    new(1, null),
                    new(0, 1),
                    new(0, null),
                    new(0, null),
                    "10,5,1",
                    ""
                ),
                default
            );
            await run.Open(id, 0, default);
            return id;
        });

    /// <summary>
    /// One or two each; who tries a third is refused, who forgot is seen to be short, and who is late needs the
    /// extension.
    /// </summary>
    private static async Task<List<string>> Submit(RunningHost host, long campaign, List<string> communities)
    {
        var numbers = new List<string>();
        async Task<string> Draft(string unit, int i) =>
            await host.Ask(async s =>
                (
                    await s.GetRequiredService<DesignProject>()
                        .Draft(
                            (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find(unit)!.Id,
                            Text(unit, i),
                            new DraftFrom(CampaignId: campaign),
                            default
                        )
                ).Number
            );
        async Task Send(string number) =>
            await host.Do(async s =>
                await s.GetRequiredService<DesignProject>().Submit(number, (await Kit.One(s, number)).Version, default)
            );
        host.At(2026, 1, 8);
        string early = await Draft("A1", 0);
        await Guide(host, early);
        Assert.Equal("campaigns.not-yet", await host.Refused(_ => Send(early)));
        host.At(2026, 1, 20);
        await Send(early);
        numbers.Add(early);
        foreach (string unit in communities.Where(u => u is not ("A1" or "C9" or "B5")))
            for (int i = 0; i < (unit[1] % 3 == 0 ? 2 : 1); i++)
            {
                numbers.Add(await Draft(unit, i));
                await Send(numbers[^1]);
            }

        foreach (string town in Towns)
        {
            numbers.Add(await Draft(town, 1));
            await Send(numbers[^1]);
        }

        string third = await Draft("A3", 1);
        Assert.Equal("campaigns.full", await host.Refused(_ => Send(third)));
        var board = await host.Ask(async s =>
            await s.GetRequiredService<CampaignBoard>()
                .Of(await s.GetRequiredService<ProjectsDb>().Campaigns.SingleAsync(), null, default)
        );
        Assert.Equal(["B5", "C9"], board.Shorts.Select(r => r.Unit.Code).Order());
        host.At(2026, 2, 6, 23);
        numbers.Add(await Draft("B5", 1));
        await Send(numbers[^1]);
        string late = await Draft("C9", 1);
        host.At(2026, 2, 7, 0);
        Assert.Equal("campaigns.window-over", await host.Refused(_ => Send(late)));
        await host.Do(async s =>
            await s.GetRequiredService<RunCampaign>()
                .Extend(
                    campaign,
                    await s.GetRequiredService<ProjectsDb>().Campaigns.Select(c => c.Version).SingleAsync(),
                    new(2026, 2, 10),
                    "the line was down on the last day",
                    default
                )
        );
        await Send(late);
        numbers.Add(late);
        return numbers;
    }

    /// <summary>The first project has a mentor, without whose word on the present text it does not go.</summary>
    private static async Task Guide(RunningHost host, string number)
    {
        long mentor = await MentorTests.Mentor(host, "guide-year", "Q");
        await host.Do(s => s.GetRequiredService<Mentors.KeepMentors>().Assign(number, mentor, default));
        host.At(2026, 1, 12);
        Assert.Equal(
            "guidance.pre-review-needed",
            await host.Refused(async s =>
                await s.GetRequiredService<DesignProject>().Submit(number, (await Kit.One(s, number)).Version, default)
            )
        );
        var guide = await host.As("guide-year");
        await guide.Open($"/projects/{number}/guidance");
        await guide.PressButton(
            "button[name=ready][value=true]",
            [.. Mentors.PreReview.Points.Select(point => ("Input.Met", point))]
        );
        Assert.Equal(System.Net.HttpStatusCode.OK, guide.Status);
        host.At(2026, 1, 8);
    }

    /// <summary>Three are sent back and mended, two rejected.</summary>
    private static async Task Review(RunningHost host, List<string> numbers)
    {
        host.At(2026, 2, 11);
        for (int i = 0; i < numbers.Count; i++)
        {
            string number = numbers[i];
            await host.Do(async s =>
                await s.GetRequiredService<ReviewProject>()
                    .Decide(
                        number,
                        (await Kit.One(s, number)).Version,
                        i % 10 == 4 ? "return"
                            : i is 7 or 19 ? "reject"
                            : "approve",
                        "meeting of 11 February",
                        default
                    )
            );
            if (i % 10 != 4)
                continue;
            await host.Do(async s =>
            {
                var design = s.GetRequiredService<DesignProject>();
                var project = await Kit.One(s, number);
                await design.Change(
                    number,
                    project.Version,
                    (await design.Text(project, default)) with
                    {
                        Aims = "Lunch for fifty people a day, more precisely",
                    },
                    default
                );
                await design.Submit(number, (await Kit.One(s, number)).Version, default);
                await s.GetRequiredService<ReviewProject>()
                    .Decide(number, (await Kit.One(s, number)).Version, "approve", "second meeting", default);
            });
        }

        numbers.RemoveAt(19);
        numbers.RemoveAt(7);
    }

    /// <summary>
    /// Published over a week before and during Spring Festival; approval is tried every day and must not come early.
    /// </summary>
    private static async Task Publicise(RunningHost host, List<string> numbers)
    {
        var open = new Queue<string>(numbers);
        var waiting = new List<string>();
        for (var day = new DateOnly(2026, 2, 12); day < new DateOnly(2026, 3, 20); day = day.AddDays(1))
        {
            host.At(2026, day.Month, day.Day);
            for (int i = 0; i < 5 && open.TryDequeue(out string? number); i++)
            {
                await host.Do(async s =>
                    await s.GetRequiredService<RunNotice>().Open(number, (await Kit.One(s, number)).Version, default)
                );
                waiting.Add(number);
                await Objected(host, number, numbers.IndexOf(number));
            }

            foreach (string number in waiting.ToList())
            {
                try
                {
                    await host.Do(async s =>
                    {
                        await s.GetRequiredService<RunNotice>()
                            .Approve(number, (await Kit.One(s, number)).Version, default);
                        await s.GetRequiredService<DesignProject>()
                            .Start(number, (await Kit.One(s, number)).Version, default);
                    });
                    waiting.Remove(number);
                }
                catch (Kernel.Rules.RuleBroken broken)
                {
                    Assert.Equal("projects.notice-too-short", broken.Key);
                }
            }
        }

        Assert.Empty(open);
        Assert.Empty(waiting);
    }

    /// <summary>
    /// Every fifth is objected to; of these one is upheld, mended, reviewed and publicised anew from the day it was.
    /// </summary>
    private static async Task Objected(RunningHost host, string number, int place)
    {
        if (place % 5 != 2)
            return;
        await host.Do(async s =>
        {
            var (db, hear) = (s.GetRequiredService<ProjectsDb>(), s.GetRequiredService<HearObjections>());
            long project = (await Kit.One(s, number)).Id;
            await hear.Object(
                await db
                    .Notices.Where(n => n.ProjectId == project && n.ClosedAt == null)
                    .Select(n => n.Id)
                    .SingleAsync(),
                "too far for old people",
                null,
                default
            );
            await hear.Decide(
                number,
                await db.Objections.Where(o => o.State == ObjectionState.Open).Select(o => o.Id).SingleAsync(),
                place == 12,
                "the way was measured",
                default
            );
            if (place != 12)
                return;
            var design = s.GetRequiredService<DesignProject>();
            await design.Change(
                number,
                (await Kit.One(s, number)).Version,
                (await design.Text(await Kit.One(s, number), default)) with
                {
                    Plan = "Two rooms, one in each half of the estate",
                },
                default
            );
            await design.Submit(number, (await Kit.One(s, number)).Version, default);
            await s.GetRequiredService<ReviewProject>()
                .Decide(number, (await Kit.One(s, number)).Version, "approve", "met once more", default);
            await s.GetRequiredService<RunNotice>().Open(number, (await Kit.One(s, number)).Version, default);
        });
    }

    private static async Task CarryOut(RunningHost host, List<string> numbers)
    {
        for (int i = 0; i < numbers.Count; i++)
        {
            string number = numbers[i];
            host.At(2026, 4, 2);
            await host.Do(s =>
                s.GetRequiredService<FundGates>()
                    .Ask(number, new(2026, 3, 25), OpinionWay.Visits, 20 + i, "more tables, please", default)
            );
            var lines = await host.Ask(async s => (await s.GetRequiredService<ReadMoney>().Of(number, default)).Lines);
            foreach (var line in lines)
            {
                await host.Do(s =>
                    s.GetRequiredService<SpendMoney>()
                        .Spend(
                            number,
                            new(
                                line.Id,
                                new(2026, 4, 1),
                                line.Cents / 2,
                                "half of it",
                                "the shop",
                                $"V{number}-{line.Place}"
                            ),
                            null,
                            default
                        )
                );
                Assert.Equal(
                    "projects.money-over",
                    await host.Refused(s =>
                        s.GetRequiredService<SpendMoney>()
                            .Spend(
                                number,
                                new(line.Id, new(2026, 4, 1), line.Cents, "too much", "the shop", $"W{line.Place}"),
                                null,
                                default
                            )
                    )
                );
            }

            await host.Do(s =>
                s.GetRequiredService<Plan.CopyPlan>()
                    .Lines(number, 0, "Find the room | 5 | |\nLunches | 60 | 1 |\nQuestionnaire | 3 | 2 |", default)
            );
            long lunches = await host.Ask(async s =>
            {
                var db = s.GetRequiredService<ProjectsDb>();
                return await db
                    .PlanTasks.Where(t =>
                        t.Name == "Lunches" && db.Projects.Any(p => p.Id == t.ProjectId && p.Number == number)
                    )
                    .Select(t => t.Id)
                    .SingleAsync();
            });
            for (int month = 4; month <= (i % 6 == 5 ? 5 : 8); month++)
            {
                host.At(2026, month, 20 + i % 5, 14);
                await host.Held(number, new(2026, month, 20 + i % 5), 30 + i, lunches);
            }
        }

        host.At(2026, 9, 10);
        foreach (string number in numbers)
            await host.Do(async s =>
            {
                long project = (await Kit.One(s, number)).Id;
                await s.GetRequiredService<MeasureEffect>()
                    .Measure(
                        number,
                        (await s.GetRequiredService<ProjectsDb>().Targets.SingleAsync(t => t.ProjectId == project)).Id,
                        true,
                        60 + numbers.IndexOf(number),
                        100,
                        "questionnaire of September",
                        default
                    );
                await s.GetRequiredService<Report.WriteReport>()
                    .Save(number, 0, "what it was", "how it was done", "what came of it", "what was learnt", default);
                await s.GetRequiredService<DesignProject>()
                    .Complete(number, (await Kit.One(s, number)).Version, "people eat here", default);
            });
    }

    private static async Task<List<string>> Choose(RunningHost host, List<string> numbers)
    {
        long id = await host.Ask(async s =>
            await s.GetRequiredService<RunSelection>()
                .SetUp(
                    (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find("Q")!.Id,
                    new(
                        "Good projects of 2026",
                        new(2026, 9, 10),
                        new(2026, 9, 20),
                        [40, 30, 30, 40, 40, 20],
                        "first | 1\nsecond | 2\nthird | 3"
                    ),
                    default
                )
        );
        for (int i = 0; i < numbers.Count; i++)
        {
            string number = numbers[i];
            Task Apply() =>
                host.Do(async s =>
                    await s.GetRequiredService<ApplyProject>()
                        .Apply(number, (await Kit.One(s, number)).Version, id, default)
                );
            if (i % 6 == 5)
                Assert.Equal("selections.gate-open", await host.Refused(_ => Apply()));
            else
                await Apply();
        }

        host.At(2026, 9, 25);
        var view = await host.Ask(s => s.GetRequiredService<ReadSelections>().One(id, default));
        var marks = view.Standing.ToDictionary(
            e => e.Entry.Id,
            e =>
                (IReadOnlyList<decimal?>)
                    [
                        .. Enumerable
                            .Range(0, 9)
                            .Select(k => (decimal?)(50 + (numbers.IndexOf(e.Project.Number) * 7 + k * 3) % 50)),
                    ]
        );
        Task<int> Version(IServiceProvider s) =>
            s.GetRequiredService<ProjectsDb>().Selections.Select(x => x.Version).SingleAsync();
        await host.Do(async s =>
            await s.GetRequiredService<RunSelection>()
                .RankByHand(id, await Version(s), marks, "meeting of 25 September", default)
        );
        // In public over the week of the National Day.
        host.At(2026, 9, 28);
        view = await host.Ask(s => s.GetRequiredService<ReadSelections>().One(id, default));
        string[] prizes = ["first", "second", "second", "third", "third", "third"];
        var given = view
            .Standing.Take(6)
            .Select((e, i) => (e.Entry.Id, Prize: prizes[i]))
            .ToDictionary(x => x.Id, x => x.Prize);
        await host.Do(async s =>
            await s.GetRequiredService<RunSelection>().Publish(id, await Version(s), given, default)
        );
        for (var day = new DateOnly(2026, 9, 29); ; day = day.AddDays(1))
        {
            host.At(2026, day.Month, day.Day);
            try
            {
                await host.Do(async s =>
                    await s.GetRequiredService<RunSelection>().Award(id, await Version(s), default)
                );
                break;
            }
            catch (Kernel.Rules.RuleBroken broken)
            {
                Assert.Equal("selections.notice-too-short", broken.Key);
            }
        }

        return [.. view.Standing.Take(6).Select(e => e.Project.Number)];
    }

    private static async Task Share(RunningHost host, List<string> awarded, List<string> communities)
    {
        byte[] paper = "%PDF-1.4 the plan"u8.ToArray();
        foreach (string number in awarded)
            await host.Do(async s =>
            {
                await s.GetRequiredService<KeepMaterials>()
                    .Add(
                        number,
                        MaterialKind.Plan,
                        "The plan",
                        true,
                        [new FormFile(new MemoryStream(paper), 0, paper.Length, "Files", "plan.pdf")],
                        default
                    );
                await s.GetRequiredService<ShareProject>()
                    .Share(number, (await Kit.One(s, number)).Version, "the community's office", 300, null, default);
            });
        foreach (string unit in communities.Where(u => u[1] == '8'))
            await host.Do(async s =>
            {
                var adopt = s.GetRequiredService<AdoptProject>();
                var asked = await adopt.Ask(
                    awarded[0],
                    (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find(unit)!.Id,
                    "we would like this too",
                    default
                );
                await adopt.Copy(asked.Id, default);
            });
    }

    private static Task Promote(RunningHost host) =>
        host.Do(async s => await s.GetRequiredService<KeepRota>().Save(new(2026, 11, 1), 24, 7, false, default));

    /// <summary>Nothing here goes through the product's own queries or calendar.</summary>
    private static Task Verify(RunningHost host, string database) =>
        host.Do(async s =>
        {
            var db = s.GetRequiredService<ProjectsDb>();
            bool sqlite = db.IsSqlite;
            string T(string name) => sqlite ? $"projects_{name}" : $"projects.{name}";
            string Day(string column) =>
                sqlite
                    ? $"date({column} / 1000000, 'unixepoch', '+8 hours')"
                    : $"to_char({column} at time zone 'Asia/Shanghai', 'YYYY-MM-DD')";
            string Date(string column) => sqlite ? column : $"to_char({column}, 'YYYY-MM-DD')";
            Task<long> Count(string sql) =>
                db.Database.SqlQueryRaw<long>($"SELECT count(*) AS \"Value\" FROM ({sql}) x").SingleAsync();
            Task<List<string>> Texts(string sql) => db.Database.SqlQueryRaw<string>(sql).ToListAsync();
            const string Held =
                "state NOT IN ('Draft', 'Rejected', 'Stopped') AND tier <> 'Micro' AND campaign_id IS NOT NULL";

            // Quotas: nobody over two, and of 27 communities and three towns one whose only project was rejected is
            // without.
            Assert.Equal(
                0,
                await Count(
                    $"SELECT unit_id FROM {T("project")} WHERE {Held} GROUP BY unit_id, unit_path HAVING count(*) > 2"
                )
            );
            Assert.Equal(29, await Count($"SELECT DISTINCT unit_id FROM {T("project")} WHERE {Held}"));
            // Numbers without gaps.
            Assert.Equal(0, await Count($"SELECT 1 FROM {T("project")} GROUP BY number HAVING count(*) > 1"));
            Assert.Equal(
                [$"XM-2026-{await db.Projects.CountAsync():000000}"],
                await Texts($"SELECT max(number) AS \"Value\" FROM {T("project")}")
            );
            // Every approval after a notice of five full working days, counted by hand from the table of the calendar.
            var odd = (
                await Texts(
                    sqlite
                        ? "SELECT date || ' ' || kind AS \"Value\" FROM kernel_calendar_day"
                        : "SELECT to_char(date, 'YYYY-MM-DD') || ' ' || kind AS \"Value\" FROM kernel.calendar_day"
                )
            )
                .Select(l => l.Split(' '))
                .ToDictionary(p => DateOnly.Parse(p[0], System.Globalization.CultureInfo.InvariantCulture), p => p[1]);
            int Full(DateOnly opened, DateOnly approved)
            {
                int days = 0;
                for (var day = opened.AddDays(1); day < approved; day = day.AddDays(1))
                    if (
                        odd.TryGetValue(day, out string? kind)
                            ? kind == "MakeUp"
                            : day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
                    )
                        days++;
                return days;
            }

            var spans = (
                await Texts(
                    $"SELECT {Date("n.opened_on")} || ' ' || {Day("p.approved_at")} AS \"Value\" FROM {T("project")} p JOIN {T("public_notice")} n ON n.project_id = p.id AND n.replaced_by IS NULL AND n.outcome = 'approved' WHERE p.approved_at IS NOT NULL"
                )
            ).ConvertAll(l => l.Split(' '));
            Assert.True(spans.Count >= 30, $"{spans.Count}");
            Assert.All(
                spans,
                p =>
                    Assert.Equal(
                        5,
                        Full(
                            DateOnly.Parse(p[0], System.Globalization.CultureInfo.InvariantCulture),
                            DateOnly.Parse(p[1], System.Globalization.CultureInfo.InvariantCulture)
                        )
                    )
            );
            Assert.Equal(spans.Count, await Count($"SELECT id FROM {T("project")} WHERE approved_at IS NOT NULL"));
            // Money: the sums stand in the lines, and no line holds more than its budget.
            Assert.Equal(
                0,
                await Count(
                    $"SELECT l.id FROM {T("budget_line")} l LEFT JOIN {T("spending")} s ON s.line_id = l.id AND s.struck_at IS NULL GROUP BY l.id, l.spent, l.cents HAVING coalesce(sum(s.cents), 0) <> l.spent OR l.spent > l.cents"
                )
            );
            // Nobody applied without four activities held before.
            Assert.Equal(
                0,
                await Count(
                    $"SELECT p.id FROM {T("project")} p WHERE p.applied_on IS NOT NULL AND (SELECT count(*) FROM {T("activity")} a WHERE a.project_id = p.id AND a.state = 'Held' AND {Day("a.starts_at")} < {Date("p.applied_on")}) < 4"
                )
            );
            // What was held carries out the plan, and nothing is late of a task whose every lunch was held.
            Assert.Equal(
                0,
                await Count(
                    $"SELECT a.id FROM {T("activity")} a LEFT JOIN {T("plan_task")} t ON t.id = a.task_id AND t.project_id = a.project_id WHERE a.state = 'Held' AND t.id IS NULL"
                )
            );
            // The three adopted projects brought the plan of the one they were made from.
            Assert.Equal(spans.Count + 3, await Count($"SELECT DISTINCT project_id FROM {T("plan_task")}"));
            // Every objection was decided with a reason before the approval; the one upheld led to a second notice that
            // ran its own days.
            Assert.Equal(
                0,
                await Count(
                    $"SELECT o.id FROM {T("objection")} o JOIN {T("public_notice")} n ON n.id = o.notice_id JOIN {T("project")} p ON p.id = n.project_id WHERE o.state = 'Open' OR o.decision IS NULL OR o.decided_at > p.approved_at"
                )
            );
            Assert.Equal(
                ["1 7"],
                await Texts(
                    $"SELECT CAST(sum(CASE WHEN state = 'Upheld' THEN 1 ELSE 0 END) AS {(sqlite ? "TEXT" : "varchar")}) || ' ' || count(*) AS \"Value\" FROM {T("objection")}"
                )
            );
            Assert.Equal(
                1,
                await Count($"SELECT project_id FROM {T("public_notice")} GROUP BY project_id HAVING count(*) = 2")
            );
            // Guidance ended with the project that was completed.
            Assert.Equal(
                0,
                await Count($"SELECT id FROM {T("mentoring")} WHERE open_project_id IS NOT NULL OR ended_at IS NULL")
            );
            Assert.Equal(1, await Count($"SELECT id FROM {T("mentoring")}"));
            // Awards: as many as there are; who stands in the library was awarded first.
            Assert.Equal(
                ["first 1", "second 2", "third 3"],
                await Texts(
                    $"SELECT award || ' ' || count(*) AS \"Value\" FROM {T("selection_entry")} WHERE award IS NOT NULL GROUP BY award ORDER BY award"
                )
            );
            Assert.Equal(
                0,
                await Count(
                    $"SELECT p.id FROM {T("project")} p WHERE p.state = 'InLibrary' AND (SELECT count(*) FROM {T("project_event")} e WHERE e.project_id = p.id AND e.what IN ('approved', 'started', 'completed', 'applied', 'evaluated', 'awarded', 'shared')) <> 7"
                )
            );
            Assert.Equal(
                3,
                await Count($"SELECT id FROM {T("project")} WHERE origin = 'Adopted' AND parent_id IS NOT NULL")
            );
            // The rota: every month once, eight turns for each of the three towns, none twice in a row.
            Assert.Equal(
                ["8", "8", "8"],
                await Texts(
                    $"SELECT CAST(count(*) AS {(sqlite ? "TEXT" : "varchar")}) AS \"Value\" FROM {T("rota_turn")} GROUP BY town_id"
                )
            );
            var months = await Texts(
                $"SELECT {Date("month")} || ' ' || town_id AS \"Value\" FROM {T("rota_turn")} ORDER BY month"
            );
            Assert.Equal(24, months.Select(m => m.Split(' ')[0]).Distinct().Count());
            Assert.DoesNotContain(
                months.Zip(months.Skip(1)),
                pair => pair.First.Split(' ')[1] == pair.Second.Split(' ')[1]
            );
            // What was done is in the chain, unbroken. The clock leapt over the five minutes after which an end is
            // noted.
            await s.GetRequiredService<VerifyAudit>().KeepCheckpoint(default);
            Assert.Null((await s.GetRequiredService<VerifyAudit>().Run(null, default)).BrokenAt);
        });

    private static ProjectText Text(string unit, int i) =>
        Kit.Full with
        {
            Title = $"Lunch {unit} {i}",
            Tier = i == 0 && unit.Length == 2 ? ProjectTier.Key : ProjectTier.General,
            Lines =
            [
                new(FundSource.SpecialFund, "kitchen", 500_000 + i * 1000),
                new(FundSource.Donation, "rice", 80_000),
            ],
        };
}
