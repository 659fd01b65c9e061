using System.Runtime.InteropServices;
using Modular.Language.Places;
using Modular.Language.Terms;

namespace Modular.Language.Issues;

/// <summary>What an issue is called: its place, the words of its problem, and the requests that tell it best.</summary>
internal static class IssueNames
{
    private const int Wanted = 6;
    private const int Shown = 5;

    /// <summary>Members looked at; of more, an even choice.</summary>
    private const int Looked = 48;

    /// <summary>Characters of a text in which it says what it is about.</summary>
    private const int Head = 300;

    public static SameIssue Of(
        int[] members,
        Requests requests,
        string[] places,
        int[] itemOf,
        List<int> first,
        Described[] described,
        Vocabulary vocabulary
    )
    {
        string place = PlaceNames.Common([.. members.Select(i => places[i])]);
        int[] distinct = [.. members.Select(i => first[itemOf[i]]).Distinct()];
        int[] looked =
            distinct.Length <= Looked
                ? distinct
                : [.. Enumerable.Range(0, Looked).Select(k => distinct[(int)((long)k * distinct.Length / Looked)])];
        return new(
            place,
            Words(looked, requests, described, place),
            members,
            Typical(looked, members, described, vocabulary)
        );
    }

    private static List<string> Words(int[] looked, Requests requests, Described[] described, string place)
    {
        var words = new Dictionary<int, (int Count, double Weight)>();
        foreach (var item in looked.Select(i => described[i]))
            for (int k = 0; k < item.Kind.Length; k++)
                if (item.Kind[k] >= ProblemWords.Kinds)
                    Add(words, item.Kind[k] - ProblemWords.Kinds, item.KindWeight[k]);
        int least = Math.Max(1, (int)Math.Ceiling(looked.Length * 0.3));
        var chosen = new List<string>();
        var told = Told(looked, requests);
        foreach (
            string word in Ranked(words, least)
                .Select(w => ProblemWords.Words[w])
                .Where(w => told.TryGetValue(w, out var t) && t.Texts >= least)
        )
            Take(word);
        // A problem the list does not know is told by the known words its requests share.
        int half = Math.Max(least, (looked.Length + 1) / 2);
        if (chosen.Count < 3)
            foreach (
                string word in told.Where(w => w.Value.Texts >= half)
                    .OrderByDescending(w => w.Value.Texts + w.Value.Titles)
                    .ThenByDescending(w => w.Key.Length)
                    .ThenBy(w => w.Key, StringComparer.Ordinal)
                    .Select(w => w.Key)
            )
                if (chosen.Count < 4)
                    Take(word);
        return chosen;

        void Take(string word)
        {
            if (
                chosen.Count < Wanted
                && !place.Contains(word, StringComparison.OrdinalIgnoreCase)
                && !chosen.Exists(c =>
                    c.Contains(word, StringComparison.Ordinal) || word.Contains(c, StringComparison.Ordinal)
                )
            )
                chosen.Add(word);
        }
    }

    /// <summary>
    /// The known words of some requests that may be a name, whole ones, and in how many texts and titles each stands.
    /// </summary>
    private static Dictionary<string, (int Texts, int Titles)> Told(int[] looked, Requests requests)
    {
        var told = new Dictionary<string, (int Texts, int Titles)>(StringComparer.Ordinal);
        foreach (int i in looked)
        {
            var (title, text) = (Known(requests.Titles.Count > 0 ? requests.Titles[i] : ""), Known(requests.Texts[i]));
            foreach (string word in text.Union(title))
            {
                ref var times = ref CollectionsMarshal.GetValueRefOrAddDefault(told, word, out _);
                times = (times.Texts + 1, times.Titles + (title.Contains(word) ? 1 : 0));
            }
        }

        return told;
    }

    private static HashSet<string> Known(string text)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        string head = text.Length > Head ? text[..Head] : text;
        foreach (var (begin, end, cjk) in Runs.Of(head))
            if (cjk)
                foreach (var token in Lexicon.Shipped.Part(head.AsSpan(begin, end - begin)))
                    if (token.Use == WordUse.Name)
                        found.Add(head.Substring(begin + token.At, token.Length));
        return found;
    }

    private static void Add(Dictionary<int, (int Count, double Weight)> to, int key, double weight)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(to, key, out _);
        sum = (sum.Count + 1, sum.Weight + weight);
    }

    private static IEnumerable<int> Ranked(Dictionary<int, (int Count, double Weight)> words, int least) =>
        words
            .Where(w => w.Value.Count >= least)
            .OrderByDescending(w => w.Value.Weight)
            .ThenBy(w => w.Key)
            .Select(w => w.Key);

    private static List<int> Typical(int[] looked, int[] members, Described[] described, Vocabulary vocabulary)
    {
        double[] near = new double[looked.Length];
        for (int i = 0; i < looked.Length; i++)
        for (int j = 0; j < i; j++)
        {
            double both = Sameness.Of(described[looked[j]], described[looked[i]], vocabulary.Placeness).Both;
            near[i] += both;
            near[j] += both;
        }

        var typical = Enumerable
            .Range(0, looked.Length)
            .OrderByDescending(k => near[k])
            .ThenBy(k => k)
            .Select(k => looked[k])
            .Take(Shown)
            .ToList();
        typical.AddRange(members.Except(typical).Take(Shown - typical.Count));
        return typical;
    }
}
