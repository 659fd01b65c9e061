using System.Globalization;
using Modular.Plugins.Contract;

namespace Modular.Methods.WeightedMean;

internal static class Texts
{
    public static readonly Message Name = new("加权平均", "Weighted mean");
    public static readonly Message Summary = new(
        "每位评审按各项权重求平均，再对全体评审取平均。缺项不计为零。",
        "Each rater's weighted mean over the criteria, then the mean over raters. A missing score is not zero."
    );
    public static readonly Message Weights = new("各项权重", "Weights");
    public static readonly Message WeightsHelp = new(
        "留空表示各项同等重要。",
        "Leave empty to weigh all criteria the same."
    );
    public static readonly Message NoScores = new("没有收到评分。", "No score was received.");
    public static readonly Message ZeroWeights = new(
        "权重之和为零，无法计算，请至少给一项大于零的权重。",
        "The weights sum to zero; give at least one criterion a weight above zero."
    );

    public static Message BadWeight(double weight) =>
        new(
            $"权重 {Number(weight)} 不能用，权重应为不小于零的数字。",
            $"A weight of {Number(weight)} is not possible; weights are zero or more."
        );

    public static Message UnknownCriterion(string name) =>
        new($"评分中没有「{name}」这一项，其权重未用。", $"No scores for criterion {name}; its weight was not used.");

    public static Message NoWeight(string name) =>
        new($"「{name}」未给权重，不计入得分。", $"Criterion {name} has no weight and does not count.");

    public static Message Missing(string rater, string subject, string criterion) =>
        new(
            $"{rater} 未给 {subject} 的「{criterion}」评分，该评审按已评各项计算。",
            $"{rater} did not score {subject} on {criterion}; that rater's mean is over the criteria present."
        );

    public static Message MoreMissing(int n) =>
        new($"另有 {n} 处缺项，未逐一列出。", $"{n} more scores are missing; they are not listed one by one.");

    public static Message Explained(int n, double low, double high) =>
        n == 1
            ? new("仅一位评审评分，没有区间。", "One rater only, so there is no interval.")
            : new(
                $"{n} 位评审，各自加权平均从 {Number(low)} 到 {Number(high)}。",
                $"{n} raters, their weighted means from {Number(low)} to {Number(high)}."
            );

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
