using Modular.Plugins.Contract;

namespace Modular.Clusterers.SphericalKMeans;

internal static class Texts
{
    public static readonly Message Name = new("词语相近归类", "Spherical k-means");
    public static readonly Message Summary = new(
        "按用词相近把诉求归为主题，不需要词典和网络。",
        "Groups requests by the words they share; needs no dictionary and no network."
    );
    public static readonly Message Starts = new("尝试次数", "Starts");
    public static readonly Message StartsHelp = new(
        "从不同起点各算一次，取最好的一次。",
        "Computed from several starting points; the best is kept."
    );
    public static readonly Message TooLittle = new(
        "文字太少，无法归类：至少需要两条有内容的诉求。",
        "Too little text to group: at least two requests with words are needed."
    );
}
