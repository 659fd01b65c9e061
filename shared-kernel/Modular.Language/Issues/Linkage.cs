namespace Modular.Language.Issues;

/// <summary>
/// Agglomerative clustering by the mean likeness between groups (R. Sokal and C. Michener, A statistical method for
/// evaluating systematic relationships, 1958), which does not chain from one to the next. Merged greedily, the most
/// alike first; a pair whose likeness is not known is computed when it is first needed, over at most
/// <see cref="Sampled"/> members of a side. Officers' decisions hold: what was put together starts together, what was
/// kept apart never meets.
/// </summary>
internal sealed class Linkage
{
    private const int Sampled = 16;

    /// <summary>
    /// Likeness of two groups of which no members were found to be alike, and below which a likeness is not remembered.
    /// </summary>
    private const float Strangers = 0.12f;

    /// <summary>Groups remembered as near to a group, the nearest: an issue of thousands has no need of more.</summary>
    private const int Remembered = 256;

    /// <summary>So many waiting pairs are looked through for those that have become void.</summary>
    private const int FewestWaiting = 1 << 20;

    private readonly Described[] _items;
    private readonly float[] _placeness;
    private readonly int[] _copies;
    private readonly List<int>?[] _members;
    private readonly long[] _size;
    private readonly Dictionary<int, float>?[] _near;
    private readonly HashSet<int>?[] _apart;
    private readonly PriorityQueue<(int A, int B, int RoundA, int RoundB), (double Away, int A, int B)> _queue = new();
    private readonly int[] _round;
    private int _mostWaiting = FewestWaiting;

    /// <param name="copies">How many requests each item stands for (the same text told again).</param>
    private Linkage(Described[] items, int[] copies, float[] placeness)
    {
        (_items, _copies, _placeness) = (items, copies, placeness);
        (_members, _near, _apart) = (
            new List<int>?[items.Length],
            new Dictionary<int, float>?[items.Length],
            new HashSet<int>?[items.Length]
        );
        (_size, _round) = (new long[items.Length], new int[items.Length]);
        for (int i = 0; i < items.Length; i++)
            (_members[i], _size[i]) = ([i], copies[i]);
    }

    /// <returns>For each item the first item of its group.</returns>
    public static int[] Of(
        Described[] items,
        int[] copies,
        float[] placeness,
        IReadOnlyList<Edge> edges,
        IReadOnlyList<(int, int)> together,
        IReadOnlyList<(int, int)> apart
    )
    {
        var linkage = new Linkage(items, copies, placeness);
        linkage.Decide(together, apart);
        linkage.Connect(edges);
        linkage.Merge();
        int[] of = new int[items.Length];
        for (int c = 0; c < items.Length; c++)
            foreach (int i in linkage._members[c] ?? [])
                of[i] = c;
        return of;
    }

    private void Decide(IReadOnlyList<(int, int)> together, IReadOnlyList<(int, int)> apart)
    {
        int[] of = [.. Enumerable.Range(0, _items.Length)];
        foreach (var (a, b) in together)
        {
            int first = Math.Min(of[a], of[b]),
                second = Math.Max(of[a], of[b]);
            if (first == second)
                continue;
            foreach (int i in _members[second]!)
                of[i] = first;
            _members[first]!.AddRange(_members[second]!);
            _members[first]!.Sort();
            _size[first] += _size[second];
            _members[second] = null;
        }

        // Where decisions contradict each other, together wins: it is the one that shows.
        foreach (var (a, b) in apart)
        {
            if (of[a] == of[b])
                continue;
            (_apart[of[a]] ??= []).Add(of[b]);
            (_apart[of[b]] ??= []).Add(of[a]);
        }
    }

    private void Connect(IReadOnlyList<Edge> edges)
    {
        int[] of = new int[_items.Length];
        for (int c = 0; c < _items.Length; c++)
            foreach (int i in _members[c] ?? [])
                of[i] = c;
        foreach (var edge in edges)
        {
            int a = Math.Min(of[edge.Left], of[edge.Right]),
                b = Math.Max(of[edge.Left], of[edge.Right]);
            if (a == b || _near[a]?.ContainsKey(b) == true || _apart[a]?.Contains(b) == true)
                continue;
            // Two single items: the edge itself; else the mean over what was put together.
            Near(a, b, _members[a]!.Count == 1 && _members[b]!.Count == 1 ? edge.Score : Mean(a, b));
        }
    }

    private void Near(int a, int b, float score)
    {
        (_near[a] ??= [])[b] = score;
        (_near[b] ??= [])[a] = score;
        if (score >= Sameness.Least)
            _queue.Enqueue(
                (Math.Min(a, b), Math.Max(a, b), _round[Math.Min(a, b)], _round[Math.Max(a, b)]),
                (-(double)score, Math.Min(a, b), Math.Max(a, b))
            );
    }

    private void Merge()
    {
        while (_queue.TryDequeue(out var next, out _))
        {
            var (a, b, roundA, roundB) = next;
            if (Void(a, b, roundA, roundB))
                continue;
            Join(a, b);
            if (_queue.Count <= _mostWaiting)
                continue;
            var waiting = _queue
                .UnorderedItems.Where(w => !Void(w.Element.A, w.Element.B, w.Element.RoundA, w.Element.RoundB))
                .ToArray();
            _queue.Clear();
            _queue.EnqueueRange(waiting);
            _mostWaiting = Math.Max(FewestWaiting, 2 * waiting.Length);
        }
    }

    private bool Void(int a, int b, int roundA, int roundB) =>
        _members[a] is null || _members[b] is null || _round[a] != roundA || _round[b] != roundB;

    /// <summary>
    /// Group <paramref name="b"/> goes into <paramref name="a"/>; means are updated by Lance and Williams' formula, or
    /// computed where one is missing.
    /// </summary>
    private void Join(int a, int b)
    {
        var (nearA, nearB) = (_near[a]!, _near[b]!);
        nearA.Remove(b);
        nearB.Remove(a);
        var means = new List<(int Other, float Score)>(nearA.Count + nearB.Count);
        foreach (int other in nearA.Keys.Union(nearB.Keys))
        {
            _near[other]!.Remove(b);
            if (_apart[a]?.Contains(other) == true || _apart[b]?.Contains(other) == true)
            {
                _near[other]!.Remove(a);
                continue;
            }

            bool knowsLeft = nearA.TryGetValue(other, out float left),
                knowsRight = nearB.TryGetValue(other, out float right);
            // Worth computing only where the other side is near enough to matter.
            if (!knowsLeft)
                left = right >= Sameness.Least ? Mean(a, other) : Strangers;
            if (!knowsRight)
                right = left >= Sameness.Least ? Mean(b, other) : Strangers;
            float mean = (left * _size[a] + right * _size[b]) / (_size[a] + _size[b]);
            if (mean > Strangers)
                means.Add((other, mean));
            else
                _near[other]!.Remove(a);
        }

        foreach (int other in _apart[b] ?? [])
        {
            (_apart[a] ??= []).Add(other);
            _apart[other]!.Remove(b);
            _apart[other]!.Add(a);
        }

        _members[a]!.AddRange(_members[b]!);
        _members[a]!.Sort();
        _size[a] += _size[b];
        (_members[b], _near[b], _apart[b]) = (null, null, null);
        _round[a]++;
        nearA.Clear();
        if (means.Count > Remembered)
        {
            means.Sort((x, y) => x.Score != y.Score ? y.Score.CompareTo(x.Score) : x.Other.CompareTo(y.Other));
            foreach (var (other, _) in means[Remembered..])
                _near[other]!.Remove(a);
            means.RemoveRange(Remembered, means.Count - Remembered);
        }

        foreach (var (other, score) in means)
            Near(a, other, score);
    }

    private float Mean(int a, int b)
    {
        var (left, right) = (_members[a]!, _members[b]!);
        int takeLeft = left.Count,
            takeRight = right.Count;
        if ((long)takeLeft * takeRight > Sampled * Sampled)
            (takeLeft, takeRight) = (Math.Min(takeLeft, Sampled), Math.Min(takeRight, Sampled));
        double sum = 0,
            weight = 0;
        for (int i = 0; i < takeLeft; i++)
        for (int j = 0; j < takeRight; j++)
        {
            int x = left[(int)((long)i * left.Count / takeLeft)],
                y = right[(int)((long)j * right.Count / takeRight)];
            double copies = (double)_copies[x] * _copies[y];
            sum += copies * Sameness.Of(_items[Math.Min(x, y)], _items[Math.Max(x, y)], _placeness).Both;
            weight += copies;
        }

        return (float)(sum / weight);
    }
}
