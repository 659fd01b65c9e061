using Modular.Clusterers.Topics;
using Modular.Plugins.Contract;

namespace Modular.Clusterers.TopicsMlNet;

/// <summary>The same topics with ML.NET's k-means as the step that parts the texts.</summary>
public sealed class TopicFinder : ITopicFinder
{
    private static readonly Message Name = new("诉求主题（ML.NET）", "Topics of requests (ML.NET)");
    private static readonly Message Summary = new(
        "与“诉求主题”相同，归组一步改用 ML.NET 的 k-均值（k-means++ 起点，十次取最优）。较慢。",
        "As Topics of requests, with ML.NET's k-means (k-means++ starts, the best of ten) for the grouping step. Slower.");

    public PluginDescription Describe() => new("topics-mlnet", "1.0.0", "Modular", Name, Summary, TopicRun.Parameters);

    public ClusterResult Cluster(ClusterInput input, ParameterValues parameters) => TopicRun.Cluster(input, parameters, Engine);

    public TopicsResult Find(TopicsInput input, ParameterValues parameters) => TopicRun.Find(input, parameters, Engine);

    private static MlNetPartition Engine(float[][] points, int seed, int[]? among) => new(points, seed, among);
}
