using System.Runtime.InteropServices;
using Modular.Language.Linear;

namespace Modular.Language.Terms;

/// <summary>
/// Terms of a collection and what they weigh: single characters and overlapping pairs of CJK runs, whole words of other letters, sublinear term
/// frequency times smoothed inverse document frequency (Salton and Buckley 1988), rows of length one. Needs no dictionary. A title says in ten
/// characters what a text says in three hundred: its terms count <see cref="TitleWeight"/> times beside.
/// </summary>
public sealed class TermWeights
{
    private const float TitleWeight = 2;
    private const double Commonest = 0.5;
    private const int Rare = 4000;

    private readonly Dictionary<uint, int> _columns;
    private readonly float[] _idf;

    private TermWeights(Dictionary<uint, int> columns, float[] idf) => (_columns, _idf) = (columns, idf);

    public int Columns => _idf.Length;

    /// <param name="titles">Empty, or one for every text.</param>
    /// <param name="sample">Indices of the texts to learn from.</param>
    /// <returns>The terms, and the rows of the texts they were learnt from.</returns>
    public static (TermWeights Terms, SparseRows Rows) Learn(IReadOnlyList<string> titles, IReadOnlyList<string> texts, IReadOnlyList<int> sample)
    {
        int n = sample.Count;
        // A term of very few among many texts joins nothing and costs as much as any other.
        int least = n < 60 ? 1 : n < 300 ? 2 : 3 + n / Rare;
        var counted = new (uint[] Gram, float[] Times)[n];
        Parallel.For(0, n, i => counted[i] = Counted(titles.Count == 0 ? "" : titles[sample[i]], texts[sample[i]]));
        var kept = Frequencies(counted, least, (int)Math.Max(2, n * Commonest));
        // All texts say the same: what is common to them is all there is.
        if (kept.Count == 0) kept = Frequencies(counted, 1, int.MaxValue);
        // Ordered by the term itself, so that the columns do not depend on the order of the texts.
        kept.Sort();
        var columns = new Dictionary<uint, int>(kept.Count);
        float[] idf = new float[kept.Count];
        for (int c = 0; c < kept.Count; c++)
        {
            columns[kept[c].Gram] = c;
            idf[c] = MathF.Log((1f + n) / (1f + kept[c].Texts)) + 1;
        }

        var terms = new TermWeights(columns, idf);
        return (terms, terms.Weighted(counted));
    }

    /// <summary>In how many texts each term stands, of those within the bounds. Each part counts its own terms, so that parts need not wait for each other.</summary>
    private static List<(uint Gram, int Texts)> Frequencies((uint[] Gram, float[] Times)[] counted, int least, int most)
    {
        const int parts = 4;
        var kept = new List<(uint, int)>[parts];
        Parallel.For(0, parts, part =>
        {
            var frequency = new Dictionary<uint, int>();
            foreach (var (grams, _) in counted)
                foreach (uint gram in grams)
                    if (((gram ^ gram >> 16) & (parts - 1)) == part) CollectionsMarshal.GetValueRefOrAddDefault(frequency, gram, out _)++;
            kept[part] = [.. frequency.Where(f => f.Value >= least && f.Value <= most).Select(f => (f.Key, f.Value))];
        });
        return [.. kept.SelectMany(k => k)];
    }

    public SparseRows Rows(IReadOnlyList<string> titles, IReadOnlyList<string> texts, IReadOnlyList<int> which)
    {
        var counted = new (uint[], float[])[which.Count];
        Parallel.For(0, which.Count, i => counted[i] = Counted(titles.Count == 0 ? "" : titles[which[i]], texts[which[i]]));
        return Weighted(counted);
    }

    /// <summary>Grams ascend, and so do columns.</summary>
    private SparseRows Weighted((uint[] Gram, float[] Times)[] counted)
    {
        int n = counted.Length;
        int[] start = new int[n + 1];
        Parallel.For(0, n, i => start[i + 1] = counted[i].Gram.Count(_columns.ContainsKey));
        for (int i = 0; i < n; i++) start[i + 1] += start[i];
        var (column, weight) = (new int[start[n]], new float[start[n]]);
        Parallel.For(0, n, i =>
        {
            int at = start[i];
            for (int g = 0; g < counted[i].Gram.Length; g++)
                if (_columns.TryGetValue(counted[i].Gram[g], out int c)) (column[at], weight[at++]) = (c, counted[i].Times[g] * _idf[c]);
            Decompositions.Normalise(weight.AsSpan(start[i]..start[i + 1]));
        });
        return new() { Rows = n, Columns = Columns, Start = start, Column = column, Weight = weight };
    }

    /// <summary>Each term once, ascending, with its sublinear frequency in title and text together.</summary>
    private static (uint[], float[]) Counted(string title, string text)
    {
        var (head, body) = (Sorted(title), Sorted(text));
        var grams = new List<uint>(head.Count + body.Count);
        var times = new List<float>(head.Count + body.Count);
        for (int h = 0, b = 0; h < head.Count || b < body.Count;)
        {
            uint gram = Math.Min(h < head.Count ? head[h] : uint.MaxValue, b < body.Count ? body[b] : uint.MaxValue);
            int inHead = 0, inBody = 0;
            for (; h < head.Count && head[h] == gram; h++) inHead++;
            for (; b < body.Count && body[b] == gram; b++) inBody++;
            grams.Add(gram);
            times.Add((inHead > 0 ? TitleWeight * (1 + MathF.Log(inHead)) : 0) + (inBody > 0 ? 1 + MathF.Log(inBody) : 0));
        }

        return ([.. grams], [.. times]);
    }

    private static List<uint> Sorted(string text)
    {
        var grams = Grams(text);
        CollectionsMarshal.AsSpan(grams).Sort();
        return grams;
    }

    /// <summary>A character of its own has nothing in its lower half; a word is known by its hash with the highest bit set.</summary>
    private static List<uint> Grams(string text)
    {
        var grams = new List<uint>(Math.Min(text.Length, Runs.Read) * 2);
        foreach (var (begin, end, cjk) in Runs.Of(text))
        {
            if (!cjk)
            {
                uint hash = 2166136261;
                for (int i = begin; i < end; i++) hash = (hash ^ char.ToLowerInvariant(text[i])) * 16777619;
                grams.Add(hash | 0x80000000);
                continue;
            }

            for (int i = begin; i < end; i++)
            {
                uint first = (uint)(text[i] - 0x3400) << 16;
                grams.Add(first);
                if (i + 1 < end) grams.Add(first | text[i + 1]);
            }
        }

        return grams;
    }
}
