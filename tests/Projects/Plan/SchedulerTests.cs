using Modular.Kernel.Calendar;
using Modular.Kernel.Rules;
using Modular.Projects.Plan;

namespace Modular.Projects.Tests;

/// <summary>Networks with published earliest and latest times, and the calendar's own days.</summary>
[Trait("rule", "P8")]
public sealed class SchedulerTests
{
    /// <summary>Name, days, what it follows, then the published ES EF LS LF and slack.</summary>
    private static readonly Dictionary<string, string> Published = new(StringComparer.Ordinal)
    {
        // Render, Stair, Hanna: Quantitative Analysis for Management, "General Foundry" (also Balakrishnan, Render,
        // Stair: Managerial Decision Modeling).
        ["General Foundry"] =
            "A 2 - 0 2 0 2 0;B 3 - 0 3 1 4 1;C 2 A 2 4 2 4 0;D 4 B 3 7 4 8 1;E 4 C 4 8 4 8 0;F 3 C 4 7 10 13 6;"
            + "G 5 D,E 8 13 8 13 0;H 2 F,G 13 15 13 15 0",
        // Heizer, Render: Operations Management, "Milwaukee Paper Manufacturing".
        ["Milwaukee Paper"] =
            "A 2 - 0 2 0 2 0;B 3 - 0 3 1 4 1;C 2 A 2 4 2 4 0;D 4 A,B 3 7 4 8 1;E 4 C 4 8 4 8 0;F 3 C 4 7 10 13 "
            + "6;G 5 D,E 8 13 8 13 0;H 2 F,G 13 15 13 15 0",
        // Hillier, Lieberman: Introduction to Operations Research, "Reliable Construction Co.".
        ["Reliable Construction"] =
            "A 2 - 0 2 0 2 0;B 4 A 2 6 2 6 0;C 10 B 6 16 6 16 0;D 6 C 16 22 20 26 4;E 4 C 16 20 16 20 0;F 5 E "
            + "20 25 20 25 0;G 7 D 22 29 26 33 4;H 9 E,G 29 38 33 42 4;I 7 C 16 23 18 25 2;J 8 F,I 25 33 25 33 0;"
            + "K 4 J 33 37 34 38 1;L 5 J 33 38 33 38 0;M 2 H 38 40 42 44 4;N 6 K,L 38 44 38 44 0",
        // Taylor: Introduction to Management Science, solutions to chapter 8, activities by their nodes; 4-5 is a dummy
        // of no days.
        ["Taylor, chapter 8"] =
            "12 8 - 0 8 1 9 1;13 10 - 0 10 0 10 0;14 9 - 0 9 6 15 6;25 6 12 8 14 9 15 1;26 4 12 8 12 16 20 8;"
            + "35 5 13 10 15 10 15 0;45 0 14 9 9 15 15 6;47 7 14 9 16 20 27 11;57 12 25,35,45 15 27 15 27 0;58 15 "
            + "25,35,45 15 30 16 31 1;69 18 26 12 30 20 38 8;78 4 47,57 27 31 27 31 0;89 7 58,78 31 38 31 38 0",
        // Assembly of a design, studylib 8378728, table 2.
        ["Design and assembly"] =
            "A 6 - 0 6 0 6 0;B 2 A 6 8 6 8 0;C 2 A 6 8 7 9 1;D 3 B 8 11 8 11 0;E 4 D,F 11 15 11 15 0;F 2 C 8 "
            + "10 9 11 1;G 1 E 15 16 15 16 0",
    };

    public static TheoryData<string> Names => [.. Published.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Earliest_and_latest_times_and_slack_are_those_of_the_book(string name)
    {
        var rows = Published[name].Split(';').Select(r => r.Split(' ')).ToList();
        int At(string task) => rows.FindIndex(r => r[0] == task);
        Work[] works = [.. rows.Select(r => new Work(int.Parse(r[1])))];
        Bond[] bonds =
        [
            .. rows.SelectMany((r, i) => r[2] == "-" ? [] : r[2].Split(',').Select(p => new Bond(At(p), i))),
        ];
        var solved = Scheduler.Solve(works, bonds);
        for (int i = 0; i < rows.Count; i++)
        {
            var t = solved.Tasks[i];
            Assert.Equal(
                $"{rows[i][0]} {string.Join(' ', rows[i][3..])}",
                $"{rows[i][0]} {t.Start} {t.Finish} {t.LateStart} {t.LateFinish} {t.Float}"
            );
            Assert.Equal(t.Float == 0, t.Critical);
        }

        Assert.Equal(rows.Max(r => int.Parse(r[4])), solved.End);
    }

    [Fact]
    public void Free_float_is_what_moves_nobody_else()
    {
        // D may slip a day without moving G; F six without moving H; B none without moving D.
        var rows = Published["General Foundry"].Split(';').Select(r => r.Split(' ')).ToList();
        var solved = Scheduler.Solve(
            [.. rows.Select(r => new Work(int.Parse(r[1])))],
            [
                .. rows.SelectMany(
                    (r, i) =>
                        r[2] == "-" ? [] : r[2].Split(',').Select(p => new Bond(rows.FindIndex(x => x[0] == p), i))
                ),
            ]
        );
        Assert.Equal([0, 0, 0, 1, 0, 6, 0, 0], solved.Tasks.Select(t => t.FreeFloat));
        Assert.Equal([0, 2, 4, 6, 7], solved.Critical);
    }

    [Theory]
    [InlineData(LinkKind.FinishStart, 2, 7)]
    [InlineData(LinkKind.StartStart, 2, 2)]
    [InlineData(LinkKind.FinishFinish, 1, 3)]
    [InlineData(LinkKind.StartFinish, 6, 3)]
    [InlineData(LinkKind.FinishStart, -2, 3)]
    [InlineData(LinkKind.FinishFinish, -9, 0)]
    public void Each_kind_of_link_ties_what_it_says(object kind, int lag, int starts)
    {
        // The earlier takes five days, the later three.
        var solved = Scheduler.Solve([new(5), new(3)], [new(0, 1, (LinkKind)kind, lag)]);
        Assert.Equal(starts, solved.Tasks[1].Start);
    }

    [Fact]
    public void A_circle_is_refused_and_names_its_tasks_and_no_others()
    {
        var round = Assert.Throws<GoesRound>(() =>
            Scheduler.Solve(
                [new(1), new(1), new(1), new(1), new(1)],
                [new(0, 1), new(1, 2), new(2, 3), new(3, 1), new(3, 4)]
            )
        );
        Assert.Equal([1, 2, 3], round.Tasks.Order());
        int at = round.Tasks.ToList().IndexOf(1);
        Assert.Equal([1, 2, 3], round.Tasks.Skip(at).Concat(round.Tasks.Take(at)));
    }

    [Fact]
    public void A_fixed_start_holds_its_day_and_is_refused_where_its_predecessor_is_not_over()
    {
        var solved = Scheduler.Solve([new(3), new(2, Fixed: 10), new(1)], [new(0, 1), new(1, 2)]);
        Assert.Equal((10, 12, 7), (solved.Tasks[1].Start, solved.Tasks[2].Start, solved.Tasks[0].Float));
        Assert.Equal(
            3,
            Assert.Throws<CannotHold>(() => Scheduler.Solve([new(3), new(2, Fixed: 2)], [new(0, 1)])).Earliest
        );
    }

    private static readonly WorkingCalendar Shipped = new(
        CalendarStore.Shipped().Select(y => y.Year),
        CalendarStore.Shipped().SelectMany(y => y.Days)
    );

    private static PlanTask Task(long id, string name, int days, DateOnly? notBefore = null) =>
        new()
        {
            Id = id,
            ProjectId = 1,
            Name = name,
            Days = days,
            NotBefore = notBefore,
        };

    [Fact]
    public void Over_the_spring_festival_work_rests_and_the_make_up_Saturday_counts()
    {
        // 2026: off from 15 to 23 February, made up for on Saturday 14 and Saturday 28 February.
        var plan = PlanSchedule.Of(
            Shipped,
            new(2026, 2, 12),
            [Task(1, "before", 3), Task(2, "after", 5), Task(3, "done", 0)],
            [new() { FromId = 1, ToId = 2 }, new() { FromId = 2, ToId = 3 }]
        );
        Assert.Equal(
            (new DateOnly(2026, 2, 12), new DateOnly(2026, 2, 14)),
            (plan.Tasks[1].Starts!.Value, plan.Tasks[1].Ends!.Value)
        );
        Assert.Equal(
            (new DateOnly(2026, 2, 24), new DateOnly(2026, 2, 28)),
            (plan.Tasks[2].Starts!.Value, plan.Tasks[2].Ends!.Value)
        );
        Assert.Equal(new DateOnly(2026, 2, 28), plan.Tasks[3].Starts);
        Assert.Equal(new DateOnly(2026, 2, 28), plan.Ends);
    }

    [Fact]
    public void Where_the_calendar_ends_dates_end_and_it_says_from_which_year()
    {
        var plan = PlanSchedule.Of(
            Shipped,
            new(2026, 12, 28),
            [Task(1, "in time", 4), Task(2, "beyond", 2)],
            [new() { FromId = 1, ToId = 2 }]
        );
        Assert.Equal(new DateOnly(2026, 12, 31), plan.Tasks[1].Ends);
        Assert.Equal((null, null, null, 2027), (plan.Tasks[2].Starts, plan.Tasks[2].Ends, plan.Ends, plan.MissingYear));
        Assert.Equal(
            2027,
            Assert
                .Throws<YearMissing>(() =>
                    PlanSchedule.Of(Shipped, new(2026, 12, 1), [Task(1, "far", 1, new(2027, 3, 1))], [])
                )
                .Year
        );
        Assert.Equal(
            2031,
            Assert.Throws<YearMissing>(() => PlanSchedule.Of(Shipped, new(2031, 1, 4), [Task(1, "far", 1)], [])).Year
        );
    }

    [Fact]
    public void A_circle_is_told_by_the_names_of_its_tasks()
    {
        var broken = Assert.Throws<RuleBroken>(() =>
            PlanSchedule.Of(
                Shipped,
                new(2026, 3, 2),
                [Task(1, "find a room", 1), Task(2, "find a cook", 1), Task(3, "begin", 1)],
                [new() { FromId = 1, ToId = 2 }, new() { FromId = 2, ToId = 1 }, new() { FromId = 2, ToId = 3 }]
            )
        );
        Assert.Equal("plan.circle", broken.Key);
        Assert.Contains("find a room", (string)broken.Arguments[0]!, StringComparison.Ordinal);
        Assert.Contains("find a cook", (string)broken.Arguments[0]!, StringComparison.Ordinal);
        Assert.DoesNotContain("begin", (string)broken.Arguments[0]!, StringComparison.Ordinal);
    }
}
