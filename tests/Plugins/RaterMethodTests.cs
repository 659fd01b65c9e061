using Modular.Kernel.Plugins;
using static Modular.Plugins.Tests.MethodAnswers;

namespace Modular.Plugins.Tests;

/// <summary>
/// Methods that take the raters out of the scores, on their published examples, and what they refuse.
/// </summary>
[Trait("rule", "A2")]
public sealed class RaterMethodTests
{
    /// <summary>D. C. Montgomery, the catalyst experiment: four treatments in four blocks of three.</summary>
    private static readonly ScoreRow[] Catalysts =
    [
        .. new (string Subject, string Rater, double Value)[]
        {
            ("t1", "b1", 73),
            ("t1", "b2", 74),
            ("t1", "b4", 71),
            ("t2", "b2", 75),
            ("t2", "b3", 67),
            ("t2", "b4", 72),
            ("t3", "b1", 73),
            ("t3", "b2", 75),
            ("t3", "b3", 68),
            ("t4", "b1", 75),
            ("t4", "b3", 72),
            ("t4", "b4", 75),
        }.Select(c => new ScoreRow(c.Rater, c.Subject, "c", c.Value, null)),
    ];

    [Fact]
    public async Task Rater_adjusted_gives_Montgomerys_treatment_effects()
    {
        var result = await Bench.Compute("rater-adjusted", Catalysts, null);
        foreach (var (subject, effect) in new[] { ("t1", -9 / 8.0), ("t2", -7 / 8.0), ("t3", -0.5), ("t4", 2.5) })
        {
            Assert.Equal(effect, Detail(result, "effects", subject).GetDouble(), Close);
            Assert.Equal(72.5 + effect, result.Subjects.Single(s => s.Subject == subject).Score!.Value, 1e-6);
        }

        Assert.Equal(0, result.Raters.Sum(r => r.Effect), 1e-9);
    }

    [Fact]
    public async Task A_constant_added_to_one_rater_changes_no_difference_between_subjects()
    {
        var one = await Bench.Compute("rater-adjusted", Catalysts, null);
        var other = await Bench.Compute(
            "rater-adjusted",
            [.. Catalysts.Select(r => r.Rater == "b2" ? r with { Value = r.Value + 20 } : r)],
            null
        );
        foreach (string subject in new[] { "t1", "t2", "t3", "t4" })
            Assert.Equal(
                Detail(one, "effects", subject).GetDouble(),
                Detail(other, "effects", subject).GetDouble(),
                1e-9
            );
    }

    [Fact]
    public async Task Raters_and_subjects_that_share_nobody_are_refused_with_the_parts_named()
    {
        ScoreRow[] rows = [.. Catalysts, new("x1", "u1", "c", 70, null), new("x1", "u2", "c", 71, null)];
        string reason = await Refused("rater-adjusted", rows, null);
        Assert.Contains("x1", reason, StringComparison.Ordinal);
        Assert.Contains("b1", reason, StringComparison.Ordinal);
        // Empirical Bayes has the common mean to compare by, and says so.
        var shrunken = await Bench.Compute("rater-adjusted", rows, "{\"model\":\"empirical-bayes\"}");
        Assert.Contains(shrunken.Warnings, w => w.En.Contains("common mean", StringComparison.Ordinal));
    }

    /// <summary>
    /// With many scores the conjugate gradients are used; without error they must find what was put in, like the direct
    /// way.
    /// </summary>
    [Fact]
    public async Task The_way_for_many_raters_finds_the_effects_that_were_put_in()
    {
        var rows = new List<ScoreRow>();
        for (int s = 0; s < 900; s++)
        for (int k = 0; k < 4; k++)
        {
            int r = (s * 7919 + k * 104729) % 601;
            if (!rows.Exists(x => x.Subject == $"s{s}" && x.Rater == $"r{r}"))
                rows.Add(new($"r{r}", $"s{s}", "c", 60 + s % 37 + (r % 11 - 5), null));
        }

        var result = await Bench.Compute("rater-adjusted", rows, null);
        var score = result.Subjects.ToDictionary(s => s.Subject, s => s.Score!.Value);
        for (int s = 1; s < 900; s++)
            Assert.Equal(s % 37, score[$"s{s}"] - score["s0"], 1e-5);
    }

    [Fact]
    public async Task Empirical_Bayes_lies_between_the_mean_and_least_squares()
    {
        var plain = await Bench.Compute("rater-adjusted", Catalysts, null);
        var shrunken = await Bench.Compute("rater-adjusted", Catalysts, "{\"model\":\"empirical-bayes\"}");
        foreach (var (a, b) in plain.Subjects.OrderBy(s => s.Subject).Zip(shrunken.Subjects.OrderBy(s => s.Subject)))
            Assert.True(Math.Abs(b.Score!.Value - 72.5) <= Math.Abs(a.Score!.Value - 72.5) + 1e-9);
        Assert.Equal("t4", shrunken.Subjects[0].Subject);
    }

    private static ScoreRow[] TwoSides()
    {
        double[][] there =

            [
                [82, 90, 75, 88, 70],
                [80, 88, 74, 85, 69],
                [86, 93, 79, 99, 73],
                [78, 87, 71, 84, 66],
            ],
            back =

            [
                [85, 80, 88, 90, 84],
                [88, 84, 90, 93, 86],
                [80, 77, 84, 98, 79],
                [90, 85, 92, 95, 89],
            ];
        return
        [
            .. Enumerable
                .Range(0, 4)
                .SelectMany(i =>
                    Enumerable
                        .Range(0, 5)
                        .SelectMany(j =>
                            new[]
                            {
                                new ScoreRow($"A{i + 1}", $"B{j + 1}", "c", there[i][j], "a"),
                                new ScoreRow($"B{j + 1}", $"A{i + 1}", "c", back[i][j], "b"),
                            }
                        )
                ),
        ];
    }

    [Fact, Trait("rule", "A3")]
    public async Task Two_way_finds_the_reciprocity_and_its_exact_p()
    {
        var result = await Bench.Compute("two-way", TwoSides(), null);
        Assert.Equal(0.9131378504540223, Detail(result, "reciprocity").GetDouble(), Close);
        Assert.Equal(132 / 2880.0, Detail(result, "p").GetDouble(), 1e-12);
        var top = Detail(result, "pairs")[0];
        Assert.Equal(("A3", "B4"), (top.GetProperty("a").GetString(), top.GetProperty("b").GetString()));
        Assert.Equal(35.1625, top.GetProperty("product").GetDouble(), Close);
        // Complete tables: the score is the plain mean, whoever is severe.
        Assert.Equal((82 + 80 + 86 + 78) / 4.0, result.Subjects.Single(s => s.Subject == "B1").Score!.Value, 1e-6);
    }

    [Fact]
    public async Task Two_way_draws_by_its_seed_refuses_what_is_incomplete_and_joins_objective_items()
    {
        var rows = TwoSides();
        var one = await Bench.Compute("two-way", rows, "{\"permutations\":500,\"seed\":7}");
        Assert.Equal(
            Detail(one, "p").GetDouble(),
            Detail(await Bench.Compute("two-way", rows, "{\"permutations\":500,\"seed\":7}"), "p").GetDouble()
        );
        Assert.InRange(Detail(one, "p").GetDouble(), 0.02, 0.08);
        Assert.Contains(
            "A1 on B1",
            await Refused("two-way", [.. rows.Where(r => (r.Rater, r.Subject) != ("A1", "B1"))], null),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Side b",
            await Refused("two-way", [.. rows.Where(r => r.Side == "a")], null),
            StringComparison.Ordinal
        );
        var joined = await Bench.Compute(
            "two-way",
            [.. rows, new("record", "B1", "hours", 100, "fact")],
            "{\"mutual\":3,\"objective\":{\"hours\":1}}"
        );
        Assert.Equal((3 * 81.5 + 100) / 4, joined.Subjects.Single(s => s.Subject == "B1").Score!.Value, 1e-6);
        Assert.Equal(
            joined.Subjects.Single(s => s.Subject == "B2").Score,
            one.Subjects.Single(s => s.Subject == "B2").Score
        );
    }
}
