using FsCheck;
using FsCheck.Fluent;
using Modular.Kernel.Calendar;
using Modular.Projects.Plan;

namespace Modular.Projects.Tests;

/// <summary>Plans with many milestones, judged by the dates people read and not by the scheduler's numbers.</summary>
[Trait("rule", "P8")]
public sealed class MilestoneProperties
{
    private static readonly WorkingCalendar Calendar = new(
        CalendarStore.Shipped().Select(y => y.Year),
        CalendarStore.Shipped().SelectMany(y => y.Days)
    );
    private static readonly DateOnly First = new(2026, 1, 5);

    private sealed record Network(PlanTask[] Tasks, TaskLink[] Links);

    private static PlanTask Task(int i, int days, DateOnly? after) =>
        new()
        {
            Id = i + 1,
            ProjectId = 1,
            Name = $"t{i}",
            Days = days,
            NotBefore = after,
        };

    /// <summary>
    /// Up to fifteen, every other one a milestone; links of all four kinds with lags from minus three to five.
    /// </summary>
    private static Arbitrary<Network> Networks =>
        (
            from n in Gen.Choose(2, 15)
            from days in Gen.Frequency((1, Gen.Constant(0)), (1, Gen.Choose(1, 6))).ArrayOf(n)
            from after in Gen.Frequency((4, Gen.Constant(0)), (1, Gen.Choose(1, 40))).ArrayOf(n)
            from links in (
                from a in Gen.Choose(0, n - 1)
                from b in Gen.Choose(0, n - 1)
                from kind in Gen.Choose(0, 3)
                from lag in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(-3, 5)))
                select (From: Math.Min(a, b), To: Math.Max(a, b), Kind: (LinkKind)kind, Lag: lag)
            ).ListOf()
            select new Network(
                [.. days.Select((d, i) => Task(i, d, after[i] == 0 ? null : First.AddDays(after[i])))],
                [
                    .. links
                        .Where(l => l.From != l.To)
                        .DistinctBy(l => (l.From, l.To))
                        .Select(
                            (l, i) =>
                                new TaskLink
                                {
                                    Id = i + 1,
                                    ProjectId = 1,
                                    FromId = l.From + 1,
                                    ToId = l.To + 1,
                                    Kind = l.Kind,
                                    Lag = l.Lag,
                                }
                        ),
                ]
            )
        ).ToArbitrary();

    [Fact]
    public void No_task_and_no_milestone_stands_before_the_day_its_link_demands() =>
        Prop.ForAll(
                Networks,
                n =>
                {
                    var plan = PlanSchedule.Of(Calendar, First, n.Tasks, n.Links);
                    return n.Links.All(l => Kept(plan, n, l))
                        && n.Tasks.All(t => t.NotBefore is not { } day || plan.Tasks[t.Id].Starts >= day);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(800));

    /// <summary>
    /// Days are told by their place among the working days. A milestone is an instant on its day, so what follows it
    /// may begin that day, and what ends with it may end the evening before.
    /// </summary>
    private static bool Kept(PlanSchedule plan, Network n, TaskLink l)
    {
        var (from, to) = (plan.Tasks[l.FromId], plan.Tasks[l.ToId]);
        bool instant = n.Tasks[l.FromId - 1].Days == 0,
            waits = n.Tasks[l.ToId - 1].Days == 0;
        int starts = Place(to.Starts!.Value),
            ends = Place(to.Ends!.Value),
            begun = Place(from.Starts!.Value) + l.Lag,
            over = Place(from.Ends!.Value) + l.Lag;
        // Where a negative lag leads before the beginning, the beginning holds.
        return starts <= 0
            || l.Kind switch
            {
                LinkKind.FinishStart => starts >= over + (instant || waits ? 0 : 1),
                LinkKind.StartStart => starts >= begun,
                LinkKind.FinishFinish => ends >= over - (instant && !waits ? 1 : 0),
                _ => ends >= begun - (waits ? 0 : 1),
            };
    }

    private static int Place(DateOnly day) => new WorkingAxis(Calendar, First).OnOrAfter(day);

    [Theory]
    [InlineData("FinishStart", "2026-01-14")]
    [InlineData("FinishFinish", "2026-01-14")]
    [InlineData("StartStart", "2026-01-12")]
    [InlineData("StartFinish", "2026-01-12")]
    public void A_milestone_tied_to_the_end_of_a_task_stands_on_its_last_day_and_tied_to_its_beginning_on_its_first(
        string kind,
        string day
    )
    {
        // The task runs from Monday the 12th to Wednesday the 14th.
        var plan = PlanSchedule.Of(
            Calendar,
            First,
            [Task(0, 3, new(2026, 1, 12)), Task(1, 0, null), Task(2, 0, null)],
            [
                new()
                {
                    Id = 1,
                    FromId = 1,
                    ToId = 2,
                    Kind = Enum.Parse<LinkKind>(kind),
                },
                new()
                {
                    Id = 2,
                    FromId = 2,
                    ToId = 3,
                },
            ]
        );
        Assert.Equal(day, $"{plan.Tasks[2].Starts:yyyy-MM-dd}");
        // A milestone after the milestone stands beside it.
        Assert.Equal(day, $"{plan.Tasks[3].Starts:yyyy-MM-dd}");
    }
}
