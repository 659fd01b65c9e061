using System.Globalization;
using Modular.Plugins.Contract;

namespace Modular.Methods.TrimmedMean;

internal static class Texts
{
    public static readonly Message Name = new("去极值平均", "Trimmed mean");
    public static readonly Message Summary = new(
        "每个对象去掉若干最高分和最低分，其余取平均。",
        "Drops the highest and lowest raters of each subject and averages the rest."
    );
    public static readonly Message Trim = new("两端各去掉几个", "Dropped at each end");
    public static readonly Message TrimHelp = new(
        "评审人数须多于两端去掉人数之和。",
        "There must be more raters than are dropped at both ends together."
    );
    public static readonly Message Scale = new("换算系数", "Scale");
    public static readonly Message ScaleHelp = new(
        "结果乘以此数，一般为 1。",
        "The result is multiplied by this; usually 1."
    );
    public static readonly Message Aggregate = new("保留分数的合成", "Kept scores are");
    public static readonly Message AggregateHelp = new(
        "跳水等比赛取总和，一般取平均。",
        "Averaged as a rule; added up in sports such as diving."
    );
    public static readonly Message Mean = new("取平均", "averaged");
    public static readonly Message Sum = new("取总和", "added up");

    public static Message BadTrim(double trim) =>
        new(
            $"去掉的个数应为不小于零的整数，不能是 {Number(trim)}。",
            $"The number dropped must be a whole number from zero, not {Number(trim)}."
        );

    public static Message BadScale(double scale) =>
        new($"换算系数应大于零，不能是 {Number(scale)}。", $"The scale must be above zero, not {Number(scale)}.");

    public static Message BadAggregate(string given) =>
        new($"合成方式应为 mean 或 sum,不能是 {given}。", $"The kept scores are combined by mean or sum, not {given}.");

    public static Message TooFew(string subject, int n, int trim) =>
        new(
            $"{subject} 只有 {n} 位评审，两端各去掉 {trim} 位后没有剩余。",
            $"{subject} has {n} raters; after dropping {trim} at each end none is left."
        );

    public static Message TooFewEverywhere(int most, int trim) =>
        new(
            $"评审人数最多的对象也只有 {most} 位，两端各去掉 {trim} 位后没有剩余，请减少去掉的个数或增加评审。",
            $"No subject has more than {most} raters; dropping {trim} at each end leaves none. Drop fewer or "
                + "add raters."
        );

    public static Message AllCount(int n) => new($"{n} 位评审全部计入。", $"All {n} raters count.");

    public static Message Dropped(int kept, IReadOnlyList<(string Rater, double Value)> dropped) =>
        new(
            $"计入 {kept} 位评审；未计入：{string.Join("、", dropped.Select(d => $"{d.Rater}({Number(d.Value)})"))}。",
            $"{kept} raters count; dropped: {string.Join(", ", dropped.Select(d => $"{d.Rater} ({Number(d.Value)})"))}."
        );

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
