using Modular.Language.Places;

namespace Modular.Language.Terms;

/// <summary>
/// Words a reader would choose for a topic: those that stand in many of its texts and in few others, by share times
/// log-odds against the rest. Of words that contain each other one is kept; words of the place say where and not
/// what, and are left out.
/// </summary>
public static class KeyWords
{
    private const int Wanted = 8,
        MostInName = 3;

    /// <summary>
    /// A word that ships is one a reader knows; one made of known words nearly so. What was only found has to say so
    /// much more.
    /// </summary>
    private const double Shipped = 1.6,
        Made = 1.3;

    /// <summary>What residents put into their titles is what they ask for.</summary>
    private const double Titled = 1;

    /// <summary>
    /// A name is long enough when it tells of so much of the topic, and tells too little below the other; a further
    /// word must tell of so much more.
    /// </summary>
    private const double Told = 0.75,
        TooLittle = 0.3,
        More = 0.08;

    private sealed record Candidate(int Word, string Text, int Count, double Score);

    /// <param name="topicOf">For every text its topic, or -1.</param>
    /// <param name="places">Names of places: what stands in them is no key word.</param>
    public static TopicWords[] Of(
        WordMiner miner,
        IReadOnlyList<string> titles,
        IReadOnlyList<string> texts,
        IReadOnlyList<int> topicOf,
        int topics,
        IReadOnlyList<string> places
    )
    {
        int words = miner.Words.Count;
        int[][] present = new int[texts.Count][],
            titled = new int[texts.Count][];
        var names = new KnownNames(places);
        Parallel.For(
            0,
            texts.Count,
            i =>
            {
                titled[i] = titles.Count == 0 ? [] : miner.In(titles[i], names);
                present[i] = [.. miner.In(texts[i], names).Union(titled[i]).Order()];
            }
        );
        int[] total = new int[words];
        int[][] inside = new int[topics][],
            inTitles = new int[topics][];
        for (int t = 0; t < topics; t++)
            (inside[t], inTitles[t]) = (new int[words], new int[words]);
        for (int i = 0; i < texts.Count; i++)
            foreach (int word in present[i])
            {
                total[word]++;
                if (topicOf[i] >= 0)
                    inside[topicOf[i]][word]++;
            }

        for (int i = 0; i < texts.Count; i++)
            if (topicOf[i] >= 0)
                foreach (int word in titled[i])
                    inTitles[topicOf[i]][word]++;

        int[][] members = [.. Enumerable.Range(0, topics).Select(Members)];
        var chosen = new List<Candidate>[topics];
        Parallel.For(
            0,
            topics,
            t =>
            {
                chosen[t] = Choose(miner, (inside[t], inTitles[t]), members[t].Length, total, texts.Count);
            }
        );
        return Names(chosen, members, present, new(miner.Words));

        int[] Members(int topic) => [.. Enumerable.Range(0, texts.Count).Where(i => topicOf[i] == topic)];
    }

    private static List<Candidate> Choose(
        WordMiner miner,
        (int[] Text, int[] Title) inside,
        int size,
        int[] total,
        int all
    )
    {
        double least = Math.Max(2, size * 0.04);
        var said = Enumerable
            .Range(0, miner.Words.Count)
            .Where(w => inside.Text[w] >= least)
            .Select(w =>
            {
                string text = miner.Words[w];
                double share = (double)inside.Text[w] / size;
                double outside = (total[w] - inside.Text[w] + 0.5) / (all - size + 1.0);
                double known =
                    miner.Known(w) ? Shipped
                    : WordShape.Of(text) == Shape.Compound ? Made
                    : 1;
                double titled = 1 + Titled * inside.Title[w] / inside.Text[w];
                double score = share * Math.Log(1 + share / outside) * (text.Length > 2 ? 1.15 : 1) * known * titled;
                return (One: new Candidate(w, text, inside.Text[w], score), Lift: share / outside);
            });
        var ranked = said.Where(w => w.Lift > 1.5)
            .Select(w => w.One)
            .OrderByDescending(w => w.Score)
            .ThenBy(w => w.Text, StringComparer.Ordinal)
            .Take(60);
        var chosen = new List<Candidate>();
        foreach (var one in ranked)
        {
            // A part of a chosen word that hardly occurs elsewhere says nothing new; a longer form replaces its part.
            if (chosen.Exists(c => Holds(c, one) && one.Count < c.Count * 1.6))
                continue;
            int longer = chosen.FindIndex(c => Holds(one, c) && one.Count > c.Count * 0.6);
            if (longer >= 0)
                chosen[longer] = one;
            else if (chosen.Count < Wanted)
                chosen.Add(one);
        }

        return [.. chosen.DistinctBy(c => c.Word)];

        static bool Holds(Candidate whole, Candidate part) => whole.Text.Contains(part.Text, StringComparison.Ordinal);
    }

    /// <summary>Each name as short as it can be; two topics are not called the same.</summary>
    private static TopicWords[] Names(List<Candidate>[] chosen, int[][] members, int[][] present, PlainNames plain)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var result = new TopicWords[chosen.Length];
        // The largest chooses first.
        foreach (int t in Enumerable.Range(0, chosen.Length).OrderByDescending(t => members[t].Length).ThenBy(t => t))
        {
            string[] words = [.. chosen[t].Select(c => c.Text)];
            var (parts, told) = Name(chosen[t], members[t], present);
            parts = plain.Plainly(parts, members[t], present);
            foreach (string more in words)
                if (taken.Contains(string.Join('、', parts)) && !parts.Exists(p => Alike(p, more)))
                    parts.Add(more);
            string name = told < TooLittle ? "" : string.Join('、', parts);
            if (name.Length > 0)
                taken.Add(name);
            result[t] = new(words, name);
        }

        return result;
    }

    private static (List<string> Parts, double Told) Name(List<Candidate> words, int[] members, int[][] present)
    {
        var parts = new List<string>();
        var open = members.ToHashSet();
        foreach (var word in words)
        {
            if (parts.Count == MostInName || open.Count <= members.Length * (1 - Told))
                break;
            int[] tells = [.. open.Where(i => Array.BinarySearch(present[i], word.Word) >= 0)];
            if (tells.Length < members.Length * More || parts.Exists(p => Alike(p, word.Text)))
                continue;
            parts.Add(word.Text);
            open.ExceptWith(tells);
        }

        return (parts, members.Length == 0 ? 0 : 1 - (double)open.Count / members.Length);
    }

    /// <summary>Two words that share two characters say nearly the same beside each other.</summary>
    private static bool Alike(string a, string b) =>
        Enumerable.Range(0, a.Length - 1).Any(i => b.Contains(a.Substring(i, 2), StringComparison.Ordinal));
}

/// <param name="Words">What sets a topic apart, most telling first; eight at most.</param>
/// <param name="Name">As few of them as tell what most of its texts are about; empty where they tell too
/// little.</param>
public sealed record TopicWords(IReadOnlyList<string> Words, string Name);
