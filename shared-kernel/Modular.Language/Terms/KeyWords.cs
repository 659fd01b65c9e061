namespace Modular.Language.Terms;

/// <summary>
/// Words a reader would choose for a topic: those that stand in many of its texts and in few others, by share times log-odds against the rest. Of words
/// that contain each other one is kept; words of the place say where and not what, and are left out.
/// </summary>
public static class KeyWords
{
    private const int Wanted = 8;

    /// <summary>A word of the shipped fields of work is one a reader knows; a mined run has to say so much more to stand before it.</summary>
    private const double Known = 1.6;

    private static readonly Dictionary<string, string> Edges = FieldWords.Resource("word-edges").Select(l => l.Split('\t')).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);
    private static readonly HashSet<string> Empty = [.. Edges["whole"].Split(' ')];

    /// <param name="topicOf">For every text its topic, or -1.</param>
    /// <param name="places">Words of places: a key word that is part of one or holds one is left out.</param>
    public static List<string>[] Of(WordMiner miner, IReadOnlyList<string> texts, IReadOnlyList<int> topicOf, int topics, IReadOnlyList<string> places)
    {
        int words = miner.Words.Count;
        int[][] present = new int[texts.Count][];
        Parallel.For(0, texts.Count, i => present[i] = miner.In(texts[i]));
        int[] total = new int[words], sizes = new int[topics];
        int[][] inside = new int[topics][];
        for (int t = 0; t < topics; t++) inside[t] = new int[words];
        for (int i = 0; i < texts.Count; i++)
        {
            foreach (int word in present[i]) total[word]++;
            if (topicOf[i] < 0) continue;
            sizes[topicOf[i]]++;
            foreach (int word in present[i]) inside[topicOf[i]][word]++;
        }

        bool[] place = [.. miner.Words.Select(w => places.Any(p => p.Contains(w, StringComparison.Ordinal) || (p.Length > 1 && w.Contains(p, StringComparison.Ordinal))))];
        for (int w = 0; w < words; w++) place[w] |= !Reads(miner.Words[w]);
        var result = new List<string>[topics];
        Parallel.For(0, topics, t => result[t] = Choose(miner.Words, inside[t], sizes[t], total, texts.Count, place));
        return result;
    }

    private static List<string> Choose(IReadOnlyList<string> words, int[] inside, int size, int[] total, int all, bool[] place)
    {
        double least = Math.Max(2, size * 0.04);
        var ranked = Enumerable.Range(0, words.Count).Where(w => inside[w] >= least && !place[w]).Select(w =>
        {
            double share = (double)inside[w] / size, outside = (total[w] - inside[w] + 0.5) / (all - size + 1.0);
            return (Word: words[w], Score: share * Math.Log(1 + share / outside) * (words[w].Length > 2 ? 1.15 : 1) * (FieldWords.Shipped.Knows(words[w]) ? Known : 1), Count: inside[w], Lift: share / outside);
        }).Where(w => w.Lift > 1.5).OrderByDescending(w => w.Score).ThenBy(w => w.Word, StringComparer.Ordinal).Take(60);
        var chosen = new List<(string Word, int Count)>();
        foreach (var (word, _, count, _) in ranked)
        {
            // A part of a chosen word that hardly occurs elsewhere says nothing new; a longer form replaces its part.
            if (chosen.Exists(c => c.Word.Contains(word, StringComparison.Ordinal) && count < c.Count * 1.6)) continue;
            int longer = chosen.FindIndex(c => word.Contains(c.Word, StringComparison.Ordinal) && count > c.Count * 0.6);
            if (longer >= 0) chosen[longer] = (word, count);
            else if (chosen.Count < Wanted && !chosen.Exists(c => Overlap(c.Word, word))) chosen.Add((word, count));
        }

        return [.. chosen.Select(c => c.Word).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Whether a run can stand as a word by itself: it neither begins nor ends with a particle and is not one that stands in every letter.</summary>
    private static bool Reads(string word) => !Empty.Contains(word) && (FieldWords.Shipped.Knows(word) || (!Edges["begin"].Contains(word[0], StringComparison.Ordinal) && !Edges["end"].Contains(word[^1], StringComparison.Ordinal) && !Frayed(word)));

    /// <summary>A known word with one character of its neighbour.</summary>
    private static bool Frayed(string word) => word.Length > 2 && (FieldWords.Shipped.Knows(word[1..]) || FieldWords.Shipped.Knows(word[..^1]));

    private static bool Overlap(string a, string b) => a.Length > 2 && b.Length > 2 && (a[^2..] == b[..2] || b[^2..] == a[..2]);
}
