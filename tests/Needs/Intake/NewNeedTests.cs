using Modular.Kernel.Rules;
using Modular.Needs.Domain;
using Modular.Needs.Intake;

namespace Modular.Needs.Tests;

/// <summary>What a request must say, by whichever channel it comes.</summary>
[Trait("rule", "N1")]
public sealed class NewNeedTests
{
    [Theory]
    [InlineData(" ", "灯坏了", "needs.title-needed")]
    [InlineData("灯", "\n ", "needs.text-needed")]
    public void Title_and_text_are_needed(string title, string text, string refusal) =>
        Assert.Equal(refusal, Assert.Throws<RuleBroken>(() => Wish(title, text).Checked()).Key);

    [Fact]
    public void A_text_may_be_as_long_as_the_column_and_no_longer()
    {
        Assert.Equal(Need.TextLength, Wish("灯", new string('长', Need.TextLength)).Checked().Text.Length);
        var refused = Assert.Throws<RuleBroken>(() => Wish("灯", new string('长', Need.TextLength + 1)).Checked());
        Assert.Equal(("needs.text-long", "Text"), (refused.Key, refused.Field));
    }

    private static NewNeed Wish(string title, string text) =>
        new(title, text, 1, "/1/", NeedChannel.Phone, DateTimeOffset.UnixEpoch, "desk");
}
