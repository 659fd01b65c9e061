using Modular.Clusterers.Topics;
using Modular.Plugins.Contract;

namespace Modular.Clusterers.TopicsMlNet;

/// <summary>The same topics with ML.NET's k-means as the step that parts the texts.</summary>
public sealed class TopicFinder : ITopicFinder
{
    public PluginDescription Describe() =>
        new("topics-mlnet", "1.1.0", "Modular", Texts.Name, Texts.Summary, TopicRun.Parameters);

    public ClusterResult Cluster(ClusterInput input, ParameterValues parameters) =>
        TopicRun.Cluster(input, parameters, Engine);

    public TopicsResult Find(TopicsInput input, ParameterValues parameters) => TopicRun.Find(input, parameters, Engine);

    private static MlNetPartition Engine(float[][] points, int seed, int[]? among) => new(points, seed, among);
}
