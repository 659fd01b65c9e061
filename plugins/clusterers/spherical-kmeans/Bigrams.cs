using System.Runtime.InteropServices;
using Modular.Language.Linear;
using Modular.Language.Terms;

namespace Modular.Clusterers.SphericalKMeans;

/// <summary>
/// Sparse tf-idf rows over character bigrams of CJK runs and whole words of other letters. Sublinear term frequency,
/// smoothed idf, rows of length one. Bigrams need no dictionary and group residents' texts better than segmented words
/// do.
/// </summary>
internal static class Bigrams
{
    public static SparseRows Of(IReadOnlyList<string> texts)
    {
        int n = texts.Count;
        int least =
            n < 60 ? 1
            : n < 300 ? 2
            : 3;
        var documents = new (uint Gram, int Count)[n][];
        Parallel.For(0, n, i => documents[i] = Count(texts[i]));
        var frequency = new Dictionary<uint, int>();
        foreach (var document in documents)
        foreach (var (gram, _) in document)
            CollectionsMarshal.GetValueRefOrAddDefault(frequency, gram, out _)++;
        // Ordered by the gram itself, so that the columns do not depend on the order of the texts.
        var columns = frequency
            .Where(f => f.Value >= least && f.Value <= Math.Max(2, n * 0.6))
            .Select(f => f.Key)
            .Order()
            .Select((gram, i) => (gram, i))
            .ToDictionary(p => p.gram, p => p.i);
        float[] idf = new float[columns.Count];
        foreach (var (gram, column) in columns)
            idf[column] = MathF.Log((1f + n) / (1f + frequency[gram])) + 1;
        var start = new int[n + 1];
        for (int i = 0; i < n; i++)
            start[i + 1] = start[i] + documents[i].Count(d => columns.ContainsKey(d.Gram));
        var (column_, weight) = (new int[start[n]], new float[start[n]]);
        Parallel.For(
            0,
            n,
            i =>
                Fill(
                    documents[i],
                    columns,
                    idf,
                    column_.AsSpan(start[i]..start[i + 1]),
                    weight.AsSpan(start[i]..start[i + 1])
                )
        );
        return new()
        {
            Rows = n,
            Columns = columns.Count,
            Start = start,
            Column = column_,
            Weight = weight,
        };
    }

    private static void Fill(
        (uint Gram, int Count)[] document,
        Dictionary<uint, int> columns,
        float[] idf,
        Span<int> column,
        Span<float> weight
    )
    {
        int at = 0;
        foreach (var (gram, count) in document)
        {
            if (!columns.TryGetValue(gram, out int c))
                continue;
            (column[at], weight[at]) = (c, (1 + MathF.Log(count)) * idf[c]);
            at++;
        }

        float norm = System.Numerics.Tensors.TensorPrimitives.Norm<float>(weight);
        if (norm > 0)
            System.Numerics.Tensors.TensorPrimitives.Divide(weight, norm, weight);
    }

    private static (uint Gram, int Count)[] Count(string text)
    {
        var counts = new Dictionary<uint, int>();
        foreach (var (begin, end, cjk) in Runs.Of(text))
        {
            if (!cjk)
            {
                uint hash = 2166136261;
                for (int i = begin; i < end; i++)
                    hash = (hash ^ char.ToLowerInvariant(text[i])) * 16777619;
                CollectionsMarshal.GetValueRefOrAddDefault(counts, hash | 0x80000000, out _)++;
            }
            else
                for (int i = begin; i + 1 < end; i++)
                    CollectionsMarshal.GetValueRefOrAddDefault(
                        counts,
                        ((uint)(text[i] - 0x3400) << 16) | text[i + 1],
                        out _
                    )++;
        }

        return [.. counts.OrderBy(p => p.Key).Select(p => (p.Key, p.Value))];
    }
}
