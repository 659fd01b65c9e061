using Modular.Clusterers.CategoryLinear;
using Modular.Plugins.Contract;

namespace Modular.Clusterers.CategoryMlNet;

/// <summary>Category suggestions with ML.NET's trainer.</summary>
public sealed class CategoryMlNet : ICategoriser
{
    public PluginDescription Describe() => new("category-mlnet", "1.0.0", "Modular", Texts.Name, Texts.Summary, CategoryRun.Parameters);

    public CategoryModel Train(CategoryInput input, ParameterValues parameters) => CategoryRun.Train(input, parameters, SdcaSolver.Solve);

    public CategorySuggestions Apply(CategoryModel model, IReadOnlyList<string> titles, IReadOnlyList<string> texts, ParameterValues parameters) =>
        CategoryRun.Apply(model, titles, texts);
}
