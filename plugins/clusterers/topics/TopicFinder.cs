using Modular.Plugins.Contract;

namespace Modular.Clusterers.Topics;

/// <summary>Topics by small groups, a Ward tree over them and spherical k-means.</summary>
public sealed class TopicFinder : ITopicFinder
{
    public PluginDescription Describe() =>
        new("topics", "1.2.0", "Modular", Texts.Name, Texts.Summary, TopicRun.Parameters);

    public ClusterResult Cluster(ClusterInput input, ParameterValues parameters) =>
        TopicRun.Cluster(input, parameters, (_, _, _) => null);

    public TopicsResult Find(TopicsInput input, ParameterValues parameters) =>
        TopicRun.Find(input, parameters, (_, _, _) => null);
}
