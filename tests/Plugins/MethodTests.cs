using System.Text.Json;
using Modular.Kernel.Plugins;
using Modular.Plugins.Contract;

namespace Modular.Plugins.Tests;

/// <summary>Each method on its published example, and what it refuses.</summary>
[Trait("rule", "A2")]
public sealed class MethodTests
{
    private const double Close = 5e-7;

    private static JsonElement Detail(Computation result, params string[] path)
    {
        var at = JsonSerializer.SerializeToElement(result.Details[path[0]], RunnerJson.Options);
        foreach (string key in path.Skip(1))
            at = at.GetProperty(key);
        return at;
    }

    private static async Task<string> Refused(string method, IReadOnlyList<ScoreRow> rows, string? parameters) =>
        (await Assert.ThrowsAsync<NotComputableException>(() => Bench.Compute(method, rows, parameters))).Reason.En;

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

    /// <summary>B. Efron and C. Morris, eighteen players, hits of 45.</summary>
    [Fact]
    public async Task Quarterly_rating_shrinks_like_Efron_and_Morris()
    {
        int[] hits = [18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7];
        var rows = hits.SelectMany(
                (h, p) =>
                    Enumerable.Range(0, 45).Select(b => new ScoreRow($"v{p}-{b}", $"p{p:00}", "c", b < h ? 5 : 1, null))
            )
            .ToList();
        var result = await Bench.Compute("quarterly-rating", rows, null);
        Assert.Equal(0.265432, Detail(result, "overallShare").GetDouble(), Close);
        Assert.Equal(0.211653, Detail(result, "factor").GetDouble(), Close);
        Assert.Equal(0.2939, Detail(result, "shrunk", "p00").GetDouble(), 5e-5);
        Assert.Equal(0.2422, Detail(result, "shrunk", "p17").GetDouble(), 5e-5);
        Assert.Equal(29.39, result.Subjects[0].Score!.Value, 5e-3);
    }

    [
        Theory,
        InlineData(81, 263, 0.255289, 0.366210),
        InlineData(0, 20, 0, 0.161125),
        InlineData(9, 10, 0.595850, null),
        InlineData(90, 100, 0.825634, null)
    ]
    public async Task Quarterly_rating_gives_Wilsons_interval(int satisfied, int n, double lower, double? upper)
    {
        var rows = Enumerable
            .Range(0, n)
            .Select(b => new ScoreRow($"v{b}", "s", "c", b < satisfied ? 4 : 2, null))
            .ToList();
        var wilson = Detail(await Bench.Compute("quarterly-rating", rows, null), "wilson", "s");
        Assert.Equal(lower, wilson[0].GetDouble(), Close);
        if (upper is { } u)
            Assert.Equal(u, wilson[1].GetDouble(), Close);
    }

    [Fact]
    public async Task Quarterly_rating_shows_nothing_below_the_least_number_of_ballots_and_refuses_what_is_no_grade()
    {
        ScoreRow[] Ballots(string subject, int n, double grade) =>
            [.. Enumerable.Range(0, n).Select(b => new ScoreRow($"v{b}", subject, "c", grade, null))];
        var result = await Bench.Compute("quarterly-rating", [.. Ballots("many", 5, 2), .. Ballots("few", 4, 5)], null);
        Assert.Null(result.Subjects.Single(s => s.Subject == "few").Score);
        Assert.Equal("many", Detail(result, "rework")[0].GetString());
        Assert.DoesNotContain("few", JsonSerializer.Serialize(result.Details), StringComparison.Ordinal);
        Assert.Contains(
            "5 are needed",
            await Refused("quarterly-rating", Ballots("few", 4, 5), null),
            StringComparison.Ordinal
        );
        Assert.Contains("v0", await Refused("quarterly-rating", Ballots("s", 5, 6), null), StringComparison.Ordinal);
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

    [Fact]
    public async Task Majority_judgment_ranks_the_published_tallies()
    {
        int[][] tallies =
        [
            [1, 1, 1],
            [1, 0, 2],
            [3, 0, 0],
            [2, 0, 1],
            [0, 3, 0],
        ];
        var rows = tallies
            .SelectMany(
                (t, s) =>
                    t.SelectMany((n, grade) => Enumerable.Repeat(grade, n))
                        .Select((grade, v) => new ScoreRow($"v{v}", $"s{s}", "c", grade, null))
            )
            .ToList();
        var result = await Bench.Compute("majority-judgment", rows, "{\"grades\":3}");
        Assert.Equal(
            [3, 1, 5, 4, 2],
            Enumerable.Range(0, 5).Select(s => result.Subjects.Single(x => x.Subject == $"s{s}").Rank)
        );
        Assert.Equal(
            [1, 2, 0, 0, 1],
            Enumerable.Range(0, 5).Select(s => Detail(result, "medians", $"s{s}").GetInt32())
        );
        var fewer = rows.Skip(1).ToList();
        Assert.Contains("s0", await Refused("majority-judgment", fewer, "{\"grades\":3}"), StringComparison.Ordinal);
        Assert.Equal(
            [1, 1, 1],
            Detail(
                    await Bench.Compute("majority-judgment", fewer, "{\"grades\":3,\"defaultGrade\":0}"),
                    "tallies",
                    "s0"
                )
                .EnumerateArray()
                .Select(e => e.GetInt32())
        );
        Assert.Contains(
            "no grade",
            await Refused("majority-judgment", rows, "{\"grades\":2}"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Schulze_ranks_the_published_election()
    {
        var rows = new List<ScoreRow>();
        foreach (
            var (times, ballot) in new[]
            {
                (5, "ACBED"),
                (5, "ADECB"),
                (8, "BEDAC"),
                (3, "CABED"),
                (7, "CAEBD"),
                (2, "CBADE"),
                (7, "DCEBA"),
                (8, "EBADC"),
            }
        )
            for (int i = 0; i < times; i++)
                rows.AddRange(ballot.Select((c, place) => new ScoreRow($"{ballot}{i}", $"{c}", "c", place + 1, null)));
        var result = await Bench.Compute("schulze", rows, null);
        Assert.Equal(["E", "A", "C", "B", "D"], result.Subjects.Select(s => s.Subject));
        Assert.Equal([1, 2, 3, 4, 5], result.Subjects.Select(s => s.Rank));
        // Who ranks nobody against each other ties them; the unranked share the last place.
        var tie = await Bench.Compute("schulze", [new("v", "x", "c", 1, null), new("w", "y", "c", 1, null)], null);
        Assert.Equal([1, 1], tie.Subjects.Select(s => s.Rank));
        Assert.Contains(
            "begin with 1",
            await Refused("schulze", [new("v", "x", "c", 0, null)], null),
            StringComparison.Ordinal
        );
    }

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

    [Fact]
    public async Task Questionnaire_counts_each_question_and_the_net_promoters_with_their_error()
    {
        double[] likely = [10, 9, 9, 8, 7, 6, 3, 10, 9, 5];
        var rows = likely
            .Select((v, i) => new ScoreRow($"r{i}", "centre", "likely", v, null))
            .Concat(Enumerable.Range(0, 8).Select(i => new ScoreRow($"r{i}", "centre", "clean", i % 5 + 1, null)))
            .ToList();
        var result = await Bench.Compute("questionnaire", rows, null);
        var (question, clean) = (Detail(result, "questions", "likely"), Detail(result, "questions", "clean"));
        Assert.Equal(20, question.GetProperty("nps").GetDouble(), 1e-9);
        Assert.Equal(100 * Math.Sqrt((0.5 + 0.3 - 0.04) / 10), question.GetProperty("npsError").GetDouble(), 1e-9);
        Assert.Equal(
            (2, 0.25, 2.625),
            (
                clean.GetProperty("missing").GetInt32(),
                clean.GetProperty("topShare").GetDouble(),
                clean.GetProperty("mean").GetDouble()
            )
        );
        Assert.Contains(
            "above its highest",
            await Refused("questionnaire", rows, "{\"most\":{\"clean\":4}}"),
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
