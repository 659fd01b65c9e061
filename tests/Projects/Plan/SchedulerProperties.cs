using FsCheck;
using FsCheck.Fluent;
using Modular.Kernel.Calendar;
using Modular.Projects.Plan;

namespace Modular.Projects.Tests;

/// <summary>What holds for every plan, drawn and made smaller by FsCheck.</summary>
[Trait("rule", "P8")]
public sealed class SchedulerProperties
{
    private const int Cases = 500;
    private static readonly WorkingCalendar Calendar = new(
        CalendarStore.Shipped().Select(y => y.Year),
        CalendarStore.Shipped().SelectMany(y => y.Days)
    );

    /// <summary>
    /// Up to twenty tasks of zero to eight days; links lead forward, of all kinds, with lags from minus three to five;
    /// some may not begin before a day.
    /// </summary>
    private sealed record Network(Work[] Works, Bond[] Bonds);

    private static Arbitrary<Network> Networks =>
        (
            from n in Gen.Choose(1, 20)
            from days in Gen.Choose(0, 8).ArrayOf(n)
            from after in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(0, 30))).ArrayOf(n)
            from links in (
                from a in Gen.Choose(0, n - 1)
                from b in Gen.Choose(0, n - 1)
                from kind in Gen.Choose(0, 3)
                from lag in Gen.Choose(-3, 5)
                select new Bond(Math.Min(a, b), Math.Max(a, b), (LinkKind)kind, lag)
            ).ListOf()
            select new Network([.. days.Select((d, i) => new Work(d, after[i]))], [.. links.Where(l => l.From != l.To)])
        ).ToArbitrary();

    private static void All(Func<Network, bool> holds) =>
        Prop.ForAll(Networks, holds).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));

    /// <summary>Whether a link is kept, in the words of the domain and not of the scheduler.</summary>
    private static bool Kept(Bond b, Placed from, Placed to) =>
        b.Kind switch
        {
            LinkKind.FinishStart => to.Start >= from.Finish + b.Lag,
            LinkKind.StartStart => to.Start >= from.Start + b.Lag,
            LinkKind.FinishFinish => to.Finish >= from.Finish + b.Lag,
            _ => to.Finish >= from.Start + b.Lag,
        };

    [Fact]
    public void Every_link_and_every_earliest_day_is_kept_and_nothing_could_begin_earlier() =>
        All(n =>
        {
            var solved = Scheduler.Solve(n.Works, n.Bonds);
            // Taken by itself a day earlier, each task breaks a link, its own earliest day, or the beginning.
            return n.Bonds.All(b => Kept(b, solved.Tasks[b.From], solved.Tasks[b.To]))
                && Enumerable
                    .Range(0, n.Works.Length)
                    .All(i =>
                    {
                        var t = solved.Tasks[i];
                        var early = t with { Start = t.Start - 1, Finish = t.Finish - 1 };
                        return t.Start >= n.Works[i].NotBefore
                            && (
                                t.Start == 0
                                || t.Start == n.Works[i].NotBefore
                                || n.Bonds.Any(b => b.To == i && !Kept(b, solved.Tasks[b.From], early))
                            );
                    });
        });

    [Fact]
    public void As_late_as_they_may_be_all_links_still_hold_and_the_end_stays() =>
        All(n =>
        {
            var solved = Scheduler.Solve(n.Works, n.Bonds);
            Placed[] late = [.. solved.Tasks.Select(t => t with { Start = t.LateStart, Finish = t.LateFinish })];
            return n.Bonds.All(b => Kept(b, late[b.From], late[b.To]))
                && late.All(t => t.Finish <= solved.End)
                && solved.Tasks.All(t => t.Float >= 0 && t.FreeFloat >= 0 && t.FreeFloat <= t.Float);
        });

    [Fact]
    public void Slipping_by_its_free_float_a_task_moves_nobody_else_and_by_its_float_not_the_end() =>
        All(n =>
        {
            var solved = Scheduler.Solve(n.Works, n.Bonds);
            return Enumerable
                .Range(0, n.Works.Length)
                .All(i =>
                {
                    Solved Slipped(int by) =>
                        Scheduler.Solve(
                            [
                                .. n.Works.Select(
                                    (w, j) => j == i ? w with { NotBefore = solved.Tasks[i].Start + by } : w
                                ),
                            ],
                            n.Bonds
                        );
                    var free = Slipped(solved.Tasks[i].FreeFloat);
                    return Enumerable
                            .Range(0, n.Works.Length)
                            .All(j => j == i || free.Tasks[j].Start == solved.Tasks[j].Start)
                        && Slipped(solved.Tasks[i].Float).End == solved.End
                        && Slipped(solved.Tasks[i].Float + 1).End > solved.End;
                });
        });

    [Fact]
    public void Critical_are_just_those_without_float_and_a_chain_of_them_leads_to_the_end() =>
        All(n =>
        {
            var solved = Scheduler.Solve(n.Works, n.Bonds);
            var chain = solved.Critical;
            return solved.Tasks.All(t => t.Critical == (t.Float == 0))
                && chain.All(i => solved.Tasks[i].Critical)
                && solved.Tasks[chain[^1]].Finish == solved.End
                && (solved.Tasks[chain[0]].Start == 0 || solved.Tasks[chain[0]].Start == n.Works[chain[0]].NotBefore)
                && chain.Zip(chain.Skip(1)).All(step => n.Bonds.Any(b => b.From == step.First && b.To == step.Second));
        });

    [Fact]
    public void One_more_link_never_makes_the_end_earlier() =>
        All(n =>
        {
            if (n.Works.Length < 2)
                return true;
            int end = Scheduler.Solve(n.Works, n.Bonds).End;
            return Scheduler.Solve(n.Works, [.. n.Bonds, new(0, n.Works.Length - 1)]).End >= end;
        });

    [Fact]
    public void Beginning_n_working_days_later_everything_is_n_working_days_later_and_nothing_falls_on_a_day_off() =>
        Prop.ForAll(
                Networks,
                Gen.Choose(0, 200).ToArbitrary(),
                Gen.Choose(1, 60).ToArbitrary(),
                (n, first, by) =>
                {
                    var axis = new WorkingAxis(Calendar, new(2024, 1, 2));
                    var (begin, later) = (axis[first]!.Value, axis[first + by]!.Value);
                    PlanSchedule Of(int from) =>
                        PlanSchedule.Of(
                            Calendar,
                            axis[from]!.Value,
                            [
                                .. n.Works.Select(
                                    (w, i) =>
                                        new PlanTask
                                        {
                                            Id = i + 1,
                                            Name = "t",
                                            Days = w.Days,
                                            NotBefore = w.NotBefore == 0 ? null : axis[from + w.NotBefore],
                                        }
                                ),
                            ],
                            [
                                .. n.Bonds.Select(
                                    (b, i) =>
                                        new TaskLink
                                        {
                                            Id = i,
                                            FromId = b.From + 1,
                                            ToId = b.To + 1,
                                            Kind = b.Kind,
                                            Lag = b.Lag,
                                        }
                                ),
                            ]
                        );
                    var (now, then) = (Of(first), Of(first + by));
                    return now.Tasks.All(t =>
                        Calendar.Classify(t.Value.Starts!.Value).IsWorking
                        && Calendar.Classify(t.Value.Ends!.Value).IsWorking
                        && t.Value.Starts >= begin
                        && Calendar.Between(t.Value.Starts!.Value, then.Tasks[t.Key].Starts!.Value) == by
                        && (
                            n.Works[t.Key - 1].Days == 0
                            || Calendar.Between(t.Value.Starts!.Value, t.Value.Ends!.Value)
                                == n.Works[t.Key - 1].Days - 1
                        )
                    );
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));
}
