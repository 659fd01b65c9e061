using System.Globalization;
using Modular.Plugins.Contract;

namespace Modular.Methods.Points;

internal static class Texts
{
    public static readonly Message Name = new("积分与星级", "Points and stars");
    public static readonly Message Summary = new(
        "按每件事的积分累加，达到门槛评星；记错只能用负分冲回，不删原记录。",
        "Adds the points of all events; thresholds give stars. What was wrong is taken back by a negative entry."
    );
    public static readonly Message Levels = new("星级门槛", "Star levels");
    public static readonly Message LevelsHelp = new(
        "从一星起依次填写所需积分，例如 100, 300, 600。",
        "Points needed from the first star on, such as 100, 300, 600."
    );
    public static readonly Message BadLevels = new("星级门槛应逐级升高。", "The levels must rise.");

    public static Message Explained(double sum, int events, double taken) =>
        taken > 0
            ? new(
                $"{events} 笔记录，合计 {Number(sum)} 分，其中冲回 {Number(taken)} 分。",
                $"{events} entries, {Number(sum)} points after {Number(taken)} were taken back."
            )
            : new($"{events} 笔记录，合计 {Number(sum)} 分。", $"{events} entries, {Number(sum)} points.");

    public static Message Star(int level, double? more) =>
        more is { } missing
            ? new(
                $"{level} 星，距下一星还差 {Number(missing)} 分。",
                $"Level {level}; {Number(missing)} points to the next."
            )
            : new($"{level} 星，已是最高。", $"Level {level}, the highest.");

    public static Message Below(string subject) =>
        new($"{subject} 的积分为负，请核对冲回记录。", $"{subject} stands below zero; look at what was taken back.");

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
