namespace Modular.Language.Categories;

/// <summary>
/// Before anything was decided: a category is as likely as its words stand in the text. Every different word counts
/// once, longer and rarer ones more (inverse frequency over categories, Sparck Jones 1972); the shares are never more
/// certain than <see cref="Most"/>.
/// </summary>
internal sealed class KnownByWords
{
    /// <summary>
    /// Measured on requests whose categories are known, of names alone about half to three quarters are right.
    /// </summary>
    private const double Most = 0.8;

    /// <summary>A word that names a category says more than one that goes with it.</summary>
    private const double Named = 2.5;
    private readonly WordMatcher _matcher;
    private readonly HashSet<string>[] _naming;
    private readonly int _categories;
    private readonly Dictionary<string, double> _weight = new(StringComparer.Ordinal);

    public KnownByWords(IReadOnlyList<string> names, IReadOnlyList<string> words)
    {
        var known = names.Select((n, i) => Concepts.Shipped.WordsFor(n, words[i])).ToList();
        string[][] groups = [.. known.Select(k => k.All)];
        _naming = [.. known.Select(k => k.Naming.ToHashSet(StringComparer.Ordinal))];
        _categories = names.Count;
        _matcher = new(groups);
        foreach (var word in groups.SelectMany(g => g).GroupBy(w => w, StringComparer.Ordinal))
            _weight[word.Key] =
                Math.Log(1 + (double)_categories / word.Count())
                * (
                    word.Key.Length == 1 ? 0.4
                    : word.Key.Length == 2 ? 1
                    : 1.5
                );
    }

    /// <summary>One share a category, together at most <see cref="Most"/>; all zero where no word stands.</summary>
    public double[] Of(string folded)
    {
        double[] sums = new double[_categories];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        _matcher.Walk(
            folded,
            (word, groups) =>
            {
                if (!seen.Add(word))
                    return;
                foreach (int group in groups)
                    sums[group] += _weight[word] * (_naming[group].Contains(word) ? Named : 1);
            }
        );
        double all = 0,
            evidence = sums.Sum();
        for (int c = 0; c < sums.Length; c++)
            all += sums[c] = Math.Pow(sums[c], 2);
        // Little evidence is little certainty: half of the most at two or three plain words.
        double certain = Most * evidence / (evidence + 4);
        for (int c = 0; c < sums.Length; c++)
            sums[c] = all > 0 ? sums[c] / all * certain : 0;
        return sums;
    }
}
