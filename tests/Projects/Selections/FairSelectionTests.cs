using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.Projects.Data;
using Modular.Projects.Notice;
using Modular.Projects.Selections;
using Modular.TestKit;

namespace Modular.Projects.Tests;

/// <summary>Selections in which nothing is mixed, lost or decided by whom it does not belong to.</summary>
[Trait("rule", "P15")]
public sealed class FairSelectionTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_officer_chooses_the_round_and_scores_of_different_rounds_are_never_mixed(string database)
    {
        await using var host = await RunningHost.Start(database);
        var (id, numbers) = await Selections.Applied(host, "A1", "A1");
        await Selections.Judged(host, 81, numbers, 60_000_000, 90_000_000);
        // A later round over one of them only.
        await Selections.Judged(host, 82, numbers[..1], 99_000_000);
        Assert.Equal(
            "selections.still-open",
            await host.Refused(async s =>
                await s.GetRequiredService<TakeRanking>().FromRound(id, await Selections.Version(s, id), 81, default)
            )
        );
        host.At(2026, 4, 7);
        Assert.Equal(
            [(81L, true), (82L, false)],
            (await host.Ask(s => s.GetRequiredService<TakeRanking>().Rounds(id, default))).Select(r =>
                (r.RoundId, r.Complete)
            )
        );
        Assert.Equal(
            "selections.round-partial",
            await host.Refused(async s =>
                await s.GetRequiredService<TakeRanking>().FromRound(id, await Selections.Version(s, id), 82, default)
            )
        );
        using var officer = await host.As("district");
        await officer.Open($"/selections/{id}");
        await officer.Press("Take");
        var view = await host.Ask(s => s.GetRequiredService<ShowSelections>().One(id, default));
        Assert.Equal(
            [(numbers[1], 90_000_000L, 81L), (numbers[0], 60_000_000L, 81L)],
            view.Standing.Select(e => (e.Project.Number, e.Entry.ScoreMicro!.Value, e.Entry.RoundId!.Value))
        );
        // Beside the weights it says that those of the round counted.
        Assert.NotNull(officer.Page.QuerySelector("dl.facts a[href='/rounds/81']"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Sent_back_and_made_again_an_application_brings_no_old_score(string database)
    {
        await using var host = await RunningHost.Start(database);
        var (id, numbers) = await Selections.Applied(host, "A1", "A1");
        await Selections.Judged(host, 81, numbers, 60_000_000, 90_000_000);
        await host.Do(s => s.GetRequiredService<ApplyProject>().Return(id, numbers[1], "the figures are old", default));
        await host.Do(s => Selections.Apply(s, numbers[1], id));
        host.At(2026, 4, 7);
        Assert.Equal(
            "selections.round-partial",
            await host.Refused(async s =>
                await s.GetRequiredService<TakeRanking>().FromRound(id, await Selections.Version(s, id), 81, default)
            )
        );
        await host.Do(async s => Assert.Single(await s.GetRequiredService<ProjectsDb>().EntryScores.ToListAsync()));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "K19")]
    public async Task Who_answers_for_a_project_neither_ranks_nor_awards_and_who_ranked_does_not_award(string database)
    {
        await using var host = await RunningHost.Start(database);
        await host.Do(async s =>
        {
            int district = (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find("Q")!.Id;
            foreach (string name in new[] { "Leader Li", "second" })
                await s.GetRequiredService<KeepAccounts>()
                    .Open(name, name, RunningHost.Password, [(Role.DistrictOfficer, district)], false, default);
        });
        var (id, numbers) = await Selections.Applied(host, "A1", "A1");
        await host.Do(s =>
            s.GetRequiredService<ProjectsDb>()
                .Projects.Where(p => p.Number == numbers[0])
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.Leader, "Leader Li"))
        );
        await Selections.Judged(host, 81, numbers, 60_000_000, 90_000_000);
        host.At(2026, 4, 7);
        using Visitor near = await host.As("Leader Li"),
            officer = await host.As("district");
        await near.Open($"/selections/{id}");
        await near.Press("Take");
        Assert.Contains("Leader Li", near.Page.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        await host.Do(async s =>
            Assert.Equal(
                SelectionState.Open,
                (await s.GetRequiredService<ShowSelections>().One(id, default)).Selection.State
            )
        );
        await officer.Open($"/selections/{id}");
        await officer.Press("Take");
        await officer.Press("Publish");
        host.At(2026, 4, 20);
        using Visitor nearLater = await host.As("Leader Li"),
            later = await host.As("district"),
            second = await host.As("second");
        await nearLater.Open($"/selections/{id}");
        await nearLater.Press("Award");
        await later.Open($"/selections/{id}");
        Assert.Null(later.Page.QuerySelector("form[action*='handler=Award']"));
        await host.Do(async s =>
            Assert.Equal(
                SelectionState.InNotice,
                (await s.GetRequiredService<ShowSelections>().One(id, default)).Selection.State
            )
        );
        await second.Open($"/selections/{id}");
        await second.Press("Award");
        await host.Do(async s =>
            Assert.Equal(
                SelectionState.Awarded,
                (await s.GetRequiredService<ShowSelections>().One(id, default)).Selection.State
            )
        );
        // A certificate for whom it was awarded to, and for nobody else.
        await second.Open($"/selections/{id}");
        string certificate = Assert
            .Single(second.Page.QuerySelectorAll("a[href*='handler=certificate']"))
            .GetAttribute("href")!;
        Assert.Equal((byte)'P', (await second.Bytes(certificate))[0]);
        Assert.Equal(
            System.Net.HttpStatusCode.NotFound,
            await second.StatusOf(certificate[..^1] + (certificate[^1] == '1' ? '2' : '1'))
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_objection_raised_while_it_is_awarded_either_stops_the_award_or_is_told_that_it_is_too_late(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        for (int round = 0; round < 3; round++)
        {
            var (id, _) = await Selections.InNotice(host, "A1");
            host.At(2026, 4, 20);
            int version = await host.Ask(s => Selections.Version(s, id));
            var objects = Enumerable
                .Range(0, 3)
                .Select(_ =>
                    Attempt(host, s => s.GetRequiredService<ShowSelections>().Object(id, "it is not so", null, default))
                )
                .ToList();
            string award = await Attempt(host, s => s.GetRequiredService<RunSelection>().Award(id, version, default));
            var answers = await Task.WhenAll(objects);
            await host.Do(async s =>
            {
                var db = s.GetRequiredService<ProjectsDb>();
                var state = await db.Selections.Where(x => x.Id == id).Select(x => x.State).SingleAsync();
                int open = await db.Objections.CountAsync(o => o.NoticeId == id && o.State == ObjectionState.Open);
                Assert.Equal(answers.Count(a => a.Length == 0), open);
                Assert.Equal(
                    (award.Length == 0, open == 0),
                    (state == SelectionState.Awarded, state == SelectionState.Awarded)
                );
            });
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Of_two_who_decide_one_objection_the_second_is_told_and_overwrites_nothing(string database)
    {
        await using var host = await RunningHost.Start(database);
        var (id, _) = await Selections.InNotice(host, "A1");
        long objection = await Object(host, id);
        string[] reasons = ["marks were read again", "a mark was copied wrongly", "nothing was found", "it is so"];
        var answers = await Task.WhenAll(
            reasons.Select(
                (why, i) =>
                    Attempt(
                        host,
                        s => s.GetRequiredService<RunSelection>().Decide(id, objection, i % 2 == 1, why, default)
                    )
            )
        );
        Assert.Equal(
            (1, 3),
            (answers.Count(a => a.Length == 0), answers.Count(a => a == "selections.objection-decided"))
        );
        int won = Array.IndexOf(answers, "");
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<ProjectsDb>();
            Assert.Equal(
                (reasons[won], won % 2 == 1 ? ObjectionState.Upheld : ObjectionState.Dismissed),
                (
                    await db
                        .Objections.Where(o => o.Id == objection)
                        .Select(o => new { o.Decision, o.State })
                        .ToListAsync()
                )
                    .Select(o => (o.Decision!, o.State))
                    .Single()
            );
            Assert.Equal(
                won % 2 == 1 ? SelectionState.Open : SelectionState.InNotice,
                await db.Selections.Where(x => x.Id == id).Select(x => x.State).SingleAsync()
            );
        });
    }

    [Fact]
    public async Task An_objection_is_upheld_after_reopening_by_hand_and_no_selection_ends_with_one_unanswered()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        var (id, _) = await Selections.InNotice(host, "A1");
        long first = await Object(host, id),
            second = await Object(host, id);
        using var officer = await host.As("district");
        await officer.Open("/desk");
        Assert.NotNull(officer.Page.QuerySelector($"a[href='/selections/{id}#objections']"));
        await host.Do(async s =>
            await s.GetRequiredService<RunSelection>()
                .Reopen(id, await Selections.Version(s, id), "a mark is missing", default)
        );
        await host.Do(s => s.GetRequiredService<RunSelection>().Decide(id, first, true, "so it is", default));
        Assert.Equal(
            "selections.cancel-objections",
            await host.Refused(async s =>
                await s.GetRequiredService<RunSelection>()
                    .Cancel(id, await Selections.Version(s, id), "no money", default)
            )
        );
        await host.Do(s => s.GetRequiredService<RunSelection>().Decide(id, second, false, "it is not", default));
        await host.Do(async s =>
            await s.GetRequiredService<RunSelection>().Cancel(id, await Selections.Version(s, id), "no money", default)
        );
        await officer.Open("/desk");
        Assert.Null(officer.Page.QuerySelector($"a[href='/selections/{id}#objections']"));
    }

    private static async Task<long> Object(RunningHost host, long id)
    {
        await host.Do(s => s.GetRequiredService<ShowSelections>().Object(id, "the second is better", null, default));
        return await host.Ask(s =>
            s.GetRequiredService<ProjectsDb>().Objections.OrderByDescending(o => o.Id).Select(o => o.Id).FirstAsync()
        );
    }

    private static async Task<string> Attempt(RunningHost host, Func<IServiceProvider, Task> work)
    {
        try
        {
            await Task.Run(() => host.Do(work));
            return "";
        }
        catch (RuleBroken broken)
        {
            return broken.Key;
        }
    }
}
