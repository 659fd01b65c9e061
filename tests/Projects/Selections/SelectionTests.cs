using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Contracts.Appraisal;
using Modular.Kernel.Units;
using Modular.Projects.Data;
using Modular.Projects.Design;
using Modular.Projects.Domain;
using Modular.Projects.Effect;
using Modular.Projects.Selections;
using Modular.TestKit;

namespace Modular.Projects.Tests;

[Trait("rule", "P15")]
public sealed class SelectionTests
{
    private static readonly IReadOnlyList<int> Weights = [50, 30, 20, 40, 40, 20];

    [Fact]
    public void Marks_are_joined_exactly_and_equals_share_a_place()
    {
        // Visit 90 80 70, appraisal 60 60 60, questionnaire 100 0 50: (82 x 0.5) + (60 x 0.3) + (50 x 0.2) = 69.
        Assert.Equal(
            69_000_000,
            Ranking.Score(Weights, [90_000, 80_000, 70_000, 60_000, 60_000, 60_000, 100_000, 0, 50_000])
        );
        Assert.Null(Ranking.Score(Weights, [90_000, null, 70_000, 60_000, 60_000, 60_000, 100_000, 0, 50_000]));
        Assert.Equal(
            60_000_000,
            Ranking.Score([100, 0, 0, 100, 0, 0], [60_000, null, null, null, null, null, null, null, null])
        );
        Assert.Equal([1, 2, 2, 4, null], Ranking.Places([9, 8, 8, 1, null]));
        // At a tie across the edge of the second prize nobody gets it from the machine; the third goes on from the
        // fourth place.
        Assert.Equal(
            ["first", null, null, "third"],
            Ranking.Propose([1, 2, 2, 4], [("first", 1), ("second", 1), ("third", 2)])
        );
    }

    [Fact, Trait("rule", "P13")]
    public async Task A_project_that_served_nobody_and_reports_nothing_does_not_apply()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        host.At(2026, 3, 2);
        string number = await host.Running();
        await Measure(host, number, 80, 120);
        await host.Do(async s =>
            await s.GetRequiredService<DesignProject>()
                .Complete(number, (await Kit.One(s, number)).Version, "sixty people eat here", default)
        );
        long id = await SetUp(host, new(2026, 3, 1), new(2026, 4, 20));
        Assert.Equal("selections.gate-open", await host.Refused(s => Apply(s, number, id)));
        await host.Served(number);
        await host.Do(s => Apply(s, number, id));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task By_hand_from_application_to_award_with_a_holiday_in_the_notice(string database)
    {
        await using var host = await RunningHost.Start(database);
        host.At(2026, 3, 2);
        string[] numbers = [await Completed(host, "A1"), await Completed(host, "A1"), await Completed(host, "A1")];
        long id = await SetUp(host, new(2026, 4, 1), new(2026, 4, 20));
        host.At(2026, 3, 31);
        Assert.Equal("selections.closed", await host.Refused(s => Apply(s, numbers[0], id)));
        host.At(2026, 4, 1);
        await host.Do(async s =>
        {
            foreach (string number in numbers)
                await Apply(s, number, id);
        });
        await host.Do(async s =>
            await s.GetRequiredService<ApplyProject>().Return(id, numbers[2], "figures are missing", default)
        );
        await host.Do(async s => Assert.Equal(ProjectState.Completed, (await Kit.One(s, numbers[2])).State));
        var marks = await Marks(host, id, numbers);
        Assert.Equal(
            "selections.still-open",
            await host.Refused(s => s.GetRequiredService<RunSelection>().RankByHand(id, 0, marks, "met", default))
        );
        host.At(2026, 4, 29);
        await host.Do(async s =>
            await s.GetRequiredService<RunSelection>()
                .RankByHand(id, await Version(s, id), marks, "met on Wednesday", default)
        );
        var ranked = await host.Ask(s => s.GetRequiredService<ShowSelections>().One(id, default));
        Assert.Equal([numbers[0], numbers[1]], ranked.Standing.Select(e => e.Project.Number));
        Assert.Equal("first", ranked.Standing.First().Entry.Award);
        await host.Do(async s =>
            await s.GetRequiredService<RunSelection>()
                .Publish(
                    id,
                    await Version(s, id),
                    ranked.Standing.ToDictionary(e => e.Entry.Id, e => e.Entry.Award ?? ""),
                    default
                )
        );
        var visitor = host.Visitor();
        await visitor.Open($"/notices/selection/{id}");
        await visitor.Send("form.form", ("Form.Text", "the second is better"));
        host.At(2026, 5, 9);
        Assert.Equal(
            "selections.notice-too-short",
            await host.Refused(async s =>
                await s.GetRequiredService<RunSelection>().Award(id, await Version(s, id), default)
            )
        );
        host.At(2026, 5, 10);
        Assert.Equal(
            "projects.objections-open",
            await host.Refused(async s =>
                await s.GetRequiredService<RunSelection>().Award(id, await Version(s, id), default)
            )
        );
        await host.Do(async s =>
            await s.GetRequiredService<RunSelection>()
                .Decide(
                    id,
                    (await s.GetRequiredService<ProjectsDb>().Objections.SingleAsync()).Id,
                    false,
                    "marks were read again",
                    default
                )
        );
        await host.Do(async s => await s.GetRequiredService<RunSelection>().Award(id, await Version(s, id), default));
        await host.Do(async s =>
        {
            Assert.Equal(ProjectState.Awarded, (await Kit.One(s, numbers[0])).State);
            Assert.Equal(ProjectState.Evaluated, (await Kit.One(s, numbers[1])).State);
        });
    }

    [Fact]
    public async Task An_upheld_objection_has_it_ranked_and_publicised_anew_and_more_awards_than_there_are_is_refused()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        host.At(2026, 3, 2);
        string[] numbers = [await Completed(host, "A1"), await Completed(host, "A1")];
        host.At(2026, 4, 1);
        long id = await SetUp(host, new(2026, 4, 1), new(2026, 4, 2));
        await host.Do(async s =>
        {
            foreach (string number in numbers)
                await Apply(s, number, id);
        });
        host.At(2026, 4, 7);
        var marks = await Marks(host, id, numbers);
        await host.Do(async s =>
            await s.GetRequiredService<RunSelection>().RankByHand(id, await Version(s, id), marks, "met", default)
        );
        var entries = (await host.Ask(s => s.GetRequiredService<ShowSelections>().One(id, default)))
            .Standing.Select(e => e.Entry.Id)
            .ToList();
        Assert.Equal(
            "selections.award-too-many",
            await host.Refused(async s =>
                await s.GetRequiredService<RunSelection>()
                    .Publish(id, await Version(s, id), entries.ToDictionary(e => e, _ => "first"), default)
            )
        );
        await host.Do(async s =>
            await s.GetRequiredService<RunSelection>()
                .Publish(id, await Version(s, id), new Dictionary<long, string> { [entries[0]] = "first" }, default)
        );
        Assert.Equal(
            "selections.in-notice",
            await host.Refused(async s =>
                await s.GetRequiredService<ApplyProject>()
                    .Withdraw(numbers[0], (await Kit.One(s, numbers[0])).Version, default)
            )
        );
        await host.Do(async s =>
        {
            await s.GetRequiredService<ShowSelections>().Object(id, "a mark was copied wrongly", null, default);
            await s.GetRequiredService<RunSelection>()
                .Decide(
                    id,
                    (await s.GetRequiredService<ProjectsDb>().Objections.SingleAsync()).Id,
                    true,
                    "so it is",
                    default
                );
            Assert.Equal(
                SelectionState.Open,
                (await s.GetRequiredService<ShowSelections>().One(id, default)).Selection.State
            );
        });
        await host.Do(async s =>
            await s.GetRequiredService<RunSelection>().RankByHand(id, await Version(s, id), marks, "met again", default)
        );
        await host.Do(async s =>
            await s.GetRequiredService<RunSelection>()
                .Publish(
                    id,
                    await Version(s, id),
                    new Dictionary<long, string> { [entries[1]] = "first" },
                    default,
                    "the first one stood back"
                )
        );
        Assert.Equal(
            "selections.notice-too-short",
            await host.Refused(async s =>
                await s.GetRequiredService<RunSelection>().Award(id, await Version(s, id), default)
            )
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_published_composite_gives_the_scores_and_a_visit_alone_does_not(string database)
    {
        await using var host = await RunningHost.Start(database);
        host.At(2026, 3, 2);
        string[] numbers = [await Completed(host, "A1"), await Completed(host, "A1")];
        host.At(2026, 4, 1);
        long id = await SetUp(host, new(2026, 4, 1), new(2026, 4, 2));
        await host.Do(async s =>
        {
            foreach (string number in numbers)
                await Apply(s, number, id);
        });
        host.At(2026, 4, 7);
        async Task Tell(string kind, params long[] scores) =>
            await host.Do(async s =>
            {
                var db = s.GetRequiredService<ProjectsDb>();
                for (int i = 0; i < scores.Length; i++)
                    db.Tell(
                        new SubjectJudged(77, "project", (await Kit.One(s, numbers[i])).Id, "good", scores[i], null)
                        {
                            RoundKind = kind,
                        }
                    );
                await db.SaveChangesAsync();
            });
        await Tell("visit", 99_000_000, 10_000_000);
        await host.Settle();
        Assert.Equal(
            "selections.no-round",
            await host.Refused(async s =>
                await s.GetRequiredService<TakeRanking>().FromRound(id, await Version(s, id), 77, default)
            )
        );
        await Tell("composite", 71_250_000, 88_500_000);
        await host.Settle();
        await host.Do(async s =>
            await s.GetRequiredService<TakeRanking>().FromRound(id, await Version(s, id), 77, default)
        );
        var view = await host.Ask(s => s.GetRequiredService<ShowSelections>().One(id, default));
        Assert.Equal(
            [(numbers[1], 88_500_000L, 1), (numbers[0], 71_250_000L, 2)],
            view.Standing.Select(e => (e.Project.Number, e.Entry.ScoreMicro!.Value, e.Entry.Rank!.Value))
        );
        Assert.All(view.Standing, e => Assert.Equal(ProjectState.Evaluated, e.Project.State));
    }

    [Fact, Trait("rule", "P20")]
    public async Task A_target_tells_its_interval_and_whether_the_change_is_more_than_chance()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        host.At(2026, 3, 2);
        string number = await host.Running();
        await Measure(host, number, 80, 120);
        var target = Assert.Single(
            (
                await host.Ask(async s =>
                    await s.GetRequiredService<MeasureEffect>().Of(await Kit.One(s, number), default)
                )
            ).Targets
        );
        Assert.True(target.Reached);
        Assert.True(target.Change!.Value.Lower > 20 && target.Change.Value.Upper < 52, target.Change.ToString());
        Assert.Equal(1.0, target.Attained!.Value, 6);
        Assert.Equal("projects.target-share", await host.Refused(async s => await Measure(s, number, 120, 100)));
    }

    private static async Task<string> Completed(RunningHost host, string unit)
    {
        string number = await host.Running(unit);
        await Measure(host, number, 80, 120);
        await host.Served(number);
        await host.Do(async s =>
            await s.GetRequiredService<DesignProject>()
                .Complete(number, (await Kit.One(s, number)).Version, "sixty people eat here", default)
        );
        host.At(2026, 3, 2);
        return number;
    }

    private static Task Measure(RunningHost host, string number, decimal figure, int asked) =>
        host.Do(s => Measure(s, number, figure, asked));

    private static async Task Measure(IServiceProvider s, string number, decimal figure, int asked)
    {
        long project = (await Kit.One(s, number)).Id;
        await s.GetRequiredService<MeasureEffect>()
            .Measure(
                number,
                (await s.GetRequiredService<ProjectsDb>().Targets.SingleAsync(t => t.ProjectId == project)).Id,
                true,
                figure,
                asked,
                "questionnaire",
                default
            );
    }

    private static async Task Apply(IServiceProvider s, string number, long id) =>
        await s.GetRequiredService<ApplyProject>().Apply(number, (await Kit.One(s, number)).Version, id, default);

    private static Task<int> Version(IServiceProvider s, long id) =>
        s.GetRequiredService<ProjectsDb>().Selections.Where(x => x.Id == id).Select(x => x.Version).SingleAsync();

    private static Task<long> SetUp(RunningHost host, DateOnly opens, DateOnly closes) =>
        host.Ask(async s =>
            await s.GetRequiredService<RunSelection>()
                .SetUp(
                    (await s.GetRequiredService<UnitDirectory>().Tree(default))
                        .All.First(u => u.Kind == UnitKind.District)
                        .Id,
                    new("Good projects", opens, closes, Weights, "first | 1"),
                    default
                )
        );

    private static async Task<Dictionary<long, IReadOnlyList<decimal?>>> Marks(
        RunningHost host,
        long id,
        string[] numbers
    )
    {
        var view = await host.Ask(s => s.GetRequiredService<ShowSelections>().One(id, default));
        return view.Standing.ToDictionary(
            e => e.Entry.Id,
            e =>
                (IReadOnlyList<decimal?>)
                    [.. Enumerable.Repeat((decimal?)(90 - 10 * Array.IndexOf(numbers, e.Project.Number)), 9)]
        );
    }
}
