using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Appraisal.Data;
using Modular.Appraisal.Results;
using Modular.Appraisal.Survey;
using Modular.Kernel.Rules;
using Modular.TestKit;

namespace Modular.Appraisal.Tests;

[Trait("rule", "A7")]
public sealed class SurveyTests
{
    private static readonly QuestionPlan[] All =
    [
        new(QuestionKind.Choice, "Have you used it?", ["yes", "no"], 0, 0, true, null, null),
        new(QuestionKind.Scale, "How was it?", ["bad", "good"], 1, 5, true, 0, 0),
        new(QuestionKind.Multiple, "What did you use?", ["meals", "books", "gym"], 0, 0, false, 0, 0),
        new(QuestionKind.Matrix, "Rate these", ["manner", "speed"], 1, 5, false, null, null),
        new(QuestionKind.Rank, "What first?", ["x", "y", "z"], 0, 0, false, null, null),
        new(QuestionKind.Text, "What else?", [], 0, 0, false, null, null),
    ];

    private static Task<long> Draft(RunningHost host, SurveyDoor door, int minimum = 5) =>
        host.Ask(async s =>
        {
            long id = await s.GetRequiredService<DraftSurvey>()
                .Draft(
                    (await Kit.Unit(s, "Q")).Id,
                    new("Survey", "Thank you", door, minimum, All, ["Canteen"], [], null, null),
                    default
                );
            await s.GetRequiredService<Rounds.RunRound>().Open(id, await Kit.Version(s, id), default);
            return id;
        });

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_builder_adds_moves_and_drops_questions_and_keeps_what_was_typed(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        var district = await host.As("district");
        await district.Open("/surveys/new");
        await district.PressButton(
            "button[formaction*='change=add']",
            ("Input.Title", "Canteen"),
            ("Input.Questions[0].Text", "First?")
        );
        Assert.Equal(
            "First?",
            district.Page.QuerySelector("input[name='Input.Questions[0].Text']")!.GetAttribute("value")
        );
        Assert.Equal(4, district.Page.QuerySelectorAll(".question").Length);
        await district.PressButton("button[formaction*='change=down-0']");
        Assert.Equal(
            "First?",
            district.Page.QuerySelector("input[name='Input.Questions[1].Text']")!.GetAttribute("value")
        );
        await district.PressButton("button[formaction*='change=out-3']");
        Assert.Equal(3, district.Page.QuerySelectorAll(".question").Length);
        // A condition on what is no earlier choice is refused, with the question named.
        await district.Send("form.builder", ("Input.Questions[1].If", "1:0"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, district.Status);
        Assert.NotNull(district.Page.QuerySelector(".question .field-error"));
        await district.Send("form.builder", ("Input.Questions[1].If", "0:1"));
        Assert.NotNull(district.Page.QuerySelector(".said"));
        var kept = await host.Ask(s =>
            s.GetRequiredService<AppraisalDb>().Questions.OrderBy(q => q.Place).ToListAsync()
        );
        Assert.Equal((1, 0, 1), (kept[1].Place, kept[1].IfPlace, kept[1].IfOption));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_code_answers_once_conditions_and_required_answers_hold_and_paper_counts_alike(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        long id = await Draft(host, SurveyDoor.Code);
        var codes = await host.Ask(s => s.GetRequiredService<RunSurvey>().Codes(id, 60, default));
        var visitor = host.Visitor();
        await visitor.Open("/vote");
        await visitor.Send("form[action='/vote']", ("code", codes[0]));
        Assert.True(visitor.Status == HttpStatusCode.OK, visitor.Text);
        await visitor.Send($"form[action='/survey/{id}']", ("q1", "4"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        // Who has not used it is not asked how it was; what was sent for it all the same is not kept.
        await visitor.Send(
            $"form[action='/survey/{id}']",
            ("q0", "1"),
            ("q1", "4"),
            ("q4o0", "2"),
            ("q4o1", "1"),
            ("q4o2", "1")
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        await visitor.Send(
            $"form[action='/survey/{id}']",
            ("q0", "1"),
            ("q1", "4"),
            ("q4o0", "2"),
            ("q4o1", "1"),
            ("q4o2", "3"),
            ("q3r0", "5"),
            ("q5", "more soup")
        );
        Assert.NotNull(visitor.Page.QuerySelector(".receipt"));
        // Until the close it lies in an envelope.
        Assert.Equal(
            (0, 1),
            await host.Ask(async s =>
                (
                    await s.GetRequiredService<AppraisalDb>().Replies.CountAsync(),
                    await s.GetRequiredService<AppraisalDb>().SealedReplies.CountAsync()
                )
            )
        );
        await visitor.Open("/vote");
        await visitor.Send("form[action='/vote']", ("code", codes[0]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        // Fifty at once with one code: one reply.
        var view = await host.Ask(s => s.GetRequiredService<AnswerSurvey>().ByCode(codes[1], default));
        int[] taken = await Task.WhenAll(
            Enumerable
                .Range(0, 50)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        try
                        {
                            await host.Do(s =>
                                s.GetRequiredService<AnswerSurvey>()
                                    .Save(
                                        view!,
                                        view!.Subjects[0].SubjectId,
                                        AnswerSurvey.NewKey(),
                                        n => n == "q0" ? ["1"] : [],
                                        false,
                                        default
                                    )
                            );
                            return 1;
                        }
                        catch (RuleBroken broken) when (broken.Key == "survey.code-used")
                        {
                            return 0;
                        }
                    })
                )
        );
        Assert.Equal(1, taken.Sum());
        var district = await host.As("district");
        for (int i = 2; i < 6; i++)
        {
            await district.Open($"/surveys/{id}/paper");
            await district.Send("form.form", ("code", codes[i]), ("q0", "0"), ("q1", $"{i}"));
            Assert.NotNull(district.Page.QuerySelector(i == 5 ? ".said" : ".said"));
        }

        await district.Open($"/surveys/{id}/paper");
        await district.Send("form.form", ("code", codes[5]), ("q0", "0"), ("q1", "5"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, district.Status);
        // Nothing is shown while it is open; after the close figures stand there, and those of a question few answered
        // do not.
        await district.Open($"/surveys/{id}");
        Assert.Null(district.Page.QuerySelector(".bars"));
        var before = await host.Ask(s =>
            s.GetRequiredService<AppraisalDb>().SealedReplies.Select(r => Convert.ToHexString(r.Key)).ToListAsync()
        );
        await district.Press("Close");
        var after = await host.Ask(s =>
            s.GetRequiredService<AppraisalDb>().Replies.Select(r => Convert.ToHexString(r.Key)).ToListAsync()
        );
        Assert.Equal(6, after.Count);
        Assert.Empty(before.Intersect(after));
        Assert.Contains(
            """{"0":1,"3":[5,null],"4":[2,1,3],"5":"more soup"}""",
            await host.Ask(s => s.GetRequiredService<AppraisalDb>().Replies.Select(r => r.Body).ToListAsync())
        );
        var result = await host.Ask(s => s.GetRequiredService<ShowSurvey>().Show(id, null, default));
        Assert.Equal((6, 4, 6), (result.Replies, result.Paper, result.Used));
        Assert.Equal([4, 2], result.Figures[0].Counts);
        Assert.Empty(result.Figures[5].Texts);
        Assert.DoesNotContain("more soup", district.Text, StringComparison.Ordinal);
        Assert.Equal(
            HttpStatusCode.Conflict,
            (await host.Visitor().Open($"/survey/{id}", HttpStatusCode.Conflict)).Status
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Answers_by_link_give_means_of_each_question_and_the_same_form_sent_twice_is_one_reply(
        string database
    )
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        long id = await Draft(host, SurveyDoor.Link);
        foreach (int mark in new[] { 5, 4, 4, 3, 5 })
        {
            var visitor = host.Visitor();
            await visitor.Open($"/survey/{id}");
            string key = visitor.Page.QuerySelector("input[name=key]")!.GetAttribute("value")!,
                subject = visitor.Page.QuerySelector("input[name=subject]")!.GetAttribute("value")!;
            for (int twice = 0; twice < 2; twice++)
                Assert.Equal(
                    HttpStatusCode.OK,
                    await visitor.Raw(
                        $"/survey/{id}",
                        ("key", key),
                        ("subject", subject),
                        ("q0", "0"),
                        ("q1", $"{mark}"),
                        ("q3r0", "5"),
                        ("q3r1", "1")
                    )
                );
        }

        Assert.Equal(5, await host.Ask(s => s.GetRequiredService<AppraisalDb>().Replies.CountAsync()));
        await host.Do(async s => await s.GetRequiredService<RunSurvey>().Close(id, await Kit.Version(s, id), default));
        await host.Do(s => s.GetRequiredService<ComputeRound>().Run(id, default));
        var result = await host.Ask(s => s.GetRequiredService<ShowSurvey>().Show(id, null, default));
        Assert.Equal(4.2, result.Figures[1].Mean!.Value, 9);
        Assert.Equal([5.0, 1.0], result.Figures[3].Means.Select(m => m!.Value));
        // The mean of the three means on a scale.
        Assert.Equal((4.2 + 5 + 1) / 3, Assert.Single(result.Computation!.Subjects).Score!.Value, 6);
        Assert.Null(await host.Ask(s => s.GetRequiredService<ShowRound>().Recompute(id, default)));
    }

    [Fact]
    public async Task Below_the_least_number_nothing_is_shown_or_computed()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite, "--Jobs:Enabled=false");
        long id = await Draft(host, SurveyDoor.Link);
        var view = (await host.Ask(s => s.GetRequiredService<AnswerSurvey>().Find(id, default)))!;
        for (int i = 0; i < 4; i++)
            await host.Do(s =>
                s.GetRequiredService<AnswerSurvey>()
                    .Save(
                        view,
                        view.Subjects[0].SubjectId,
                        AnswerSurvey.NewKey(),
                        n =>
                            n is "q0" ? ["0"]
                            : n is "q1" ? ["2"]
                            : [],
                        false,
                        default
                    )
            );
        await host.Do(async s => await s.GetRequiredService<RunSurvey>().Close(id, await Kit.Version(s, id), default));
        Assert.Empty((await host.Ask(s => s.GetRequiredService<ShowSurvey>().Show(id, null, default))).Figures);
        Assert.Equal(
            "survey.too-few",
            (
                await Assert.ThrowsAsync<RuleBroken>(() =>
                    host.Do(s => s.GetRequiredService<ComputeRound>().Run(id, default))
                )
            ).Key
        );
        var district = await host.As("district");
        Assert.Equal(HttpStatusCode.NotFound, await district.StatusOf($"/surveys/{id}?handler=figures"));
    }
}
