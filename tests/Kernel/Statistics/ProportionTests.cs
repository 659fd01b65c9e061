using Modular.Kernel.Statistics;

namespace Modular.Kernel.Tests;

/// <summary>Worked examples of R. G. Newcombe, Stat. Med. 17 (1998) 873-890, method 10.</summary>
[Trait("rule", "P20")]
public sealed class ProportionTests
{
    [Theory]
    [InlineData(56, 70, 48, 80, 0.0524, 0.3339)]
    [InlineData(9, 10, 3, 10, 0.1705, 0.8090)]
    [InlineData(6, 7, 2, 7, 0.0582, 0.8062)]
    [InlineData(5, 56, 0, 29, -0.0381, 0.1926)]
    public void The_difference_of_two_shares(int a, int m, int b, int n, double lower, double upper)
    {
        var (l, u) = Proportions.Difference((double)a / m, m, (double)b / n, n);
        Assert.Equal(lower, l, 4);
        Assert.Equal(upper, u, 4);
    }
}
