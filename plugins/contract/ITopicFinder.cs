namespace Modular.Plugins.Contract;

/// <summary>
/// What <see cref="IClusterer"/> grew into: it knows what an officer decided and what was found before, and keeps to
/// it. The same promises: pure, seeded, one call per process, the same answer on one thread and on many.
/// </summary>
public interface ITopicFinder : IClusterer
{
    /// <exception cref="NotComputableException">Too little text to say anything.</exception>
    TopicsResult Find(TopicsInput input, ParameterValues parameters);
}

/// <summary>
/// Requests in columns: entry <c>i</c> of every non-empty list belongs together. Lists other than <see cref="Ids"/> and
/// <see cref="Texts"/> may be empty.
/// </summary>
/// <param name="Ids">Unique; any text.</param>
/// <param name="Topics">Wanted number of topics, kept ones among them, or null to let the data decide.</param>
/// <param name="KnownPlaces">Names of units and places: they say where, not what, and make no topic.</param>
/// <param name="Kept">Number of topics an officer decided on: they stay, whatever else is found.</param>
/// <param name="Pinned">For every text the kept topic it belongs to by an officer's decision, or -1.</param>
/// <param name="NotIn">Pairs (flat: text, kept topic, ...): an officer took this text out of that topic.</param>
/// <param name="Before">
/// For every text the topic of the last run it was in, counted on from <see cref="Kept"/> or a kept one, or -1 for
/// "other" or new.
/// </param>
/// <param name="BeforeX">Place on the last run's map, -1 to 1; NaN where there was none.</param>
public sealed record TopicsInput(
    IReadOnlyList<string> Ids,
    IReadOnlyList<string> Titles,
    IReadOnlyList<string> Texts,
    IReadOnlyList<string> KnownPlaces,
    int? Topics,
    int Seed,
    int Kept,
    IReadOnlyList<int> Pinned,
    IReadOnlyList<int> NotIn,
    IReadOnlyList<int> Before,
    IReadOnlyList<double> BeforeX,
    IReadOnlyList<double> BeforeY
);

/// <param name="TopicOf">
/// For every text the index of its topic in <see cref="Topics"/>, or -1 for "other". Kept topics come first, in their
/// order.
/// </param>
/// <param name="Closeness">For every text its likeness to its topic, 0 to 1.</param>
/// <param name="X">
/// Place of every text on a map on which near means alike, -1 to 1; the last run's places are kept where they were
/// given.
/// </param>
/// <param name="Stability">
/// Adjusted Rand index between independent runs on resampled texts, 0 to 1; null where there is too little text.
/// </param>
public sealed record TopicsResult(
    IReadOnlyList<int> TopicOf,
    IReadOnlyList<double> Closeness,
    IReadOnlyList<double> X,
    IReadOnlyList<double> Y,
    IReadOnlyList<TopicFound> Topics,
    double? Stability
);

/// <param name="KeyWords">What sets it apart from the others, most telling first; eight at most.</param>
/// <param name="Representatives">Indices of texts, the most typical first, five at most.</param>
/// <param name="Before">Topic of the last run most of it comes from, or -1.</param>
/// <param name="Stability">Share of its pairs that are together in the independent runs too, 0 to 1.</param>
/// <param name="X">Its place on the map.</param>
public sealed record TopicFound(
    string Name,
    IReadOnlyList<string> KeyWords,
    int Size,
    IReadOnlyList<int> Representatives,
    int Before,
    double? Stability,
    double X,
    double Y
);
