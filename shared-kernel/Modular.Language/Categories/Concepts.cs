using System.Reflection;

namespace Modular.Language.Categories;

/// <summary>
/// Things residents speak of, each with the words by which they speak of it, shipped as a resource. Two uses: where
/// nothing has been decided yet a category is known by the concepts of its name; and in learning each is one more
/// column, so that words too rare to learn count as their like.
/// </summary>
internal sealed class Concepts
{
    private const int Longest = 12;
    private static readonly Lazy<Concepts> Once = new(() => new(Lines()));
    private readonly List<(string[] Names, string[] Words)> _all;

    private Concepts(List<(string[] Names, string[] Words)> all)
    {
        _all = all;
        Matcher = new(all.Select(c => c.Words));
    }

    public static Concepts Shipped => Once.Value;

    /// <summary>Counts words of every concept.</summary>
    public WordMatcher Matcher { get; }

    /// <summary>The same with more groups behind the shipped ones.</summary>
    public WordMatcher With(IEnumerable<string[]> more) => new(_all.Select(c => c.Words).Concat(more));

    /// <summary>
    /// Words for a category: those that name it (its name, its own words, other names of the concept its name speaks
    /// of), and those the concepts are spoken of by.
    /// </summary>
    public (string[] Naming, string[] All) WordsFor(string name, string own)
    {
        string folded = Grams.Fold("", name);
        var naming = new List<string> { folded };
        naming.AddRange(Split(Grams.Fold("", own)));
        if (folded.Length > 3)
            naming.AddRange(
                Enumerable
                    .Range(0, folded.Length - 1)
                    .Select(i => folded.Substring(i, 2))
                    .Where(pair => _all.Exists(c => c.Words.Contains(pair, StringComparer.Ordinal)))
            );
        // A concept named in the category's name lends its other names too: who says noise may say din.
        string[] called =
        [
            folded,
            .. _all.Where(c => c.Names.Any(n => n.Length > 1 && folded.Contains(n, StringComparison.Ordinal)))
                .SelectMany(c => c.Names),
        ];
        naming.AddRange(called);
        var words = new List<string>();
        foreach (var (names, known) in _all)
            if (names.Any(n => called.Any(c => Tells(c, n))))
                words.AddRange(names.Concat(known));
        return (Fit(naming), Fit(naming.Concat(words)));
    }

    private static string[] Fit(IEnumerable<string> words) =>
        [.. words.Where(w => w.Length is > 0 and <= Longest).Distinct(StringComparer.Ordinal)];

    private static bool Tells(string name, string concept) =>
        name == concept
        || (concept.Length > 1 && name.Contains(concept, StringComparison.Ordinal))
        || (name.Length > 1 && concept.Contains(name, StringComparison.Ordinal));

    internal static string[] Split(string words) =>
        words.Split(
            [' ', '\t', ',', '\u3001', '\uff0c', ';', '\n'],
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );

    private static List<(string[], string[])> Lines()
    {
        using var stream =
            Assembly.GetExecutingAssembly().GetManifestResourceStream("language.category-words")
            ?? throw new InvalidOperationException("The shipped words are missing.");
        using var reader = new StreamReader(stream);
        var all = new List<(string[], string[])>();
        while (reader.ReadLine() is { } line)
            if (!line.StartsWith('#') && line.Split('\t') is [var names, var words])
                all.Add(
                    (Split(Grams.Fold("", names)), [.. Split(Grams.Fold("", words)).Distinct(StringComparer.Ordinal)])
                );
        return all;
    }
}

/// <summary>Finds the words of several groups in a text, in one walk along it.</summary>
internal sealed class WordMatcher
{
    private readonly Dictionary<string, int[]> _groups;
    private readonly Dictionary<string, int[]>.AlternateLookup<ReadOnlySpan<char>> _find;
    private readonly Dictionary<char, int[]> _lengths;

    public WordMatcher(IEnumerable<string[]> given)
    {
        string[][] groups = [.. given];
        Groups = groups.Length;
        _groups = groups
            .SelectMany((words, group) => words.Select(word => (word, group)))
            .Where(p => p.word.Length > 0)
            .GroupBy(p => p.word, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Select(p => p.group).Distinct().Order().ToArray(), StringComparer.Ordinal);
        _find = _groups.GetAlternateLookup<ReadOnlySpan<char>>();
        _lengths = _groups
            .Keys.GroupBy(w => w[0])
            .ToDictionary(g => g.Key, g => g.Select(w => w.Length).Distinct().Order().ToArray());
    }

    public int Groups { get; }

    /// <summary>Told for every place where a word stands: the word and the groups it belongs to.</summary>
    public void Walk(string folded, Action<string, int[]> found)
    {
        for (int i = 0; i < folded.Length; i++)
        {
            if (!_lengths.TryGetValue(folded[i], out int[]? lengths))
                continue;
            foreach (int length in lengths)
                if (
                    i + length <= folded.Length
                    && _find.TryGetValue(folded.AsSpan(i, length), out string? word, out int[]? groups)
                )
                    found(word, groups);
        }
    }
}
