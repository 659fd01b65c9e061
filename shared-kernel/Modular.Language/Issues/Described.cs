using System.Runtime.InteropServices;
using Modular.Language.Places;

namespace Modular.Language.Issues;

/// <summary>
/// A request as it is compared: grams with their weights, kinds and words of problems with theirs. Sorted by number.
/// </summary>
internal sealed class Described
{
    /// <summary>Grams kept, the heaviest: what a request says after that many words changes nothing.</summary>
    private const int MostGrams = 256;

    /// <summary>What a word of a problem counts beside its kind.</summary>
    private const float WordShare = 0.4f;

    public static readonly Described Empty = new()
    {
        Gram = [],
        Weight = [],
        Kind = [],
        KindWeight = [],
    };

    public required int[] Gram { get; init; }
    public required float[] Weight { get; init; }

    /// <summary>Kinds by their number, words by the number of kinds plus theirs.</summary>
    public required int[] Kind { get; init; }

    public required float[] KindWeight { get; init; }

    /// <summary>Lengths of the three vectors: place, problem, kinds.</summary>
    public float PlaceLength { get; private set; }

    public float ProblemLength { get; private set; }
    public float KindLength { get; private set; }

    public static Described Of(Reading reading, int i, Vocabulary vocabulary)
    {
        var (record, title, body) = reading.Of(i);
        return Of(record, title, body, vocabulary);
    }

    public static Described Of(MarkedText record, MarkedText title, MarkedText body, Vocabulary vocabulary)
    {
        var times = new Dictionary<int, float>();
        var kinds = new Dictionary<int, float>();
        var found = new List<Grams.Found>();
        Count(record, Reading.TitleWeight, 0);
        Count(title, Reading.TitleWeight, Reading.TitleWordWeight);
        Count(body, 1, 1);
        if (times.Count == 0)
            return Empty;
        var heaviest = times
            .Select(t => (Gram: t.Key, Weight: (1 + MathF.Log(t.Value)) * vocabulary.Idf[t.Key]))
            .ToList();
        if (heaviest.Count > MostGrams)
            heaviest = [.. heaviest.OrderByDescending(g => g.Weight).ThenBy(g => g.Gram).Take(MostGrams)];
        heaviest.Sort((a, b) => a.Gram.CompareTo(b.Gram));
        int[] sorted = [.. kinds.Keys.Order()];
        var described = new Described
        {
            Gram = [.. heaviest.Select(g => g.Gram)],
            Weight = [.. heaviest.Select(g => g.Weight)],
            Kind = sorted,
            KindWeight =
            [
                .. sorted.Select(k =>
                    MathF.Log(1 + kinds[k])
                    * (
                        k < ProblemWords.Kinds
                            ? vocabulary.KindIdf[k]
                            : WordShare * vocabulary.WordIdf[k - ProblemWords.Kinds]
                    )
                ),
            ],
        };
        described.Measure(vocabulary);
        return described;

        void Count(MarkedText text, float weight, float wordWeight)
        {
            found.Clear();
            Grams.Of(text, found);
            foreach (var gram in found)
                if (vocabulary.Find(gram.Gram, out int at))
                    CollectionsMarshal.GetValueRefOrAddDefault(times, at, out _) += weight;
            foreach (var word in text.Words)
            {
                float share = wordWeight * (1 - PartOfName(text, word.At, vocabulary));
                if (share <= 0.05f)
                    continue;
                CollectionsMarshal.GetValueRefOrAddDefault(kinds, ProblemWords.KindOf[word.Word], out _) += share;
                CollectionsMarshal.GetValueRefOrAddDefault(kinds, ProblemWords.Kinds + word.Word, out _) += share;
            }
        }
    }

    /// <summary>
    /// How sure it is that a word of a problem is only the end of a name (Spring Kindergarten): its border with what
    /// stands before belongs to names.
    /// </summary>
    internal static float PartOfName(MarkedText text, int at, Vocabulary vocabulary) =>
        at > 0 && text.Place[at - 1] && text.Place[at] && TextForm.Han(text.Text[at - 1]) && TextForm.Han(text.Text[at])
            ? (float)vocabulary.PlacenessOf(Grams.Pair(text.Text[at - 1], text.Text[at]))
            : 0;

    private void Measure(Vocabulary vocabulary)
    {
        double place = 0,
            problem = 0,
            kinds = 0;
        for (int i = 0; i < Gram.Length; i++)
        {
            double p = vocabulary.Placeness[Gram[i]],
                w = Weight[i];
            place += w * p * w * p;
            problem += w * (1 - p) * w * (1 - p);
        }

        foreach (float weight in KindWeight)
            kinds += (double)weight * weight;
        (PlaceLength, ProblemLength, KindLength) = (
            (float)Math.Sqrt(place),
            (float)Math.Sqrt(problem),
            (float)Math.Sqrt(kinds)
        );
    }
}
