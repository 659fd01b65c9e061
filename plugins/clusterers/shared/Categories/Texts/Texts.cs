using Modular.Plugins.Contract;

namespace Modular.Clusterers.CategoryLinear;

internal static class Texts
{
    public static readonly Message Name = new("类别推荐", "Category suggestions");
    public static readonly Message Summary = new(
        "从过去的分类决定中学习，推荐三个可能的类别并给出把握；没有先例时按名称和词语推荐。只推荐，不决定。",
        "Learns from past decisions and suggests three likely categories with confidence; without precedents "
            + "by names and key words. It suggests and never decides."
    );
    public static readonly Message Seed = new("随机种子", "Seed");
    public static readonly Message SeedHelp = new(
        "相同的输入和种子得到相同的模型。",
        "The same input and seed give the same model."
    );
    public static readonly Message TooFew = new(
        "至少需要两个类别才能推荐。",
        "At least two categories are needed to suggest one."
    );
    public static readonly Message Unfit = new("输入的各列对不上。", "The columns of the input do not fit together.");
    public static readonly Message Damaged = new(
        "模型文件已损坏或版本不符，请重新训练。",
        "The model is damaged or of another version; train it again."
    );
}
