namespace Modular.Projects.Rota;

/// <summary>How equally the months from some month on can be divided among those who are free in them.</summary>
internal static class RotaBalance
{
    /// <summary>
    /// The least sum of squared numbers of turns that no division of the months left can go below; null when they
    /// cannot be divided at all. Each month in turn goes, by exchanging months along a path if need be, to the
    /// reachable town with the fewest turns. No town takes more months than it can without two in a row.
    /// </summary>
    public static long? Least(int[][] options, int from, int[] loads, int before)
    {
        int towns = loads.Length;
        int[] now = [.. loads],
            room = [.. Enumerable.Range(0, towns).Select(t => loads[t] + Most(options, from, t, before))],
            holder = new int[options.Length];
        Array.Fill(holder, -1);
        var held = Enumerable.Range(0, towns).Select(_ => new List<int>()).ToArray();
        int[] cameBy = new int[towns];
        for (int month = from; month < options.Length; month++)
        {
            if (options[month].Length == 0)
                continue;
            Array.Fill(cameBy, -1);
            var line = new Queue<int>();
            foreach (int t in options[month])
                cameBy[t] = month;
            foreach (int t in options[month])
                line.Enqueue(t);
            int best = -1;
            while (line.TryDequeue(out int town))
            {
                if (now[town] < room[town] && (best < 0 || now[town] < now[best]))
                    best = town;
                foreach (int other in held[town])
                foreach (int t in options[other])
                    if (cameBy[t] < 0)
                    {
                        cameBy[t] = other;
                        line.Enqueue(t);
                    }
            }

            if (best < 0)
                return null;
            now[best]++;
            for (int town = best; ; )
            {
                int moved = cameBy[town],
                    old = holder[moved];
                held[town].Add(moved);
                holder[moved] = town;
                if (moved == month)
                    break;
                held[old].Remove(moved);
                town = old;
            }
        }

        return now.Sum(n => (long)n * n);
    }

    /// <summary>Most months a town can have without two in a row, save where it is the only one.</summary>
    private static int Most(int[][] options, int from, int town, int before)
    {
        int free = before == town ? int.MinValue / 2 : 0,
            taken = before == town ? 0 : int.MinValue / 2;
        for (int i = from; i < options.Length; i++)
        {
            int skip = Math.Max(free, taken);
            int take = !options[i].Contains(town) ? int.MinValue / 2 : 1 + (options[i].Length == 1 ? skip : free);
            (free, taken) = (options[i].Length == 1 && take > 0 ? int.MinValue / 2 : skip, take);
        }

        return Math.Max(0, Math.Max(free, taken));
    }
}
