using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Data;
using Modular.Kernel.Search;
using Modular.Kernel.Secrets;

namespace Modular.Kernel.Tests;

public sealed class SmallTests
{
    [Fact, Trait("rule", "K10")]
    public void Chinese_is_cut_into_pairs_and_words_stay_whole()
    {
        Assert.Equal(["停车", "车位", "位", "wifi", "5g"], Bigrams.Tokens("停车位 WiFi,5G"));
        Assert.Equal([("停车", false), ("车位", false)], Bigrams.Query("停车位"));
        Assert.Equal([("电", true)], Bigrams.Query("电"));
    }

    [Fact]
    public void Codes_have_130_bits_and_are_read_as_people_write_them()
    {
        string code = SecretCode.New();
        Assert.Equal(26, code.Length);
        Assert.Equal(SecretCode.Hash(code), SecretCode.Hash(SecretCode.Spaced(code).ToUpperInvariant()));
        Assert.Equal("138****5678", PersonalData.Mask("13812345678"));
    }

    [Fact]
    public void Ids_order_by_time_and_never_repeat()
    {
        var ids = Enumerable.Range(0, 10_000).Select(_ => Ids.Next(TimeProvider.System)).ToList();
        Assert.Equal(ids.Order(), ids);
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }
}
