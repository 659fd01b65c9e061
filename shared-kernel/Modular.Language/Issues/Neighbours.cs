using System.Collections.Concurrent;

namespace Modular.Language.Issues;

/// <summary>
/// Which pairs are worth comparing, without comparing all: those that share telling grams of places, by an inverted
/// index (J. Zobel and A. Moffat, Inverted files for text search engines, 2006), rarest first and within a budget.
/// </summary>
internal sealed class Neighbours
{
    /// <summary>Grams of each request that are looked up: those that tell its place best.</summary>
    private const int LookedUp = 16;

    /// <summary>
    /// Entries read for one request; lists longer than what is left are read around the request itself, whose
    /// neighbours came at about the same time.
    /// </summary>
    private const int Budget = 8_000;

    /// <summary>Compared exactly, the most promising first.</summary>
    private const int Compared = 48;

    /// <summary>
    /// Places of which the telling grams share less are too unlike for any likeness of problems to make up for it.
    /// </summary>
    private const float LeastPlace = 0.1f;

    private readonly Described[] _items;
    private readonly float[] _placeness;
    private readonly int[][] _telling;
    private readonly int[] _start;
    private readonly int[] _row;
    private readonly float[] _share;

    /// <param name="items">Requests in a fixed order.</param>
    private Neighbours(Described[] items, float[] placeness)
    {
        (_items, _placeness, _telling) = (items, placeness, new int[items.Length][]);
        Parallel.For(0, items.Length, i => _telling[i] = Telling(items[i], placeness, LookedUp));
        _start = new int[placeness.Length + 1];
        for (int i = 0; i < items.Length; i++)
            foreach (int at in _telling[i])
                _start[items[i].Gram[at] + 1]++;
        for (int g = 0; g < placeness.Length; g++)
            _start[g + 1] += _start[g];
        (_row, _share) = (new int[_start[^1]], new float[_start[^1]]);
        int[] next = [.. _start];
        for (int i = 0; i < items.Length; i++)
            foreach (int at in _telling[i])
            {
                int gram = items[i].Gram[at],
                    to = next[gram]++;
                (_row[to], _share[to]) = (i, items[i].Weight[at] * placeness[gram] / items[i].PlaceLength);
            }
    }

    public static List<Edge> Of(Described[] items, float[] placeness)
    {
        var index = new Neighbours(items, placeness);
        var all = new ConcurrentBag<List<Edge>>();
        Parallel.ForEach(
            Partitioner.Create(0, Math.Max(1, items.Length), 256),
            () => new Desk(items.Length),
            (range, _, desk) =>
            {
                for (int i = range.Item1; i < Math.Min(range.Item2, items.Length); i++)
                    index.Look(i, desk);
                return desk;
            },
            desk => all.Add(desk.Found)
        );
        // Found from both sides or from one: each pair once, in an order that does not depend on who found it.
        var edges = all.SelectMany(e => e).ToList();
        edges.Sort((a, b) => a.Left != b.Left ? a.Left.CompareTo(b.Left) : a.Right.CompareTo(b.Right));
        int kept = 0;
        for (int e = 0; e < edges.Count; e++)
            if (kept == 0 || edges[e] != edges[kept - 1])
                edges[kept++] = edges[e];
        edges.RemoveRange(kept, edges.Count - kept);
        return edges;
    }

    private sealed class Desk(int count)
    {
        public readonly float[] Sums = new float[count];
        public readonly List<int> Touched = [];
        public readonly List<Edge> Found = [];
        private readonly ulong[] _best = new ulong[Compared * 4];
        private int _filled;

        /// <summary>
        /// Keeps the nearest by what was read of the place; among equals the first. One number holds both: the higher
        /// score, then the lower row.
        /// </summary>
        public void Offer(float score, int row)
        {
            if (_filled == _best.Length)
                Cut();
            _best[_filled++] = (ulong)(uint)~BitConverter.SingleToInt32Bits(score) << 32 | (uint)row;
        }

        public IEnumerable<int> Nearest()
        {
            Cut();
            int count = _filled;
            _filled = 0;
            for (int b = 0; b < count; b++)
                yield return (int)(uint)_best[b];
        }

        private void Cut()
        {
            Array.Sort(_best, 0, _filled);
            _filled = Math.Min(_filled, Compared);
        }
    }

    /// <summary>Where in a request the grams stand that tell its place best.</summary>
    internal static int[] Telling(Described item, float[] placeness, int most)
    {
        float[] strength = new float[item.Gram.Length];
        int[] at = new int[item.Gram.Length];
        for (int g = 0; g < at.Length; g++)
            (at[g], strength[g]) = (g, -item.Weight[g] * placeness[item.Gram[g]]);
        Array.Sort(strength, at);
        return at[..Math.Min(most, at.Length)];
    }

    private void Look(int i, Desk desk)
    {
        var item = _items[i];
        if (item.PlaceLength == 0)
            return;
        int left = Budget;
        foreach (int at in _telling[i].OrderBy(a => _start[item.Gram[a] + 1] - _start[item.Gram[a]]).ThenBy(a => a))
        {
            int gram = item.Gram[at],
                from = _start[gram],
                to = _start[gram + 1];
            if (to - from > left)
            {
                int own = Array.BinarySearch(_row, from, to - from, i);
                from = Math.Clamp(own - left / 2, from, to - left);
                to = from + left;
            }

            left -= to - from;
            float weight = item.Weight[at] * _placeness[gram];
            for (int r = from; r < to; r++)
            {
                int other = _row[r];
                if (other == i)
                    continue;
                if (desk.Sums[other] == 0)
                    desk.Touched.Add(other);
                desk.Sums[other] += weight * _share[r];
            }
        }

        foreach (int other in desk.Touched)
        {
            if (desk.Sums[other] >= LeastPlace * item.PlaceLength)
                desk.Offer(desk.Sums[other], other);
            desk.Sums[other] = 0;
        }

        foreach (int other in desk.Nearest())
        {
            float score = (float)Sameness.Of(_items[Math.Min(i, other)], _items[Math.Max(i, other)], _placeness).Both;
            if (score >= Sameness.Least)
                desk.Found.Add(new(Math.Min(i, other), Math.Max(i, other), score));
        }

        desk.Touched.Clear();
    }
}

/// <param name="Score">At least <see cref="Sameness.Least"/>.</param>
internal readonly record struct Edge(int Left, int Right, float Score);
