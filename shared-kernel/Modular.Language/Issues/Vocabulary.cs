using System.Runtime.InteropServices;

namespace Modular.Language.Issues;

/// <summary>
/// What the whole collection teaches of each gram: in how many requests it stands (K. Sparck Jones, A statistical
/// interpretation of term specificity, 1972), and how much of the time it stands where names of places stand. The
/// second splits every text, without hard borders, into what it says of the place and what it says of the problem, and
/// finds names where they stand without an ending too.
/// </summary>
internal sealed class Vocabulary
{
    /// <summary>
    /// Requests a collection is thought to have besides its own, so that in few texts a shared word is still worth
    /// something.
    /// </summary>
    private const double Background = 500;

    /// <summary>
    /// Half a request of each three halves that a gram is thought to have been seen at places before it is seen at all.
    /// </summary>
    private const double PlacedBefore = 0.5,
        SeenBefore = 1.5;

    /// <summary>From here on a gram is a name and nothing else.</summary>
    private const double Name = 0.8;

    /// <summary>
    /// Where a name fills the collection (all of one estate) it says no less of the place for being common: under half
    /// of this its weight rises again. Names of cities and districts are not meant: they are common everywhere and
    /// still say nothing.
    /// </summary>
    private const double CommonName = 3.4,
        Divided = 0.3;

    /// <summary>
    /// A name that no ending gives away (a company, a website) is said by few and again and again by those who say it
    /// (S. Katz, Distribution of content words and phrases in text and language modelling, 1996). So it is with grams
    /// that stand in at most this share of the requests, are no part of a problem or a division in three of ten of
    /// them, and are repeated in more than <see cref="Chance"/> of them; all of them at most say so much.
    /// </summary>
    private const double Few = 0.01,
        Elsewhere = 0.3,
        Chance = 0.4,
        Insisted = 0.8;

    /// <summary>Requests of which half repeat a gram, thought to be seen before it is seen at all.</summary>
    private const double RepeatedBefore = 2;

    private const int Share = 64;

    private readonly Dictionary<uint, int> _index = [];

    /// <summary>Weight of a rare word against a common one, one entry a gram.</summary>
    public float[] Idf { get; private set; } = [];

    /// <summary>0 to 1, one entry a gram: how much it belongs to names of places.</summary>
    public float[] Placeness { get; private set; } = [];

    /// <summary>Weights of the words and of the kinds of problems.</summary>
    public float[] WordIdf { get; } = new float[Places.ProblemWords.Words.Length];

    public float[] KindIdf { get; } = new float[Places.ProblemWords.Kinds];

    public int Count => Idf.Length;

    public bool Find(uint gram, out int index) => _index.TryGetValue(gram, out index);

    public double PlacenessOf(uint gram) =>
        _index.TryGetValue(gram, out int at) ? Placeness[at] : PlacedBefore / SeenBefore;

    public static Vocabulary Of(int count, Reading reading)
    {
        int parts = Math.Clamp(count / 500, 1, 16);
        var tallies = new Tally[parts];
        Parallel.For(
            0,
            parts,
            part =>
            {
                tallies[part] = new();
                for (int i = (int)((long)count * part / parts); i < (int)((long)count * (part + 1) / parts); i++)
                    tallies[part].Read(reading, i);
            }
        );
        var all = tallies[0];
        for (int p = 1; p < parts; p++)
        {
            all.Take(tallies[p]);
            tallies[p] = null!;
        }

        return From(all, count);
    }

    private static Vocabulary From(Tally all, int count)
    {
        var vocabulary = new Vocabulary();
        // In the order of the grams themselves, so that nothing depends on who counted first. What stands in one
        // request only joins nothing.
        uint[] kept = [.. all.Grams.Where(g => g.Value.Requests > 1).Select(g => g.Key).Order()];
        (vocabulary.Idf, vocabulary.Placeness) = (new float[kept.Length], new float[kept.Length]);
        vocabulary._index.EnsureCapacity(kept.Length);
        for (int k = 0; k < kept.Length; k++)
        {
            var seen = all.Grams[kept[k]];
            vocabulary._index[kept[k]] = k;
            double weight = Math.Log((count + Background) / seen.Requests);
            double placed = (seen.Placed / (double)Share + PlacedBefore) / (seen.Requests + SeenBefore);
            double placeness = seen.Known ? 1 : 1 - (1 - placed) * (1 - Insisted * Repeated(seen, count));
            bool name = placeness >= Name && seen.Divided < Divided * seen.Requests;
            vocabulary.Idf[k] = (float)(name ? Math.Max(weight, CommonName - weight) : weight);
            vocabulary.Placeness[k] = (float)placeness;
        }

        for (int w = 0; w < all.Words.Length; w++)
            vocabulary.WordIdf[w] = (float)Math.Log((count + Background) / Math.Max(1, all.Words[w]));
        for (int k = 0; k < all.Kinds.Length; k++)
            vocabulary.KindIdf[k] = (float)Math.Log((count + Background) / Math.Max(1, all.Kinds[k]));
        return vocabulary;
    }

    /// <summary>0 to 1: how much oftener than by chance a rare gram is said again by those who say it.</summary>
    private static double Repeated(Seen seen, int count)
    {
        if (seen.Requests > count * Few)
            return 0;
        if (seen.Problem >= Elsewhere * seen.Requests || seen.Divided >= Elsewhere * seen.Requests)
            return 0;
        double share = (seen.Repeated + RepeatedBefore / 2) / (seen.Requests + RepeatedBefore);
        return Math.Max(0, (share - Chance) / (1 - Chance));
    }

    private struct Seen
    {
        public int Requests;
        public int Divided;
        public int Problem;
        public int Repeated;
        public long Placed;
        public bool Known;
    }

    /// <summary>Counts of a part of the requests; whole numbers, so that the parts may be added in any order.</summary>
    private sealed class Tally
    {
        public readonly Dictionary<uint, Seen> Grams = [];
        public readonly int[] Words = new int[Places.ProblemWords.Words.Length];
        public readonly int[] Kinds = new int[Places.ProblemWords.Kinds];
        private readonly List<Grams.Found> _found = [];
        private readonly Dictionary<uint, Own> _own = [];

        private record struct Own(int Times, int Placed, bool Known, bool Division, bool Problem);

        public void Read(Reading reading, int i)
        {
            var (record, title, body) = reading.Of(i);
            _found.Clear();
            _own.Clear();
            Issues.Grams.Of(record, _found);
            Issues.Grams.Of(title, _found);
            Issues.Grams.Of(body, _found);
            foreach (var gram in _found)
            {
                ref var own = ref CollectionsMarshal.GetValueRefOrAddDefault(_own, gram.Gram, out _);
                own.Times++;
                if (gram.Placed)
                    own.Placed++;
                own.Known |= gram.Known;
                own.Division |= gram.Division;
                own.Problem |= gram.Problem;
            }

            foreach (var (gram, own) in _own)
            {
                ref var seen = ref CollectionsMarshal.GetValueRefOrAddDefault(Grams, gram, out _);
                seen.Requests++;
                seen.Placed += Share * own.Placed / own.Times;
                seen.Known |= own.Known;
                if (own.Division)
                    seen.Divided++;
                if (own.Problem)
                    seen.Problem++;
                if (own.Times > 1)
                    seen.Repeated++;
            }

            int[] words = [.. title.Words.Concat(body.Words).Select(w => w.Word).Distinct()];
            foreach (int word in words)
                Words[word]++;
            foreach (int kind in words.Select(w => Places.ProblemWords.KindOf[w]).Distinct())
                Kinds[kind]++;
        }

        public void Take(Tally other)
        {
            foreach (var (gram, count) in other.Grams)
            {
                ref var seen = ref CollectionsMarshal.GetValueRefOrAddDefault(Grams, gram, out _);
                seen.Requests += count.Requests;
                seen.Divided += count.Divided;
                seen.Problem += count.Problem;
                seen.Repeated += count.Repeated;
                seen.Placed += count.Placed;
                seen.Known |= count.Known;
            }

            for (int w = 0; w < Words.Length; w++)
                Words[w] += other.Words[w];
            for (int k = 0; k < Kinds.Length; k++)
                Kinds[k] += other.Kinds[k];
        }
    }
}
