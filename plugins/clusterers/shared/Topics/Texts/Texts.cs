using Modular.Plugins.Contract;

namespace Modular.Clusterers.Topics;

internal static class Texts
{
    public static readonly Message Name = new("诉求主题", "Topics of requests");
    public static readonly Message Summary = new(
        "按用词和相近诉求归为主题，记住人工的合并、拆分与固定；不需要词典、网络和显卡。",
        "Groups requests by words and by the requests around them and keeps to what officers merged, split and "
            + "pinned; needs no dictionary, network or graphics card."
    );
    public static readonly Message Fields = new("业务领域的分量", "Weight of fields of work");
    public static readonly Message FieldsHelp = new(
        "0 为完全只看用词；1.2 为通常；越大越不跨部门。",
        "0 looks at words alone; 1.2 is usual; the more, the less a topic straddles offices."
    );
    public static readonly Message TooLittle = new(
        "文字太少，无法归类：至少需要两条有内容的诉求。",
        "Too little text to group: at least two requests with words are needed."
    );
}
