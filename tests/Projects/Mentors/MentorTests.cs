using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Projects.Data;
using Modular.Projects.Design;
using Modular.Projects.Domain;
using Modular.Projects.Mentors;
using Modular.TestKit;

namespace Modular.Projects.Tests;

[Trait("rule", "P5")]
public sealed class MentorTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_mentor_sees_the_projects_named_to_him_wherever_they_lie_and_no_others(string database)
    {
        await using var host = await RunningHost.Start(database);
        string named = await Drafted.Project(host, "A1", null),
            other = await Drafted.Project(host, "B1", null);
        // One holds the role for the whole district, one at a community elsewhere: neither sees anything of it by that.
        long wide = await Mentor(host, "guide-q", "Q"),
            narrow = await Mentor(host, "guide-b", "B1");
        var visitor = await host.As("guide-q");
        Assert.Equal(HttpStatusCode.NotFound, await visitor.StatusOf($"/projects/{named}"));
        await host.Do(s => s.GetRequiredService<KeepMentors>().Assign(named, wide, default));
        await visitor.Open("/projects");
        Assert.Equal(
            named,
            Assert.Single(visitor.Page.QuerySelectorAll("table.list tbody tr")).QuerySelector("td")!.TextContent.Trim()
        );
        await visitor.Open($"/projects/{named}/guidance");
        foreach (
            string path in new[]
            {
                $"/projects/{other}",
                $"/projects/{other}/guidance",
                $"/projects/{other}/versions",
                $"/projects/{other}/meeting",
            }
        )
            Assert.Equal(HttpStatusCode.NotFound, await visitor.StatusOf(path));
        // Projects of the unit the other mentor holds his role at are not his; the one named to him elsewhere is, until
        // it ends.
        await host.Do(async s =>
        {
            await s.GetRequiredService<KeepMentors>().End(named, "moved away", default);
            await s.GetRequiredService<KeepMentors>().Assign(named, narrow, default);
        });
        var local = await host.As("guide-b");
        Assert.Equal(HttpStatusCode.OK, await local.StatusOf($"/projects/{named}"));
        Assert.Equal(HttpStatusCode.NotFound, await local.StatusOf($"/projects/{other}"));
        Assert.Equal(HttpStatusCode.NotFound, await visitor.StatusOf($"/projects/{named}"));
        Assert.NotEqual(HttpStatusCode.OK, await local.StatusOf("/projects/new"));
    }

    [Fact, Trait("rule", "K19")]
    public async Task Nobody_guides_a_project_of_his_own_community_or_one_he_answers_for()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        string number = await Drafted.Project(host, "A1", null);
        long own = await Mentor(host, "guide-a", "A1"),
            leads = await Mentor(host, "Lin", "Q"),
            free = await Mentor(host, "guide-q", "Q");
        await host.Do(async s =>
        {
            var keep = s.GetRequiredService<KeepMentors>();
            foreach (long near in new[] { own, leads })
                Assert.Equal(
                    "mentors.conflict",
                    (await Assert.ThrowsAsync<RuleBroken>(() => keep.Assign(number, near, default))).Key
                );
            var offers = await keep.Offers(await Drafted.One(s, number), default);
            Assert.Equal(free, offers[0].Mentor.Id);
            Assert.All(offers.Skip(1), o => Assert.NotNull(o.Conflict));
        });
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task One_project_gets_one_mentor_and_a_mentor_no_more_than_he_can_when_two_assign_at_once(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        long one = await Mentor(host, "guide-1", "Q", atOnce: 1),
            two = await Mentor(host, "guide-2", "Q", atOnce: 1);
        string a = await Drafted.Project(host, "A1", null),
            b = await Drafted.Project(host, "A2", null);
        Task Assign(string number, long mentor) =>
            host.Do(s => s.GetRequiredService<KeepMentors>().Assign(number, mentor, default));
        var outcomes = await Task.WhenAll(
            new[] { (a, one), (a, two), (b, one), (b, two) }.Select(p =>
                Record.ExceptionAsync(() => Assign(p.Item1, p.Item2)).AsTask()
            )
        );
        Assert.All(
            outcomes.OfType<Exception>(),
            o => Assert.Contains(Assert.IsType<RuleBroken>(o).Key, new[] { "mentors.full", "mentors.has-one" })
        );
        await host.Do(async s =>
        {
            var now = await s.GetRequiredService<ProjectsDb>().Mentorings.Where(m => m.EndedAt == null).ToListAsync();
            Assert.Equal(now.Count, now.Select(m => m.ProjectId).Distinct().Count());
            Assert.Equal(now.Count, now.Select(m => m.MentorId).Distinct().Count());
            Assert.NotEmpty(now);
        });
    }

    [Fact]
    public async Task With_a_mentor_a_project_goes_with_his_ready_of_its_present_text_or_with_a_reason_reviewers_read()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        long mentor = await Mentor(host, "guide-q", "Q");
        string number = await Drafted.Project(host, "A1", null);
        await host.Do(s => s.GetRequiredService<KeepMentors>().Assign(number, mentor, default));
        Assert.Equal("guidance.pre-review-needed", await Refused(host, number));
        var visitor = await host.As("guide-q");
        await visitor.Open($"/projects/{number}/guidance");
        await visitor.Press(
            "Advise",
            ("Input.Field", "budget"),
            ("Input.Advice", "say what the room costs"),
            ("Input.On", "2026-03-10")
        );
        await visitor.PressButton("button[name=ready][value=true]");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        await visitor.Open($"/projects/{number}/guidance");
        await visitor.PressButton(
            "button[name=ready][value=true]",
            [.. PreReview.Points.Select(p => ("Input.Met", p))]
        );
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        // The text changes: the word was about another one.
        await host.Do(async s =>
            await s.GetRequiredService<DesignProject>()
                .Change(
                    number,
                    (await Drafted.One(s, number)).Version,
                    Drafted.Full with
                    {
                        Aims = "Lunch for seventy people a day",
                    },
                    default
                )
        );
        Assert.Equal("guidance.pre-review-needed", await Refused(host, number));
        var worker = await (await host.As("worker-a1")).Open($"/projects/{number}/guidance");
        await worker.PressButton("button[name=done][value=false]");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, worker.Status);
        await worker.Open($"/projects/{number}/guidance");
        await worker.PressButton("button[name=done][value=false]", ("Input.Answer", "the room is free"));
        await worker.Open($"/projects/{number}");
        await worker.Press("Submit", ("Input.Reasons", "only a figure was changed"));
        await host.Do(async s => Assert.Equal(ProjectState.Submitted, (await Drafted.One(s, number)).State));
        var district = await (await host.As("district")).Open($"/projects/{number}");
        Assert.Contains("only a figure was changed", district.Text, StringComparison.Ordinal);
        await host.Do(async s =>
            Assert.Contains(
                "only a figure was changed",
                Assert
                    .Single(
                        await s.GetRequiredService<Contracts.Projects.IProjectQuestions>().AwaitingReview("/", default)
                    )
                    .Summary,
                StringComparison.Ordinal
            )
        );
        await district.Open("/projects/mentors?culture=en");
        Assert.Contains("1, 1 answered", district.Text, StringComparison.Ordinal);
        Assert.True((await district.Bytes("/projects/mentors?handler=exportLedger")).Length > 1000);
    }

    [Fact]
    public async Task Mentor_and_team_find_what_waits_for_them_on_their_desks()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        long mentor = await Mentor(host, "guide-q", "Q");
        string number = await Drafted.Project(host, "A1", null);
        await host.Do(s => s.GetRequiredService<KeepMentors>().Assign(number, mentor, default));
        var visitor = await (await host.As("guide-q")).Open("/desk?culture=en");
        Assert.NotNull(visitor.Page.QuerySelector($"main a[href='/projects/{number}/guidance']"));
        await visitor.Open($"/projects/{number}/guidance");
        await visitor.Press(
            "Advise",
            ("Input.Field", "budget"),
            ("Input.Advice", "say what the room costs"),
            ("Input.On", "2026-03-10")
        );
        var worker = await (await host.As("worker-a1")).Open("/desk?culture=en");
        Assert.NotNull(worker.Page.QuerySelector($"main a[href^='/projects/{number}/guidance#note-']"));
        Assert.Null(
            (await (await host.As("worker-b1")).Open("/desk")).Page.QuerySelector($"main a[href^='/projects/{number}']")
        );
    }

    private static async Task<string> Refused(RunningHost host, string number) =>
        (await Assert.ThrowsAsync<RuleBroken>(() => Drafted.Submit(host, number))).Key;

    internal static Task<long> Mentor(RunningHost host, string name, string unit, int atOnce = 3) =>
        host.Ask(async s =>
        {
            var account = await s.GetRequiredService<KeepAccounts>()
                .Open(
                    name,
                    name,
                    RunningHost.Password,
                    [(Role.Mentor, (await Drafted.Unit(s, unit)).Id)],
                    false,
                    default
                );
            await s.GetRequiredService<KeepMentors>()
                .Add(account.Id, (await Drafted.Unit(s, "Q")).Id, "the school", "lunch, care", atOnce, default);
            return (await s.GetRequiredService<ProjectsDb>().Mentors.SingleAsync(m => m.AccountId == account.Id)).Id;
        });
}
