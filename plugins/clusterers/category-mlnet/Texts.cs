using Modular.Plugins.Contract;

namespace Modular.Clusterers.CategoryMlNet;

internal static class Texts
{
    public static readonly Message Name = new("类别推荐（ML.NET）", "Category suggestions (ML.NET)");
    public static readonly Message Summary = new(
        "与“类别推荐”相同，训练一步改用 ML.NET 的 SDCA（合页损失）。较慢。模型可互换。",
        "As Category suggestions, with ML.NET's SDCA (hinge loss) for the training step. Slower. "
            + "Models can be exchanged."
    );

    /// <summary>In tens of thousands of characters for Chinese readers, in thousands for English ones.</summary>
    public static Message TooMuch(long read, long most)
    {
        string zh =
            $"诉求文字太多：约 {read / 10_000} 万字，此引擎最多 {most / 10_000} 万字，再多内存不够。请改用“类别推荐”。";
        string en =
            $"Too much text: some {read / 1000} thousand characters. This engine takes {most / 1000} thousand, "
            + "since more would not fit into memory. Choose Category suggestions instead.";
        return new(zh, en);
    }
}
