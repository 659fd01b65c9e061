using Modular.Language.Categories;
using Modular.Plugins.Contract;

namespace Modular.Clusterers.CategoryLinear;

/// <summary>
/// Categories by log-count ratios of characters and pairs, one support vector machine a category, and shipped key
/// words where there are no precedents. Engines differ in how they solve for the machine; the model they leave is the
/// same and read the same.
/// </summary>
internal static class CategoryRun
{
    public static IReadOnlyList<ParameterDescription> Parameters { get; } =
    [new("seed", ParameterKind.Integer, Texts.Seed, Texts.SeedHelp, "1", Minimum: 0, Maximum: 1_000_000)];

    public static CategoryModel Train(CategoryInput input, ParameterValues parameters, SolveLinear? solver = null)
    {
        if (input.Names.Count < 2)
            throw new NotComputableException(Texts.TooFew);
        TrainedCategories trained;
        try
        {
            var past = new PastDecisions(input.Titles, input.Texts, input.Category, input.Names, input.Words);
            trained = CategoryTrainer.Train(past, parameters.Integer("seed", 1), solver: solver);
        }
        catch (ArgumentException)
        {
            throw new NotComputableException(Texts.Unfit);
        }

        var figures = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["examples"] = input.Texts.Count,
            ["categories"] = input.Names.Count,
        };
        if (trained.HeldOut.Count > 0)
        {
            var quality = HeldOutQuality.Of(trained.HeldOut, input.Category, input.Names.Count);
            figures["held-out"] = quality.Texts;
            figures["right"] = quality.Right;
            figures["among-three"] = quality.AmongThree;
            figures["macro-f1"] = quality.MacroF1;
            figures["calibration-error"] = quality.Error;
        }

        return new(input.Names, CategoryContent.Write(trained.Suggester), figures);
    }

    public static CategorySuggestions Apply(
        CategoryModel model,
        IReadOnlyList<string> titles,
        IReadOnlyList<string> texts
    )
    {
        if (titles.Count != texts.Count)
            throw new NotComputableException(Texts.Unfit);
        try
        {
            var suggester = CategoryContent.Read(model.Content);
            int[] category = new int[texts.Count * CategorySuggester.Suggested];
            double[] confidence = new double[category.Length];
            Array.Fill(category, -1);
            Parallel.For(
                0,
                texts.Count,
                i =>
                {
                    var found = suggester.Suggest(titles[i], texts[i]);
                    int first = i * CategorySuggester.Suggested;
                    for (int s = 0; s < found.Count; s++)
                    {
                        category[first + s] = found[s].Category;
                        confidence[first + s] = found[s].Confidence;
                    }
                }
            );
            return new(category, confidence);
        }
        catch (ModelDamaged)
        {
            throw new NotComputableException(Texts.Damaged);
        }
    }
}
