using Modular.Plugins.Contract;

namespace Modular.Clusterers.CategoryMlNet;

internal static class Texts
{
    public static readonly Message Name = new("类别推荐（ML.NET）", "Category suggestions (ML.NET)");
    public static readonly Message Summary = new(
        "与“类别推荐”相同，训练一步改用 ML.NET 的 SDCA（合页损失）。较慢。模型可互换。",
        "As Category suggestions, with ML.NET's SDCA (hinge loss) for the training step. Slower. Models can be exchanged.");
}
