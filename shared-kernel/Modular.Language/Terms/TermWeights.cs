using System.Runtime.InteropServices;
using Modular.Language.Linear;

namespace Modular.Language.Terms;

/// <summary>
/// Terms of a collection and what they weigh: single characters and overlapping pairs of CJK runs, whole words of other
/// letters, sublinear term frequency times smoothed inverse document frequency (Salton and Buckley 1988), rows of
/// length one. Needs no dictionary. A title says in ten characters what a text says in three hundred: its terms count
/// <see cref="TitleWeight"/> times beside.
/// </summary>
public sealed class TermWeights
{
    private const float TitleWeight = 2;
    private const double Commonest = 0.5;
    private const int Rare = 4000;

    /// <summary>Columns by their terms, one more than they are so that zero is none.</summary>
    private readonly GramTable _columns;
    private readonly float[] _idf;

    private TermWeights(GramTable columns, float[] idf) => (_columns, _idf) = (columns, idf);

    public int Columns => _idf.Length;

    /// <param name="titles">Empty, or one for every text.</param>
    /// <param name="sample">Indices of the texts to learn from.</param>
    /// <returns>The terms, and the rows of the texts they were learnt from.</returns>
    public static (TermWeights Terms, SparseRows Rows) Learn(
        IReadOnlyList<string> titles,
        IReadOnlyList<string> texts,
        IReadOnlyList<int> sample
    )
    {
        int n = sample.Count;
        // A term of very few among many texts joins nothing and costs as much as any other.
        int least =
            n < 60 ? 1
            : n < 300 ? 2
            : 3 + n / Rare;
        var counted = Counted(titles, texts, sample);
        var kept = Frequencies(counted, least, (int)Math.Max(2, n * Commonest));
        // All texts say the same: what is common to them is all there is.
        if (kept.Count == 0)
            kept = Frequencies(counted, 1, int.MaxValue);
        // Ordered by the term itself, so that the columns do not depend on the order of the texts.
        kept.Sort();
        var columns = new GramTable(kept.Count);
        float[] idf = new float[kept.Count];
        for (int c = 0; c < kept.Count; c++)
        {
            columns.At(kept[c].Gram) = c + 1;
            idf[c] = MathF.Log((1f + n) / (1f + kept[c].Texts)) + 1;
        }

        var terms = new TermWeights(columns, idf);
        return (terms, terms.Weighted(counted));
    }

    /// <summary>
    /// In how many texts each term stands, of those within the bounds. Each part counts its own terms, so that parts
    /// need not wait for each other.
    /// </summary>
    private static List<(uint Gram, int Texts)> Frequencies((uint[] Gram, float[] Times)[] counted, int least, int most)
    {
        const int parts = 4;
        var kept = new List<(uint, int)>[parts];
        Parallel.For(
            0,
            parts,
            part =>
            {
                var frequency = new GramTable(1 << 14);
                foreach (var (grams, _) in counted)
                foreach (uint gram in grams)
                    if (((gram ^ gram >> 16) & (parts - 1)) == part)
                        frequency.At(gram)++;
                kept[part] = [];
                foreach (var (gram, count) in frequency.All())
                    if (count >= least && count <= most)
                        kept[part].Add(((uint)gram, count));
            }
        );
        return [.. kept.SelectMany(k => k)];
    }

    public SparseRows Rows(IReadOnlyList<string> titles, IReadOnlyList<string> texts, IReadOnlyList<int> which) =>
        Weighted(Counted(titles, texts, which));

    private SparseRows Weighted((uint[] Gram, float[] Times)[] counted)
    {
        int n = counted.Length;
        int[] start = new int[n + 1];
        int[][] columns = new int[n][];
        Parallel.For(
            0,
            n,
            i =>
            {
                int[] own = columns[i] = new int[counted[i].Gram.Length];
                for (int g = 0; g < own.Length; g++)
                    if ((own[g] = _columns.Get(counted[i].Gram[g])) > 0)
                        start[i + 1]++;
            }
        );
        for (int i = 0; i < n; i++)
            start[i + 1] += start[i];
        var (column, weight) = (new int[start[n]], new float[start[n]]);
        Parallel.For(
            0,
            n,
            i =>
            {
                int at = start[i];
                for (int g = 0; g < columns[i].Length; g++)
                    if (columns[i][g] is var c and > 0)
                        (column[at], weight[at++]) = (c - 1, counted[i].Times[g] * _idf[c - 1]);
                Decompositions.Normalise(weight.AsSpan(start[i]..start[i + 1]));
            }
        );
        return new()
        {
            Rows = n,
            Columns = Columns,
            Start = start,
            Column = column,
            Weight = weight,
        };
    }

    private static (uint[] Gram, float[] Times)[] Counted(
        IReadOnlyList<string> titles,
        IReadOnlyList<string> texts,
        IReadOnlyList<int> which
    )
    {
        var counted = new (uint[], float[])[which.Count];
        Parallel.For(
            0,
            which.Count,
            () => new Counter(),
            (i, _, counter) =>
            {
                counted[i] = counter.Of(titles.Count == 0 ? "" : titles[which[i]], texts[which[i]]);
                return counter;
            },
            _ => { }
        );
        return counted;
    }

    /// <summary>
    /// Counts the terms of one text after the other: each once, in the order in which they first stand, with its
    /// sublinear frequency in title and text together.
    /// </summary>
    private sealed class Counter
    {
        private const int Slots = 1 << 15;

        /// <summary>Place in the lists below, as seen by <see cref="_stamp"/>.</summary>
        private readonly int[] _place = new int[Slots],
            _seen = new int[Slots];
        private readonly List<uint> _gram = [];
        private readonly List<(int Head, int Body)> _times = [];
        private int _stamp;
        private bool _head;

        public (uint[], float[]) Of(string title, string text)
        {
            _stamp++;
            _gram.Clear();
            _times.Clear();
            _head = true;
            Read(title);
            _head = false;
            Read(text);
            float[] times = new float[_gram.Count];
            for (int i = 0; i < times.Length; i++)
                times[i] =
                    (_times[i].Head > 0 ? TitleWeight * (1 + MathF.Log(_times[i].Head)) : 0)
                    + (_times[i].Body > 0 ? 1 + MathF.Log(_times[i].Body) : 0);
            return ([.. _gram], times);
        }

        private void Add(uint gram)
        {
            int slot = (int)((gram * 2654435769u) >> 17);
            while (_seen[slot] == _stamp && _gram[_place[slot]] != gram)
                slot = (slot + 1) & (Slots - 1);
            if (_seen[slot] != _stamp)
            {
                (_seen[slot], _place[slot]) = (_stamp, _gram.Count);
                _gram.Add(gram);
                _times.Add(default);
            }

            ref var times = ref CollectionsMarshal.AsSpan(_times)[_place[slot]];
            if (_head)
                times.Head++;
            else
                times.Body++;
        }

        /// <summary>
        /// A character of its own has nothing in its lower half; a word is known by its hash with the highest bit set.
        /// At most two a character and twice as many characters as are read: there is always a free slot.
        /// </summary>
        private void Read(string text)
        {
            foreach (var (begin, end, cjk) in Runs.Of(text))
            {
                if (!cjk)
                {
                    uint hash = 2166136261;
                    for (int i = begin; i < end; i++)
                        hash = (hash ^ char.ToLowerInvariant(text[i])) * 16777619;
                    Add(hash | 0x80000000);
                    continue;
                }

                for (int i = begin; i < end; i++)
                {
                    uint first = (uint)(text[i] - 0x3400) << 16;
                    Add(first);
                    if (i + 1 < end)
                        Add(first | text[i + 1]);
                }
            }
        }
    }
}
