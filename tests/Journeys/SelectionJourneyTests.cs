using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Appraisal.Ledger;
using Modular.Appraisal.Panel;
using Modular.Appraisal.Results;
using Modular.Appraisal.Rounds;
using Modular.Kernel.Units;
using Modular.Projects.Activities;
using Modular.Projects.Data;
using Modular.Projects.Design;
using Modular.Projects.Domain;
using Modular.Projects.Effect;
using Modular.Projects.Notice;
using Modular.Projects.Report;
using Modular.Projects.Review;
using Modular.Projects.Selections;
using Modular.TestKit;

namespace Modular.Journeys.Tests;

/// <summary>
/// Projects that have run are visited and appraised by rounds, joined by weights, ranked, publicised and awarded: both
/// modules together, no fact put in by hand.
/// </summary>
[Trait("rule", "P15")]
public sealed class SelectionJourneyTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Two_site_visits_are_joined_by_weights_and_become_ranking_notice_and_award(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        At(host, 2026, 3, 2);
        string[] numbers =
        [
            await Completed(host, "A1", "Lunch for the old"),
            await Completed(host, "B1", "Reading room"),
        ];
        long[] ids = await host.Ask(s =>
            s.GetRequiredService<ProjectsDb>().Projects.OrderBy(p => p.Id).Select(p => p.Id).ToArrayAsync()
        );
        var today = DateOnly.FromDateTime(host.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime);
        long selection = await host.Ask(async s =>
            await s.GetRequiredService<RunSelection>()
                .SetUp(
                    await Unit(s, "Q"),
                    new("Best of the year", today, today.AddDays(2), [50, 30, 20, 40, 40, 20], "first | 1\nsecond | 1"),
                    default
                )
        );
        await host.Do(async s =>
        {
            foreach (string number in numbers)
                await s.GetRequiredService<ApplyProject>()
                    .Apply(number, (await One(s, number)).Version, selection, default);
        });

        // Two visits: the first finds the lunch better, the second the reading room; by three to one the reading room
        // wins.
        long first =
                await Visited(
                    host,
                    ids,
                    "Autumn visit",
                    title => title.Contains("Lunch", StringComparison.Ordinal) ? 60 : 90
                ),
            second =
                await Visited(
                    host,
                    ids,
                    "Second visit",
                    title => title.Contains("Lunch", StringComparison.Ordinal) ? 100 : 70
                );
        await host.Settle();
        host.Clock.Move(TimeSpan.FromDays(4));
        Assert.Equal(
            "selections.no-round",
            (
                await Assert.ThrowsAsync<Kernel.Rules.RuleBroken>(() =>
                    host.Do(async s =>
                        await s.GetRequiredService<TakeRanking>()
                            .FromRound(selection, await Version(s, selection), first, default)
                    )
                )
            ).Key
        );
        long whole = await host.Ask(async s =>
            await s.GetRequiredService<DraftComposite>()
                .Draft(await Unit(s, "Q"), new("Whole", [(first, 3, 100), (second, 1, 100)], 60), default)
        );
        await host.Do(s => s.GetRequiredService<ComputeRound>().Run(whole, default));
        await Publish(host, whole);
        await host.Settle();
        await host.Do(async s =>
            await s.GetRequiredService<TakeRanking>().FromRound(selection, await Version(s, selection), whole, default)
        );
        var view = await host.Ask(s => s.GetRequiredService<ShowSelections>().One(selection, default));
        // (3 x 90 + 70) / 4 and (3 x 60 + 100) / 4.
        Assert.Equal(
            [(numbers[1], 85_000_000L, "first"), (numbers[0], 70_000_000L, "second")],
            view.Standing.Select(e => (e.Project.Number, e.Entry.ScoreMicro!.Value, e.Entry.Award!))
        );

        // The town of the other project sees the selection it applied to, and no score before the result is public.
        var town = await host.As("town-a");
        await town.Open("/selections");
        Assert.NotNull(town.Page.QuerySelector($"a[href='/selections/{selection}']"));
        await town.Open($"/selections/{selection}");
        Assert.DoesNotContain("70", town.Page.QuerySelector("table.list")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Reading room", town.Text, StringComparison.Ordinal);

        await host.Do(async s =>
            await s.GetRequiredService<RunSelection>()
                .Publish(
                    selection,
                    await Version(s, selection),
                    view.Standing.ToDictionary(e => e.Entry.Id, e => e.Entry.Award!),
                    default
                )
        );
        await town.Open($"/selections/{selection}");
        Assert.Contains("Reading room", town.Text, StringComparison.Ordinal);
        host.Clock.Move(TimeSpan.FromDays(20));
        await host.Do(async s =>
            await s.GetRequiredService<RunSelection>().Award(selection, await Version(s, selection), default)
        );
        await host.Do(async s =>
        {
            foreach (string number in numbers)
                Assert.Equal(ProjectState.Awarded, (await One(s, number)).State);
        });
    }

    private static async Task<string> Completed(RunningHost host, string unit, string title)
    {
        var text = new ProjectText(
            title,
            ProjectTier.Micro,
            "Sixty people a day come and go home content",
            "Old people",
            "Find a room, find people, begin",
            0,
            "L",
            "R",
            "T",
            new(2026, 3, 10),
            new(2026, 9, 1)
        )
        {
            Mechanism = "asked every quarter",
            Targets = [new("satisfied", "", TargetKind.Share, 41.3m, 80, "questionnaire", 120)],
            Lines = [new(FundSource.SpecialFund, "goods", 500_000)],
        };
        string number = await host.Ask(async s =>
        {
            var design = s.GetRequiredService<DesignProject>();
            var project = await design.Draft(await Unit(s, unit), text, null, default);
            await design.Submit(project.Number, project.Version, default);
            await s.GetRequiredService<ReviewProject>()
                .Decide(project.Number, project.Version, "approve", "met on Monday, all for it", default);
            await s.GetRequiredService<RunNotice>().Open(project.Number, project.Version, default);
            return project.Number;
        });
        host.Clock.Move(TimeSpan.FromDays(12));
        await host.Do(async s =>
        {
            await s.GetRequiredService<RunNotice>().Approve(number, (await One(s, number)).Version, default);
            await s.GetRequiredService<DesignProject>().Start(number, (await One(s, number)).Version, default);
        });
        for (int i = 0; i < 4; i++)
        {
            host.Clock.Move(TimeSpan.FromDays(1));
            await host.Do(async s =>
            {
                var keep = s.GetRequiredService<KeepActivities>();
                var day = DateOnly
                    .FromDateTime(host.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime)
                    .AddDays(-1);
                long id = await keep.Add(
                    number,
                    new("Together", day, new(11, 0), new(13, 0), null, "the hall", 30, false),
                    default
                );
                await keep.Hold(number, id, 0, new(20, 2, 4, "they came"), default);
            });
        }

        await host.Do(async s =>
        {
            long target = await s.GetRequiredService<ProjectsDb>()
                .Targets.Where(t =>
                    s.GetRequiredService<ProjectsDb>().Projects.Any(p => p.Id == t.ProjectId && p.Number == number)
                )
                .Select(t => t.Id)
                .SingleAsync();
            await s.GetRequiredService<MeasureEffect>()
                .Measure(number, target, true, 80, 120, "questionnaire", default);
            await s.GetRequiredService<WriteReport>()
                .Save(number, 0, "what it was", "how it was done", "what came of it", "what was learnt", default);
            await s.GetRequiredService<DesignProject>()
                .Complete(number, (await One(s, number)).Version, "sixty people come", default);
        });
        return number;
    }

    private static async Task<long> Visited(RunningHost host, long[] projects, string title, Func<string, int> mark)
    {
        long id = await host.Ask(async s =>
        {
            var panel = await s.GetRequiredService<Panels>().Evaluators(default);
            long round = await s.GetRequiredService<DraftRound>()
                .Draft(
                    await Unit(s, "Q"),
                    new(
                        title,
                        "weighted-mean",
                        "{}",
                        60,
                        null,
                        null,
                        [new("Worth", null, 0, 100)],
                        projects,
                        [.. panel.Select(p => p.Id)]
                    )
                    {
                        OnTheSpot = true,
                    },
                    default
                );
            await s.GetRequiredService<RunRound>().Open(round, await RoundVersion(s, round), default);
            return round;
        });
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<AppraisalDb>();
            foreach (var judge in await db.Panel.Where(p => p.RoundId == id).ToListAsync())
            foreach (var subject in await db.Subjects.Where(x => x.RoundId == id).ToListAsync())
                db.Scores.Add(
                    new()
                    {
                        RoundId = id,
                        AccountId = judge.AccountId,
                        SubjectId = subject.SubjectId,
                        Criterion = 0,
                        ValueMicro = mark(subject.Title) * 1_000_000L,
                        At = host.Clock.GetUtcNow(),
                    }
                );
            await db.SaveChangesAsync();
        });
        await host.Do(async s => await s.GetRequiredService<RunRound>().Close(id, await RoundVersion(s, id), default));
        await host.Do(s => s.GetRequiredService<ComputeRound>().Run(id, default));
        await Publish(host, id);
        return id;
    }

    /// <summary>With the outcome the kind of round offers first.</summary>
    private static Task Publish(RunningHost host, long id) =>
        host.Do(async s =>
        {
            var db = s.GetRequiredService<AppraisalDb>();
            var round = await db.Rounds.IgnoreQueryFilters().SingleAsync(r => r.Id == id);
            var outcomes = await db.Subjects.Where(x => x.RoundId == id).ToListAsync();
            await s.GetRequiredService<RunRound>()
                .Publish(
                    id,
                    round.Version,
                    outcomes.ToDictionary(x => x.SubjectId, x => Outcomes.For(round, x)[0]),
                    default
                );
        });

    private static void At(RunningHost host, int year, int month, int day) =>
        host.Clock.Move(new DateTimeOffset(year, month, day, 9, 0, 0, TimeSpan.FromHours(8)) - host.Clock.GetUtcNow());

    private static async Task<int> Unit(IServiceProvider s, string code) =>
        (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find(code)!.Id;

    private static Task<Project> One(IServiceProvider s, string number) =>
        s.GetRequiredService<ProjectsDb>().Projects.AsNoTracking().SingleAsync(p => p.Number == number);

    private static Task<int> Version(IServiceProvider s, long id) =>
        s.GetRequiredService<ProjectsDb>().Selections.Where(x => x.Id == id).Select(x => x.Version).SingleAsync();

    private static Task<int> RoundVersion(IServiceProvider s, long id) =>
        s.GetRequiredService<AppraisalDb>()
            .Rounds.IgnoreQueryFilters()
            .Where(r => r.Id == id)
            .Select(r => r.Version)
            .SingleAsync();
}
