namespace Modular.Language.Categories;

/// <summary>
/// Suggests what a request is about and decides nothing. What was learnt from decisions and what is known by names and
/// key words are mixed for each category by how many examples it has, so that a new category is known from its first
/// day and its words fade away as decisions come in. Safe for many threads at once.
/// </summary>
public sealed class CategorySuggester
{
    public const int Suggested = 3;

    /// <summary>
    /// At so many examples of a category its key words count for 1/e, at four times as many for a fiftieth.
    /// </summary>
    private const double Fading = 15;

    /// <summary>A score that no learnt category reaches on a text unlike all its examples.</summary>
    private const double Unfamiliar = 0.3;

    /// <summary>Less is not worth a reader's look.</summary>
    private const double Least = 0.001;
    private readonly KnownByWords _words;
    private readonly WordMatcher _concepts;

    internal CategorySuggester(
        IReadOnlyList<string> names,
        IReadOnlyList<string> words,
        IReadOnlyList<int> examples,
        LinearClasses? learnt,
        double slope
    )
    {
        (Names, Words, Examples, Learnt, Slope) = (names, words, examples, learnt, slope);
        _words = new(names, words);
        _concepts = ConceptsOf(words);
    }

    public IReadOnlyList<string> Names { get; }

    /// <summary>Of each category, how many decisions it was learnt from.</summary>
    public IReadOnlyList<int> Examples { get; }

    internal IReadOnlyList<string> Words { get; }

    internal LinearClasses? Learnt { get; }

    internal double Slope { get; }

    /// <summary>Nothing learnt yet: known by names and key words only.</summary>
    public static CategorySuggester ByWords(IReadOnlyList<string> names, IReadOnlyList<string> words) =>
        new(names, words, new int[names.Count], null, Confidence.UsualSlope);

    /// <summary>The shipped concepts and, as one more each, the words given for a category.</summary>
    internal static WordMatcher ConceptsOf(IReadOnlyList<string> words) =>
        words.All(w => w.Length == 0)
            ? Concepts.Shipped.Matcher
            : Concepts.Shipped.With(words.Select(w => Concepts.Split(Grams.Fold("", w))));

    /// <summary>The likeliest first, three at most; none for a text that says nothing.</summary>
    public IReadOnlyList<SuggestedCategory> Suggest(string title, string text)
    {
        string folded = Grams.Fold(title, text);
        if (folded.Length == 0)
            return [];
        return Suggest(folded, Learnt?.Score(CategoryFeatures.Of(folded, _concepts)));
    }

    internal IReadOnlyList<SuggestedCategory> Suggest(string folded, double[]? scores)
    {
        double[] known = _words.Of(folded),
            mixed = Mixed(known, scores, out double[] past);
        return
        [
            .. Enumerable
                .Range(0, mixed.Length)
                .Where(c => mixed[c] >= Least)
                .OrderByDescending(c => mixed[c])
                .ThenBy(c => c)
                .Take(Suggested)
                .Select(c => new SuggestedCategory(c, mixed[c], past[c] > mixed[c] / 2)),
        ];
    }

    private double[] Mixed(double[] known, double[]? scores, out double[] past)
    {
        double[] mixed = new double[known.Length];
        past = new double[known.Length];
        if (scores is null)
            return known;
        double[] fading = [.. Examples.Select(e => Math.Exp(-e / Fading))];
        double spoken = 0;
        for (int c = 0; c < mixed.Length; c++)
            spoken += fading[c] * known[c];
        // As far as words speak for categories hardly learnt yet, "none of the learnt ones" stands beside them as one
        // more.
        double[] learnt =
            spoken > 1e-9
                ? Confidence.Of([.. scores, Unfamiliar + Math.Log(spoken) / Slope], Slope)
                : Confidence.Of(scores, Slope);
        double all = 0,
            room = 0,
            none = learnt.Length > mixed.Length ? learnt[^1] : 0;
        for (int c = 0; c < mixed.Length; c++)
        {
            double words = fading[c];
            past[c] = (1 - words) * learnt[c];
            mixed[c] = past[c] + words * known[c] * (1 + none / Math.Max(spoken, 1e-9));
            all += mixed[c];
            room += words * learnt[c];
        }

        // What the learnt part loses to few examples may stay unsaid; more than all is not given out.
        double scale = all + room > 1 ? 1 / (all + room) : 1;
        for (int c = 0; c < mixed.Length; c++)
            (mixed[c], past[c]) = (mixed[c] * scale, past[c] * scale);
        return mixed;
    }
}

/// <summary>One category that may be meant.</summary>
/// <param name="Category">Index into the names.</param>
/// <param name="Confidence">0 to 1: of suggestions given with 0.8 about four in five are right.</param>
/// <param name="FromPast">Learnt from decisions; otherwise from key words.</param>
public readonly record struct SuggestedCategory(int Category, double Confidence, bool FromPast);
