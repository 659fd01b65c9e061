using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Modular.Language.Places;

namespace Modular.Language.Issues;

/// <summary>
/// Finds needs of the same problem at the same place while somebody types: the comparison of <see cref="Sameness"/>
/// over an index that grows (J. Zobel and A. Moffat, Inverted files for text search engines, 2006). Each text keeps the
/// grams that tell its place and its problem best, weighted by what was known when it came. Memory: about 700 bytes a
/// text. Reading is concurrent; adding is for one at a time.
/// </summary>
public sealed class TypedIndex
{
    /// <summary>Grams kept for the place and for the problem each, and looked up for each.</summary>
    private const int Kept = 20;

    /// <summary>Entries read for a question, the rarest grams first; of longer lists the newest.</summary>
    private const int Budget = 12_000;

    private const int Compared = 64;
    private const int Read = 1200;
    private const double Background = 500,
        PlacedBefore = 0.5,
        SeenBefore = 1.5,
        WordShare = 0.4;

    /// <summary>Cosine of places from which they are one, and below which they are two if both name one.</summary>
    private const double SamePlace = 0.3,
        OtherPlace = 0.12;

    /// <summary>A gram this rare and this much of a name names a place.</summary>
    private const double Names = 3;

    private readonly ConcurrentDictionary<uint, Posting> _grams = new();
    private readonly int[] _kinds = new int[ProblemWords.Kinds + ProblemWords.Words.Length];
    private readonly KnownNames _known = new([]);
    private Typed[] _texts = new Typed[1024];
    private volatile int _count;

    [ThreadStatic]
    private static float[]? _sums;

    private sealed class Posting
    {
        public int Texts;
        public double Placed;
        public int Length;
        public int[] Rows = new int[2];
    }

    private readonly record struct Weighed(uint Gram, float Place, float Problem);

    private sealed record Typed(
        Weighed[] Grams,
        (int Kind, float Weight)[] Kinds,
        float Place,
        float Problem,
        float KindLength,
        bool Named
    );

    public int Count => _count;

    /// <summary>Adds a text; its first line is read as its title.</summary>
    public void Add(string text)
    {
        int at = _count;
        var counted = Counts.Of(text, _known);
        foreach (var (gram, (_, placed, times)) in counted.Grams)
        {
            var posting = _grams.GetOrAdd(gram, _ => new());
            posting.Texts++;
            posting.Placed += placed / (double)times;
        }

        foreach (int kind in counted.Kinds.Keys)
            _kinds[kind]++;
        var typed = Weigh(counted, at + 1);
        foreach (var gram in typed.Grams)
        {
            var posting = _grams[gram.Gram];
            if (posting.Length == posting.Rows.Length)
            {
                int[] larger = new int[posting.Length * 2];
                posting.Rows.CopyTo(larger, 0);
                posting.Rows = larger;
            }

            posting.Rows[posting.Length] = at;
            Volatile.Write(ref posting.Length, posting.Length + 1);
        }

        if (at == _texts.Length)
            Array.Resize(ref _texts, at * 2);
        _texts[at] = typed;
        _count = at + 1;
    }

    /// <summary>The most alike, best first; among equals the newest.</summary>
    public IReadOnlyList<TypedMatch> Find(string text, int most, double least)
    {
        int count = _count;
        var texts = _texts;
        if (count == 0)
            return [];
        var asked = Weigh(Counts.Of(text, _known), count);
        if (asked.Grams.Length == 0)
            return [];
        var found = new List<TypedMatch>();
        foreach (int row in Nearest(asked, count))
            if (Compare(asked, texts[row]) is var (score, place) && score >= least)
                found.Add(new(row, score, place));
        return [.. found.OrderByDescending(f => f.Score).ThenByDescending(f => f.Text).Take(most)];
    }

    private List<int> Nearest(Typed asked, int count)
    {
        float[] sums =
            _sums is { } own && own.Length >= count ? own : _sums = new float[Math.Max(1024, count + count / 4)];
        var touched = new List<int>();
        int left = Budget;
        foreach (
            var (posting, gram) in asked
                .Grams.Select(g => (Posting: _grams.GetValueOrDefault(g.Gram), g))
                .Where(p => p.Posting is not null)
                .OrderBy(p => p.Posting!.Length)
                .ThenBy(p => p.g.Gram)
        )
        {
            int length = Volatile.Read(ref posting!.Length);
            int[] rows = posting.Rows;
            float weight = gram.Place * gram.Place + gram.Problem * gram.Problem;
            for (int i = Math.Min(length, rows.Length) - 1; i >= 0 && left > 0; i--, left--)
            {
                int row = rows[i];
                if (row >= count)
                    continue;
                if (sums[row] == 0)
                    touched.Add(row);
                sums[row] += weight;
            }
        }

        // One number holds the higher sum, then the newer text.
        ulong[] best =
        [
            .. touched.Select(row => (ulong)(uint)BitConverter.SingleToInt32Bits(sums[row]) << 32 | (uint)row),
        ];
        foreach (int row in touched)
            sums[row] = 0;
        Array.Sort(best);
        return [.. best.TakeLast(Compared).Select(b => (int)(uint)b)];
    }

    private static (double Score, PlaceOfTwo Place) Compare(Typed a, Typed b)
    {
        double place = 0,
            problem = 0,
            kinds = 0;
        for (int i = 0, j = 0; i < a.Grams.Length && j < b.Grams.Length; )
        {
            if (a.Grams[i].Gram == b.Grams[j].Gram)
            {
                place += (double)a.Grams[i].Place * b.Grams[j].Place;
                problem += (double)a.Grams[i].Problem * b.Grams[j].Problem;
                i++;
                j++;
            }
            else if (a.Grams[i].Gram < b.Grams[j].Gram)
                i++;
            else
                j++;
        }

        for (int i = 0, j = 0; i < a.Kinds.Length && j < b.Kinds.Length; )
        {
            if (a.Kinds[i].Kind == b.Kinds[j].Kind)
                kinds += (double)a.Kinds[i++].Weight * b.Kinds[j++].Weight;
            else if (a.Kinds[i].Kind < b.Kinds[j].Kind)
                i++;
            else
                j++;
        }

        place = Cosine(place, Math.Max(Sameness.NamesPlace, a.Place), Math.Max(Sameness.NamesPlace, b.Place));
        double what = (Cosine(problem, a.Problem, b.Problem) + Cosine(kinds, a.KindLength, b.KindLength)) / 2;
        return (
            Math.Sqrt(place * what),
            place >= SamePlace ? PlaceOfTwo.Same
            : a.Named && b.Named && place < OtherPlace ? PlaceOfTwo.Other
            : PlaceOfTwo.Unknown
        );
    }

    private static double Cosine(double product, float left, float right) =>
        left > 0 && right > 0 ? Math.Min(1, product / ((double)left * right)) : 0;

    private Typed Weigh(Counts counts, int count)
    {
        var all = new List<Weighed>(counts.Grams.Count);
        bool named = false;
        foreach (var (gram, (weight, _, _)) in counts.Grams)
        {
            var posting = _grams.GetValueOrDefault(gram);
            double texts = Math.Max(1, posting?.Texts ?? 1),
                w = (1 + Math.Log(weight)) * Math.Log((count + Background) / texts);
            // What nobody else said yet may be a name or not: where it stands decides.
            double p = ((posting?.Placed ?? 0) + PlacedBefore) / ((posting?.Texts ?? 0) + SeenBefore);
            named |= texts > 1 && w * p >= Names && p >= 0.5;
            all.Add(new(gram, (float)(w * p), (float)(w * (1 - p))));
        }

        Weighed[] kept =
        [
            .. all.OrderByDescending(g => g.Place)
                .ThenBy(g => g.Gram)
                .Take(Kept)
                .Union(all.OrderByDescending(g => g.Problem).ThenBy(g => g.Gram).Take(Kept))
                .OrderBy(g => g.Gram),
        ];
        (int Kind, float Weight)[] kinds =
        [
            .. counts
                .Kinds.OrderBy(k => k.Key)
                .Select(k =>
                    (
                        k.Key,
                        (float)(
                            Math.Log(1 + k.Value)
                            * Math.Log((count + Background) / Math.Max(1, _kinds[k.Key]))
                            * (k.Key < ProblemWords.Kinds ? 1 : WordShare)
                        )
                    )
                ),
        ];
        return new(
            kept,
            kinds,
            Length(kept.Select(g => g.Place)),
            Length(kept.Select(g => g.Problem)),
            Length(kinds.Select(k => k.Weight)),
            named
        );
    }

    private static float Length(IEnumerable<float> weights) => (float)Math.Sqrt(weights.Sum(w => (double)w * w));

    /// <summary>Grams and kinds of one text with how often they stand in it.</summary>
    private sealed class Counts
    {
        public readonly Dictionary<uint, (float Weight, int Placed, int Times)> Grams = [];
        public readonly Dictionary<int, float> Kinds = [];

        public static Counts Of(string text, KnownNames known)
        {
            var counts = new Counts();
            int line =
                text.AsSpan().TrimStart().IndexOf('\n') is var cut && cut >= 0
                    ? cut + (text.Length - text.AsSpan().TrimStart().Length)
                    : -1;
            if (line is > 0 and <= 120)
            {
                counts.Take(
                    MarkedText.Of(text[..line], TextForm.TitleRead, title: true, record: false, known),
                    Reading.TitleWeight,
                    Reading.TitleWordWeight
                );
                text = text[line..];
            }

            counts.Take(MarkedText.Of(text, Read, title: line < 0, record: false, known), 1, 1);
            return counts;
        }

        private void Take(MarkedText text, float weight, float wordWeight)
        {
            var found = new List<Grams.Found>();
            Issues.Grams.Of(text, found);
            foreach (var gram in found)
            {
                ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(Grams, gram.Gram, out _);
                sum = (sum.Weight + weight, sum.Placed + (gram.Placed ? 1 : 0), sum.Times + 1);
            }

            foreach (var word in text.Words)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(Kinds, ProblemWords.KindOf[word.Word], out _) += wordWeight;
                CollectionsMarshal.GetValueRefOrAddDefault(Kinds, ProblemWords.Kinds + word.Word, out _) += wordWeight;
            }
        }
    }
}

/// <summary>Whether two texts speak of one place.</summary>
public enum PlaceOfTwo
{
    Unknown,
    Same,
    Other,
}

/// <param name="Score">Likeness of place and of problem, both of which must hold, 0 to 1.</param>
public readonly record struct TypedMatch(int Text, double Score, PlaceOfTwo Place);
