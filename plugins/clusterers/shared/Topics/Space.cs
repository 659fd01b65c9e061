using Modular.Language.Linear;
using Modular.Language.Terms;

namespace Modular.Clusterers.Topics;

/// <summary>
/// Where each text lies: its latent directions smoothed over its nearest neighbours, beside the fields of work its
/// words and its neighbours' words speak of. Learnt from at most <see cref="Most"/> texts; others are placed by
/// <see cref="Prototypes"/>.
/// </summary>
internal sealed class Space
{
    /// <summary>Texts a graph is made of: all products among them take some seconds on two processors.</summary>
    public const int Most = 20_000;

    private const int Dimensions = 100,
        Near = 20,
        Steps = 8,
        SpreadSteps = 30;
    private const float Alpha = 0.8f;

    /// <summary>
    /// Of so many texts neighbours are looked for twice: by the texts themselves, then by where the first look put
    /// them, which is surer than single texts are. Of fewer the nearest are most of a kind already, and a second look
    /// would part one kind by its wordings.
    /// </summary>
    private const int Enough = 1000;

    /// <summary>
    /// The random projection converges to the same directions whatever it starts from; what the seed of a run moves is
    /// the grouping.
    /// </summary>
    private const int Projection = 1;

    private readonly TermWeights _terms;
    private readonly Decompositions? _basis;
    private readonly float _fields;

    /// <summary>Indices of the learnt texts, ascending; texts without any known term are not among them.</summary>
    public int[] Learnt { get; }

    /// <summary>One row of length one for each learnt text.</summary>
    public float[][] Points { get; }

    /// <summary>The same before smoothing: what a text says by itself.</summary>
    private readonly float[][] _own;

    public Space(IReadOnlyList<string> titles, IReadOnlyList<string> texts, double fields)
    {
        _fields = (float)fields;
        int[] sample = Sample(titles, texts);
        (_terms, var rows) = TermWeights.Learn(titles, texts, sample);
        int[] filled = [.. Enumerable.Range(0, sample.Length).Where(i => !rows.IsEmpty(i))];
        if (filled.Length < sample.Length)
        {
            sample = [.. filled.Select(i => sample[i])];
            rows = _terms.Rows(titles, texts, sample);
        }

        Learnt = sample;
        float[][] latent = SparseRows.Dense(sample.Length, 1);
        if (sample.Length > 1)
            (_basis, latent) = Decompositions.Of(
                rows,
                Math.Min(Dimensions, Math.Max(2, sample.Length - 1)),
                Projection
            );
        float[][] shares = FieldWords.Shipped.Shares(titles, texts, sample);
        float[][] points = latent;
        int looks = sample.Length < Enough ? 1 : 2;
        for (int look = 0; look < looks; look++)
        {
            var graph = Neighbours.Graph(points, Math.Min(Near, Math.Max(2, sample.Length / 8)));
            float[][] smooth = Neighbours.Smooth(graph, latent, Steps / looks);
            points = Join(smooth, Neighbours.Spread(graph, shares, Alpha, SpreadSteps));
        }

        Points = points;
        _own = Join(latent, shares);
    }

    /// <summary>
    /// Centres of small groups by what their texts say by themselves: by these a text that was not learnt from finds
    /// its group.
    /// </summary>
    public float[][] Prototypes(int[] groupOf, int groups)
    {
        float[][] sums = SparseRows.Dense(groups, _own.Length == 0 ? 1 : _own[0].Length);
        for (int i = 0; i < _own.Length; i++)
            System.Numerics.Tensors.TensorPrimitives.Add(sums[groupOf[i]], _own[i], sums[groupOf[i]]);
        foreach (float[] sum in sums)
            Decompositions.Normalise(sum);
        return sums;
    }

    /// <returns>Rows for other texts; zero where a text has no known term.</returns>
    public float[][] Own(IReadOnlyList<string> titles, IReadOnlyList<string> texts, int[] which)
    {
        var rows = _terms.Rows(titles, texts, which);
        float[][] own = Join(
            _basis?.Embed(rows) ?? SparseRows.Dense(which.Length, 1),
            FieldWords.Shipped.Shares(titles, texts, which)
        );
        for (int i = 0; i < which.Length; i++)
            if (rows.IsEmpty(i))
                Array.Clear(own[i]);
        return own;
    }

    /// <summary>
    /// Chosen by their content, so that neither the order of the texts nor one more of them changes much.
    /// </summary>
    private static int[] Sample(IReadOnlyList<string> titles, IReadOnlyList<string> texts)
    {
        if (texts.Count <= Most)
            return [.. Enumerable.Range(0, texts.Count)];
        uint[] marks = new uint[texts.Count];
        Parallel.For(
            0,
            texts.Count,
            i =>
            {
                uint hash = 2166136261;
                if (titles.Count > 0)
                    foreach (char c in titles[i])
                        hash = (hash ^ c) * 16777619;
                foreach (char c in texts[i].AsSpan(0, Math.Min(texts[i].Length, 200)))
                    hash = (hash ^ c) * 16777619;
                marks[i] = hash * 2654435761;
            }
        );
        return [.. Enumerable.Range(0, texts.Count).OrderBy(i => marks[i]).ThenBy(i => i).Take(Most).Order()];
    }

    private float[][] Join(float[][] latent, float[][] shares)
    {
        float[][] result = new float[latent.Length][];
        Parallel.For(
            0,
            latent.Length,
            i =>
            {
                float[] row = new float[latent[i].Length + shares[i].Length];
                latent[i].CopyTo(row, 0);
                // Cubed, so that the likeliest field counts most; the root of a share makes their dot product that of
                // distributions (Bhattacharyya 1943).
                double sum = 0;
                foreach (float s in shares[i])
                    sum += Math.Pow(s, 3);
                for (int c = 0; c < shares[i].Length; c++)
                    row[latent[i].Length + c] =
                        sum > 1e-12 ? _fields * (float)Math.Sqrt(Math.Pow(shares[i][c], 3) / sum) : 0;
                Decompositions.Normalise(row);
                result[i] = row;
            }
        );
        return result;
    }
}
