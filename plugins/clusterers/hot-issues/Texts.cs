using Modular.Plugins.Contract;

namespace Modular.Clusterers.HotIssues;

internal static class Texts
{
    public static readonly Message Name = new("热点问题", "Hot issues");
    public static readonly Message Summary = new(
        "把不同的人反映的同一地点、同一问题归在一起，并说明热度由什么组成。",
        "Groups what several people tell of the same problem at the same place, and says what the heat is made of."
    );
    public static readonly Message TooLittle = new(
        "文字太少：至少需要两条有内容的诉求。",
        "Too little text: at least two requests with words are needed."
    );
}
