using System.Text.Json;
using Modular.Kernel.Plugins;
using static Modular.Plugins.Tests.MethodAnswers;

namespace Modular.Plugins.Tests;

/// <summary>
/// Methods that count grades, rankings and answers, on their published examples, and what they refuse.
/// </summary>
[Trait("rule", "A2")]
public sealed class VoteMethodTests
{
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
}
