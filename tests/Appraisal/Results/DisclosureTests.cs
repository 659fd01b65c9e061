using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Appraisal.Ballots;
using Modular.Appraisal.Data;
using Modular.Appraisal.Results;
using Modular.Appraisal.Rounds;
using Modular.Appraisal.Survey;
using Modular.TestKit;

namespace Modular.Appraisal.Tests;

/// <summary>
/// What results must not give away of single ballots and replies, be it by a name, a gap or a difference.
/// </summary>
public sealed class DisclosureTests
{
    [
        Theory,
        InlineData("trimmed-mean", "{\"trim\":1}"),
        InlineData("majority-judgment", "{}"),
        InlineData("weighted-mean", "{}"),
        Trait("rule", "A5")
    ]
    public async Task No_sentence_of_a_ballots_result_names_a_ballot_and_grades_are_read_on_the_papers_scale(
        string method,
        string parameters
    )
    {
        await using var host = await RunningHost.Start(Databases.Sqlite, "--Jobs:Enabled=false");
        await Kit.More(host);
        long id = await host.Ask(async s =>
            await s.GetRequiredService<DraftBallot>()
                .Draft(
                    (await Kit.Unit(s, "Q")).Id,
                    new(
                        "Hall",
                        method,
                        parameters,
                        [new("Grade", "5 fine, 4 good, 3 fair, 2 poor, 1 bad", 1, 5)],
                        ["One", "Two"],
                        "All here.",
                        0,
                        5,
                        null
                    )
                    {
                        Pass = 60,
                    },
                    default
                )
        );
        var district = await host.As("district");
        await district.Open($"/ballots/{id}");
        // Refused, the form keeps what was typed.
        await district.Press(
            "Open",
            ("Input.Hall", "2"),
            ("Input.Passphrase", Kit.Passphrase),
            ("Input.Again", Kit.Passphrase)
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, district.Status);
        Assert.Equal("2", district.Page.QuerySelector("input[name='Input.Hall']")!.GetAttribute("value"));
        var codes = await Kit.Hall(host, id, 7);
        foreach (var (code, i) in codes.Select((c, i) => (c, i)))
            await host.Do(async s =>
                await s.GetRequiredService<CastBallot>()
                    .Cast(
                        (await s.GetRequiredService<CastBallot>().Find(code, default))!,
                        [new[] { 5, 5, 4, 4, 4, 3, 2 }[i], i % 2 + 1],
                        [null, null],
                        default
                    )
            );
        await district.Open($"/ballots/{id}/screen");
        Assert.Null(district.Page.QuerySelector(".tally"));
        await host.Do(async s =>
            await s.GetRequiredService<RunBallot>().Close(id, await Kit.Version(s, id), Kit.Passphrase, default)
        );
        await district.Open($"/ballots/{id}/screen");
        Assert.Equal(2, district.Page.QuerySelectorAll(".tally").Length);
        Assert.Contains("fine", district.Text, StringComparison.Ordinal);
        await host.Do(s => s.GetRequiredService<ComputeRound>().Run(id, default));
        string stored = await host.Ask(s =>
            s.GetRequiredService<AppraisalDb>().Results.Select(r => r.Body).SingleAsync()
        );
        Assert.DoesNotContain("b00000", stored, StringComparison.Ordinal);
        var second = await host.As("district-2");
        await second.Open($"/ballots/{id}");
        Assert.Equal(
            ["satisfied", "rework"],
            second
                .Page.QuerySelectorAll("select[name^='Outcomes'] option[selected]")
                .Select(o => o.GetAttribute("value"))
        );
        if (method == "majority-judgment")
        {
            // 2 3 4 4 4 5 5: the middle one is good.
            var view = await host.Ask(s => s.GetRequiredService<ShowBallot>().Show(id, default));
            Assert.Equal([4.0, 1.0], view.Computation!.Subjects.OrderBy(x => x.Subject).Select(x => x.Score!.Value));
            Assert.Contains(
                "good",
                second.Page.QuerySelector("table.list tbody tr")!.TextContent,
                StringComparison.Ordinal
            );
        }
    }

    [Fact, Trait("case", "B8")]
    public async Task A_withheld_subject_is_not_placed_by_the_gap_it_leaves()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite, "--Jobs:Enabled=false");
        long id = await host.Ask(async s =>
            await s.GetRequiredService<DraftBallot>()
                .Draft(
                    (await Kit.Unit(s, "Q")).Id,
                    new(
                        "Hall",
                        "weighted-mean",
                        "{}",
                        [new("Grade", null, 1, 5)],
                        ["All the best", "Mixed", "All the worst"],
                        "All here.",
                        0,
                        5,
                        null
                    )
                    {
                        Pass = 60,
                    },
                    default
                )
        );
        var codes = await Kit.Hall(host, id, 6);
        foreach (var (code, i) in codes.Select((c, i) => (c, i)))
            await host.Do(async s =>
                await s.GetRequiredService<CastBallot>()
                    .Cast(
                        (await s.GetRequiredService<CastBallot>().Find(code, default))!,
                        [5, 3 + i % 2, 1],
                        [null, null, null],
                        default
                    )
            );
        await host.Do(async s =>
            await s.GetRequiredService<RunBallot>().Close(id, await Kit.Version(s, id), "four words on paper", default)
        );
        await host.Do(s => s.GetRequiredService<ComputeRound>().Run(id, default));
        var view = await host.Ask(s => s.GetRequiredService<ShowBallot>().Show(id, default));
        Assert.Equal(
            [("S02", 1), ("S01", null), ("S03", (int?)null)],
            view.Computation!.Subjects.Select(x => (x.Subject, x.Rank))
        );
        Assert.Null(await host.Ask(s => s.GetRequiredService<ShowRound>().Recompute(id, default)));
        // The half that is told is what the outcome is proposed by.
        var district = await host.As("district");
        await host.Do(s =>
            s.GetRequiredService<AppraisalDb>()
                .Rounds.ExecuteUpdateAsync(set => set.SetProperty(r => r.ComputedById, (long?)null))
        );
        await district.Open($"/ballots/{id}");
        Assert.Equal(
            ["satisfied", "satisfied", "rework"],
            district
                .Page.QuerySelectorAll("select[name^='Outcomes'] option[selected]")
                .Select(o => o.GetAttribute("value"))
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("case", "B8")]
    public async Task Few_replies_about_one_thing_do_not_come_out_of_the_difference_of_two_figures(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        long id = await host.Ask(async s =>
        {
            long round = await s.GetRequiredService<DraftSurvey>()
                .Draft(
                    (await Kit.Unit(s, "Q")).Id,
                    new(
                        "Survey",
                        "",
                        SurveyDoor.Link,
                        5,
                        [
                            new(QuestionKind.Scale, "How?", [], 1, 5, true, null, null),
                            new(QuestionKind.Text, "What?", [], 0, 0, false, null, null),
                            new(QuestionKind.Text, "Why?", [], 0, 0, false, null, null),
                            new(QuestionKind.Scale, "Rarely asked", [], 1, 5, false, null, null),
                        ],
                        ["A", "B", "C"],
                        [],
                        null,
                        null
                    ),
                    default
                );
            await s.GetRequiredService<RunRound>().Open(round, await Kit.Version(s, round), default);
            return round;
        });
        var view = (await host.Ask(s => s.GetRequiredService<AnswerSurvey>().Find(id, default)))!;
        async Task Reply(int subject, int mark, string words, string? rare = null) =>
            await host.Do(s =>
                s.GetRequiredService<AnswerSurvey>()
                    .Save(
                        view,
                        view.Subjects[subject].SubjectId,
                        AnswerSurvey.NewKey(),
                        n =>
                            n switch
                            {
                                "q0" => [$"{mark}"],
                                "q1" => ["what " + words],
                                "q2" => ["why " + words],
                                "q3" when rare is not null => [rare],
                                _ => [],
                            },
                        false,
                        default
                    )
            );
        for (int i = 0; i < 12; i++)
            await Reply(0, 4, $"{i:00}", i < 6 ? "3" : null);
        for (int i = 0; i < 6; i++)
            await Reply(1, 2, $"b{i}", i < 1 ? "1" : null);
        await Reply(2, 1, "the only one");
        await host.Do(async s => await s.GetRequiredService<RunSurvey>().Close(id, await Kit.Version(s, id), default));
        var all = await host.Ask(s => s.GetRequiredService<ShowSurvey>().Show(id, null, default));
        // C is in no figure, so that whole less parts leaves nothing of it.
        Assert.Equal(18, all.Figures[0].Answered);
        Assert.DoesNotContain(all.Figures[1].Texts, t => t.Contains("only", StringComparison.Ordinal));
        // One of B answered the rare question: A's part of it is held back, or the difference would be that one.
        var a = await host.Ask(s => s.GetRequiredService<ShowSurvey>().Show(id, view.Subjects[0].SubjectId, default));
        Assert.Equal((12, 0), (a.Figures[0].Answered, a.Figures[3].Answered));
        // Line by line the two lists are of different people.
        Assert.NotEqual(a.Figures[1].Texts.Select(t => t[^2..]), a.Figures[2].Texts.Select(t => t[^2..]));
        await host.Do(s => s.GetRequiredService<ComputeRound>().Run(id, default));
        var computed = (await host.Ask(s => s.GetRequiredService<ShowSurvey>().Show(id, null, default))).Computation!;
        Assert.Null(computed.Subjects.Single(s => s.Subject == "M003").Score);
        Assert.Equal(2, computed.Subjects.Single(s => s.Subject == "M002").Score);
    }
}
