using Modular.Clusterers.CategoryLinear;
using Modular.Plugins.Contract;

namespace Modular.Clusterers.CategoryMlNet;

/// <summary>Category suggestions with ML.NET's trainer.</summary>
public sealed class CategoryMlNet : ICategoriser
{
    private static readonly Message Name = new("类别推荐（ML.NET）", "Category suggestions (ML.NET)");
    private static readonly Message Summary = new(
        "与“类别推荐”相同，训练一步改用 ML.NET 的 SDCA（合页损失）。较慢。模型可互换。",
        "As Category suggestions, with ML.NET's SDCA (hinge loss) for the training step. Slower. Models can be exchanged.");

    public PluginDescription Describe() => new("category-mlnet", "1.0.0", "Modular", Name, Summary, CategoryRun.Parameters);

    public CategoryModel Train(CategoryInput input, ParameterValues parameters) => CategoryRun.Train(input, parameters, SdcaSolver.Solve);

    public CategorySuggestions Apply(CategoryModel model, IReadOnlyList<string> titles, IReadOnlyList<string> texts, ParameterValues parameters) =>
        CategoryRun.Apply(model, titles, texts);
}
