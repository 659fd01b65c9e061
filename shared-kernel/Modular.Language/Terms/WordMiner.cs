using Modular.Language.Places;

namespace Modular.Language.Terms;

/// <summary>
/// Words of a collection: those that ship, and those its texts show to be words. A run of two to five characters is
/// one where its parts stand together more often than by chance (the weakest split's pointwise mutual information;
/// Church and Hanks 1990), where what stands before and after it varies (accessor variety; Feng, Chen, Deng and Zheng
/// 2004), and where it does not cut a known word. The same sentence told by many is one witness. Longer runs are only
/// counted where both of their shorter halves are frequent, so that memory follows the frequent ones.
/// </summary>
public sealed class WordMiner
{
    private const int Longest = 5,
        LongestKnown = 8;

    /// <summary>Enough to know the words of a collection.</summary>
    private const int Sampled = 3000,
        ReadOfEach = 500;

    private readonly WordTrie _words = new();
    private readonly bool[] _known;

    public IReadOnlyList<string> Words { get; }

    public WordMiner(IReadOnlyList<string> texts)
    {
        int step = Math.Max(1, texts.Count / Sampled);
        string[] sample = [.. Enumerable.Range(0, texts.Count).Where(t => t % step == 0).Select(t => texts[t])];
        var joined = new JoinedRuns(sample, ReadOfEach);
        var frequent = new FrequentRuns(joined.Text, Longest, Math.Clamp(sample.Length / 300, 2, 6));
        var mined = new List<string>();
        for (int length = 2; length <= Longest; length++)
        {
            var evidence = new WordEvidence?[frequent.Number(length)];
            for (int run = 0; run < evidence.Length; run++)
                if (frequent.Weakest(length, run) > (length == 2 ? 8 : 20))
                    evidence[run] = new();
            frequent.Each(length, (run, at) => evidence[run]?.Note(joined, at, length));
            for (int run = 0; run < evidence.Length; run++)
            {
                if (evidence[run] is not { } told || !told.Enough(Shape.Compound))
                    continue;
                string word = frequent.Spelled(length, run);
                if (WordShape.Of(word) is var shape and not Shape.None && told.Enough(shape))
                    mined.Add(word);
            }
        }

        // What ships is known to be a word wherever it stands.
        var shipped = Lexicon.Shipped.Naming.Where(w => w.Length <= LongestKnown);
        var found = mined.Where(m => Lexicon.Shipped.UseOf(m) is null);
        Words = [.. found.Union(shipped, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        _known = [.. Words.Select(Lexicon.Shipped.Names)];
        for (int i = 0; i < Words.Count; i++)
            _words.Add(Words[i], i);
    }

    /// <summary>Whether a word ships with the product.</summary>
    public bool Known(int word) => _known[word];

    /// <param name="places">Names of places: what stands in one of them says where.</param>
    /// <returns>Indices into <see cref="Words"/> of those that stand in a text without cutting another, each once,
    /// ascending.</returns>
    internal int[] In(string text, KnownNames places)
    {
        var found = new List<int>();
        foreach (var (begin, end, cjk) in Runs.Of(text))
        {
            if (!cjk)
                continue;
            var run = text.AsSpan(begin, end - begin);
            bool[] edge = Edges(run);
            var endings = EndsOfPlaces(run);
            for (int i = 0; i + 1 < run.Length; i++)
            {
                if (!places.None && places.At(run[i..]) is { } name)
                {
                    i += name.Length - 1;
                    continue;
                }

                if (!edge[i])
                    continue;
                for (int at = i, node = 0; at < run.Length && (node = _words.Step(node, run[at])) > 0; at++)
                    if (edge[at + 1] && _words.Word(node) is var word and >= 0 && !endings.Contains((i, at + 1)))
                        found.Add(word);
            }
        }

        return [.. found.Distinct().Order()];
    }

    /// <summary>
    /// Where a word only ends the name of a place that nobody told us of: behind two characters or more of which
    /// nothing is known. A word of a field of work (a hospital, a school) says what it is about even so.
    /// </summary>
    private static HashSet<(int From, int To)> EndsOfPlaces(ReadOnlySpan<char> run)
    {
        var found = new HashSet<(int, int)>();
        int unknown = 0;
        foreach (var token in Lexicon.Shipped.Part(run))
        {
            string word = run.Slice(token.At, token.Length).ToString();
            bool ends = unknown >= 2 && token.Use is not null && PlaceWords.Endings.Contains(word);
            if (ends && !FieldWords.Shipped.Knows(word))
                found.Add((token.At, token.At + token.Length));
            unknown = token.Use is null ? unknown + 1 : 0;
        }

        return found;
    }

    /// <summary>For every place of a run, and its end, whether a word begins or ends there.</summary>
    internal static bool[] Edges(ReadOnlySpan<char> run)
    {
        bool[] edge = new bool[run.Length + 1];
        foreach (var token in Lexicon.Shipped.Part(run))
            edge[token.At] = edge[token.At + token.Length] = true;
        return edge;
    }
}
