using Modular.Kernel.Ui;

namespace Modular.Kernel.Tests;

public sealed class PageAddressTests
{
    [Fact]
    public void What_people_typed_stays_one_value_and_what_is_empty_is_left_out()
    {
        Assert.Equal(
            "/needs?q=A%26B%20%231&day=2026-03-05",
            PageAddress.Of("/needs", ("q", "A&B #1"), ("state", null), ("unit", ""), ("day", new DateOnly(2026, 3, 5)))
        );
        Assert.Equal("/needs", PageAddress.Of("/needs", ("q", " "[..0])));
    }
}
