using System.Runtime.InteropServices;

namespace Modular.Language.Categories;

/// <summary>What is looked at in a text.</summary>
internal static class CategoryFeatures
{
    /// <summary>The concepts' part beside the grams' part of length one: a help, not the judge.</summary>
    public const float ConceptLength = 0.5f;

    public static CountedText Of(string folded, WordMatcher concepts)
    {
        var counts = Grams.Count(folded);
        uint[] keys = [.. counts.Keys];
        Array.Sort(keys);
        float[] damped = new float[keys.Length];
        for (int i = 0; i < keys.Length; i++)
            damped[i] = 1 + MathF.Log(counts[keys[i]]);
        var spoken = new SortedDictionary<int, int>();
        concepts.Walk(
            folded,
            (_, groups) =>
            {
                foreach (int group in groups)
                    spoken[group] = spoken.GetValueOrDefault(group) + 1;
            }
        );
        float[] shares = [.. spoken.Values.Select(v => MathF.Log(1 + v))];
        float length = MathF.Sqrt(shares.Sum(s => s * s));
        return new(keys, damped, [.. spoken.Keys], [.. shares.Select(s => s * ConceptLength / length)]);
    }
}

/// <summary>
/// One text as counted: every gram once with its damped count, and the shipped concepts it speaks of.
/// </summary>
/// <param name="Keys">As <see cref="Grams.Count"/>, ascending.</param>
/// <param name="Damped">1 + ln(occurrences), of the same place.</param>
/// <param name="Concepts">Numbers of the concepts, ascending.</param>
/// <param name="Shares">
/// ln(1 + occurrences) of each, scaled together to length <see cref="CategoryFeatures.ConceptLength"/>.
/// </param>
internal sealed record CountedText(uint[] Keys, float[] Damped, int[] Concepts, float[] Shares);

/// <summary>The grams worth looking at, and how telling each is of each class.</summary>
/// <param name="Keys">Ascending.</param>
/// <param name="Sizes">Texts of each class.</param>
/// <param name="Counts">Keys times classes, row by row: the class's texts with the gram.</param>
internal sealed record Vocabulary(uint[] Keys, int[] Sizes, int[] Counts)
{
    private const int Rare = 2;

    public Dictionary<uint, int> Index { get; } = Placed(Keys);

    /// <summary>
    /// Keys times classes: absolute log-count ratio of a gram g and a class c over texts, |ln((n_gc + 1) / (n_c + 2)) -
    /// ln((n_g - n_gc + 1) / (n - n_c + 2))|, n_gc the class's texts with g. Wang and Manning, "Baselines and bigrams:
    /// simple, good sentiment and topic classification", ACL 2012, here of occurrence in texts and without sign, for
    /// one class against the others.
    /// </summary>
    public float[] Ratio { get; } = Ratios(Keys.Length, Sizes, Counts);

    private static Dictionary<uint, int> Placed(uint[] keys)
    {
        var index = new Dictionary<uint, int>(keys.Length);
        for (int i = 0; i < keys.Length; i++)
            index[keys[i]] = i;
        return index;
    }

    private static float[] Ratios(int keys, int[] sizes, int[] counts)
    {
        int classes = sizes.Length,
            texts = sizes.Sum();
        float[] ratio = new float[counts.Length];
        Parallel.For(
            0,
            keys,
            g =>
            {
                int all = 0;
                for (int c = 0; c < classes; c++)
                    all += counts[g * classes + c];
                for (int c = 0; c < classes; c++)
                {
                    int mine = counts[g * classes + c];
                    ratio[g * classes + c] = (float)
                        Math.Abs(
                            Math.Log((mine + 1.0) / (sizes[c] + 2))
                                - Math.Log((all - mine + 1.0) / (texts - sizes[c] + 2))
                        );
                }
            }
        );
        return ratio;
    }

    public static Vocabulary Learn(IReadOnlyList<CountedText> texts, IReadOnlyList<int> of, int classes)
    {
        var inTexts = new Dictionary<uint, int>();
        foreach (var text in texts)
        foreach (uint key in text.Keys)
            CollectionsMarshal.GetValueRefOrAddDefault(inTexts, key, out _)++;
        int rare = texts.Count < 60 ? 1 : Rare;
        uint[] keys = [.. inTexts.Where(k => k.Value >= rare).Select(k => k.Key)];
        Array.Sort(keys);
        var index = Placed(keys);
        int[] sizes = new int[classes],
            counts = new int[keys.Length * classes];
        for (int t = 0; t < texts.Count; t++)
        {
            sizes[of[t]]++;
            foreach (uint key in texts[t].Keys)
                if (index.TryGetValue(key, out int at))
                    counts[at * classes + of[t]]++;
        }

        return new(keys, sizes, counts);
    }
}
