using System.Globalization;
using Modular.Plugins.Contract;

namespace Modular.Methods.QuarterlyRating;

internal static class Texts
{
    public static readonly Message Name = new("季度评单", "Quarterly rating");
    public static readonly Message Summary = new(
        "服务对象匿名打 1 到 5 分，给出满意率及其区间；票数少的向总体收缩，不因几张票大起大落。",
        "Anonymous grades from 1 to 5: share of the satisfied with its interval; few ballots are drawn towards "
            + "the mean of all."
    );
    public static readonly Message Satisfied = new("几分算满意", "Satisfied from");
    public static readonly Message SatisfiedHelp = new("一般为 4 分。", "Usually 4.");
    public static readonly Message Confidence = new("置信水平", "Confidence");
    public static readonly Message ConfidenceHelp = new(
        "区间的把握程度，一般为 0.95。",
        "Of the intervals; usually 0.95."
    );
    public static readonly Message Minimum = new("最少票数", "Least ballots");
    public static readonly Message MinimumHelp = new(
        "不足此数不出结果，以免认出投票人。",
        "Below it nothing is shown, so that nobody is recognised."
    );
    public static readonly Message Rework = new("回炉线", "Rework below");
    public static readonly Message ReworkHelp = new(
        "平均分低于此数的服务退回重办，0 表示不设。",
        "Services whose mean grade lies below go back; 0 for none."
    );
    public static readonly Message NotShrunk = new(
        "对象不超过三个，未向总体收缩。",
        "There are three subjects or fewer, so nothing was drawn towards the mean."
    );

    public static Message BadConfidence(double given) =>
        new(
            $"置信水平应在 0 与 1 之间，不能是 {Number(given)}。",
            $"The confidence lies between 0 and 1, not {Number(given)}."
        );

    public static Message BadMinimum(int given) =>
        new($"最少票数应不小于 1，不能是 {given}。", $"The least number of ballots is 1 or more, not {given}.");

    public static Message OutOfScale(string rater, string subject, double value) =>
        new(
            $"{rater} 给 {subject} 的 {Number(value)} 不在 1 到 5 之间。",
            $"{Number(value)} by {rater} for {subject} is not between 1 and 5."
        );

    public static Message TooFewEverywhere(int most, int minimum) =>
        new(
            $"票数最多的对象也只有 {most} 张，不足 {minimum} 张，不出结果。",
            $"No subject has more than {most} ballots; {minimum} are needed."
        );

    public static Message TooFew(int minimum) =>
        new($"不足 {minimum} 张票，不出结果。", $"Fewer than {minimum} ballots; no result.");

    public static Message Explained(int n, double mean, double share, (double Lower, double Upper) wilson) =>
        new(
            $"{n} 张票，平均 {Number(mean)} 分，满意 {Percent(share)}（{Percent(wilson.Lower)} 至 {Percent(wilson.Upper)}）。",
            $"{n} ballots, mean grade {Number(mean)}, {Percent(share)} satisfied ({Percent(wilson.Lower)} to "
                + $"{Percent(wilson.Upper)})."
        );

    public static Message GoesBack(double line) =>
        new($"平均分低于 {Number(line)}，应退回重办。", $"The mean lies below {Number(line)}: it goes back.");

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Percent(double value) => (value * 100).ToString("0.#", CultureInfo.InvariantCulture) + "%";
}
