using System.Globalization;
using Modular.Plugins.Contract;

namespace Modular.Methods.RaterAdjusted;

internal static class Texts
{
    public static readonly Message Name = new("评委宽严校正", "Rater-adjusted");
    public static readonly Message Summary = new(
        "估计每位评委偏严或偏宽多少，扣除后再比较，适合评委只评一部分对象的情形。",
        "Estimates how severe or lenient each rater is and takes it out; for panels where each rater sees a part."
    );
    public static readonly Message Model = new("估计方法", "Model");
    public static readonly Message ModelHelp = new(
        "评委各评多件时用最小二乘；评分很少时用经验贝叶斯，更稳。",
        "Least squares where each scored several; empirical Bayes where scores are few."
    );
    public static readonly Message LeastSquares = new("最小二乘", "least squares");
    public static readonly Message EmpiricalBayes = new("经验贝叶斯", "empirical Bayes");
    public static readonly Message Weights = new("各项权重", "Weights");
    public static readonly Message WeightsHelp = new(
        "留空表示各项同等重要。",
        "Leave empty to weigh all criteria the same."
    );
    public static readonly Message BadWeights = new(
        "权重应为不小于零的数字，且不能全为零。",
        "Weights are zero or more, and not all zero."
    );
    public static readonly Message NoScores = new("没有收到评分。", "No score was received.");
    public static readonly Message NoDegrees = new(
        "评分太少，无法估计误差，没有区间。",
        "There are too few scores to estimate an error; there is no interval."
    );
    public static readonly Message NoSpread = new(
        "对象之间看不出差别，得分都接近总平均。",
        "The subjects cannot be told apart; all scores lie near the mean."
    );

    public static Message BadModel(string given) =>
        new(
            $"估计方法应为 least-squares 或 empirical-bayes，不能是 {given}。",
            $"The model is least-squares or empirical-bayes, not {given}."
        );

    public static Message Parted(int n, string names) =>
        new(
            $"评委与对象分成了互不相连的 {n} 组，组间的宽严无法比较，请让部分评委跨组评分。各组评委：{names}",
            $"Raters and subjects fall into {n} parts that share nobody, so severity cannot be compared across "
                + $"them; let some raters score in both. Parts: {names}"
        );

    public static Message PartedShrunken(int n) =>
        new(
            $"评委与对象分成了互不相连的 {n} 组，组间比较只靠总体均值。",
            $"Raters and subjects fall into {n} parts that share nobody; across them only the common mean compares."
        );

    public static Message Explained(double raw, double score, IReadOnlyList<(string Rater, double Effect)> strongest)
    {
        string zh = string.Join(
            "，",
            strongest.Select(s => $"{s.Rater}比平均{(s.Effect > 0 ? "宽" : "严")} {Number(Math.Abs(s.Effect))} 分")
        );
        string en = string.Join(
            ", ",
            strongest.Select(s => $"{s.Rater} is {Number(Math.Abs(s.Effect))} {(s.Effect > 0 ? "lenient" : "severe")}")
        );
        return strongest.Count == 0
            ? new(
                $"原始平均 {Number(raw)}，评委宽严相当，无须校正。",
                $"Raw mean {Number(raw)}; its raters are even, nothing to adjust."
            )
            : new(
                $"原始平均 {Number(raw)}，校正后 {Number(score)}：{zh}。",
                $"Raw mean {Number(raw)}, adjusted {Number(score)}: {en}."
            );
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
