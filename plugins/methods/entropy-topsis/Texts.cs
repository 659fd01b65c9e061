using System.Globalization;
using Modular.Plugins.Contract;

namespace Modular.Methods.EntropyTopsis;

internal static class Texts
{
    public static readonly Message Name = new("熵权 TOPSIS", "Entropy-weighted TOPSIS");
    public static readonly Message Summary = new(
        "用客观数据排序：离最优近、离最差远者得分高；权重可自定，也可由数据差异自动确定。",
        "Ranks by figures: near the best and far from the worst. Weights are given or follow from how much the "
            + "figures differ."
    );
    public static readonly Message Weights = new("各项权重", "Weights");
    public static readonly Message WeightsHelp = new(
        "留空由数据差异（熵）自动确定。",
        "Empty: from the entropy of the figures."
    );
    public static readonly Message Directions = new("各项方向", "Directions");
    public static readonly Message DirectionsHelp = new("留空为越大越好。", "Empty: more is better.");
    public static readonly Message Benefit = new("越大越好", "more is better");
    public static readonly Message Cost = new("越小越好", "less is better");
    public static readonly Message Middle = new("接近某值最好", "best at a figure");
    public static readonly Message Interval = new("落在区间最好", "best within two figures");
    public static readonly Message From = new("最好的数值（或区间下限）", "Best figure, or the lower of two");
    public static readonly Message FromHelp = new("只用于后两种方向。", "For the last two directions only.");
    public static readonly Message To = new("区间上限", "The upper of two");
    public static readonly Message ToHelp = new("只用于落在区间最好。", "For best within two figures only.");
    public static readonly Message TooFew = new(
        "数据齐全的对象不足两个，无法比较。",
        "Fewer than two subjects have all figures."
    );
    public static readonly Message BadWeights = new(
        "权重应为不小于零的数字，且不能全为零。",
        "Weights are zero or more, and not all zero."
    );
    public static readonly Message NoDifference = new(
        "各对象的数据没有差别，排不出先后。",
        "The figures do not differ; there is no order."
    );

    public static Message Averaged(int n) =>
        new($"数据来自 {n} 个来源，已取平均。", $"Figures of {n} raters were averaged.");

    public static Message LeftOut(string subject) =>
        new($"{subject} 数据不全，未参与比较。", $"{subject} lacks figures and was left out.");

    public static Message Incomplete(string missing) => new($"缺少：{missing}。", $"Missing: {missing}.");

    public static Message Constant(string name) =>
        new($"「{name}」各对象相同，权重为 0。", $"All have the same {name}; its weight is 0.");

    public static Message Heavy(string name, double weight) =>
        new(
            $"「{name}」一项的权重达 {Number(weight * 100)}%，结果基本由它决定。",
            $"{name} alone weighs {Number(weight * 100)} %; it all but decides."
        );

    public static Message NeedsFigure(string name) =>
        new($"请给出「{name}」最好的数值或区间。", $"Give the best figure or figures of {name}.");

    public static Message BadDirection(string name, string given) =>
        new($"「{name}」的方向 {given} 不能用。", $"{given} is no direction for {name}.");

    public static Message Negative(string name) =>
        new(
            $"「{name}」有负数，不能按比例计算，请先换算成不小于零的数。",
            $"{name} has negative figures; turn them into figures from zero first."
        );

    public static Message Explained(double score, (string? For, string? Against) why) =>
        new(
            $"贴近度 {Number(score)}；最有利的是「{why.For}」，最不利的是「{why.Against}」。",
            $"Closeness {Number(score)}; {why.For} speaks most for it, {why.Against} most against."
        );

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
