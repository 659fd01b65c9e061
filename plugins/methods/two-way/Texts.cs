using System.Globalization;
using Modular.Plugins.Contract;

namespace Modular.Methods.TwoWay;

internal static class Texts
{
    public static readonly Message Name = new("双向打分", "Two-way scoring");
    public static readonly Message Summary = new(
        "社区与共建单位互相打分：各自扣除对方的宽严后计分，并检查有没有互相抬分或互相压分。",
        "Two sides score each other; severity is taken out on each, and favours or grudges returned are shown."
    );
    public static readonly Message Permutations = new("检验次数", "Permutations");
    public static readonly Message PermutationsHelp = new(
        "留空为全部排列；单位多时自动改为抽样。",
        "Empty for all arrangements; drawn by itself where there are too many."
    );
    public static readonly Message Seed = new("随机种子", "Seed");
    public static readonly Message SeedHelp = new(
        "抽样用，同一种子结果相同。",
        "For draws; the same seed gives the same result."
    );
    public static readonly Message Mutual = new("互评权重", "Weight of the mutual score");
    public static readonly Message MutualHelp = new(
        "与客观项合成时互评占的份量。",
        "Its part where objective items join in."
    );
    public static readonly Message Weights = new("各评分项权重", "Weights of the lines");
    public static readonly Message WeightsHelp = new("留空的按 1 计。", "An empty one counts as 1.");
    public static readonly Message Objective = new("客观项权重", "Weights of objective items");
    public static readonly Message ObjectiveHelp = new(
        "签到、认领、承诺兑现等客观项各占多少，留空不用。",
        "Check-ins, claims, kept commitments; leave empty for none."
    );
    public static readonly Message Complete = new("必须全部互评", "All must have scored");
    public static readonly Message CompleteHelp = new("缺任何一对就不出结果。", "No result while any pair is missing.");
    public static readonly Message SidesNeeded = new(
        "每行评分须注明方向 a 或 b（客观项为 fact）。",
        "Every row needs its side, a or b (fact for objective items)."
    );
    public static readonly Message Parted = new(
        "互评分成了互不相连的几组，无法比较。",
        "The scores fall into parts that share nobody and cannot be compared."
    );
    public static readonly Message BadWeights = new(
        "权重应不小于零且不能全为零。",
        "Weights are zero or more, and not all zero."
    );
    public static readonly Message BadPermutations = new("检验次数应不小于 1。", "There is at least one permutation.");
    public static readonly Message NotScored = new("没有收到对方的评分。", "The other side did not score it.");
    public static readonly Message NoReciprocity = new(
        "互评没有可比较的差异，不计算互惠程度。",
        "There is no difference to compare, so reciprocity is not computed."
    );
    public static readonly Message NoPermutation = new(
        "互评不齐，互惠程度未作检验。",
        "Some pairs are missing, so reciprocity was not tested."
    );

    public static Message SideMissing(string side) => new($"{side} 方没有评分。", $"Side {side} gave no score.");

    public static Message BothSides(string unit) => new($"{unit} 同时出现在两方。", $"{unit} stands on both sides.");

    public static Message Incomplete(int n, IReadOnlyList<(string From, string To)> some) =>
        new(
            $"还差 {n} 份互评，例如 {string.Join("、", some.Select(s => $"{s.From} 评 {s.To}"))}。",
            $"{n} scores are missing, such as {string.Join(", ", some.Select(s => $"{s.From} on {s.To}"))}."
        );

    public static Message FactsMissing(int n) =>
        new(
            $"{n} 个单位没有客观项数据，只按互评计分。",
            $"{n} units have no objective items; their mutual score counts alone."
        );

    public static Message Reciprocal(double r, double p) =>
        new(
            $"互评残差相关 {Number(r)}（p = {Number(p)}），可能存在互相照顾或互相压分，请人工查看列出的几对，不自动扣分。",
            $"Residuals of both directions correlate by {Number(r)} (p = {Number(p)}): favours or grudges may "
                + "have been returned. Look at the pairs; nothing is deducted."
        );

    public static Message Explained(double raw, double own, double? joined) =>
        joined is { } all
            ? new(
                $"互评原始平均 {Number(raw)}，扣除宽严后 {Number(own)}，与客观项合成 {Number(all)}。",
                $"Raw mean {Number(raw)}, {Number(own)} without severity, {Number(all)} with objective items."
            )
            : new(
                $"互评原始平均 {Number(raw)}，扣除宽严后 {Number(own)}。",
                $"Raw mean {Number(raw)}, {Number(own)} without severity."
            );

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
