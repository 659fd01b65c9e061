namespace Modular.Language.Issues;

/// <param name="PlaceOf">For each request the place it speaks of, or an empty text.</param>
/// <param name="Issues">Largest first.</param>
public sealed record SameIssues(IReadOnlyList<string> PlaceOf, IReadOnlyList<SameIssue> Issues)
{
    /// <summary>
    /// Groups requests that tell of the same problem at the same place. Pure: the same answer whatever the order of the
    /// rows and the number of processors.
    /// </summary>
    /// <param name="together">Pairs of indices always in one issue.</param>
    /// <param name="apart">Pairs never in one issue, unless they were put together.</param>
    public static SameIssues Find(
        Requests requests,
        IReadOnlyList<(int, int)> together,
        IReadOnlyList<(int, int)> apart
    )
    {
        int n = requests.Count;
        int[] order = [.. Enumerable.Range(0, n)];
        Array.Sort(
            order,
            (a, b) =>
                string.CompareOrdinal(requests.Ids[a], requests.Ids[b]) is not 0 and var way ? way : a.CompareTo(b)
        );
        var reading = new Reading(requests);
        var vocabulary = Vocabulary.Of(n, reading);
        var described = new Described[n];
        string[] places = new string[n];
        Parallel.For(
            0,
            n,
            i =>
            {
                var (record, title, body) = reading.Of(i);
                described[i] = Described.Of(record, title, body, vocabulary);
                places[i] = PlaceNames.Of(record, title, body, vocabulary);
            }
        );
        int[] decided = [.. together.Concat(apart).SelectMany(p => new[] { p.Item1, p.Item2 })];
        var (itemOf, first) = Copies.Of(requests, order, described, decided);
        if (first.Count > Bundles.Many)
            first = Bundles.Of(
                [.. first.Select(i => described[i])],
                vocabulary.Placeness,
                [.. decided.Select(i => itemOf[i])],
                itemOf,
                first
            );
        int[] copies = new int[first.Count];
        foreach (int item in itemOf)
            copies[item]++;
        Described[] items = [.. first.Select(i => described[i])];
        var edges = Neighbours.Of(items, vocabulary.Placeness);
        int[] groupOf = Linkage.Of(items, copies, vocabulary.Placeness, edges, Items(together), Items(apart));
        var groups = order
            .GroupBy(i => groupOf[itemOf[i]])
            .Select(g => g.ToArray())
            .Where(g => g.Length > 1)
            .OrderByDescending(g => g.Length)
            .ThenBy(g => requests.Ids[g[0]], StringComparer.Ordinal)
            .ToList();
        var issues = new SameIssue[groups.Count];
        Parallel.For(
            0,
            groups.Count,
            g => issues[g] = IssueNames.Of(groups[g], requests, places, itemOf, first, described, vocabulary)
        );
        return new(places, issues);

        List<(int, int)> Items(IReadOnlyList<(int A, int B)> pairs) =>
            [.. pairs.Select(p => (itemOf[p.A], itemOf[p.B])).Order()];
    }
}

/// <param name="Place">As its requests mostly write it; may be empty.</param>
/// <param name="Problem">Words of what is complained of, most telling first.</param>
/// <param name="Members">Indices of requests, at least two.</param>
/// <param name="Typical">Some of them, the most typical first.</param>
public sealed record SameIssue(
    string Place,
    IReadOnlyList<string> Problem,
    IReadOnlyList<int> Members,
    IReadOnlyList<int> Typical
);

/// <summary>The same words told again are compared once.</summary>
internal static class Copies
{
    /// <returns>For each request its item, and for each item its first request in the given order.</returns>
    public static (int[] ItemOf, List<int> First) Of(
        Requests requests,
        int[] order,
        Described[] described,
        IEnumerable<int> decided
    )
    {
        var own = decided.ToHashSet();
        int[] itemOf = new int[order.Length];
        var first = new List<int>();
        var known = new Dictionary<(ulong, ulong), int>();
        foreach (int i in order)
        {
            // What an officer decided on stands for itself; what says nothing is like nothing.
            bool alone = described[i].Gram.Length == 0 || own.Contains(i);
            var key = (
                Hash(requests.Texts[i], 14695981039346656037),
                Hash(
                    requests.Titles.Count > 0 ? requests.Titles[i] : "",
                    Hash(requests.Places.Count > 0 ? requests.Places[i] : "", 1099511628211)
                )
            );
            if (alone || !known.TryGetValue(key, out int item))
            {
                item = first.Count;
                first.Add(i);
                if (!alone)
                    known[key] = item;
            }

            itemOf[i] = item;
        }

        return (itemOf, first);
    }

    /// <summary>FNV-1a, 64 bits.</summary>
    private static ulong Hash(string text, ulong from)
    {
        foreach (char c in text.AsSpan().Trim())
            from = (from ^ c) * 1099511628211;
        return from;
    }
}
