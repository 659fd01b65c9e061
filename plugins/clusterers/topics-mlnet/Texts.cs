using Modular.Plugins.Contract;

namespace Modular.Clusterers.TopicsMlNet;

internal static class Texts
{
    public static readonly Message Name = new("诉求主题（ML.NET）", "Topics of requests (ML.NET)");
    public static readonly Message Summary = new(
        "与“诉求主题”相同，归组一步改用 ML.NET 的 k-均值（k-means++ 起点，十次取最优）。较慢。",
        "As Topics of requests, with ML.NET's k-means (k-means++ starts, the best of ten) for the grouping "
            + "step. Slower."
    );
}
