using System.Numerics.Tensors;

namespace Modular.Language.Categories;

/// <summary>
/// What was decided on the requests most like a text (nearest neighbours; T. Cover and P. Hart, Nearest neighbor
/// pattern classification, 1967), beside what is learnt of each category as a whole: kinds of requests that are too few
/// to turn a straight separation are still remembered. Cosine of tf-idf weights over the grams, the twenty nearest,
/// each with the fourth power of its cosine.
/// </summary>
internal sealed class PastNeighbours
{
    /// <summary>Of more examples an even choice; a model shall stay small enough to be kept for every unit.</summary>
    private const int MostExamples = 5000,
        MostGrams = 128;

    private const int Nearest = 20;

    /// <summary>
    /// What all neighbours of one category add to its score. On the requests measured anything from 0.2 to 1 is as
    /// good.
    /// </summary>
    private const double Share = 0.3;

    /// <summary>Cosine of the nearest from which on the neighbours are heard in full.</summary>
    private const double Familiar = 0.2;

    private readonly Vocabulary _grams;
    private readonly float[] _idf;

    /// <summary>For each gram the examples that hold it and its weight there.</summary>
    private readonly int[] _start,
        _example;
    private readonly float[] _weight;

    public IReadOnlyList<PastExample> Examples { get; }

    public PastNeighbours(Vocabulary grams, IReadOnlyList<PastExample> examples)
    {
        (_grams, _idf, Examples, _start) = (grams, Idf(grams), examples, new int[grams.Keys.Length + 1]);
        foreach (var example in examples)
        foreach (int g in example.Grams)
            _start[g + 1]++;
        for (int g = 0; g < grams.Keys.Length; g++)
            _start[g + 1] += _start[g];
        (_example, _weight) = (new int[_start[^1]], new float[_start[^1]]);
        int[] next = [.. _start];
        for (int e = 0; e < examples.Count; e++)
        for (int i = 0; i < examples[e].Grams.Length; i++)
        {
            int at = next[examples[e].Grams[i]]++;
            (_example[at], _weight[at]) = (e, examples[e].Weights[i] * (float)examples[e].Step);
        }
    }

    public static PastNeighbours Learn(Vocabulary grams, IReadOnlyList<CountedText> texts, IReadOnlyList<int> of)
    {
        float[] idf = Idf(grams);
        int count = Math.Min(texts.Count, MostExamples);
        var examples = new PastExample[count];
        Parallel.For(
            0,
            count,
            e =>
            {
                int t = (int)((long)e * texts.Count / count);
                var (at, weights) = Weighed(texts[t], grams, idf);
                int[] heaviest =
                [
                    .. Enumerable
                        .Range(0, at.Length)
                        .Where(i => weights[i] > 0)
                        .OrderByDescending(i => weights[i])
                        .ThenBy(i => at[i])
                        .Take(MostGrams)
                        .OrderBy(i => at[i]),
                ];
                var step = (Half)(heaviest.Length == 0 ? 0 : heaviest.Max(i => weights[i]) / 255);
                examples[e] = new(
                    of[t],
                    [.. heaviest.Select(i => at[i])],
                    [
                        .. heaviest.Select(i =>
                            (byte)Math.Clamp(MathF.Round(weights[i] / Math.Max((float)step, 1e-9f)), 0, 255)
                        ),
                    ],
                    step
                );
            }
        );
        return new(grams, examples);
    }

    /// <summary>Moves the scores towards what was decided on the nearest; their mean stays.</summary>
    public void AddTo(double[] scores, CountedText text)
    {
        var (at, weights) = Weighed(text, _grams, _idf);
        float[] cosine = new float[Examples.Count];
        for (int i = 0; i < at.Length; i++)
        for (int p = _start[at[i]]; weights[i] > 0 && p < _start[at[i] + 1]; p++)
            cosine[_example[p]] += weights[i] * _weight[p];
        double[] share = new double[scores.Length];
        double all = 0,
            heard = 0;
        foreach (int e in Largest(cosine))
        {
            heard = Math.Max(heard, Math.Min(1, cosine[e] / Familiar));
            double voice = Math.Pow(cosine[e], 4);
            share[Examples[e].Category] += voice;
            all += voice;
        }

        if (all < 1e-12)
            return;
        for (int c = 0; c < scores.Length; c++)
            scores[c] += Share * heard * (share[c] / all - 1.0 / scores.Length);
    }

    /// <summary>Places of the largest above zero, ties to the first.</summary>
    private static List<int> Largest(float[] values)
    {
        var kept = new List<int>(Nearest + 1);
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] <= 0 || (kept.Count == Nearest && values[i] <= values[kept[^1]]))
                continue;
            int to = kept.Count;
            while (to > 0 && values[kept[to - 1]] < values[i])
                to--;
            kept.Insert(to, i);
            if (kept.Count > Nearest)
                kept.RemoveAt(Nearest);
        }

        return kept;
    }

    private static (int[] At, float[] Weights) Weighed(CountedText text, Vocabulary grams, float[] idf)
    {
        int[] at = new int[text.Keys.Length];
        float[] weights = new float[at.Length];
        int known = 0;
        for (int i = 0; i < text.Keys.Length; i++)
            if (grams.Index.TryGetValue(text.Keys[i], out int g))
                (at[known], weights[known++]) = (g, text.Damped[i] * idf[g]);
        var (kept, of) = (at[..known], weights[..known]);
        float norm = TensorPrimitives.Norm<float>(of);
        if (norm > 0)
            TensorPrimitives.Divide(of, norm, of);
        return (kept, of);
    }

    /// <summary>What stands in every second text tells none from another.</summary>
    private static float[] Idf(Vocabulary grams)
    {
        int classes = grams.Sizes.Length,
            texts = grams.Sizes.Sum();
        float[] idf = new float[grams.Keys.Length];
        for (int g = 0; g < idf.Length; g++)
        {
            int in_ = 0;
            for (int c = 0; c < classes; c++)
                in_ += grams.Counts[g * classes + c];
            idf[g] = in_ * 2 > texts ? 0 : MathF.Log((1f + texts) / (1f + in_));
        }

        return idf;
    }
}

/// <summary>
/// A past decision as it is compared: its heaviest grams (indices of the vocabulary, ascending) and their weights in
/// steps of the largest.
/// </summary>
internal sealed record PastExample(int Category, int[] Grams, byte[] Weights, Half Step);
