using System.Runtime.InteropServices;

namespace Modular.Clusterers.SphericalKMeans;

/// <summary>
/// Words a reader would choose for a topic. Candidates are runs of two to five characters that stand together more often than their
/// parts would by chance and are followed and preceded by varying characters; ranked by how much more often they occur inside
/// the topic than outside.
/// </summary>
internal static class KeyWords
{
    private const int Longest = 5;
    private const int Wanted = 8;

    /// <summary>Enough to know the words of a collection; all would fill memory with runs that occur once.</summary>
    private const int Sampled = 2000;

    public static List<string>[] Of(IReadOnlyList<string> texts, int[] topicOf, int topics)
    {
        var vocabulary = Vocabulary(texts);
        var total = new Dictionary<string, int>(StringComparer.Ordinal);
        var inside = new Dictionary<string, int>[topics];
        int[] sizes = new int[topics];
        for (int t = 0; t < topics; t++) inside[t] = new(StringComparer.Ordinal);
        for (int i = 0; i < texts.Count; i++)
        {
            var words = Present(texts[i], vocabulary);
            foreach (string word in words) CollectionsMarshal.GetValueRefOrAddDefault(total, word, out _)++;
            if (topicOf[i] < 0) continue;
            sizes[topicOf[i]]++;
            foreach (string word in words) CollectionsMarshal.GetValueRefOrAddDefault(inside[topicOf[i]], word, out _)++;
        }

        return [.. Enumerable.Range(0, topics).Select(t => Choose(inside[t], sizes[t], total, texts.Count))];
    }

    private static List<string> Choose(Dictionary<string, int> inside, int size, Dictionary<string, int> total, int all)
    {
        var ranked = inside.Where(w => w.Value >= Math.Max(2, size * 0.04)).Select(w =>
        {
            double share = (double)w.Value / size, outside = (total[w.Key] - w.Value + 0.5) / (all - size + 1.0);
            return (Word: w.Key, Score: share * Math.Log(1 + share / outside) * (w.Key.Length > 2 ? 1.15 : 1), Count: w.Value);
        }).Where(w => w.Score > 0).OrderByDescending(w => w.Score).ThenBy(w => w.Word, StringComparer.Ordinal).Take(60);
        var chosen = new List<(string Word, int Count)>();
        foreach (var (word, _, count) in ranked)
        {
            // A part of a chosen word that hardly occurs elsewhere says nothing new; a longer form replaces its part.
            int part = chosen.FindIndex(c => c.Word.Contains(word, StringComparison.Ordinal) && count < c.Count * 1.6);
            if (part >= 0) continue;
            int longer = chosen.FindIndex(c => word.Contains(c.Word, StringComparison.Ordinal) && count > c.Count * 0.6);
            if (longer >= 0) chosen[longer] = (word, count);
            else if (chosen.Count < Wanted && !chosen.Exists(c => Overlap(c.Word, word))) chosen.Add((word, count));
        }

        return [.. chosen.Select(c => c.Word).Distinct(StringComparer.Ordinal)];
    }

    private static bool Overlap(string a, string b) => a.Length > 2 && b.Length > 2 && (a[^2..] == b[..2] || b[^2..] == a[..2]);

    private static HashSet<string> Present(string text, HashSet<string> vocabulary)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var lookup = vocabulary.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var (begin, end, cjk) in Runs.Of(text))
        {
            if (!cjk) continue;
            for (int i = begin; i < end; i++)
                for (int length = 2; length <= Longest && i + length <= end; length++)
                    if (lookup.TryGetValue(text.AsSpan(i, length), out string? word)) found.Add(word);
        }

        return found;
    }

    /// <summary>Word-like runs of the whole collection, learnt from a sample of it.</summary>
    private static HashSet<string> Vocabulary(IReadOnlyList<string> texts)
    {
        var counts = new Dictionary<string, Gram>(StringComparer.Ordinal);
        var lookup = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        int step = Math.Max(1, texts.Count / Sampled);
        long characters = 0;
        for (int t = 0; t < texts.Count; t += step)
        {
            string text = texts[t].Length > 400 ? texts[t][..400] : texts[t];
            foreach (var (begin, end, cjk) in Runs.Of(text))
            {
                if (!cjk) continue;
                characters += end - begin;
                for (int i = begin; i < end; i++)
                    for (int length = 1; length <= Longest && i + length <= end; length++)
                    {
                        ref var gram = ref CollectionsMarshal.GetValueRefOrAddDefault(lookup, text.AsSpan(i, length), out _);
                        gram.Note(i > begin ? text[i - 1] : '\0', i + length < end ? text[i + length] : '\0');
                    }
            }
        }

        int least = Math.Clamp(Math.Min(texts.Count, Sampled) / 300, 2, 6);
        return counts.Where(c => c.Key.Length > 1 && c.Value.Count >= least && c.Value.Varies && Coheres(c.Key, c.Value.Count, counts, characters))
            .Select(c => c.Key).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The weakest split still occurs much more often than chance (pointwise mutual information).</summary>
    private static bool Coheres(string word, int count, Dictionary<string, Gram> counts, long characters)
    {
        double weakest = double.MaxValue;
        for (int cut = 1; cut < word.Length; cut++)
        {
            double chance = (double)counts[word[..cut]].Count * counts[word[cut..]].Count / characters;
            weakest = Math.Min(weakest, count / chance);
        }

        return weakest > (word.Length == 2 ? 8 : 20);
    }

    /// <summary>Count and a rough picture of the neighbours: sixteen buckets a side and the commonest one.</summary>
    private unsafe struct Gram
    {
        public int Count;
        private fixed int _left[16];
        private fixed int _right[16];

        public void Note(char left, char right)
        {
            Count++;
            _left[left == 0 ? Count & 15 : left * 31 >> 2 & 15]++;
            _right[right == 0 ? Count & 15 : right * 31 >> 2 & 15]++;
        }

        public readonly bool Varies
        {
            get
            {
                int left = 0, right = 0;
                for (int i = 0; i < 16; i++) (left, right) = (Math.Max(left, _left[i]), Math.Max(right, _right[i]));
                return left < Count * 0.65 && right < Count * 0.65;
            }
        }
    }
}
