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

    private readonly Dictionary<uint, int> _columns;
    private readonly float[] _idf;

    private TermWeights(Dictionary<uint, int> columns, float[] idf) => (_columns, _idf) = (columns, idf);

    public int Columns => _idf.Length;

    /// <param name="titles">Empty, or one for every text.</param>
    /// <param name="sample">Indices of the texts to learn from.</param>
    public static TermWeights Learn(IReadOnlyList<string> titles, IReadOnlyList<string> texts, IReadOnlyList<int> sample)
    {
        int n = sample.Count, least = n < 60 ? 1 : n < 300 ? 2 : 3;
        var grams = new uint[n][];
        Parallel.For(0, n, i => grams[i] = [.. Distinct(titles.Count == 0 ? "" : titles[sample[i]], texts[sample[i]])]);
        var frequency = new Dictionary<uint, int>();
        foreach (uint[] own in grams)
            foreach (uint gram in own) CollectionsMarshal.GetValueRefOrAddDefault(frequency, gram, out _)++;
        // Ordered by the term itself, so that the columns do not depend on the order of the texts.
        uint[] kept = [.. frequency.Where(f => f.Value >= least && f.Value <= Math.Max(2, n * Commonest)).Select(f => f.Key).Order()];
        // All texts say the same: what is common to them is all there is.
        if (kept.Length == 0) kept = [.. frequency.Keys.Order()];
        var columns = new Dictionary<uint, int>(kept.Length);
        float[] idf = new float[kept.Length];
        for (int c = 0; c < kept.Length; c++)
        {
            columns[kept[c]] = c;
            idf[c] = MathF.Log((1f + n) / (1f + frequency[kept[c]])) + 1;
        }

        return new(columns, idf);
    }

    public SparseRows Rows(IReadOnlyList<string> titles, IReadOnlyList<string> texts, IReadOnlyList<int> which)
    {
        int n = which.Count;
        var rows = new (int[] Column, float[] Weight)[n];
        Parallel.For(0, n, i => rows[i] = Row(titles.Count == 0 ? "" : titles[which[i]], texts[which[i]]));
        int[] start = new int[n + 1];
        for (int i = 0; i < n; i++) start[i + 1] = start[i] + rows[i].Column.Length;
        var (column, weight) = (new int[start[n]], new float[start[n]]);
        for (int i = 0; i < n; i++)
        {
            rows[i].Column.CopyTo(column, start[i]);
            rows[i].Weight.CopyTo(weight, start[i]);
        }

        return new() { Rows = n, Columns = Columns, Start = start, Column = column, Weight = weight };
    }

    private (int[], float[]) Row(string title, string text)
    {
        var row = new Dictionary<int, float>();
        foreach (var (gram, times) in Counted(title))
            if (_columns.TryGetValue(gram, out int c)) row[c] = TitleWeight * (1 + MathF.Log(times));
        foreach (var (gram, times) in Counted(text))
            if (_columns.TryGetValue(gram, out int c)) CollectionsMarshal.GetValueRefOrAddDefault(row, c, out _) += 1 + MathF.Log(times);
        int[] column = [.. row.Keys];
        Array.Sort(column);
        float[] weight = new float[column.Length];
        for (int i = 0; i < column.Length; i++) weight[i] = row[column[i]] * _idf[column[i]];
        Decompositions.Normalise(weight);
        return (column, weight);
    }

    private static IEnumerable<uint> Distinct(string title, string text)
    {
        uint[] all = [.. Grams(title), .. Grams(text)];
        Array.Sort(all);
        for (int i = 0; i < all.Length; i++)
            if (i == 0 || all[i] != all[i - 1]) yield return all[i];
    }

    private static IEnumerable<(uint Gram, int Times)> Counted(string text)
    {
        var all = Grams(text);
        var sorted = CollectionsMarshal.AsSpan(all);
        sorted.Sort();
        var result = new List<(uint, int)>(all.Count);
        for (int i = 0, from = 0; i < all.Count; i++)
            if (i + 1 == all.Count || all[i + 1] != all[i])
            {
                result.Add((all[i], i + 1 - from));
                from = i + 1;
            }

        return result;
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
