using System.Runtime.InteropServices;

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

    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);
    private readonly HashSet<uint> _beginnings = [];

    public IReadOnlyList<string> Words { get; }

    public WordMiner(IReadOnlyList<string> texts)
    {
        string[] sample = [.. Enumerable.Range(0, texts.Count).Where(t => t % Math.Max(1, texts.Count / Sampled) == 0).Select(t => texts[t].Length > ReadOfEach ? texts[t][..ReadOfEach] : texts[t])];
        int least = Math.Clamp(sample.Length / 300, 2, 6);
        var counts = Frequent(sample, least, out long characters);
        var neighbours = new Dictionary<string, Sides>(StringComparer.Ordinal);
        foreach (string word in counts.Keys.Where(w => w.Length > 1 && Coheres(w, counts, characters))) neighbours[word] = new();
        var lookup = neighbours.GetAlternateLookup<ReadOnlySpan<char>>();
        Each(sample, (text, begin, end, i) =>
        {
            for (int length = 2; length <= Longest && i + length <= end; length++)
                if (lookup.TryGetValue(text.AsSpan(i, length), out var sides)) sides.Note(i > begin ? text[i - 1] : '\0', i + length < end ? text[i + length] : '\0');
        });
        // What ships is known to be a word wherever it stands.
        Words = [.. neighbours.Where(w => w.Value.Vary).Select(w => w.Key).Union(FieldWords.Shipped.Words.Where(w => w.Length <= Longest), StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        for (int i = 0; i < Words.Count; i++)
        {
            _words[Words[i]] = i;
            _beginnings.Add((uint)Words[i][0] << 16 | Words[i][1]);
        }
    }

    /// <returns>Indices into <see cref="Words"/> of those that stand in a text, each once, ascending.</returns>
    public int[] In(string text)
    {
        var found = new HashSet<int>();
        var lookup = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var (begin, end, cjk) in Runs.Of(text))
            for (int i = begin; cjk && i + 1 < end; i++)
            {
                if (!_beginnings.Contains((uint)text[i] << 16 | text[i + 1])) continue;
                for (int length = 2; length <= Longest && i + length <= end; length++)
                    if (lookup.TryGetValue(text.AsSpan(i, length), out int word)) found.Add(word);
            }

        int[] result = [.. found];
        Array.Sort(result);
        return result;
    }

    private static Dictionary<string, int> Frequent(string[] sample, int least, out long characters)
    {
        var all = new Dictionary<string, int>(StringComparer.Ordinal);
        long seen = 0;
        for (int length = 1; length <= Longest; length++)
        {
            var now = new Dictionary<string, int>(StringComparer.Ordinal);
            var (known, counting) = (all.GetAlternateLookup<ReadOnlySpan<char>>(), now.GetAlternateLookup<ReadOnlySpan<char>>());
            Each(sample, (text, _, end, i) =>
            {
                if (length == 1) seen++;
                if (i + length > end) return;
                if (length > 1 && (!known.ContainsKey(text.AsSpan(i, length - 1)) || !known.ContainsKey(text.AsSpan(i + 1, length - 1)))) return;
                CollectionsMarshal.GetValueRefOrAddDefault(counting, text.AsSpan(i, length), out bool _)++;
            });
            foreach (var (gram, count) in now)
                if (count >= least) all[gram] = count;
        }

        characters = seen;
        return all;
    }

    /// <summary>The weakest split still occurs much more often than chance.</summary>
    private static bool Coheres(string word, Dictionary<string, int> counts, long characters)
    {
        double weakest = double.MaxValue;
        for (int cut = 1; cut < word.Length; cut++)
            weakest = Math.Min(weakest, counts[word] / ((double)counts[word[..cut]] * counts[word[cut..]] / characters));
        return weakest > (word.Length == 2 ? 8 : 20);
    }

    private static void Each(string[] texts, Action<string, int, int, int> visit)
    {
        foreach (string text in texts)
            foreach (var (begin, end, cjk) in Runs.Of(text))
                for (int i = begin; cjk && i < end; i++) visit(text, begin, end, i);
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
