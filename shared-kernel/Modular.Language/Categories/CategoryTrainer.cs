namespace Modular.Language.Categories;

/// <summary>
/// Learns from past decisions. The same input and seed give the same model, on one thread and on many.
/// </summary>
public static class CategoryTrainer
{
    /// <summary>Fewer examples, or fewer than two categories with two, and only names and words are used.</summary>
    public const int FewestExamples = 6;

    /// <summary>
    /// Characters that are read of a request, title and text together; what stands further back is not.
    /// </summary>
    public const int ReadOfEach = Grams.MostCharacters;

    private const int UsualFolds = 5;

    /// <summary>With so many, three parts tell as much as five.</summary>
    private const int Many = 5000;
    private const int FoldsOfMany = 3;

    /// <exception cref="ArgumentException">Fewer than two categories, or columns that do not fit together.</exception>
    public static TrainedCategories Train(
        PastDecisions past,
        int seed = 1,
        int? folds = null,
        SolveLinear? solver = null
    )
    {
        int n = past.Texts.Count,
            classes = past.Names.Count;
        if (classes < 2)
            throw new ArgumentException("At least two categories are needed.", nameof(past));
        if (
            past.Titles.Count != n
            || past.Category.Count != n
            || past.Words.Count != classes
            || past.Category.Any(c => c < 0 || c >= classes)
        )
            throw new ArgumentException("The columns do not fit together.", nameof(past));
        int[] examples = new int[classes];
        foreach (int c in past.Category)
            examples[c]++;
        if (n < FewestExamples || examples.Count(e => e > 1) < 2)
            return new(new(past.Names, past.Words, examples.Select(_ => 0).ToArray(), null, Confidence.UsualSlope), []);

        var concepts = CategorySuggester.ConceptsOf(past.Words);
        string[] folded = new string[n];
        var counted = new CountedText[n];
        Parallel.For(
            0,
            n,
            i =>
            {
                folded[i] = Grams.Fold(past.Titles[i], past.Texts[i]);
                counted[i] = CategoryFeatures.Of(folded[i], concepts);
            }
        );
        int[] part = Parts(
            past.Category,
            classes,
            Math.Min(folds ?? (n > Many ? FoldsOfMany : UsualFolds), n / 3),
            seed
        );
        double[][] scores = new double[n][];
        for (int fold = 0; fold <= part.Max(); fold++)
        {
            int[] seen = [.. Enumerable.Range(0, n).Where(i => part[i] != fold)],
                unseen = [.. Enumerable.Range(0, n).Where(i => part[i] == fold)];
            var learnt = LinearClasses.Train(
                [.. seen.Select(i => counted[i])],
                [.. seen.Select(i => past.Category[i])],
                classes,
                concepts.Groups,
                seed,
                solver
            );
            Parallel.ForEach(unseen, i => scores[i] = learnt.Score(counted[i]));
        }

        double slope = Confidence.Slope(scores, past.Category);
        var suggester = new CategorySuggester(
            past.Names,
            past.Words,
            examples,
            LinearClasses.Train(counted, past.Category, classes, concepts.Groups, seed, solver),
            slope
        );
        var heldOut = new IReadOnlyList<SuggestedCategory>[n];
        Parallel.For(0, n, i => heldOut[i] = suggester.Suggest(folded[i], scores[i]));
        return new(suggester, heldOut);
    }

    /// <summary>Parts of equal size, every category spread over all of them.</summary>
    private static int[] Parts(IReadOnlyList<int> of, int classes, int folds, int seed)
    {
        int[] part = new int[of.Count];
        var random = new Random(seed);
        int next = 0;
        for (int c = 0; c < classes; c++)
        {
            int[] mine = [.. Enumerable.Range(0, of.Count).Where(i => of[i] == c)];
            random.Shuffle(mine);
            foreach (int i in mine)
                part[i] = next++ % folds;
        }

        return part;
    }
}

/// <summary>Past decisions in columns: entry <c>i</c> of the first three belongs together.</summary>
/// <param name="Category">Index into <see cref="Names"/>.</param>
/// <param name="Words">For every category words given for it, or an empty text.</param>
public sealed record PastDecisions(
    IReadOnlyList<string> Titles,
    IReadOnlyList<string> Texts,
    IReadOnlyList<int> Category,
    IReadOnlyList<string> Names,
    IReadOnlyList<string> Words
);

/// <param name="HeldOut">
/// For every example what would have been suggested without having seen it; empty where there were too few.
/// </param>
public sealed record TrainedCategories(
    CategorySuggester Suggester,
    IReadOnlyList<IReadOnlyList<SuggestedCategory>> HeldOut
);
