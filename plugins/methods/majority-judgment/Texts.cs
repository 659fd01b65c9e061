using System.Globalization;
using Modular.Plugins.Contract;

namespace Modular.Methods.MajorityJudgment;

internal static class Texts
{
    public static readonly Message Name = new("民主测评（等级中位数）", "Democratic appraisal (majority judgment)");
    public static readonly Message Summary = new(
        "每张票给每个对象评一个等级，以中位等级论高低，同级再逐票比较。",
        "Each ballot grades each subject; the median grade decides, ties are broken ballot by ballot."
    );
    public static readonly Message Grades = new("等级数", "Grades");
    public static readonly Message GradesHelp = new(
        "例如优秀、良好、一般、较差为 4 级；0 为最低。",
        "Such as excellent to poor; 0 is the worst."
    );
    public static readonly Message Default = new("缺票按几级计", "Grade of a missing ballot");
    public static readonly Message DefaultHelp = new(
        "留空时各对象票数必须相同。",
        "Empty: all subjects need the same number of ballots."
    );
    public static readonly Message NoBallots = new("没有收到选票。", "No ballot was received.");

    public static Message BadGrades(int grades) =>
        new($"等级数 {grades} 与缺票等级不相容。", $"{grades} grades do not go with the grade of a missing ballot.");

    public static Message OutOfScale(string rater, string subject, double value, int grades) =>
        new(
            $"{rater} 给 {subject} 的 {Number(value)} 不是 0 到 {grades - 1} 的等级。",
            $"{Number(value)} by {rater} for {subject} is no grade from 0 to {grades - 1}."
        );

    public static Message Unequal(string subject, long n, long most) =>
        new(
            $"{subject} 只有 {n} 张票，其他对象有 {most} 张。请设定缺票按几级计。",
            $"{subject} has {n} ballots where others have {most}; say which grade a missing one counts as."
        );

    public static Message Filled(string subject, long n, int grade) =>
        new($"{subject} 缺 {n} 张票，按第 {grade} 级计。", $"{subject} lacks {n} ballots, counted as grade {grade}.");

    public static Message Explained(int grade, long[] tally, long n)
    {
        long better = tally.Skip(grade + 1).Sum(),
            worse = tally.Take(grade).Sum();
        return new(
            $"{n} 张票，中位等级 {grade}，高于它 {better} 张，低于它 {worse} 张。",
            $"{n} ballots, median grade {grade}; {better} above it, {worse} below."
        );
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
