using Modular.Kernel.Plugins;
using static Modular.Plugins.Tests.MethodAnswers;

namespace Modular.Plugins.Tests;

/// <summary>
/// Methods that join figures and parts, on their published examples, and what holds for every method.
/// </summary>
[Trait("rule", "A2")]
public sealed class MethodTests
{
    [Fact]
    public async Task Topsis_gives_the_closeness_of_Hwang_and_Yoon_and_the_entropy_weights_warn()
    {
        double[][] figures =
        [
            [2.0, 1500, 20000, 5.5, 5, 9],
            [2.5, 2700, 18000, 6.5, 3, 5],
            [1.8, 2000, 21000, 4.5, 7, 7],
            [2.2, 1800, 20000, 5.0, 5, 5],
        ];
        var rows = figures
            .SelectMany((row, s) => row.Select((v, c) => new ScoreRow("record", $"s{s}", $"c{c + 1}", v, null)))
            .ToList();
        var result = await Bench.Compute(
            "entropy-topsis",
            rows,
            "{\"weights\":{\"c1\":0.2,\"c2\":0.1,\"c3\":0.1,\"c4\":0.1,\"c5\":0.2,\"c6\":0.3},\"directions\":{\"c4\":\"cost\"}}"
        );
        double[] published = [0.643277, 0.268384, 0.613542, 0.312291];
        for (int s = 0; s < 4; s++)
            Assert.Equal(published[s], result.Subjects.Single(x => x.Subject == $"s{s}").Score!.Value, Close);
        var entropy = await Bench.Compute(
            "entropy-topsis",
            [.. rows, .. Enumerable.Range(0, 4).Select(s => new ScoreRow("record", $"s{s}", "same", 3, null))],
            "{\"weights\":\"entropy\"}"
        );
        Assert.Equal(0, Detail(entropy, "weights", "same").GetDouble());
        Assert.Equal(1, Enumerable.Range(1, 6).Sum(c => Detail(entropy, "weights", $"c{c}").GetDouble()), 1e-9);
        Assert.Contains(entropy.Warnings, w => w.En.Contains("same", StringComparison.Ordinal));
        var lacking = await Bench.Compute("entropy-topsis", rows[1..], null);
        Assert.Null(lacking.Subjects.Single(s => s.Subject == "s0").Score);
    }

    [Fact]
    public async Task Points_add_up_with_reversals_and_reach_levels()
    {
        ScoreRow[] rows =
        [
            new("e1", "team", "hours", 60, null),
            new("e2", "team", "hours", 50, null),
            new("e3", "team", "hours", -20, null),
            new("e1", "other", "hours", 300, null),
        ];
        var result = await Bench.Compute("points", rows, "{\"levels\":[50,100,300]}");
        Assert.Equal(
            (90.0, 1),
            (result.Subjects.Single(s => s.Subject == "team").Score!.Value, Detail(result, "levels", "team").GetInt32())
        );
        Assert.Equal(3, Detail(result, "levels", "other").GetInt32());
        Assert.Contains("rise", await Refused("points", rows, "{\"levels\":[100,50]}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Composite_joins_parts_and_refuses_a_missing_one()
    {
        ScoreRow[] rows =
        [
            new("panel", "s1", "panel", 90, null),
            new("panel", "s1", "people", 4, null),
            new("panel", "s2", "panel", 80, null),
            new("panel", "s2", "people", 5, null),
        ];
        rows = [.. rows.Select(r => r with { Rater = "rounds" })];
        var result = await Bench.Compute(
            "composite",
            rows,
            "{\"weights\":{\"panel\":3,\"people\":1},\"full\":{\"people\":5}}"
        );
        Assert.Equal((3 * 90 + 80) / 4.0, result.Subjects.Single(s => s.Subject == "s1").Score);
        Assert.Contains("s2", await Refused("composite", rows[..3], null), StringComparison.Ordinal);
        Assert.Contains(
            "visits",
            await Refused("composite", rows, "{\"weights\":{\"visits\":1}}"),
            StringComparison.Ordinal
        );
    }

    public static TheoryData<string> All =>
        [
            "weighted-mean",
            "trimmed-mean",
            "rater-adjusted",
            "quarterly-rating",
            "questionnaire",
            "majority-judgment",
            "schulze",
            "entropy-topsis",
            "points",
            "composite",
        ];

    /// <summary>
    /// Seeded inputs of every shape a method takes: grades 1 to 5 of all raters for all subjects on two criteria.
    /// </summary>
    private static List<ScoreRow> Any(int seed, Func<int, string> rater, Func<int, string> subject)
    {
        var random = new Random(seed);
        return
        [
            .. from r in Enumerable.Range(0, 7)
            from s in Enumerable.Range(0, 5)
            from c in new[] { "c1", "c2" }
            select new ScoreRow(rater(r), subject(s), c, 1 + random.Next(5), null),
        ];
    }

    [Theory, MemberData(nameof(All))]
    public async Task Names_and_the_order_of_raters_and_subjects_change_only_the_names(string method)
    {
        for (int seed = 1; seed <= 5; seed++)
        {
            var one = await Bench.Compute(method, Any(seed, r => $"r{r}", s => $"s{s}"), null);
            var other = await Bench.Compute(
                method,
                [.. Any(seed, r => $"x{9 - r}", s => $"y{9 - s}").AsEnumerable().Reverse()],
                null
            );
            Assert.Equal(
                one.Subjects.OrderBy(s => s.Subject, StringComparer.Ordinal)
                    .Select(s => (s.Score, s.Rank, s.Lower, s.N)),
                other
                    .Subjects.OrderByDescending(s => s.Subject, StringComparer.Ordinal)
                    .Select(s => (s.Score, s.Rank, s.Lower, s.N))
            );
        }
    }

    [Theory, MemberData(nameof(All))]
    public async Task Every_method_says_who_it_is_in_both_languages_and_why_in_its_results(string method)
    {
        var description = (
            await Bench.Ask(new("describe", Path.Combine(AppContext.BaseDirectory, "plugins", method), method, null))
        ).Description!;
        Assert.Equal(method, description.Id);
        foreach (
            var message in description
                .Parameters.SelectMany(p => new[] { p.Name, p.Help })
                .Append(description.Name)
                .Append(description.Summary)
        )
            Assert.True(message.Zh.Any(c => c > 0x4e00) && message.En.Length > 1);
        var result = await Bench.Compute(method, Any(3, r => $"r{r}", s => $"s{s}"), null);
        Assert.All(result.Subjects, s => Assert.NotEmpty(s.Reasons));
    }
}
