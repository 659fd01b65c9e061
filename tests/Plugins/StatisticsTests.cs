using Modular.Kernel.Rules;
using Modular.Kernel.Statistics;

namespace Modular.Plugins.Tests;

/// <summary>Agreement and draws on their published examples.</summary>
[Trait("rule", "A8")]
public sealed class StatisticsTests
{
    private const double Close = 5e-7;

    private static List<Rating> Coders(params string[] lines) =>
        [
            .. lines.SelectMany(
                (line, rater) =>
                    line.Split(' ')
                        .Select((v, unit) => (v, unit))
                        .Where(c => c.v != ".")
                        .Select(c => new Rating($"r{rater}", $"u{c.unit:00}", double.Parse(c.v)))
            ),
        ];

    [Fact]
    public void Krippendorffs_alpha_of_four_coders_and_twelve_units()
    {
        var result = Agreement.Of(
            Coders(
                "1 2 3 3 2 1 4 1 2 . . .",
                "1 2 3 3 2 2 4 1 2 5 . 3",
                ". 3 3 3 2 3 4 2 2 5 1 .",
                "1 2 3 3 2 4 4 1 2 5 1 ."
            )
        );
        foreach (
            var (metric, value) in new[]
            {
                ("nominal", 0.743421),
                ("ordinal", 0.815388),
                ("interval", 0.849107),
                ("ratio", 0.797403),
            }
        )
            Assert.Equal(value, result.Krippendorff[metric], Close);
        Assert.Contains("icc", result.Why.Keys);
    }

    [Fact]
    public void Six_intraclass_correlations_of_Shrout_and_Fleiss_with_the_interval()
    {
        var result = Agreement.Of(Coders("9 6 8 7 10 6", "2 1 4 1 5 2", "5 3 6 2 6 4", "8 2 8 6 9 7"));
        foreach (
            var (form, value) in new[]
            {
                ("1,1", 0.165742),
                ("2,1", 0.289764),
                ("3,1", 0.714841),
                ("1,k", 0.442797),
                ("2,k", 0.620051),
                ("3,k", 0.909316),
            }
        )
            Assert.Equal(value, result.Icc[form].Value, Close);
        Assert.Equal(0.018787, result.Icc["2,1"].Lower!.Value, 5e-5);
        Assert.Equal(0.761084, result.Icc["2,1"].Upper!.Value, 5e-5);
        Assert.All(
            Agreement.Forms,
            f =>
                Assert.True(result.Icc[f].Lower <= result.Icc[f].Value && result.Icc[f].Value <= result.Icc[f].Upper, f)
        );
    }

    [Fact]
    public void Kappa_of_Fleiss_for_thirty_patients()
    {
        const string Patients =
            "444444 222555 233335 555555 222444 113333 333355 113334 114444 555555 144444 124444 222333 144444 "
            + "224445 333335 111455 111112 224444 133555 555555 244444 224555 114444 144445 222224 111155 224444 "
            + "133333 555555";
        var ratings = Patients
            .Split(' ')
            .SelectMany((p, i) => p.Select((label, r) => new Rating($"r{r}", $"p{i:00}", label - '0')))
            .ToList();
        Assert.Equal(0.4302445, Agreement.Of(ratings).Fleiss!.Value, Close);
    }

    [Fact]
    public void Kendalls_W_is_one_where_all_agree_and_nothing_is_invented_where_nothing_can_be_said()
    {
        var same = Agreement.Of(Coders("1 2 3 4", "10 20 30 40", "5 6 7 8"));
        Assert.Equal(1, same.KendallW!.Value, Close);
        var flat = Agreement.Of(Coders("3 3 3", "3 3 3"));
        Assert.Null(flat.KendallW);
        Assert.Empty(flat.Krippendorff);
        Assert.Equal(["fleiss", "icc", "kendallW", "krippendorff"], flat.Why.Keys.Order());
        Assert.NotEmpty(Agreement.Of([]).Why);
    }

    [Fact]
    public void Small_panels_of_every_shape_give_figures_or_reasons_and_never_fail()
    {
        var random = new Random(5);
        for (int raters = 1; raters <= 6; raters++)
        for (int subjects = 1; subjects <= 6; subjects++)
        for (int steps = 2; steps <= 101; steps += 33)
        {
            var ratings = (
                from r in Enumerable.Range(0, raters)
                from s in Enumerable.Range(0, subjects)
                where random.Next(12) > 0
                select new Rating($"r{r}", $"s{s}", random.Next(steps))
            ).ToList();
            var result = Agreement.Of(ratings);
            Assert.All(
                result.Icc.Values,
                e => Assert.True(double.IsFinite(e.Value) && e.Lower is null or double.NaN or <= 1)
            );
            Assert.All(result.Krippendorff.Values, v => Assert.InRange(v, -10, 1.0000001));
        }
    }

    [Fact, Trait("rule", "A4")]
    public void The_draw_of_RFC_3797_and_its_limits()
    {
        Assert.Equal(
            [17, 7, 2, 16, 25, 23, 8, 24, 19, 13],
            PublicDraw.Run("9319./2.5.8.10.12./9.18.26.34.41.45./", 25, 10, md5: true)
        );
        var drawn = PublicDraw.Run("a key", 100, 100);
        Assert.Equal(Enumerable.Range(1, 100), drawn.Order());
        Assert.NotEqual(drawn, PublicDraw.Run("another key", 100, 100));
        Assert.Throws<RuleBroken>(() => PublicDraw.Run("k", 3, 4));
    }
}
