using System.Diagnostics;
using System.Globalization;
using Modular.Kernel.Calendar;
using Modular.Projects.Plan;

namespace Modular.Tools;

/// <summary>
/// How long the schedule of a large plan takes, beside a bare walk over the same tasks and links in topological order.
/// </summary>
internal static class Scheduling
{
    private const int Runs = 40;

    public static async Task<int> Run(Call call, CancellationToken cancel)
    {
        int n =
            int.TryParse(call.Place(0), CultureInfo.InvariantCulture, out int given) && given is > 1 and < 1_000_000
                ? given
                : throw WrongCall.Of("tools.wrong.from", "TASKS", 2);
        var years = CalendarStore.Shipped().ToList();
        var calendar = new WorkingCalendar(years.Select(y => y.Year), years.SelectMany(y => y.Days));
        var random = new Random(7);
        var tasks = Enumerable
            .Range(0, n)
            .Select(i => new PlanTask
            {
                Id = i + 1,
                Name = "task",
                Days = random.Next(0, 6),
            })
            .ToList();
        var links = new List<TaskLink>();
        // Each task follows one or two of the two hundred before it, as plans do.
        for (int i = 1; i < n; i++)
        for (int k = random.Next(1, 3); k > 0; k--)
            links.Add(
                new()
                {
                    Id = links.Count,
                    FromId = Math.Max(0, i - random.Next(1, 200)) + 1,
                    ToId = i + 1,
                    Kind = (LinkKind)random.Next(0, 4),
                    Lag = random.Next(0, 2),
                }
            );
        var bonds = links.Select(l => new Bond((int)l.FromId - 1, (int)l.ToId - 1, l.Kind, l.Lag)).ToArray();
        var works = tasks.Select(t => new Work(t.Days)).ToArray();
        double bare = Median(() => Bare(n, bonds)),
            solve = Median(() => Scheduler.Solve(works, bonds)),
            whole = Median(() => PlanSchedule.Of(calendar, new(2024, 1, 2), tasks, links));
        await Console.Out.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{n} tasks, {links.Count} links: topological walk {bare:0.00} ms, schedule {solve:0.00} ms ({solve / bare:0.0} times), with calendar and dates {whole:0.00} ms ({whole / bare:0.0} times)"
            )
        );
        return 0;
    }

    private static double Median(Action work)
    {
        var times = new List<double>();
        for (int i = 0; i < Runs; i++)
        {
            long began = Stopwatch.GetTimestamp();
            work();
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        times.Sort();
        return times[Runs / 2];
    }

    /// <summary>Kahn's walk that adds nothing up: the least any schedule has to do.</summary>
    private static int Bare(int n, Bond[] bonds)
    {
        int[] first = new int[n],
            next = new int[bonds.Length],
            waits = new int[n],
            order = new int[n];
        Array.Fill(first, -1);
        for (int b = 0; b < bonds.Length; b++)
        {
            (next[b], first[bonds[b].From]) = (first[bonds[b].From], b);
            waits[bonds[b].To]++;
        }

        int done = 0;
        for (int i = 0; i < n; i++)
            if (waits[i] == 0)
                order[done++] = i;
        for (int at = 0; at < done; at++)
        for (int b = first[order[at]]; b >= 0; b = next[b])
            if (--waits[bonds[b].To] == 0)
                order[done++] = bonds[b].To;
        return done;
    }
}
