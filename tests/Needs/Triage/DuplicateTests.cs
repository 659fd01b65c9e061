using Modular.TestKit;

namespace Modular.Needs.Tests;

/// <summary>Needs that tell of the same.</summary>
public sealed class DuplicateTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "N7")]
    public async Task Likely_duplicates_show_and_those_of_others_do_not(string database)
    {
        await using var host = await RunningHost.Start(database);
        await Asking.Ask(host, "文兴社区3号楼电梯坏了一个星期,老人上下楼很不方便。");
        await Asking.Ask(host, "小区广场舞音响太吵,晚上十点还在跳。");
        await Asking.Ask(host, "和平社区3号楼电梯又坏了,没有人修。", "B1");
        var worker = await host.As("worker-a1");
        string json = System.Text.Encoding.UTF8.GetString(
            await worker.Bytes(
                "/needs/new?handler=alike&text=" + Uri.EscapeDataString("3号楼的电梯坏了好几天,老人下不了楼")
            )
        );
        Assert.Single(System.Text.Json.JsonDocument.Parse(json).RootElement.EnumerateArray());
        Assert.Contains("XQ-2026-000001", json, StringComparison.Ordinal);
    }
}
