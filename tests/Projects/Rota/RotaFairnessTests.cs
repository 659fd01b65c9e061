using FsCheck;
using FsCheck.Fluent;
using Modular.Projects.Domain;
using Modular.Projects.Rota;

namespace Modular.Projects.Tests;

/// <summary>
/// What a fair rota owes its towns, for tasks drawn at random; the small ones are compared with every plan there is.
/// </summary>
[Trait("rule", "P17")]
public sealed class RotaFairnessTests
{
    private const int First = 2026 * 12;

    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(300);

    /// <summary>Few towns and months, unequal pasts, blocked months: every plan can be tried.</summary>
    private static Gen<RotaTask> Small =>
        from towns in Gen.Choose(1, 4)
        from months in Gen.Choose(1, 6)
        from counts in Gen.Choose(0, 3).ArrayOf(towns)
        from last in Gen.Choose(0, towns - 1)
        from seed in Gen.Choose(0, 99)
        from blocked in Gen.Choose(0, 3).ArrayOf(towns * months)
        select new RotaTask(
            First,
            months,
            [
                .. Enumerable
                    .Range(0, towns)
                    .Select(t => new RotaTown(
                        t + 1,
                        counts[t],
                        t == last ? First - 1
                            : counts[t] == 0 ? null
                            : First - 2 - t
                    )),
            ],
            seed
        )
        {
            Blocked = Enumerable
                .Range(0, towns * months)
                .Where(i => blocked[i] == 0)
                .Select(i => (i % towns + 1, First + i / towns))
                .ToHashSet(),
        };

    /// <summary>As large as life: up to twelve towns, two years, few blocked months.</summary>
    private static Gen<RotaTask> Large =>
        from towns in Gen.Choose(3, 12)
        from months in Gen.Choose(6, 24)
        from seed in Gen.Choose(0, 999)
        from extra in Gen.Choose(0, 1).ArrayOf(towns)
        from blocked in Gen.Choose(0, 19).ArrayOf(towns * months)
        select new RotaTask(
            First,
            months,
            [.. Enumerable.Range(0, towns).Select(t => new RotaTown(t + 1, 3 + extra[t], First - 1 - t))],
            seed
        )
        {
            Blocked = Enumerable
                .Range(0, towns * months)
                .Where(i => blocked[i] == 0)
                .Select(i => (i % towns + 1, First + i / towns))
                .ToHashSet(),
        };

    [Fact]
    public void Numbers_differ_by_at_most_one_whenever_any_plan_could_make_them_so() =>
        Check.One(
            Thorough,
            Prop.ForAll(
                Small.ToArbitrary(),
                task =>
                {
                    int mine = Range(task, [.. RotaMaker.Make(task).Select(s => s.Town)]),
                        best = All(task).Min(plan => Range(task, plan));
                    return mine <= Math.Max(1, best);
                }
            )
        );

    [Fact]
    public void Nobody_is_twice_in_a_row_unless_it_is_the_only_one_and_no_blocked_month_is_given() =>
        Check.One(
            Thorough,
            Prop.ForAll(
                Gen.OneOf(Small, Large).ToArbitrary(),
                task =>
                {
                    var plan = RotaMaker.Make(task);
                    return plan.All(s =>
                            s.Town is { } town ? Free(task, s.Month).Contains(town) : Free(task, s.Month).Count == 0
                        ) && Allowed(task, [.. plan.Select(s => s.Town)]);
                }
            )
        );

    [Fact]
    public void The_same_task_and_seed_give_the_same_plan_and_the_order_of_the_towns_does_not_matter() =>
        Check.One(
            Thorough,
            Prop.ForAll(
                Large.ToArbitrary(),
                task =>
                    RotaMaker.Make(task).SequenceEqual(RotaMaker.Make(task with { Towns = [.. task.Towns.Reverse()] }))
            )
        );

    [Fact]
    public void With_nothing_blocked_every_gap_is_one_round_for_ten_years() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(60),
            Prop.ForAll(
                (from towns in Gen.Choose(2, 12) from seed in Gen.Choose(0, 999) select (towns, seed)).ToArbitrary(),
                drawn =>
                {
                    var (towns, seed) = drawn;
                    var had = Enumerable.Range(1, towns).ToDictionary(t => t, _ => new List<int>());
                    for (int year = 0; year < 10; year++)
                    {
                        var task = new RotaTask(
                            First + 12 * year,
                            12,
                            [
                                .. had.Select(h => new RotaTown(
                                    h.Key,
                                    h.Value.Count,
                                    h.Value.Count == 0 ? null : h.Value[^1]
                                )),
                            ],
                            seed
                        );
                        foreach (var slot in RotaMaker.Make(task))
                            had[slot.Town!.Value].Add(slot.Month);
                    }

                    return had.Values.All(months =>
                            months.Zip(months.Skip(1), (a, b) => b - a).All(gap => gap == towns)
                        )
                        && had.Values.Max(m => m.Count) - had.Values.Min(m => m.Count) <= 1;
                }
            )
        );

    [Fact]
    public void No_exchange_of_two_months_makes_the_gaps_more_even() =>
        Check.One(
            Thorough,
            Prop.ForAll(
                Large.ToArbitrary(),
                task =>
                {
                    int?[] plan = [.. RotaMaker.Make(task).Select(s => s.Town)];
                    long now = Squares(task, plan);
                    for (int i = 0; i < plan.Length; i++)
                    for (int j = i + 1; j < plan.Length; j++)
                    {
                        if (
                            plan[i] is not { } a
                            || plan[j] is not { } b
                            || !Free(task, First + i).Contains(b)
                            || !Free(task, First + j).Contains(a)
                        )
                            continue;
                        int?[] other = [.. plan];
                        (other[i], other[j]) = (b, a);
                        if (Allowed(task, other) && Squares(task, other) < now)
                            return false;
                    }

                    return true;
                }
            )
        );

    [Fact]
    public void A_town_that_joins_at_the_least_count_does_not_catch_up()
    {
        // Four towns had five turns each; the new one begins with five and waits like anybody: at most one turn more
        // than its share.
        var plan = RotaMaker.Make(
            new(
                First,
                15,
                [.. Enumerable.Range(1, 4).Select(t => new RotaTown(t, 5, First - t)), new RotaTown(5, 5, null)],
                7
            )
        );
        Assert.Equal(3, plan.Count(s => s.Town == 5));
        Assert.All(Enumerable.Range(1, 5), t => Assert.Equal(3, plan.Count(s => s.Town == t)));
        Assert.Equal(TurnWhy.FirstTurn, plan.First(s => s.Town == 5).Why);
    }

    [Fact]
    public void Every_month_says_why()
    {
        var task = new RotaTask(First, 4, [new(1, 2, First - 11), new(2, 2, First - 5), new(3, 2, First - 1)], 1)
        {
            Blocked = new HashSet<(int, int)> { (1, First + 1), (2, First + 1) },
            Kept = new Dictionary<int, int> { [First + 3] = 2 },
        };
        var plan = RotaMaker.Make(task);
        Assert.Equal((1, TurnWhy.LongestWait, 11), (plan[0].Town, plan[0].Why, plan[0].Waited));
        Assert.Equal((3, TurnWhy.OnlyOne), (plan[1].Town, plan[1].Why));
        Assert.Equal((2, TurnWhy.Kept), (plan[3].Town, plan[3].Why));
        Assert.Equal(
            TurnWhy.Wish,
            RotaMaker
                .Make(
                    task with
                    {
                        Kept = new Dictionary<int, int>(),
                        Wishes = new HashSet<(int, int)> { (2, First + 2) },
                    }
                )[2]
                .Why
        );
    }

    private static List<int> Free(RotaTask task, int month) =>
        [.. task.Towns.Select(t => t.Id).Where(t => !task.Blocked.Contains((t, month)))];

    private static bool Allowed(RotaTask task, int?[] plan)
    {
        int? before = task.Towns.FirstOrDefault(t => t.Last == First - 1)?.Id;
        for (int i = 0; i < plan.Length; before = plan[i++])
            if (plan[i] is { } town && town == before && Free(task, First + i).Count > 1)
                return false;
        return true;
    }

    private static int Range(RotaTask task, int?[] plan)
    {
        var counts = task.Towns.Select(t => t.Count + plan.Count(p => p == t.Id)).ToList();
        return counts.Max() - counts.Min();
    }

    private static long Squares(RotaTask task, int?[] plan)
    {
        var last = task.Towns.ToDictionary(t => t.Id, t => t.Last ?? First - task.Towns.Count);
        long sum = 0;
        for (int i = 0; i < plan.Length; i++)
            if (plan[i] is { } town)
            {
                long gap = First + i - last[town];
                sum += gap * gap;
                last[town] = First + i;
            }

        long end = First + plan.Length - 1 + task.Towns.Count;
        return sum + last.Values.Sum(month => (end - month) * (end - month));
    }

    private static IEnumerable<int?[]> All(RotaTask task)
    {
        IEnumerable<List<int?>> plans =
        [
            [],
        ];
        for (int i = 0; i < task.Months; i++)
        {
            int month = First + i;
            var free = Free(task, month);
            plans = plans
                .SelectMany(p =>
                    free.Count == 0
                        ?
                        [
                            [.. p, null],
                        ]
                        : free.Select(t => new List<int?>([.. p, t]))
                )
                .ToList();
        }

        return plans.Select(p => p.ToArray()).Where(p => Allowed(task, p));
    }
}
