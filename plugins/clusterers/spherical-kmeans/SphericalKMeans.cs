using System.Numerics.Tensors;
using Modular.Language.Linear;
using Modular.Language.Terms;
using Modular.Plugins.Contract;
using KMeans = Modular.Language.Topics.SphericalKMeans;

namespace Modular.Clusterers.SphericalKMeans;

/// <summary>
/// Topics by character bigrams, tf-idf, truncated SVD and spherical k-means; names from the words that set a topic
/// apart.
/// </summary>
public sealed class SphericalKMeans : IClusterer
{
    private const int Dimensions = 100,
        Rounds = 60;

    public PluginDescription Describe() =>
        new(
            "spherical-kmeans",
            "1.1.0",
            "Modular",
            Texts.Name,
            Texts.Summary,
            [new("starts", ParameterKind.Integer, Texts.Starts, Texts.StartsHelp, "6", Minimum: 1, Maximum: 50)]
        );

    public ClusterResult Cluster(ClusterInput input, ParameterValues parameters)
    {
        var bigrams = Bigrams.Of(input.Texts);
        int[] filled = [.. Enumerable.Range(0, bigrams.Rows).Where(i => !bigrams.IsEmpty(i))];
        if (filled.Length < 2)
            throw new NotComputableException(Texts.TooLittle);
        float[][] points = Decompositions.Of(bigrams, Dimensions, input.Seed).Rows;
        float[][] used = [.. filled.Select(i => points[i])];
        int k = Math.Clamp(input.Topics ?? Suggest(filled.Length), 1, filled.Length);
        int starts = filled.Length > 30_000 ? 2 : Math.Clamp(parameters.Integer("starts", 6), 1, 50);
        var (of, centres, _) = Enumerable
            .Range(0, starts)
            .Select(start => KMeans.Run(used, k, unchecked(input.Seed * 7919 + start), Rounds))
            .MaxBy(r => r.Quality);
        return Result(input.Texts, filled, used, of, centres);
    }

    /// <summary>
    /// Some ten to sixty: few enough to read through, growing with the square root of the number of texts.
    /// </summary>
    private static int Suggest(int texts) =>
        Math.Clamp((int)Math.Round(Math.Sqrt(texts / 8.0)), Math.Min(texts, 6), 60);

    private static ClusterResult Result(
        IReadOnlyList<string> texts,
        int[] filled,
        float[][] used,
        int[] of,
        float[][] centres
    )
    {
        // Largest first: topic 0 is what most people asked for.
        var order = of.GroupBy(c => c).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select(g => g.Key).ToList();
        var place = order.Select((c, i) => (c, i)).ToDictionary(p => p.c, p => p.i);
        int[] topicOf = new int[texts.Count];
        double[] closeness = new double[texts.Count];
        Array.Fill(topicOf, -1);
        for (int j = 0; j < filled.Length; j++)
        {
            topicOf[filled[j]] = place[of[j]];
            closeness[filled[j]] = Math.Clamp(TensorPrimitives.Dot<float>(used[j], centres[of[j]]), 0, 1);
        }

        var words = KeyWords.Of(new(texts), [], texts, topicOf, order.Count, []);
        var members = Enumerable.Range(0, texts.Count).Where(i => topicOf[i] >= 0).ToLookup(i => topicOf[i]);
        var topics = order
            .Select(
                (_, t) =>
                    new TopicResult(
                        words[t].Name is { Length: > 0 } name ? name : words[t].Words.FirstOrDefault() ?? "-",
                        words[t].Words,
                        members[t].Count(),
                        [.. members[t].OrderByDescending(i => closeness[i]).ThenBy(i => i).Take(5)]
                    )
            )
            .ToList();
        return new(topicOf, closeness, topics);
    }
}
