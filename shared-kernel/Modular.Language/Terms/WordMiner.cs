namespace Modular.Language.Terms;

/// <summary>
/// Words mined from the texts themselves, without a dictionary: runs of two to five characters that stand together more often than their parts would
/// by chance (the weakest split's pointwise mutual information; Church and Hanks 1990) and are followed and preceded by varying characters
/// (accessor variety; Feng, Chen, Deng and Zheng 2004). Longer runs are only counted where both of their shorter halves are frequent, so that
/// memory follows the frequent ones.
/// </summary>
public sealed class WordMiner
{
    private const int Longest = 5;

    /// <summary>Enough to know the words of a collection.</summary>
    private const int Sampled = 3000, ReadOfEach = 500;
    private const double OneSided = 0.65;

    private readonly WordTrie _words = new();

    public IReadOnlyList<string> Words { get; }

    public WordMiner(IReadOnlyList<string> texts)
    {
        string[] sample = [.. Enumerable.Range(0, texts.Count).Where(t => t % Math.Max(1, texts.Count / Sampled) == 0).Select(t => texts[t].Length > ReadOfEach ? texts[t][..ReadOfEach] : texts[t])];
        var frequent = new FrequentRuns(Joined(sample), Longest, Math.Clamp(sample.Length / 300, 2, 6));
        var mined = new List<string>();
        for (int length = 2; length <= Longest; length++)
        {
            Sides?[] sides = new Sides?[frequent.Number(length)];
            for (int run = 0; run < sides.Length; run++)
                if (frequent.Weakest(length, run) > (length == 2 ? 8 : 20)) sides[run] = new();
            frequent.Each(length, (run, left, right) => sides[run]?.Note(left, right));
            for (int run = 0; run < sides.Length; run++)
                if (sides[run] is { Vary: true }) mined.Add(frequent.Spelled(length, run));
        }

        // What ships is known to be a word wherever it stands.
        Words = [.. mined.Union(FieldWords.Shipped.Words.Where(w => w.Length <= Longest), StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        for (int i = 0; i < Words.Count; i++) _words.Add(Words[i], i);
    }

    /// <returns>Indices into <see cref="Words"/> of those that stand in a text, each once, ascending.</returns>
    public int[] In(string text)
    {
        var found = new List<int>();
        foreach (var (begin, end, cjk) in Runs.Of(text))
            for (int i = begin; cjk && i + 1 < end; i++)
                for (int at = i, node = 0; at < end && (node = _words.Step(node, text[at])) > 0; at++)
                    if (_words.Word(node) is var word and >= 0) found.Add(word);
        found.Sort();
        int kept = 0;
        for (int f = 0; f < found.Count; f++)
            if (kept == 0 || found[f] != found[kept - 1]) found[kept++] = found[f];
        return [.. found[..kept]];
    }

    /// <summary>The CJK runs of all texts, each ended by a nought.</summary>
    private static char[] Joined(string[] texts)
    {
        var joined = new List<char>(texts.Sum(t => t.Length) + texts.Length);
        foreach (string text in texts)
            foreach (var (begin, end, cjk) in Runs.Of(text))
                if (cjk)
                {
                    joined.AddRange(text.AsSpan(begin, end - begin));
                    joined.Add('\0');
                }

        return [.. joined];
    }

    /// <summary>A rough picture of what stands before and after: sixteen buckets a side and the commonest one. A beginning or end of a run is always another.</summary>
    private sealed class Sides
    {
        private readonly int[] _left = new int[16], _right = new int[16];
        private int _count;

        public void Note(char left, char right)
        {
            _count++;
            _left[left == 0 ? _count & 15 : left * 31 >> 2 & 15]++;
            _right[right == 0 ? _count & 15 : right * 31 >> 2 & 15]++;
        }

        public bool Vary => _left.Max() < _count * OneSided && _right.Max() < _count * OneSided;
    }
}
