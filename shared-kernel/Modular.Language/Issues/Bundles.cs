namespace Modular.Language.Issues;

/// <summary>
/// Very many requests tell much the same: what is that near to one looked at before is bundled with it and stands
/// behind it from then on (leaders; J. Hartigan, Clustering algorithms, 1975). A member is compared with its leader and
/// not with other members, so that bundles do not chain. What is left to be compared with all are the leaders. Requests
/// are looked at in batches, each against the leaders of those before, so that the result does not depend on the number
/// of processors.
/// </summary>
internal sealed class Bundles
{
    /// <summary>Likeness to the leader from which on the mean with anything near him cannot fall apart again.</summary>
    public const double Near = 0.6;

    /// <summary>Fewer are compared with each other one by one.</summary>
    public const int Many = 20_000;

    /// <summary>What hardly names a place is not bundled.</summary>
    private const float Placed = Sameness.NamesPlace / 2;

    private const int LookedUp = 12,
        Budget = 3_000,
        Compared = 12,
        FirstBatch = 64,
        LargestBatch = 4_096;

    private readonly Described[] _items;
    private readonly float[] _placeness;

    /// <summary>Leaders by gram, and what the gram is of their places.</summary>
    private readonly List<(int Leader, float Share)>?[] _leaders;

    private Bundles(Described[] items, float[] placeness) =>
        (_items, _placeness, _leaders) = (items, placeness, new List<(int, float)>?[placeness.Length]);

    /// <param name="alone">Items that are never put into a bundle, since a person decided on them.</param>
    /// <param name="itemOf">Item of each request; afterwards that of its leader, numbered again.</param>
    /// <param name="first">First request of each item.</param>
    /// <returns>First request of each leader.</returns>
    public static List<int> Of(Described[] items, float[] placeness, HashSet<int> alone, int[] itemOf, List<int> first)
    {
        int[] leader = Leaders(items, placeness, alone),
            number = new int[items.Length];
        var kept = new List<int>();
        for (int i = 0; i < items.Length; i++)
        {
            if (leader[i] != i)
                continue;
            number[i] = kept.Count;
            kept.Add(first[i]);
        }

        for (int r = 0; r < itemOf.Length; r++)
            itemOf[r] = number[leader[itemOf[r]]];
        return kept;
    }

    /// <returns>For each item its leader: itself, or one before it.</returns>
    private static int[] Leaders(Described[] items, float[] placeness, HashSet<int> alone)
    {
        var bundles = new Bundles(items, placeness);
        int[] leader = new int[items.Length];
        for (
            int begin = 0, size = FirstBatch;
            begin < items.Length;
            begin += size, size = Math.Min(LargestBatch, size * 2)
        )
        {
            int from = begin,
                count = Math.Min(size, items.Length - begin);
            Parallel.For(
                0,
                (count + 31) / 32,
                () => new Desk(),
                (part, _, desk) =>
                {
                    for (int i = from + part * 32; i < Math.Min(from + count, from + (part + 1) * 32); i++)
                        leader[i] = alone.Contains(i) ? i : bundles.Find(i, desk);
                    return desk;
                },
                _ => { }
            );
            for (int i = begin; i < begin + count; i++)
                if (leader[i] == i && !alone.Contains(i))
                    bundles.Add(i);
        }

        return leader;
    }

    private sealed class Desk
    {
        public readonly Dictionary<int, float> Sums = [];
        public readonly List<(float Sum, int Leader)> Best = [];
    }

    private void Add(int i)
    {
        var item = _items[i];
        if (item.PlaceLength < Placed)
            return;
        foreach (int at in Neighbours.Telling(item, _placeness, LookedUp))
            (_leaders[item.Gram[at]] ??= []).Add((i, item.Weight[at] * _placeness[item.Gram[at]] / item.PlaceLength));
    }

    private int Find(int i, Desk desk)
    {
        var item = _items[i];
        if (item.PlaceLength < Placed)
            return i;
        desk.Sums.Clear();
        desk.Best.Clear();
        int left = Budget;
        foreach (
            int at in Neighbours
                .Telling(item, _placeness, LookedUp)
                .OrderBy(a => _leaders[item.Gram[a]]?.Count ?? 0)
                .ThenBy(a => a)
        )
        {
            if (_leaders[item.Gram[at]] is not { } leaders)
                continue;
            float weight = item.Weight[at] * _placeness[item.Gram[at]];
            // Of a long list those that have led longest, and the latest, which came at about the same time.
            int take = Math.Min(left, leaders.Count);
            left -= take;
            for (int k = 0; k < take; k++)
            {
                var (leader, share) = leaders[k < (take + 1) / 2 ? k : leaders.Count - take + k];
                System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(desk.Sums, leader, out _) +=
                    weight * share;
            }
        }

        foreach (var (other, sum) in desk.Sums)
            if (sum >= Near * Near / 2 * item.PlaceLength)
                desk.Best.Add((-sum, other));
        desk.Best.Sort();
        var (best, most) = (i, Near);
        foreach (var (_, other) in desk.Best.Take(Compared))
            if (Sameness.Of(_items[other], item, _placeness).Both is var both && both > most)
                (best, most) = (other, both);
        return best;
    }
}
