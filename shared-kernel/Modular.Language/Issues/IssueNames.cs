using System.Runtime.InteropServices;
using Modular.Language.Places;

namespace Modular.Language.Issues;

/// <summary>What an issue is called: its place, the words of its problem, and the requests that tell it best.</summary>
internal static class IssueNames
{
    private const int Wanted = 6;
    private const int Shown = 5;

    /// <summary>Members looked at; of more, an even choice.</summary>
    private const int Looked = 48;

    /// <summary>A gram that belongs this little to names may stand for the problem.</summary>
    private const float NotPlace = 0.35f;

    public static SameIssue Of(int[] members, string[] places, int[] itemOf, List<int> first, Described[] described, Vocabulary vocabulary)
    {
        string place = PlaceNames.Common([.. members.Select(i => places[i])]);
        int[] distinct = [.. members.Select(i => first[itemOf[i]]).Distinct()];
        int[] looked = distinct.Length <= Looked ? distinct : [.. Enumerable.Range(0, Looked).Select(k => distinct[(int)((long)k * distinct.Length / Looked)])];
        return new(place, Words([.. looked.Select(i => described[i])], place, vocabulary), members, Typical(looked, members, described, vocabulary));
    }

    private static List<string> Words(Described[] items, string place, Vocabulary vocabulary)
    {
        var words = new Dictionary<int, (int Count, double Weight)>();
        var grams = new Dictionary<int, (int Count, double Weight)>();
        foreach (var item in items)
        {
            for (int k = 0; k < item.Kind.Length; k++)
                if (item.Kind[k] >= ProblemWords.Kinds) Add(words, item.Kind[k] - ProblemWords.Kinds, item.KindWeight[k]);
            for (int g = 0; g < item.Gram.Length; g++)
                if (vocabulary.Placeness[item.Gram[g]] < NotPlace) Add(grams, item.Gram[g], item.Weight[g]);
        }

        int least = Math.Max(1, (int)Math.Ceiling(items.Length * 0.3));
        var chosen = new List<string>();
        foreach (string word in Ranked(words, least).Select(w => ProblemWords.Words[w])) Take(word);
        // A problem the list does not know is told by the pairs its requests share.
        if (chosen.Count < 3)
            foreach (string gram in Ranked(grams, Math.Max(least, items.Length / 2)).Select(vocabulary.Spelled).OfType<string>().Take(20))
                if (chosen.Count < 4) Take(gram);
        return chosen;

        void Take(string word)
        {
            if (chosen.Count < Wanted && !place.Contains(word, StringComparison.OrdinalIgnoreCase) && !chosen.Exists(c => c.Contains(word, StringComparison.Ordinal) || word.Contains(c, StringComparison.Ordinal))) chosen.Add(word);
        }
    }

    private static void Add(Dictionary<int, (int Count, double Weight)> to, int key, double weight)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(to, key, out _);
        sum = (sum.Count + 1, sum.Weight + weight);
    }

    private static IEnumerable<int> Ranked(Dictionary<int, (int Count, double Weight)> words, int least) =>
        words.Where(w => w.Value.Count >= least).OrderByDescending(w => w.Value.Weight).ThenBy(w => w.Key).Select(w => w.Key);

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

        var typical = Enumerable.Range(0, looked.Length).OrderByDescending(k => near[k]).ThenBy(k => k).Select(k => looked[k]).Take(Shown).ToList();
        typical.AddRange(members.Except(typical).Take(Shown - typical.Count));
        return typical;
    }
}
