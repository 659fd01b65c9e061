namespace Modular.Projects.Plan;

/// <summary>
/// The critical path method over precedence links of all four kinds with lags. Works on numbers of working days and
/// flat arrays; dates are put in by <see cref="WorkingAxis"/>. Once forward in topological order, once back, and a walk
/// along the links that hold no slack.
/// </summary>
internal static class Scheduler
{
    /// <exception cref="GoesRound">Links form a circle.</exception>
    /// <exception cref="CannotHold">A fixed start lies too early.</exception>
    public static Solved Solve(ReadOnlySpan<Work> works, ReadOnlySpan<Bond> bonds)
    {
        int n = works.Length;
        var (first, next, order) = Order(n, bonds);
        int[] start = new int[n],
            late = new int[n],
            free = new int[n];
        for (int i = 0; i < n; i++)
            start[i] = works[i].Fixed is null ? Math.Max(works[i].NotBefore, 0) : 0;
        int end = 0;
        foreach (int task in order)
        {
            if (works[task].Fixed is { } at)
            {
                if (start[task] > at)
                    throw new CannotHold(task, start[task]);
                start[task] = at;
            }

            end = Math.Max(end, start[task] + works[task].Days);
            for (int b = first[task]; b >= 0; b = next[b])
                start[bonds[b].To] = Math.Max(start[bonds[b].To], start[task] + Gap(works, bonds[b]));
        }

        for (int i = n - 1; i >= 0; i--)
        {
            int task = order[i],
                days = works[task].Days,
                latest = end - days,
                slack = end - days - start[task];
            bool followed = false;
            for (int b = first[task]; b >= 0; b = next[b])
            {
                int gap = Gap(works, bonds[b]);
                latest = Math.Min(latest, late[bonds[b].To] - gap);
                slack = followed
                    ? Math.Min(slack, start[bonds[b].To] - gap - start[task])
                    : start[bonds[b].To] - gap - start[task];
                followed = true;
            }

            late[task] = works[task].Fixed is null ? latest : start[task];
            free[task] = works[task].Fixed is null ? Math.Min(slack, late[task] - start[task]) : 0;
        }

        var into = Into(n, bonds);
        bool[] critical = Drive(works, bonds, into, start, end);
        var placed = new Placed[n];
        for (int i = 0; i < n; i++)
            placed[i] = new(
                start[i],
                start[i] + works[i].Days,
                late[i],
                late[i] + works[i].Days,
                late[i] - start[i],
                free[i],
                critical[i]
            );
        return new(placed, end, Chain(works, bonds, into, start, end));
    }

    /// <summary>By how much the later task's start lies after the earlier's start, at least.</summary>
    private static int Gap(ReadOnlySpan<Work> works, Bond bond) =>
        bond.Lag
        + bond.Kind switch
        {
            LinkKind.FinishStart => works[bond.From].Days,
            LinkKind.StartStart => 0,
            LinkKind.FinishFinish => works[bond.From].Days - works[bond.To].Days,
            _ => -works[bond.To].Days,
        };

    /// <summary>
    /// Links by their earlier task as a list in two arrays, and the tasks in an order in which every link leads
    /// forward.
    /// </summary>
    private static (int[] First, int[] Next, int[] Order) Order(int n, ReadOnlySpan<Bond> bonds)
    {
        int[] first = new int[n],
            next = new int[bonds.Length],
            waits = new int[n],
            order = new int[n];
        Array.Fill(first, -1);
        for (int b = bonds.Length - 1; b >= 0; b--)
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
        return done == n ? (first, next, order) : throw new GoesRound(Circle(bonds, waits));
    }

    /// <summary>Every task left over waits for another left over: going back from one of them comes round.</summary>
    private static List<int> Circle(ReadOnlySpan<Bond> bonds, int[] waits)
    {
        int[] before = new int[waits.Length];
        Array.Fill(before, -1);
        foreach (var bond in bonds)
            if (waits[bond.From] > 0 && waits[bond.To] > 0)
                before[bond.To] = bond.From;
        var seen = new HashSet<int>();
        int at = Array.FindIndex(waits, w => w > 0);
        while (seen.Add(at))
            at = before[at];
        var circle = new List<int> { at };
        for (int back = before[at]; back != at; back = before[back])
            circle.Add(back);
        circle.Reverse();
        return circle;
    }

    /// <summary>Links by their later task.</summary>
    private static (int[] First, int[] Next) Into(int n, ReadOnlySpan<Bond> bonds)
    {
        int[] first = new int[n],
            next = new int[bonds.Length];
        Array.Fill(first, -1);
        for (int b = bonds.Length - 1; b >= 0; b--)
            (next[b], first[bonds[b].To]) = (first[bonds[b].To], b);
        return (first, next);
    }

    /// <summary>
    /// Which tasks decide the end: those that end last, and whatever they wait for without slack. What is held by its
    /// own fixed date waits for nothing.
    /// </summary>
    private static bool[] Drive(
        ReadOnlySpan<Work> works,
        ReadOnlySpan<Bond> bonds,
        (int[] First, int[] Next) into,
        int[] start,
        int end
    )
    {
        bool[] critical = new bool[works.Length];
        var open = new Stack<int>();
        for (int i = 0; i < works.Length; i++)
            if (start[i] + works[i].Days == end)
            {
                critical[i] = true;
                open.Push(i);
            }
        while (open.TryPop(out int task))
            for (int b = works[task].Fixed is null ? into.First[task] : -1; b >= 0; b = into.Next[b])
            {
                int from = bonds[b].From;
                if (critical[from] || start[from] + Gap(works, bonds[b]) != start[task])
                    continue;
                critical[from] = true;
                open.Push(from);
            }

        return critical;
    }

    /// <summary>One of the chains that decide the end, from the last task back to where it begins.</summary>
    private static List<int> Chain(
        ReadOnlySpan<Work> works,
        ReadOnlySpan<Bond> bonds,
        (int[] First, int[] Next) into,
        int[] start,
        int end
    )
    {
        var chain = new List<int>();
        int at = -1;
        for (int i = 0; i < works.Length && at < 0; i++)
            if (start[i] + works[i].Days == end)
                at = i;
        while (at >= 0)
        {
            chain.Add(at);
            int from = -1;
            for (int b = works[at].Fixed is null ? into.First[at] : -1; b >= 0 && from < 0; b = into.Next[b])
                if (start[bonds[b].From] + Gap(works, bonds[b]) == start[at])
                    from = bonds[b].From;
            at = from;
        }

        chain.Reverse();
        return chain;
    }
}
