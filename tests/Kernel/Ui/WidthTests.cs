using Modular.Kernel.Calendar;
using Modular.Kernel.Search;
using Modular.Language;

namespace Modular.Kernel.Tests;

/// <summary>What a Chinese keyboard writes in full width is read as what was meant.</summary>
public sealed class WidthTests
{
    [Theory]
    [
        InlineData("\uff11\uff13\uff18\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff11"),
        InlineData("+86 138-0000-0001"),
        InlineData("0086 138 0000 0001")
    ]
    public void A_telephone_is_the_same_however_it_is_typed(string typed)
    {
        Assert.Equal("13800000001", Privacy.Phones.Plain(typed));
        Assert.True(Privacy.Phones.Holds($"Call {typed} please", "13800000001"));
        Assert.DoesNotContain(
            "0001",
            Language.Width.Narrow(Privacy.Phones.Strike($"Call {typed}", "13800000001", null)),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("ＡＢ１２：３０－１７　％", "AB12:30-17 %"), InlineData("已经 plain", "已经 plain"), InlineData("", "")]
    public void Full_width_signs_become_the_usual_ones(string text, string narrow) =>
        Assert.Equal(narrow, Width.Narrow(text));

    [Fact, Trait("rule", "K4")]
    public void Opening_hours_may_be_typed_in_full_width() =>
        Assert.Equal(
            BusinessHours.Parse("08:30-12:00,14:00-17:30"),
            BusinessHours.Parse("０８：３０－１２：００，１４：００－１７：３０")
        );

    [Fact, Trait("rule", "K10")]
    public void A_search_finds_letters_of_either_width() =>
        Assert.Equal(Bigrams.Query("WX2026"), Bigrams.Query("ＷＸ２０２６"));
}
