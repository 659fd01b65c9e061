using Modular.Kernel.Texts;

namespace Modular.Kernel.Tests;

/// <summary>Names in the order of a Chinese list.</summary>
[Trait("rule", "K13")]
public sealed class ChineseOrderTests
{
    [Theory]
    // By sound, as a dictionary has them.
    [InlineData("安 白 陈 邓 方 高 韩 蒋 孔 李 马 牛 欧 潘 钱 任 孙 唐 王 徐 杨 张")]
    [InlineData("北苑社区 翠湖社区 东风社区 文兴社区 云栖社区 中山社区")]
    // The same first character: the second decides; the shorter is first.
    [InlineData("李 李安 李明 李明华 李强")]
    // Figures by value, written out or not.
    [InlineData("第一社区 第二社区 第三社区 第九社区 第十社区 第十一社区 第二十社区 第二十一社区")]
    [InlineData("1号楼 2号楼 10号楼 第1组 第10组")]
    [InlineData("一期 二期 十二期 和平里 三里屯")]
    // Latin letters in front, in either width; rare characters behind.
    [InlineData("A区 Ｂ区 安区 犇鑫社区")]
    public void Names_stand_as_people_look_for_them(string names)
    {
        string[] order = names.Split(' ');
        var mixed = order.Reverse().OrderBy(n => n.Length % 3).ToList();
        Assert.Equal(order, mixed.Order(ChineseOrder.Names));
    }

    [Fact]
    public void Two_names_that_differ_are_never_equal()
    {
        Assert.NotEqual(0, ChineseOrder.Names.Compare("A区", "Ａ区"));
        Assert.Equal(0, ChineseOrder.Names.Compare("安区", "安区"));
        Assert.True(ChineseOrder.Names.Compare(null, "安") < 0);
    }
}
