using Modular.Clusterers.CategoryLinear;
using Modular.Language.Categories;
using Modular.Plugins.Contract;

namespace Modular.Clusterers.CategoryMlNet;

/// <summary>Category suggestions with ML.NET's trainer.</summary>
public sealed class CategoryMlNet : ICategoriser
{
    /// <summary>
    /// Characters of all requests together from which on training is refused: it needs about 150 bytes a character, and
    /// the runner allows 2 GB. Refusing beforehand says so in a sentence; running out of memory would say nothing.
    /// </summary>
    internal const long Most = 8_000_000;

    public PluginDescription Describe() =>
        new("category-mlnet", "1.1.0", "Modular", Texts.Name, Texts.Summary, CategoryRun.Parameters);

    /// <exception cref="NotComputableException">
    /// More than <see cref="Most"/> characters, or what our own trainer refuses too.
    /// </exception>
    public CategoryModel Train(CategoryInput input, ParameterValues parameters)
    {
        long read = 0;
        for (int i = 0; i < Math.Min(input.Titles.Count, input.Texts.Count); i++)
            read += Math.Min(CategoryTrainer.ReadOfEach, input.Titles[i].Length + input.Texts[i].Length);
        if (read > Most)
            throw new NotComputableException(Texts.TooMuch(read, Most));
        return CategoryRun.Train(input, parameters, SdcaSolver.Solve);
    }

    public CategorySuggestions Apply(
        CategoryModel model,
        IReadOnlyList<string> titles,
        IReadOnlyList<string> texts,
        ParameterValues parameters
    ) => CategoryRun.Apply(model, titles, texts);
}
