using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Calendar;
using Modular.Kernel.Texts;
using Modular.Projects.Data;
using Modular.Projects.Design;
using Modular.Projects.Domain;
using Modular.Projects.Notice;
using Modular.TestKit;

namespace Modular.Projects.Tests;

[Trait("rule", "P7")]
public sealed class TextTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_material_change_in_public_begins_the_five_days_anew_and_a_change_of_the_team_does_not(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        host.At(2026, 3, 2);
        string number = await host.InNotice();
        host.At(2026, 3, 6);
        await host.Do(async s =>
        {
            var run = s.GetRequiredService<RunNotice>();
            Assert.False(
                await run.ChangeText(
                    number,
                    (await Kit.One(s, number)).Version,
                    Kit.Full with
                    {
                        Team = "others",
                    },
                    "two people left",
                    default
                )
            );
            Assert.True(
                await run.ChangeText(
                    number,
                    (await Kit.One(s, number)).Version,
                    Kit.Full with
                    {
                        Team = "others",
                        Aims = "Lunch for forty people a day",
                    },
                    "the room is smaller",
                    default
                )
            );
        });
        // Monday the 2nd would have been over on the 10th; Friday the 6th is over on the 14th.
        host.At(2026, 3, 10);
        Assert.Equal(
            "projects.notice-too-short",
            await host.Refused(async s =>
                await s.GetRequiredService<RunNotice>().Approve(number, (await Kit.One(s, number)).Version, default)
            )
        );
        host.At(2026, 3, 14);
        await host.Do(async s =>
            await s.GetRequiredService<RunNotice>().Approve(number, (await Kit.One(s, number)).Version, default)
        );
        var pair = await host.Ask(s => s.GetRequiredService<CompareVersions>().Pair(number, null, null, default));
        var aims = Assert.Single(pair.Changed);
        Assert.Equal("projects.aims", aims.Key);
        Assert.Equal(
            "Lunch for forty people a day",
            string.Concat(aims.Runs.Where(r => r.Piece != Piece.Gone).Select(r => r.Text))
        );
        Assert.Equal(
            "Lunch for sixty people a day",
            string.Concat(aims.Runs.Where(r => r.Piece != Piece.New).Select(r => r.Text))
        );
        Assert.Equal(3, pair.All.Count);
    }

    [Fact]
    public async Task An_open_objection_to_the_old_text_still_stands_in_the_way_of_the_new_one()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        host.At(2026, 3, 2);
        string number = await host.InNotice();
        await host.Do(async s =>
        {
            var run = s.GetRequiredService<RunNotice>();
            await s.GetRequiredService<HearObjections>()
                .Object(
                    (await s.GetRequiredService<ProjectsDb>().Notices.SingleAsync()).Id,
                    "too far away",
                    null,
                    default
                );
            await run.ChangeText(
                number,
                (await Kit.One(s, number)).Version,
                Kit.Full with
                {
                    Plan = "Another room and a bus to it",
                },
                "objection",
                default
            );
        });
        host.At(2026, 3, 20);
        Assert.Equal(
            "projects.objections-open",
            await host.Refused(async s =>
                await s.GetRequiredService<RunNotice>().Approve(number, (await Kit.One(s, number)).Version, default)
            )
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_calendar_changed_afterwards_makes_no_notice_shorter(string database)
    {
        await using var host = await RunningHost.Start(database);
        host.At(2026, 4, 29);
        string number = await host.InNotice();
        // Labour Day is turned into working days while the notice stands.
        await host.Do(s =>
            s.GetRequiredService<EnterYear>()
                .Run(new(2026, "test", [new(new(2026, 1, 1), DayKind.Holiday, "New Year")]), default)
        );
        host.At(2026, 5, 8);
        Assert.Equal(
            "projects.notice-too-short",
            await host.Refused(async s =>
                await s.GetRequiredService<RunNotice>().Approve(number, (await Kit.One(s, number)).Version, default)
            )
        );
        host.At(2026, 5, 10, 0);
        await host.Do(async s =>
            await s.GetRequiredService<RunNotice>().Approve(number, (await Kit.One(s, number)).Version, default)
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "P3")]
    public async Task Of_two_people_writing_at_once_the_second_sees_what_the_first_changed_and_keeps_what_she_wrote(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        string number = await host.Draft();
        var first = await host.As("worker-a1");
        var second = await host.As("worker-a1");
        await first.Open($"/projects/{number}/edit");
        await second.Open($"/projects/{number}/edit");
        await first.Send("form.form", ("Input.Aims", "Lunch for ninety people a day"));
        await first.Open($"/projects/{number}/edit");
        await first.Send("form.form", ("Input.Team", "T and U"));
        await second.Send("form.form", ("Input.Plan", "Find a cook first, then a room"));
        // Both of the changes made meanwhile, not the last alone.
        Assert.Equal(2, second.Page.QuerySelectorAll(".difference").Length);
        Assert.NotEmpty(second.Page.QuerySelectorAll(".difference ins"));
        Assert.Equal("Find a cook first, then a room", second.Page.QuerySelector("#Input_Plan")!.TextContent.Trim());
        await second.Send("form.form");
        await host.Do(async s => Assert.Equal("Find a cook first, then a room", (await Kit.One(s, number)).Plan));
    }

    [Fact, Trait("rule", "P10")]
    public async Task Impossible_texts_are_refused_with_the_reason()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        async Task<string> Tried(ProjectText text) => await host.Refused(async s => await host.Draft("A1", text));
        Assert.Equal("projects.dates-wrong", await Tried(Kit.Full with { EndsOn = new(2026, 3, 10) }));
        Assert.Equal("projects.dates-impossible", await Tried(Kit.Full with { StartsOn = new(1026, 3, 10) }));
        Assert.Equal("projects.budget-sum", await Tried(Kit.Full with { Budget = 1 }));
        Assert.Equal(
            "projects.target-share",
            await Tried(Kit.Full with { Targets = [new("t", "", TargetKind.Share, 0, 101, "")] })
        );
        Assert.Equal(
            "projects.service-dropped",
            await Tried(Kit.Full with { ServiceDecision = ServiceDecision.Drop, ServiceReason = "nobody comes" })
        );
        Assert.Equal(
            "projects.service-reason",
            await Tried(Kit.Full with { ServiceDecision = ServiceDecision.Improve })
        );
    }

    [Fact, Trait("rule", "K14")]
    public async Task The_papers_of_a_notice_hold_its_days_its_objections_and_the_photo_of_the_board()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        host.At(2026, 4, 29);
        string number = await host.InNotice();
        await host.Do(async s =>
        {
            await s.GetRequiredService<HearObjections>()
                .Object(
                    (await s.GetRequiredService<ProjectsDb>().Notices.SingleAsync()).Id,
                    "too far away",
                    null,
                    default
                );
            byte[] picture = Convert.FromBase64String(
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
            );
            await s.GetRequiredService<ProveNotice>()
                .AddPhotos(
                    number,
                    [new FormFile(new MemoryStream(picture), 0, picture.Length, "Files", "board.png")],
                    default
                );
        });
        var worker = await host.As("worker-a1");
        string sheet = Words(await worker.Bytes($"/projects/{number}?handler=sheet")),
            proof = Words(await worker.Bytes($"/projects/{number}?handler=proof"));
        Assert.Contains("Lunch for sixty people a day", sheet, StringComparison.Ordinal);
        Assert.Contains("too far away", proof, StringComparison.Ordinal);
        Assert.Contains(
            await host.Ask(s => s.GetRequiredService<ProjectsDb>().Notices.Select(n => n.TextHash).SingleAsync()),
            proof,
            StringComparison.Ordinal
        );

        static string Words(byte[] docx)
        {
            using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(docx));
            using var reader = new StreamReader(zip.GetEntry("word/document.xml")!.Open());
            return reader.ReadToEnd();
        }
    }

    [Fact]
    public async Task A_stopped_project_says_why_and_goes_nowhere_any_more()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        string number = await host.InNotice();
        Assert.Equal(
            "projects.reasons-needed",
            await host.Refused(async s =>
                await s.GetRequiredService<DesignProject>()
                    .Stop(number, (await Kit.One(s, number)).Version, " ", default)
            )
        );
        await host.Do(async s =>
            await s.GetRequiredService<DesignProject>()
                .Stop(number, (await Kit.One(s, number)).Version, "the house is torn down", default)
        );
        await host.Do(async s =>
        {
            Assert.Equal(ProjectState.Stopped, (await Kit.One(s, number)).State);
            Assert.Empty(await s.GetRequiredService<ShowNotices>().AllOpen(default));
        });
        Assert.DoesNotContain(ProjectMoves.All.Names, m => ProjectMoves.All.Allowed(ProjectState.Stopped, m));
    }
}
