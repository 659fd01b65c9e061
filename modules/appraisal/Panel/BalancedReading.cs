namespace Modular.Appraisal.Panel;

/// <summary>
/// Who reads what: every subject by as many judges as wanted, nobody whom a conflict bars, loads as even as can be.
/// First everybody takes from the least loaded; then load is passed on along paths from a judge to one with two less
/// until there is no such path, which is optimal for every convex cost of load at once (N. J. A. Harvey, R. E. Ladner,
/// L. Lovasz, T. Tamir, Semi-matchings for bipartite graphs and load balancing, 2006).
/// </summary>
internal static class BalancedReading
{
    /// <param name="barred">Whether judge (second) must not judge subject (first); both from 0.</param>
    /// <param name="order">Judges in the order in which equal loads are broken: the draw.</param>
    /// <returns>Judges of each subject; null with the subject's number where too few are left.</returns>
    public static (List<int>[]? Readers, int TooFew) Share(
        int subjects,
        int judges,
        int readers,
        Func<int, int, bool> barred,
        IReadOnlyList<int> order
    )
    {
        var readersOf = new List<int>[subjects];
        int[] load = new int[judges],
            turn = new int[judges];
        for (int i = 0; i < order.Count; i++)
            turn[order[i]] = i;
        // The narrowest choice goes first.
        foreach (int s in Enumerable.Range(0, subjects).OrderBy(s => order.Count(j => !barred(s, j))).ThenBy(s => s))
        {
            var free = order
                .Where(j => !barred(s, j))
                .OrderBy(j => load[j])
                .ThenBy(j => turn[(j + s) % judges])
                .Take(readers)
                .ToList();
            if (free.Count < readers)
                return (null, s);
            foreach (int j in free)
                load[j]++;
            readersOf[s] = free;
        }

        while (order.OrderByDescending(j => load[j]).Any(from => PassOn(from, readersOf, load, barred))) { }
        if (readers > 1)
            while (Join(readersOf, judges, barred)) { }
        return (readersOf, -1);
    }

    /// <summary>
    /// Judges who share no subject, not even through others, cannot be compared for severity: two readings are
    /// exchanged between two such groups, which leaves every load as it is. Kept where it makes the groups fewer.
    /// </summary>
    private static bool Join(List<int>[] readersOf, int judges, Func<int, int, bool> barred)
    {
        int[] groups = Groups(readersOf, judges, out int before);
        if (before < 2)
            return false;
        for (int a = 0; a < readersOf.Length; a++)
        for (int b = a + 1; b < readersOf.Length; b++)
        {
            if (groups[readersOf[a][0]] == groups[readersOf[b][0]])
                continue;
            for (int i = 0; i < readersOf[a].Count; i++)
            for (int k = 0; k < readersOf[b].Count; k++)
            {
                var (one, two) = (readersOf[a][i], readersOf[b][k]);
                if (barred(a, two) || barred(b, one))
                    continue;
                (readersOf[a][i], readersOf[b][k]) = (two, one);
                Groups(readersOf, judges, out int after);
                if (after < before)
                    return true;
                (readersOf[a][i], readersOf[b][k]) = (one, two);
            }
        }

        return false;
    }

    /// <summary>Group of each judge who reads something; how many groups there are.</summary>
    private static int[] Groups(List<int>[] readersOf, int judges, out int count)
    {
        int[] group = [.. Enumerable.Range(0, judges)];
        int Root(int j) => group[j] == j ? j : group[j] = Root(group[j]);
        foreach (var readers in readersOf)
        foreach (int j in readers)
            group[Root(j)] = Root(readers[0]);
        for (int j = 0; j < judges; j++)
            group[j] = Root(j);
        count = readersOf.SelectMany(r => r).Select(j => group[j]).Distinct().Count();
        return group;
    }

    /// <summary>Moves one reading from a judge along others to one with two less, if there is a way.</summary>
    private static bool PassOn(int from, List<int>[] readersOf, int[] load, Func<int, int, bool> barred)
    {
        var came = new Dictionary<int, (int Judge, int Subject)> { [from] = (-1, -1) };
        var queue = new Queue<int>([from]);
        while (queue.TryDequeue(out int at))
        {
            if (load[at] <= load[from] - 2)
            {
                (load[at], load[from]) = (load[at] + 1, load[from] - 1);
                for (int to = at; to != from; to = came[to].Judge)
                {
                    var readers = readersOf[came[to].Subject];
                    readers[readers.IndexOf(came[to].Judge)] = to;
                }

                return true;
            }

            for (int s = 0; s < readersOf.Length; s++)
            {
                if (!readersOf[s].Contains(at))
                    continue;
                for (int to = 0; to < load.Length; to++)
                    if (!came.ContainsKey(to) && !readersOf[s].Contains(to) && !barred(s, to))
                    {
                        came[to] = (at, s);
                        queue.Enqueue(to);
                    }
            }
        }

        return false;
    }
}
