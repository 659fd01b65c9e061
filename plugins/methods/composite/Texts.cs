using System.Globalization;
using Modular.Plugins.Contract;

namespace Modular.Methods.Composite;

internal static class Texts
{
    public static readonly Message Name = new("综合评定", "Composite");
    public static readonly Message Summary = new(
        "把其他轮次的结果按权重合成，例如评审 60%、满意度 40%。",
        "Joins the results of other rounds by weights, such as panel 60 %, satisfaction 40 %."
    );
    public static readonly Message Weights = new("各部分权重", "Weights");
    public static readonly Message WeightsHelp = new("留空表示同等重要。", "Leave empty to weigh all the same.");
    public static readonly Message Full = new("各部分满分", "Full marks");
    public static readonly Message FullHelp = new(
        "填写后先换算成百分制再合成，留空按原分。",
        "Brings a part to 0 to 100 first; empty leaves it as it is."
    );
    public static readonly Message BadWeights = new("权重和满分应为正数。", "Weights and full marks are above zero.");

    public static Message PartAbsent(string part) =>
        new($"缺少「{part}」这一部分的结果。", $"There is no result of the part {part}.");

    public static Message Missing(string subject, string part) =>
        new($"{subject} 缺少「{part}」的结果，不能合成。", $"{subject} has no result in {part}; it cannot be joined.");

    public static Message Explained(IReadOnlyList<(string Name, double Value, double Weight)> parts) =>
        new(
            string.Join("，", parts.Select(p => $"{p.Name} {Number(p.Value)} 分占 {Number(p.Weight * 100)}%")) + "。",
            string.Join(", ", parts.Select(p => $"{p.Name} {Number(p.Value)} at {Number(p.Weight * 100)} %")) + "."
        );

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
