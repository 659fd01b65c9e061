namespace Modular.Language.Categories;

/// <summary>
/// One straight separation for each class against all others: score of class c = sum_g t_g r_gc w_gc / |t r_c| + sum_k
/// s_k u_kc + b_c, with t the damped counts of the text's grams, r the log-count ratios (<see cref="Vocabulary"/>), s
/// its concepts. No unit; about 1 for "surely", -1 for "surely not".
/// </summary>
/// <param name="Weights">Keys times classes: r times w, ready to be summed.</param>
/// <param name="ConceptWeights">Concepts times classes.</param>
internal sealed record LinearClasses(Vocabulary Grams, float[] Weights, float[] ConceptWeights, float[] Bias)
{
    /// <summary>
    /// C of the hinge loss for a class that is half of all; rarer ones count more, by the square root of how much rarer
    /// they are.
    /// </summary>
    private const double Cost = 1;

    public int Count => Bias.Length;

    /// <summary>The decisions themselves; null in a model of an earlier version.</summary>
    public PastNeighbours? Past { get; init; }

    public static LinearClasses Train(
        IReadOnlyList<CountedText> texts,
        IReadOnlyList<int> of,
        int classes,
        int concepts,
        int seed,
        SolveLinear? solver = null
    )
    {
        var grams = Vocabulary.Learn(texts, of, classes);
        int constant = grams.Keys.Length + concepts;
        int[][] columns = new int[texts.Count][];
        float[][] damped = new float[texts.Count][];
        for (int t = 0; t < texts.Count; t++)
        {
            var kept = Enumerable
                .Range(0, texts[t].Keys.Length)
                .Where(i => grams.Index.ContainsKey(texts[t].Keys[i]))
                .ToList();
            damped[t] = [.. kept.Select(i => texts[t].Damped[i])];
            columns[t] =
            [
                .. kept.Select(i => grams.Index[texts[t].Keys[i]]),
                .. texts[t].Concepts.Select(k => grams.Keys.Length + k),
                constant,
            ];
        }

        var model = new LinearClasses(
            grams,
            new float[grams.Keys.Length * classes],
            new float[concepts * classes],
            new float[classes]
        )
        {
            Past = PastNeighbours.Learn(grams, texts, of),
        };
        // Another's solver may hold the rows once more for each class: with that, one class after the other.
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = solver is null ? -1 : 1 };
        Parallel.For(
            0,
            classes,
            atOnce,
            c =>
            {
                var rows = new SparseRow[texts.Count];
                for (int t = 0; t < rows.Length; t++)
                    rows[t] = new(columns[t], Row(columns[t], damped[t], texts[t].Shares, grams.Ratio, classes, c));
                bool[] mine = [.. of.Select(o => o == c)];
                double share = Math.Max(mine.Count(m => m), 1.0) / mine.Length;
                float[] solved = (solver ?? DualSolver.Solve)(
                    rows,
                    mine,
                    constant + 1,
                    Cost * Math.Sqrt(0.5 / share),
                    Cost * Math.Sqrt(0.5 / Math.Max(1 - share, 1.0 / mine.Length)),
                    seed + c
                );
                for (int g = 0; g < grams.Keys.Length; g++)
                    model.Weights[g * classes + c] = solved[g] * grams.Ratio[g * classes + c];
                for (int k = 0; k < concepts; k++)
                    model.ConceptWeights[k * classes + c] = solved[grams.Keys.Length + k];
                model.Bias[c] = solved[constant];
            }
        );
        return model;
    }

    public double[] Score(CountedText text)
    {
        int classes = Count;
        double[] sum = new double[classes],
            norm = new double[classes];
        for (int i = 0; i < text.Keys.Length; i++)
        {
            if (!Grams.Index.TryGetValue(text.Keys[i], out int at))
                continue;
            float damped = text.Damped[i];
            for (int c = 0, from = at * classes; c < classes; c++)
            {
                double weighed = damped * Grams.Ratio[from + c];
                norm[c] += weighed * weighed;
                sum[c] += damped * Weights[from + c];
            }
        }

        for (int c = 0; c < classes; c++)
        {
            sum[c] = Bias[c] + (norm[c] > 0 ? sum[c] / Math.Sqrt(norm[c]) : 0);
            for (int k = 0; k < text.Concepts.Length; k++)
                sum[c] += text.Shares[k] * ConceptWeights[text.Concepts[k] * classes + c];
        }

        Past?.AddTo(sum, text);
        return sum;
    }

    private static float[] Row(int[] columns, float[] damped, float[] shares, float[] ratio, int classes, int c)
    {
        float[] values = new float[columns.Length];
        double norm = 0;
        for (int i = 0; i < damped.Length; i++)
        {
            values[i] = damped[i] * ratio[columns[i] * classes + c];
            norm += (double)values[i] * values[i];
        }

        float scale = norm > 0 ? (float)(1 / Math.Sqrt(norm)) : 0;
        for (int i = 0; i < damped.Length; i++)
            values[i] *= scale;
        shares.CopyTo(values, damped.Length);
        values[^1] = 1;
        return values;
    }
}
