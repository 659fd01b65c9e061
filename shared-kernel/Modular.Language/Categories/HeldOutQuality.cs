namespace Modular.Language.Categories;

/// <summary>How good suggestions are on texts that were not learnt from.</summary>
/// <param name="MacroF1">Mean over the categories that occur of F1 = 2 TP / (2 TP + FP + FN).</param>
/// <param name="AmongThree">Share of texts whose category is among the suggested.</param>
/// <param name="Bands">Confidence said against share of right ones, of first suggestions.</param>
/// <param name="Error">
/// Expected calibration error: mean over texts of |said - right| of their band (Naeini, Cooper, Hauskrecht 2015).
/// </param>
public sealed record HeldOutQuality(
    int Texts,
    double Right,
    double MacroF1,
    double AmongThree,
    IReadOnlyList<double?> F1,
    IReadOnlyList<ConfidenceBand> Bands,
    double Error
)
{
    public static HeldOutQuality Of(
        IReadOnlyList<IReadOnlyList<SuggestedCategory>> suggested,
        IReadOnlyList<int> right,
        int categories
    )
    {
        int n = suggested.Count;
        int[] hit = new int[categories],
            said = new int[categories],
            true_ = new int[categories],
            count = new int[10],
            good = new int[10];
        double[] sum = new double[10];
        int among = 0;
        for (int i = 0; i < n; i++)
        {
            true_[right[i]]++;
            if (suggested[i].Any(s => s.Category == right[i]))
                among++;
            if (suggested[i].Count == 0)
                continue;
            var first = suggested[i][0];
            int band = Math.Clamp((int)(first.Confidence * 10), 0, 9);
            count[band]++;
            sum[band] += first.Confidence;
            said[first.Category]++;
            if (first.Category != right[i])
                continue;
            good[band]++;
            hit[first.Category]++;
        }

        double?[] f1 =
        [
            .. Enumerable
                .Range(0, categories)
                .Select(c => true_[c] + said[c] == 0 ? (double?)null : 2.0 * hit[c] / (true_[c] + said[c])),
        ];
        var bands = Enumerable
            .Range(0, 10)
            .Where(b => count[b] > 0)
            .Select(b => new ConfidenceBand(
                b / 10.0,
                (b + 1) / 10.0,
                count[b],
                sum[b] / count[b],
                (double)good[b] / count[b]
            ))
            .ToList();
        double[] present = [.. Enumerable.Range(0, categories).Where(c => true_[c] > 0).Select(c => f1[c] ?? 0)];
        return new(
            n,
            n == 0 ? 0 : (double)hit.Sum() / n,
            present.Length == 0 ? 0 : present.Average(),
            n == 0 ? 0 : (double)among / n,
            f1,
            bands,
            n == 0 ? 0 : bands.Sum(b => b.Count * Math.Abs(b.Said - b.Right)) / n
        );
    }
}

/// <summary>First suggestions whose confidence lay between two bounds.</summary>
/// <param name="Said">Their mean confidence.</param>
/// <param name="Right">The share of right ones among them.</param>
public readonly record struct ConfidenceBand(double From, double To, int Count, double Said, double Right);
