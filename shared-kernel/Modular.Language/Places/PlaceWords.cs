using System.Collections.Frozen;
using System.Reflection;

namespace Modular.Language.Places;

/// <summary>
/// The lists by which places and problems are told apart, read once from Texts/issue-places.txt and
/// Texts/issue-problems.txt.
/// </summary>
internal static class PlaceWords
{
    private static readonly Dictionary<string, string[]> Lists = Lines("issue-places")
        .Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .ToDictionary(l => l[0], l => l[1..], StringComparer.Ordinal);

    public static readonly FrozenSet<string> Endings = Lists["endings"].ToFrozenSet(StringComparer.Ordinal);
    public static readonly FrozenSet<string> Breaks = Lists["breaks"].ToFrozenSet(StringComparer.Ordinal);
    public static readonly FrozenSet<char> Stops = Lists["stops"][0].ToFrozenSet();
    public static readonly FrozenSet<char> Grammar = Lists["grammar"][0].ToFrozenSet();
    public static readonly string Divisions = Lists["divisions"][0];
    public static readonly string Bounds = Lists["bounds"][0];
    public static readonly string Figures = Lists["figures"][0];
    public static readonly char Ten = Lists["ten"][0][0];
    public static readonly string Counted = Lists["counted"][0];

    /// <summary>What follows the number of a house, an entrance or a floor.</summary>
    public static readonly string Houses = Lists["houses"][0];
    public static readonly int LongestEnding = Endings.Max(e => e.Length);

    /// <summary>Whether an ending ends with this character: most characters need no further look.</summary>
    public static readonly FrozenSet<char> Last = Endings.Select(e => e[^1]).ToFrozenSet();

    internal static IEnumerable<string> Lines(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("language." + resource)!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            if (line.Length > 0 && line[0] != '#')
                yield return line;
    }
}

/// <summary>
/// Words that tell of a problem, in kinds: two needs that share a kind speak of alike things even where they share no
/// word (explicit concepts in the sense of E. Gabrilovich and S. Markovitch, Computing semantic relatedness, 2007, with
/// a hand-made list).
/// </summary>
internal static class ProblemWords
{
    public static readonly string[] Words;
    public static readonly int[] KindOf;
    public static readonly int Kinds;
    public static readonly int Longest;
    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Index;

    /// <summary>Whether a word begins with these two characters; packed in one number.</summary>
    private static readonly FrozenSet<int> Begins;

    static ProblemWords()
    {
        var (words, kinds) = (new List<string>(), new List<int>());
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string line in PlaceWords.Lines("issue-problems"))
        {
            foreach (string word in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                if (index.TryAdd(word, words.Count))
                {
                    words.Add(word);
                    kinds.Add(Kinds);
                }

            Kinds++;
        }

        (Words, KindOf, Longest) = ([.. words], [.. kinds], words.Max(w => w.Length));
        Index = index.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        Begins = words.Select(w => w[0] << 16 | w[1]).ToFrozenSet();
    }

    /// <summary>The longest word that begins here, or -1.</summary>
    public static int At(ReadOnlySpan<char> text)
    {
        if (text.Length < 2 || !Begins.Contains(text[0] << 16 | text[1]))
            return -1;
        for (int length = Math.Min(Longest, text.Length); length > 1; length--)
            if (Index.TryGetValue(text[..length], out int word))
                return word;
        return -1;
    }
}
