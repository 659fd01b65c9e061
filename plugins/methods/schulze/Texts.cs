using System.Globalization;
using Modular.Plugins.Contract;

namespace Modular.Methods.Schulze;

internal static class Texts
{
    public static readonly Message Name = new("排序投票（舒尔茨法）", "Ranked ballots (Schulze)");
    public static readonly Message Summary = new(
        "每人把对象排出先后，两两比较后得出总名次；并列就是并列。",
        "Everybody ranks the subjects; compared in pairs they give one order. A tie stays a tie."
    );
    public static readonly Message NoBallots = new("没有收到选票。", "No ballot was received.");
    public static readonly Message Ties = new("有并列名次。", "Some places are shared.");

    public static Message TooMany(int n, int most) =>
        new(
            $"对象有 {n} 个，超过 {most} 个，无法两两比较。",
            $"{n} subjects are more than the {most} that can be compared in pairs."
        );

    public static Message BadPlace(string rater, string subject, double value) =>
        new(
            $"{rater} 给 {subject} 的名次 {Number(value)} 不能用，名次从 1 起。",
            $"Place {Number(value)} by {rater} for {subject} is not possible; places begin with 1."
        );

    public static Message Explained(int wins, int losses, int k, long ballots) =>
        new(
            $"{ballots} 张票，与其余 {k - 1} 个对象两两相比，胜 {wins} 个，负 {losses} 个。",
            $"{ballots} ballots; of {k - 1} others it beats {wins} and loses to {losses}."
        );

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
