using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Projects.Data;
using Modular.Projects.Domain;
using Modular.Projects.Mentors;
using Modular.TestKit;

namespace Modular.Projects.Tests;

[Trait("rule", "P5")]
public sealed class MentorEndTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Guidance_ends_with_the_project_the_mentor_is_free_again_and_sees_it_no_longer(string database)
    {
        await using var host = await RunningHost.Start(database);
        long mentor = await Mentor(host, "guide-q", atOnce: 3);
        string[] ends = ["stopped", "rejected", "completed"];
        foreach (string end in ends)
        {
            string number = await Drafted.Project(host, "A1", null);
            await host.Do(s => s.GetRequiredService<KeepMentors>().Assign(number, mentor, default));
            await PlanTests.Moves(
                host,
                number,
                end switch
                {
                    "stopped" => ["stopped"],
                    "rejected" => ["submitted", "rejected"],
                    _ => ["submitted", "review-passed", "notice-opened", "approved", "started", "completed"],
                }
            );
            await host.Settle();
            await host.Do(async s =>
            {
                Assert.DoesNotContain(mentor, (await s.GetRequiredService<KeepMentors>().Loads(default)).Keys);
                Assert.False(
                    string.IsNullOrEmpty(
                        (
                            await s.GetRequiredService<ProjectsDb>()
                                .Mentorings.OrderByDescending(m => m.Id)
                                .FirstAsync()
                        ).EndedWhy
                    )
                );
                Assert.Equal(
                    "mentors.project-over",
                    (
                        await Assert.ThrowsAsync<RuleBroken>(() =>
                            s.GetRequiredService<KeepMentors>().Assign(number, mentor, default)
                        )
                    ).Key
                );
            });
            Assert.Equal(HttpStatusCode.NotFound, await (await host.As("guide-q")).StatusOf($"/projects/{number}"));
        }
    }

    [Fact]
    public async Task An_account_that_is_closed_is_not_offered_and_not_named()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        long gone = await Mentor(host, "guide-1"),
            here = await Mentor(host, "guide-2");
        string number = await Drafted.Project(host, "A1", null);
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<Kernel.Store.KernelDb>();
            (await db.Accounts.SingleAsync(a => a.DisplayName == "guide-1")).Disabled = true;
            await db.SaveChangesAsync();
        });
        await host.Do(async s =>
        {
            var keep = s.GetRequiredService<KeepMentors>();
            Assert.Equal(here, Assert.Single(await keep.Offers(await Drafted.One(s, number), default)).Mentor.Id);
            Assert.Equal(
                "mentors.gone",
                (await Assert.ThrowsAsync<RuleBroken>(() => keep.Assign(number, gone, default))).Key
            );
        });
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_ready_of_an_earlier_mentor_does_not_count_for_the_one_who_guides_now(string database)
    {
        await using var host = await RunningHost.Start(database);
        long first = await Mentor(host, "guide-1"),
            second = await Mentor(host, "guide-2");
        string number = await Drafted.Project(host, "A1", null);
        await host.Do(s => s.GetRequiredService<KeepMentors>().Assign(number, first, default));
        await Ready(host, "guide-1", number);
        await host.Do(async s =>
        {
            await s.GetRequiredService<KeepMentors>().End(number, "moved away", default);
            await s.GetRequiredService<KeepMentors>().Assign(number, second, default);
        });
        Assert.Equal(
            "guidance.pre-review-needed",
            (await Assert.ThrowsAsync<RuleBroken>(() => Drafted.Submit(host, number))).Key
        );
        Assert.NotNull(
            (await (await host.As("guide-2")).Open("/desk")).Page.QuerySelector(
                $"main a[href='/projects/{number}/guidance']"
            )
        );
        await Ready(host, "guide-2", number);
        await Drafted.Submit(host, number);
        await host.Do(async s => Assert.Equal(ProjectState.Submitted, (await Drafted.One(s, number)).State));
    }

    private static async Task Ready(RunningHost host, string mentor, string number)
    {
        var visitor = await (await host.As(mentor)).Open($"/projects/{number}/guidance");
        await visitor.PressButton(
            "button[name=ready][value=true]",
            [.. PreReview.Points.Select(p => ("Input.Met", p))]
        );
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
    }

    private static Task<long> Mentor(RunningHost host, string name, int atOnce = 3) =>
        host.Ask(async s =>
        {
            int q = (await Drafted.Unit(s, "Q")).Id;
            var account = await s.GetRequiredService<KeepAccounts>()
                .Open(name, name, RunningHost.Password, [(Role.Mentor, q)], false, default);
            await s.GetRequiredService<KeepMentors>().Add(account.Id, q, "the school", "lunch, care", atOnce, default);
            return (await s.GetRequiredService<ProjectsDb>().Mentors.SingleAsync(m => m.AccountId == account.Id)).Id;
        });
}
