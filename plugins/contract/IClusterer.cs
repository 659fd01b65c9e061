namespace Modular.Plugins.Contract;

/// <summary>
/// Groups texts of residents into topics. The same promises as <see cref="IAppraisalMethod"/>: pure, seeded, one call
/// per process.
/// </summary>
public interface IClusterer
{
    PluginDescription Describe();

    /// <exception cref="NotComputableException">Too little text to say anything.</exception>
    ClusterResult Cluster(ClusterInput input, ParameterValues parameters);
}

/// <param name="Ids">Unique; any text.</param>
/// <param name="Texts">Entry <c>i</c> belongs to <c>Ids[i]</c>; may be empty.</param>
/// <param name="Topics">Wanted number of topics, or null to let the clusterer decide.</param>
public sealed record ClusterInput(IReadOnlyList<string> Ids, IReadOnlyList<string> Texts, int? Topics, int Seed);

/// <param name="TopicOf">For every text the index of its topic in <see cref="Topics"/>, or -1 for "other".</param>
/// <param name="Closeness">For every text its cosine to the topic's centre, 0 to 1.</param>
public sealed record ClusterResult(
    IReadOnlyList<int> TopicOf,
    IReadOnlyList<double> Closeness,
    IReadOnlyList<TopicResult> Topics
);

/// <param name="Representatives">Indices of the texts nearest the centre, nearest first, five at most.</param>
public sealed record TopicResult(
    string Name,
    IReadOnlyList<string> KeyWords,
    int Size,
    IReadOnlyList<int> Representatives
);
