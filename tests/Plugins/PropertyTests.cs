using System.Runtime.Loader;
using FsCheck;
using FsCheck.Fluent;
using Modular.Kernel.Plugins;
using Modular.Plugins.Contract;

namespace Modular.Plugins.Tests;

/// <summary>
/// What holds for every input, drawn and made smaller by FsCheck; the plugins in this process, for thousands of runs.
/// </summary>
[Trait("rule", "A2")]
public sealed class PropertyTests
{
    private const int Cases = 300;

    public static TheoryData<string> Averages => ["weighted-mean", "trimmed-mean", "rater-adjusted"];

    public static TheoryData<string> Named =>
        [
            "weighted-mean",
            "trimmed-mean",
            "rater-adjusted",
            "quarterly-rating",
            "questionnaire",
            "majority-judgment",
            "schulze",
            "entropy-topsis",
        ];

    private static IAppraisalMethod Method(string id)
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "plugins", id);
        var context = new AssemblyLoadContext(id);
        // The contract comes from here, or its types would be others.
        context.Resolving += (_, name) =>
            name.Name == typeof(IAppraisalMethod).Assembly.GetName().Name ? typeof(IAppraisalMethod).Assembly
            : File.Exists(Path.Combine(folder, name.Name + ".dll"))
                ? context.LoadFromAssemblyPath(Path.Combine(folder, name.Name + ".dll"))
            : null;
        var assembly = context.LoadFromAssemblyPath(Path.Combine(folder, id + ".dll"));
        return (IAppraisalMethod)
            Activator.CreateInstance(
                assembly.GetExportedTypes().Single(t => typeof(IAppraisalMethod).IsAssignableFrom(t))
            )!;
    }

    /// <summary>Whole panels of 4 to 6 judges on 2 to 6 subjects, marks 1 to 5.</summary>
    private static Arbitrary<int[][]> Panels =>
        (
            from judges in Gen.Choose(4, 6)
            from subjects in Gen.Choose(2, 6)
            from marks in Gen.Choose(1, 5).ArrayOf(judges * subjects)
            select marks.Chunk(subjects).ToArray()
        ).ToArbitrary();

    private static ScoreRow[] Rows(
        int[][] panel,
        Func<int, string>? rater = null,
        Func<int, string>? subject = null,
        Func<double, double>? mark = null
    ) =>
        [
            .. panel.SelectMany(
                (row, r) =>
                    row.Select(
                        (m, s) =>
                            new ScoreRow(
                                rater?.Invoke(r) ?? $"r{r}",
                                subject?.Invoke(s) ?? $"s{s}",
                                "c",
                                mark?.Invoke(m) ?? m,
                                null
                            )
                    )
            ),
        ];

    private static double?[] Scores(
        IAppraisalMethod method,
        ScoreRow[] rows,
        int subjects,
        Func<int, string>? subject = null
    )
    {
        var input = Methods.Canonical(rows, []);
        // Majority judgment and a shortest trimmed mean may refuse; a refusal is the same refusal whatever the names.
        try
        {
            var results = Methods
                .Ranked(input, method.Compute(input, ParameterValues.Empty))
                .Subjects.ToDictionary(s => s.Subject, StringComparer.Ordinal);
            return
            [
                .. Enumerable
                    .Range(0, subjects)
                    .SelectMany(s =>
                        new[]
                        {
                            results[subject?.Invoke(s) ?? $"s{s}"].Score,
                            results[subject?.Invoke(s) ?? $"s{s}"].Rank,
                        }
                    ),
            ];
        }
        catch (NotComputableException)
        {
            return [];
        }
    }

    private static void Holds(Func<int[][], bool> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Cases), Prop.ForAll(Panels, property));

    private static bool Near(double? a, double? b, double tolerance = 2e-6) =>
        a is null == b is null && (a is not { } x || Math.Abs(x - b!.Value) <= tolerance);

    [Theory, MemberData(nameof(Named))]
    public void Other_names_and_another_order_of_judges_and_subjects_change_nothing_but_names_and_order(string id)
    {
        var method = Method(id);
        int computed = 0;
        Holds(panel =>
        {
            int n = panel[0].Length;
            var before = Scores(method, Rows(panel), n);
            if (before.Length > 0)
                computed++;
            // Names sort the other way round, so that the method sees everything mirrored.
            string Subject(int s) => $"x{99 - s}";
            var after = Scores(method, Rows(panel, r => $"y{99 - r}", Subject), n, Subject);
            return before.Length == after.Length && before.Zip(after).All(p => Near(p.First, p.Second));
        });
        // A method that refused everything would keep every law.
        Assert.True(computed > Cases / 2, $"{computed} of {Cases} were computed.");
    }

    [Theory, MemberData(nameof(Averages))]
    public void A_longer_scale_stretches_the_scores_with_it(string id)
    {
        var method = Method(id);
        Holds(panel =>
        {
            int n = panel[0].Length;
            var (before, after) = (
                Scores(method, Rows(panel), n),
                Scores(method, Rows(panel, mark: m => 20 * m + 7), n)
            );
            return before.Length == after.Length
                && Enumerable
                    .Range(0, before.Length / 2)
                    .All(s =>
                        Near(before[2 * s] * 20 + 7, after[2 * s], 1e-4) && before[2 * s + 1] == after[2 * s + 1]
                    );
        });
    }

    [Theory, MemberData(nameof(Averages))]
    public void Where_all_agree_the_score_is_what_they_agree_on(string id)
    {
        var method = Method(id);
        Holds(panel =>
        {
            int[][] alike = [.. panel.Select(_ => panel[0])];
            var scores = Scores(method, Rows(alike), panel[0].Length);
            return panel[0].Select((m, s) => Near(scores[2 * s], m)).All(x => x);
        });
    }

    [Fact]
    public void A_judge_who_gives_everybody_more_changes_no_difference_between_the_adjusted()
    {
        var method = Method("rater-adjusted");
        Holds(panel =>
        {
            int n = panel[0].Length;
            int[][] milder =
            [
                [.. panel[0].Select(m => m + 40)],
                .. panel[1..],
            ];
            var (before, after) = (Scores(method, Rows(panel), n), Scores(method, Rows(milder), n));
            return Enumerable.Range(1, n - 1).All(s => Near(before[2 * s] - before[0], after[2 * s] - after[0], 1e-4));
        });
    }

    [Fact]
    public void A_higher_mark_never_lowers_the_weighted_mean()
    {
        var method = Method("weighted-mean");
        Holds(panel =>
        {
            int n = panel[0].Length;
            int[][] raised = [.. panel.Select(r => r.ToArray())];
            raised[0][0]++;
            var (before, after) = (Scores(method, Rows(panel), n), Scores(method, Rows(raised), n));
            return after[0] > before[0] && after[1] <= before[1];
        });
    }

    /// <summary>Monotonicity and the Condorcet criterion, proved of the method by its author.</summary>
    [Fact]
    public void Who_beats_everybody_in_pairs_comes_first_by_strongest_paths()
    {
        var method = Method("schulze");
        Holds(panel =>
        {
            int n = panel[0].Length;
            int Beats(int a, int b) => panel.Count(r => r[a] < r[b]) - panel.Count(r => r[b] < r[a]);
            var winner = Enumerable
                .Range(0, n)
                .Where(a => Enumerable.Range(0, n).All(b => a == b || Beats(a, b) > 0))
                .ToList();
            var scores = Scores(method, Rows(panel), n);
            return winner.Count == 0
                || (scores[2 * winner[0] + 1] == 1 && Enumerable.Range(0, n).Count(s => scores[2 * s + 1] == 1) == 1);
        });
    }

    /// <summary>
    /// The median grade decides first (M. Balinski, R. Laraki): nobody with a lower median stands above one with a
    /// higher.
    /// </summary>
    [Fact]
    public void A_higher_median_grade_is_never_below_a_lower_one()
    {
        var method = Method("majority-judgment");
        Holds(panel =>
        {
            int n = panel[0].Length;
            int Median(int s) => panel.Select(r => r[s]).Order().ElementAt((panel.Length - 1) / 2);
            var scores = Scores(method, Rows(panel), n);
            return scores.Length > 0
                && (
                    from a in Enumerable.Range(0, n)
                    from b in Enumerable.Range(0, n)
                    where Median(a) > Median(b)
                    select scores[2 * a + 1] < scores[2 * b + 1]
                ).All(x => x);
        });
    }
}
