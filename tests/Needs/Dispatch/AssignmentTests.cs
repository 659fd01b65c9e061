using Modular.Needs.Dispatch;

namespace Modular.Needs.Tests;

[Trait("rule", "N8")]
public sealed class AssignmentTests
{
    [Fact]
    public void The_plan_has_the_largest_total_there_is_on_five_hundred_small_cases_tried_exhaustively()
    {
        var random = new Random(7);
        for (int round = 0; round < 500; round++)
        {
            int needs = random.Next(1, 7),
                units = random.Next(1, 5);
            var fit = new int[needs, units];
            for (int i = 0; i < needs; i++)
            for (int j = 0; j < units; j++)
                fit[i, j] = random.Next(3) == 0 ? 0 : random.Next(1, 20);
            int[] capacity = [.. Enumerable.Range(0, units).Select(_ => random.Next(0, 4))];
            int[] of = Assignment.Best(fit, capacity);
            for (int j = 0; j < units; j++)
                Assert.True(of.Count(u => u == j) <= capacity[j]);
            Assert.All(of.Select((u, i) => (u, i)).Where(p => p.u >= 0), p => Assert.True(fit[p.i, p.u] > 0));
            Assert.Equal(Exhaustive(fit, capacity, 0), Assignment.Total(fit, of));
        }
    }

    [Fact]
    public void A_thousand_needs_and_sixty_units_leave_nobody_waiting_where_room_is()
    {
        var random = new Random(3);
        var fit = new int[1000, 60];
        for (int i = 0; i < 1000; i++)
        for (int j = 0; j < 60; j++)
            fit[i, j] = random.Next(100) < 12 ? random.Next(25, 100) : 0;
        int[] of = Assignment.Best(fit, Enumerable.Repeat(15, 60).ToList());
        // Room for 900 and far more wishes than that: every place is taken.
        Assert.Equal(900, of.Count(u => u >= 0));
        Assert.True(Assignment.Total(fit, of) > 900 * 70);
    }

    private static long Exhaustive(int[,] fit, int[] left, int need)
    {
        if (need == fit.GetLength(0))
            return 0;
        long best = Exhaustive(fit, left, need + 1);
        for (int unit = 0; unit < left.Length; unit++)
        {
            if (left[unit] == 0 || fit[need, unit] <= 0)
                continue;
            left[unit]--;
            best = Math.Max(best, fit[need, unit] + Exhaustive(fit, left, need + 1));
            left[unit]++;
        }

        return best;
    }
}
