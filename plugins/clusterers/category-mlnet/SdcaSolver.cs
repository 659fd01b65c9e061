using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Modular.Language.Categories;

namespace Modular.Clusterers.CategoryMlNet;

/// <summary>
/// ML.NET's stochastic dual coordinate ascent with hinge loss (Shalev-Shwartz and Zhang 2013), set so that it
/// minimises what our own solver does: |w|^2 / 2 + sum of cost times loss. The constant is a column of ours, so its
/// own bias is not taught. One thread: with more its steps have no fixed order.
/// </summary>
internal static class SdcaSolver
{
    private sealed class Row
    {
        public VBuffer<float> Features { get; set; }
        public bool Label { get; set; }
        public float Weight { get; set; }
    }

    public static float[] Solve(
        IReadOnlyList<SparseRow> rows,
        bool[] mine,
        int columns,
        double costMine,
        double costOthers,
        int seed
    )
    {
        // What the class before left behind, many small pieces, is given back before more is asked for: left to
        // itself it grows to three times as much, and the runner has a limit.
        GC.Collect();
        var ml = new MLContext(seed);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, columns);
        var data = ml.Data.LoadFromEnumerable(
            rows.Select(
                    (row, i) =>
                        new Row
                        {
                            Features = Sorted(row, columns),
                            Label = mine[i],
                            Weight = (float)(mine[i] ? costMine : costOthers),
                        }
                )
                .ToArray(),
            schema
        );
        var model = ml
            .BinaryClassification.Trainers.SdcaNonCalibrated(
                new SdcaNonCalibratedBinaryTrainer.Options
                {
                    LabelColumnName = nameof(Row.Label),
                    FeatureColumnName = nameof(Row.Features),
                    ExampleWeightColumnName = nameof(Row.Weight),
                    LossFunction = new HingeLoss(),
                    L2Regularization = 1f / rows.Count,
                    L1Regularization = 0,
                    BiasLearningRate = 0,
                    NumberOfThreads = 1,
                }
            )
            .Fit(data);
        float[] weights = [.. model.Model.Weights];
        // No bias was taught; should a version teach one all the same, the constant column carries it.
        weights[^1] += model.Model.Bias;
        return weights;
    }

    /// <summary>The row itself where its columns ascend, as they mostly do; else a copy in their order.</summary>
    private static VBuffer<float> Sorted(SparseRow row, int columns)
    {
        bool ascending = true;
        for (int i = 1; i < row.Columns.Length && ascending; i++)
            ascending = row.Columns[i - 1] < row.Columns[i];
        if (ascending)
            return new(columns, row.Columns.Length, row.Values, row.Columns);
        int[] at = [.. row.Columns];
        float[] values = [.. row.Values];
        Array.Sort(at, values);
        return new(columns, at.Length, values, at);
    }
}
