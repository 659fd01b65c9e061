using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Modular.Clusterers.Topics;

namespace Modular.Clusterers.TopicsMlNet;

/// <summary>
/// ML.NET's k-means with k-means++ starts (Arthur and Vassilvitskii 2007): several of them, since one alone may begin
/// badly, and of those the least sum of squared distances. One thread, so that the same seed gives the same groups.
/// </summary>
internal sealed class MlNetPartition(float[][] points, int seed, int[]? among) : IPartition
{
    private const int Starts = 10,
        LearntFrom = 8000;

    /// <summary>Of so few texts one start costs little and begins badly more often.</summary>
    private const int Small = 1000,
        StartsOfSmall = 40;

    private sealed class Row
    {
        public float[] Features { get; set; } = [];
    }

    public int[] Into(int k)
    {
        float[][] learnt = SmallGroups.Sample(points, among, LearntFrom);
        float[][] distinct = Distinct(learnt, k);
        // No more kinds than wanted: each is its own group, and there is nothing to be trained.
        if (distinct.Length <= k)
            return Gapless([.. points.Select(p => Nearest(p, distinct).Centre)]);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, points[0].Length);
        (double Sum, float[][] Centres) best = (double.PositiveInfinity, []);
        int starts = learnt.Length < Small ? StartsOfSmall : Starts;
        for (int start = 0; start < starts; start++)
        {
            var centres = Train(learnt, schema, k, unchecked(seed * 31 + start));
            double sum = learnt.Sum(p => (double)Nearest(p, centres).Distance);
            if (sum < best.Sum)
                best = (sum, centres);
        }

        int[] of = new int[points.Length];
        Parallel.For(0, points.Length, i => of[i] = Nearest(points[i], best.Centres).Centre);
        return Gapless(of);
    }

    private static float[][] Train(float[][] learnt, SchemaDefinition schema, int k, int seed)
    {
        var ml = new MLContext(seed);
        var data = ml.Data.LoadFromEnumerable(learnt.Select(p => new Row { Features = p }), schema);
        var model = ml
            .Clustering.Trainers.KMeans(
                new KMeansTrainer.Options
                {
                    FeatureColumnName = nameof(Row.Features),
                    NumberOfClusters = k,
                    InitializationAlgorithm = KMeansTrainer.InitializationAlgorithm.KMeansPlusPlus,
                    NumberOfThreads = 1,
                }
            )
            .Fit(data);
        VBuffer<float>[] centres = [];
        model.Model.GetClusterCentroids(ref centres, out int found);
        return [.. centres.Take(found).Select(c => c.DenseValues().ToArray())];
    }

    private static (int Centre, float Distance) Nearest(float[] point, float[][] centres)
    {
        (int Centre, float Distance) best = (0, float.PositiveInfinity);
        for (int c = 0; c < centres.Length; c++)
        {
            float distance = TensorPrimitives.Distance<float>(point, centres[c]);
            if (distance * distance < best.Distance)
                best = (c, distance * distance);
        }

        return best;
    }

    /// <summary>The first of each kind of point, until there is one more than asked for.</summary>
    private static float[][] Distinct(float[][] rows, int most)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var kept = new List<float[]>();
        foreach (float[] row in rows)
            if (seen.Add(new string(MemoryMarshal.Cast<float, char>(row))))
            {
                kept.Add(row);
                if (kept.Count > most)
                    break;
            }

        return [.. kept];
    }

    /// <summary>Groups without points do not count.</summary>
    private static int[] Gapless(int[] of)
    {
        int[] used = [.. of.Distinct().Order()];
        return [.. of.Select(o => Array.BinarySearch(used, o))];
    }
}
