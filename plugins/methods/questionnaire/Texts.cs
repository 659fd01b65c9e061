using System.Globalization;
using Modular.Plugins.Contract;

namespace Modular.Methods.Questionnaire;

internal static class Texts
{
    public static readonly Message Name = new("问卷统计", "Questionnaire");
    public static readonly Message Summary = new(
        "逐题统计平均、好评比例、缺答，0 到 10 分的题另算净推荐值及其误差。",
        "Per question: mean, share of the top answers, missing answers; net promoter score for questions from 0 to 10."
    );
    public static readonly Message Top = new("最高几档算好评", "Top answers");
    public static readonly Message TopHelp = new(
        "五分题取 2 即 4 分和 5 分。",
        "2 of a five-point question means 4 and 5."
    );
    public static readonly Message Most = new("各题满分", "Highest answer");
    public static readonly Message MostHelp = new(
        "留空按收到的答案推定为 5、7 或 10。",
        "Empty: taken as 5, 7 or 10 from the answers."
    );
    public static readonly Message NoAnswers = new("没有收到答卷。", "No answer was received.");

    public static Message BadTop(int top) =>
        new($"好评档数应不小于 1，不能是 {top}。", $"There is at least one top answer, not {top}.");

    public static Message Above(string question, double seen, double most) =>
        new(
            $"「{question}」有答案 {Number(seen)}，高于满分 {Number(most)}。",
            $"{question} was answered by {Number(seen)}, above its highest answer {Number(most)}."
        );

    public static Message Explained(int n, int questions, string low, double mean) =>
        new(
            $"{n} 份答卷，{questions} 题；最低的一题是「{low}」（{Number(mean)}）。",
            $"{n} answers to {questions} questions; the lowest is {low} ({Number(mean)})."
        );

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
