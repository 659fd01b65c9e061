using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;
using Modular.Plugins.Contract;

namespace Modular.Plugins.Tests;

/// <summary>Published worked examples, run through the real runner in its own process.</summary>
public sealed class GoldenTests
{
    /// <summary>Shrout and Fleiss (1979), table 2: six subjects, four judges.</summary>
    private static readonly double[][] ShroutFleiss =
    [
        [9, 2, 5, 8],
        [6, 1, 3, 2],
        [8, 4, 6, 8],
        [7, 1, 2, 6],
        [10, 5, 6, 9],
        [6, 2, 4, 7],
    ];

    [Fact, Trait("rule", "A2")]
    public async Task Trimmed_mean_of_the_Shrout_and_Fleiss_matrix()
    {
        var result = await Bench.Compute("trimmed-mean", Bench.Matrix(ShroutFleiss), "{\"trim\":1}");
        Assert.Equal([6.5, 2.5, 7, 4, 7.5, 5], Bench.Scores(result, 6));
    }

    [Fact]
    public async Task Diving_drops_two_and_two_and_multiplies_the_sum_by_the_difficulty()
    {
        var result = await Bench.Compute(
            "trimmed-mean",
            Bench.Matrix([
                [7.5, 7, 7.5, 7, 7.5, 8, 6.5],
            ]),
            "{\"trim\":2,\"scale\":3,\"aggregate\":\"sum\"}"
        );
        Assert.Equal(66.0, result.Subjects[0].Score);
    }

    [Fact]
    public async Task Weighted_mean_leaves_a_missing_criterion_out_and_says_so()
    {
        ScoreRow[] rows = [new("r1", "s", "a", 80, null), new("r1", "s", "b", 60, null), new("r2", "s", "a", 90, null)];
        var result = await Bench.Compute("weighted-mean", rows, "{\"weights\":{\"a\":3,\"b\":1}}");
        Assert.Equal((75 + 90) / 2.0, result.Subjects[0].Score);
        Assert.Contains(
            result.Warnings,
            w => w.En.Contains("r2", StringComparison.Ordinal) && w.En.Contains(" b", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Unanimous_scores_give_that_score_and_equal_scores_share_a_rank()
    {
        var result = await Bench.Compute(
            "weighted-mean",
            Bench.Matrix([
                [70, 70, 70],
                [90, 90, 90],
                [70, 70, 70],
            ]),
            null
        );
        Assert.Equal([70, 90, 70], Bench.Scores(result, 3));
        Assert.Equal([1, 2, 2], result.Subjects.Select(s => s.Rank));
    }

    [Theory, InlineData("weighted-mean"), InlineData("trimmed-mean")]
    public async Task The_order_of_raters_and_rows_changes_nothing(string method)
    {
        var rows = Bench.Matrix(ShroutFleiss);
        var one = await Bench.Compute(method, rows, null);
        var other = await Bench.Compute(method, [.. rows.Reverse()], null);
        Assert.Equal(one.InputDigest, other.InputDigest);
        Assert.Equal(
            one.Subjects.Select(s => (s.Subject, s.Score, s.Lower, s.Upper)),
            other.Subjects.Select(s => (s.Subject, s.Score, s.Lower, s.Upper))
        );
    }

    [Theory, InlineData("weighted-mean"), InlineData("trimmed-mean")]
    public async Task A_change_of_scale_changes_scores_and_intervals_alike(string method)
    {
        var one = await Bench.Compute(method, Bench.Matrix(ShroutFleiss), null);
        var other = await Bench.Compute(
            method,
            Bench.Matrix([.. ShroutFleiss.Select(r => r.Select(v => 3 * v + 10).ToArray())]),
            null
        );
        foreach (var (a, b) in one.Subjects.Zip(other.Subjects))
        {
            Assert.Equal(3 * a.Score!.Value + 10, b.Score!.Value, 5);
            Assert.Equal(3 * a.Lower!.Value + 10, b.Lower!.Value, 4);
        }
    }

    [Fact]
    public async Task Too_few_raters_to_trim_is_refused_with_the_reason()
    {
        var refused = await Assert.ThrowsAsync<NotComputableException>(() =>
            Bench.Compute(
                "trimmed-mean",
                Bench.Matrix([
                    [1, 2],
                    [3, 4],
                ]),
                "{\"trim\":1}"
            )
        );
        Assert.Contains("Drop fewer", refused.Reason.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Weights_that_sum_to_zero_are_refused() =>
        await Assert.ThrowsAsync<NotComputableException>(() =>
            Bench.Compute(
                "weighted-mean",
                Bench.Matrix([
                    [1, 2],
                ]),
                "{\"weights\":{\"c\":0}}"
            )
        );

    [Theory, InlineData(double.NaN, "score.not-finite"), InlineData(double.PositiveInfinity, "score.not-finite")]
    public void Scores_that_are_no_numbers_are_refused_with_their_row(double value, string key) =>
        Assert.Equal(
            key,
            Assert.Throws<RuleBroken>(() => Methods.Canonical([new("r", "s", "c", value, null)], [])).Key
        );

    [Fact]
    public void The_same_score_twice_and_self_rating_are_refused()
    {
        Assert.Equal(
            "score.twice",
            Assert
                .Throws<RuleBroken>(() =>
                    Methods.Canonical([new("r", "s", "c", 1, null), new("r", "s", "c", 2, null)], [])
                )
                .Key
        );
        Assert.Equal(
            "score.self",
            Assert.Throws<RuleBroken>(() => Methods.Canonical([new("s", "s", "c", 1, null)], [])).Key
        );
    }

    [Fact, Trait("rule", "N11")]
    public async Task The_clusterer_parts_two_kinds_of_requests_and_is_the_same_for_the_same_seed()
    {
        string[] texts =
        [
            .. Enumerable
                .Range(0, 40)
                .Select(i =>
                    i % 2 == 0
                        ? $"小区停车位不够,车辆占用消防通道,第{i}次反映停车难"
                        : $"暖气不热,室温只有十五度,供暖公司第{i}次没有上门"
                ),
        ];
        var input = new ClusterInput([.. texts.Select((_, i) => $"{i}")], texts, 2, 7);
        var first = await Bench.Cluster(input);
        Assert.Equal(Enumerable.Range(0, 40).Select(i => first.TopicOf[i % 2]), first.TopicOf);
        Assert.NotEqual(first.TopicOf[0], first.TopicOf[1]);
        Assert.Contains(first.Topics[first.TopicOf[0]].KeyWords, w => w.Contains("停车", StringComparison.Ordinal));
        Assert.Equal(first.TopicOf, (await Bench.Cluster(input)).TopicOf);
    }
}
