using System.Net;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Contracts.Appraisal;
using Modular.Kernel.Data;
using Modular.Projects.Data;
using Modular.Projects.Design;
using Modular.Projects.Domain;
using Modular.Projects.Notice;
using Modular.TestKit;

namespace Modular.Projects.Tests;

/// <summary>What the public sees of a notice, and that no way leads around it.</summary>
[Trait("rule", "P7")]
public sealed class NoticeTests
{
    [Fact]
    public async Task The_public_page_shows_what_was_published_and_never_the_draft_it_became()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        host.At(2026, 3, 2);
        string number = await host.InNotice();
        var someone = host.Visitor();
        string at = $"/notices/{await Kit.Notice(host, number)}";
        string page = (await someone.Open(at)).Text;
        // Everything that is hashed stands on the page: targets, mechanism and every budget line too.
        foreach (
            string part in new[]
            {
                "Lunch for sixty people a day",
                "asked every quarter",
                "41.3",
                "kitchen",
                "5,000.00",
            }
        )
            Assert.Contains(part, page, StringComparison.Ordinal);
        string hash = Convert.ToHexStringLower(SHA256.HashData(await someone.Bytes(at + "/text")));
        Assert.Contains(hash, page, StringComparison.Ordinal);

        await host.Do(async s =>
            await s.GetRequiredService<RunNotice>()
                .Return(number, (await Kit.One(s, number)).Version, "find another room", default)
        );
        await host.Do(async s =>
            await s.GetRequiredService<DesignProject>()
                .Change(
                    number,
                    (await Kit.One(s, number)).Version,
                    Kit.Full with
                    {
                        Aims = "A draft nobody has agreed to",
                        Leader = "Somebody else",
                    },
                    default
                )
        );
        string after = (await someone.Open(at)).Text;
        Assert.DoesNotContain("A draft nobody has agreed to", after, StringComparison.Ordinal);
        Assert.DoesNotContain("Lunch for sixty", after, StringComparison.Ordinal);
        Assert.Null(someone.Page.QuerySelector("[name='Form.Text']"));
        Assert.Equal(HttpStatusCode.NotFound, await someone.StatusOf(at + "/text"));
    }

    [Fact]
    public async Task A_replaced_notice_leads_to_the_one_that_took_its_place()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        host.At(2026, 3, 2);
        string number = await host.InNotice();
        long first = await Kit.Notice(host, number);
        await host.Do(async s =>
            await s.GetRequiredService<RunNotice>()
                .ChangeText(
                    number,
                    (await Kit.One(s, number)).Version,
                    Kit.Full with
                    {
                        Plan = "Another room and a bus to it",
                    },
                    "smaller room",
                    default
                )
        );
        long second = await Kit.Notice(host, number);
        Assert.NotEqual(first, second);
        Assert.NotNull(
            (await host.Visitor().Open($"/notices/{first}")).Page.QuerySelector($"a[href='/notices/{second}']")
        );
    }

    [Fact, Trait("rule", "P2")]
    public async Task In_public_neither_the_tier_nor_a_higher_budget_goes_past_the_review()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        string number = await host.InNotice(text: Kit.Full with { Tier = ProjectTier.Micro });
        Assert.Equal("projects.notice-tier", await Changed(Kit.Full));
        Assert.Equal(
            "projects.notice-budget",
            await Changed(
                Kit.Full with
                {
                    Tier = ProjectTier.Micro,
                    Lines = [.. Kit.Full.Lines, new(FundSource.Donation, "more", 1)],
                }
            )
        );
        await host.Do(async s =>
            Assert.True(
                await s.GetRequiredService<RunNotice>()
                    .ChangeText(
                        number,
                        (await Kit.One(s, number)).Version,
                        Kit.Full with
                        {
                            Tier = ProjectTier.Micro,
                            Lines = [Kit.Full.Lines[0]],
                        },
                        "cheaper",
                        default
                    )
            )
        );

        Task<string> Changed(ProjectText text) =>
            host.Refused(async s =>
                await s.GetRequiredService<RunNotice>()
                    .ChangeText(number, (await Kit.One(s, number)).Version, text, "why not", default)
            );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "P6")]
    public async Task A_corrected_result_ends_the_notice_and_one_of_another_round_moves_nothing(string database)
    {
        await using var host = await RunningHost.Start(database);
        host.At(2026, 3, 2);
        string number = await host.Draft();
        await host.Do(async s =>
            await s.GetRequiredService<DesignProject>().Submit(number, (await Kit.One(s, number)).Version, default)
        );
        long id = (await host.Ask(s => Kit.One(s, number))).Id;
        await Tell(host, new SubjectTaken(7, "project", id));
        await Judged(8, "reject");
        Assert.Equal(ProjectState.InReview, await State());
        await Judged(7, "approve");
        Assert.Equal(ProjectState.Reviewed, await State());
        await host.Do(async s =>
            await s.GetRequiredService<RunNotice>().Open(number, (await Kit.One(s, number)).Version, default)
        );
        await Judged(7, "return");
        Assert.Equal(ProjectState.Returned, await State());
        Assert.Empty(await host.Ask(s => s.GetRequiredService<ShowNotices>().AllOpen(default)));
        // Corrected once more before anything was rewritten, it goes on; rewritten, somebody has to look at it.
        await Judged(7, "approve");
        Assert.Equal(ProjectState.Reviewed, await State());
        await Judged(7, "return");
        host.Clock.Move(TimeSpan.FromMinutes(1));
        await host.Do(async s =>
            await s.GetRequiredService<DesignProject>()
                .Change(
                    number,
                    (await Kit.One(s, number)).Version,
                    Kit.Full with
                    {
                        Aims = "Lunch for forty people a day",
                    },
                    default
                )
        );
        await Judged(7, "approve");
        Assert.Equal(ProjectState.Returned, await State());
        Assert.Equal(
            2,
            await host.Ask(s =>
                s.GetRequiredService<ProjectsDb>()
                    .Set<NoticeWish>()
                    .CountAsync(w => w.Kind == "projects.result-unapplied")
            )
        );

        async Task Judged(long round, string outcome) =>
            await Tell(
                host,
                new SubjectJudged(round, "project", id, outcome, 1_000_000, 1) { RoundKind = "initiation" }
            );
        async Task<ProjectState> State() => (await host.Ask(s => Kit.One(s, number))).State;
    }

    [Fact, Trait("rule", "K19")]
    public async Task Whoever_answers_for_a_project_leaves_the_decision_to_others()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        host.At(2026, 3, 2);
        string name = await host.Ask(s =>
            s.GetRequiredService<Kernel.Store.KernelDb>()
                .Accounts.Where(a => a.UserName == "town-a")
                .Select(a => a.DisplayName)
                .SingleAsync()
        );
        string number = await host.InNotice(text: Kit.Full with { Responsible = name }),
            other = await host.InNotice();
        host.At(2026, 3, 10);
        var town = await host.As("town-a");
        Assert.Null((await town.Open($"/projects/{number}")).Page.QuerySelector("form[action*='handler=Approve']"));
        await town.Raw(
            $"/projects/{number}?handler=Approve",
            ("Input.Version", $"{(await host.Ask(s => Kit.One(s, number))).Version}")
        );
        Assert.Equal(ProjectState.InNotice, (await host.Ask(s => Kit.One(s, number))).State);
        Assert.NotNull((await town.Open($"/projects/{other}")).Page.QuerySelector("form[action*='handler=Approve']"));
    }

    private static async Task Tell(RunningHost host, object fact)
    {
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<ProjectsDb>();
            if (fact is SubjectTaken taken)
                db.Tell(taken);
            else
                db.Tell((SubjectJudged)fact);
            await db.SaveChangesAsync();
        });
        await host.Settle();
    }
}
