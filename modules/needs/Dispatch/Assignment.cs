namespace Modular.Needs.Dispatch;

/// <summary>
/// Gives each of n needs to at most one of m units, each unit at most its capacity, so that the sum of the fits is the
/// largest possible. Exact: successive best augmenting paths for the transport problem (R. Busacker and P. Gowen, 1960;
/// the paths are found over the units alone, because a need on the way is always the one that loses least). A fit of
/// zero or less is never used. Time about n (m^2 + moved m).
/// </summary>
internal static class Assignment
{
    /// <param name="fit">[need, unit], any scale.</param>
    /// <param name="capacity">Per unit.</param>
    /// <returns>Unit of each need, or -1.</returns>
    public static int[] Best(int[,] fit, IReadOnlyList<int> capacity)
    {
        int needs = fit.GetLength(0),
            units = fit.GetLength(1),
            none = units;
        // One more unit without end that fits nothing: to stay unassigned.
        int Fit(int need, int unit) =>
            unit == none ? 0
            : fit[need, unit] > 0 ? fit[need, unit]
            : -1_000_000_000;
        int[] of = new int[needs];
        var held = Enumerable.Range(0, units + 1).Select(_ => new List<int>()).ToArray();
        // The best gain of moving somebody from one unit to another, and who it is.
        var gain = new int[units + 1, units + 1];
        var who = new int[units + 1, units + 1];
        void Refresh(int from)
        {
            for (int to = 0; to <= none; to++)
            {
                int best = int.MinValue,
                    mover = -1;
                foreach (int need in held[from])
                {
                    int change = Fit(need, to) - Fit(need, from);
                    if (change > best)
                        (best, mover) = (change, need);
                }

                (gain[from, to], who[from, to]) = (best, mover);
            }
        }

        for (int unit = 0; unit <= none; unit++)
            Refresh(unit);
        long[] reached = new long[units + 1];
        int[] before = new int[units + 1];
        for (int need = 0; need < needs; need++)
        {
            for (int unit = 0; unit <= none; unit++)
                (reached[unit], before[unit]) = (Fit(need, unit), -1);
            // Longest paths; without positive cycles, because what is assigned so far is the best there is. A full unit
            // passes somebody on.
            for (bool better = true; better; )
            {
                better = false;
                for (int from = 0; from < units; from++)
                {
                    if (held[from].Count < capacity[from] || reached[from] <= -500_000_000)
                        continue;
                    for (int to = 0; to <= none; to++)
                    {
                        if (to == from || who[from, to] < 0 || gain[from, to] <= -500_000_000)
                            continue;
                        long through = reached[from] + gain[from, to];
                        if (through <= reached[to])
                            continue;
                        (reached[to], before[to], better) = (through, from, true);
                    }
                }
            }

            int end = none;
            for (int unit = 0; unit < units; unit++)
                if (held[unit].Count < capacity[unit] && reached[unit] > reached[end])
                    end = unit;
            for (int at = end; ; at = before[at])
            {
                int comes = before[at] < 0 ? need : who[before[at], at];
                if (before[at] >= 0)
                    held[before[at]].Remove(comes);
                held[at].Add(comes);
                of[comes] = at;
                if (before[at] < 0)
                    break;
            }

            for (int at = end; at >= 0; at = before[at])
                Refresh(at);
        }

        for (int need = 0; need < needs; need++)
            if (of[need] == none)
                of[need] = -1;
        return of;
    }

    public static long Total(int[,] fit, IReadOnlyList<int> of) =>
        of.Select((unit, need) => unit < 0 ? 0L : fit[need, unit]).Sum();
}
