using Modular.Plugins.Contract;

namespace Modular.Clusterers.CategoryLinear;

/// <summary>Category suggestions with our own solver.</summary>
public sealed class CategoryLinear : ICategoriser
{
    public PluginDescription Describe() =>
        new("category-linear", "1.0.0", "Modular", Texts.Name, Texts.Summary, CategoryRun.Parameters);

    public CategoryModel Train(CategoryInput input, ParameterValues parameters) => CategoryRun.Train(input, parameters);

    public CategorySuggestions Apply(
        CategoryModel model,
        IReadOnlyList<string> titles,
        IReadOnlyList<string> texts,
        ParameterValues parameters
    ) => CategoryRun.Apply(model, titles, texts);
}
