using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Projects.Data;
using Modular.Projects.Domain;
using Modular.Projects.Notice;
using Modular.TestKit;

namespace Modular.Projects.Tests;

/// <summary>Until when the public may object to a notice, who decides it, and who is told.</summary>
[Trait("rule", "P7")]
public sealed class ObjectionTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Objections_are_taken_to_the_end_of_the_last_day_and_not_after_it(string database)
    {
        await using var host = await RunningHost.Start(database);
        host.At(2026, 3, 2);
        string number = await host.InNotice();
        long notice = await Kit.Notice(host, number);
        // Monday the 2nd: 3 to 6 and Monday the 9th are the five.
        host.Clock.Move(new DateTimeOffset(2026, 3, 9, 23, 59, 0, TimeSpan.FromHours(8)) - host.Clock.GetUtcNow());
        string code = await host.Ask(s =>
            s.GetRequiredService<HearObjections>().Object(notice, "too far for old people", "13800000000", default)
        );
        Assert.Equal(
            "projects.objection-same",
            await host.Refused(s =>
                s.GetRequiredService<HearObjections>().Object(notice, "too far for old people ", null, default)
            )
        );
        host.At(2026, 3, 10, 0);
        Assert.Equal(
            "projects.objection-late",
            await host.Refused(s => s.GetRequiredService<HearObjections>().Object(notice, "me too", null, default))
        );
        Assert.Null((await host.Visitor().Open($"/notices/{notice}")).Page.QuerySelector("[name='Form.Text']"));
        Assert.Equal(
            "projects.objections-open",
            await host.Refused(async s =>
                await s.GetRequiredService<RunNotice>().Approve(number, (await Kit.One(s, number)).Version, default)
            )
        );

        await host.Do(async s =>
            await s.GetRequiredService<HearObjections>()
                .Decide(
                    number,
                    (await s.GetRequiredService<ProjectsDb>().Objections.SingleAsync()).Id,
                    false,
                    "a bus goes every hour",
                    default
                )
        );
        var (objection, title) = await host.Ask(s =>
            s.GetRequiredService<HearObjections>().Follow(code.ToUpperInvariant(), default)
        );
        Assert.Equal(("a bus goes every hour", "Lunch for the old"), (objection.Decision, title));
        await Assert.ThrowsAsync<NotFound>(() =>
            host.Do(s => s.GetRequiredService<HearObjections>().Follow("abcdefghjkmnpqrstuvwxyz234", default))
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task No_objection_slips_in_beside_the_approval(string database)
    {
        await using var host = await RunningHost.Start(database);
        host.At(2026, 3, 2);
        string number = await host.InNotice();
        long notice = await Kit.Notice(host, number);
        // Raised on the last day while the night falls and somebody approves at once.
        host.At(2026, 3, 9);
        var raised = Enumerable
            .Range(0, 20)
            .Select(i =>
                Quietly(() =>
                    host.Do(s => s.GetRequiredService<HearObjections>().Object(notice, $"objection {i}", null, default))
                )
            )
            .ToList();
        host.At(2026, 3, 10);
        var approved = Quietly(() =>
            host.Do(async s =>
                await s.GetRequiredService<RunNotice>().Approve(number, (await Kit.One(s, number)).Version, default)
            )
        );
        await Task.WhenAll(raised.Append(approved));
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<ProjectsDb>();
            bool open = await db.Objections.AnyAsync(o => o.State == ObjectionState.Open);
            Assert.Equal(open ? ProjectState.InNotice : ProjectState.Approved, (await Kit.One(s, number)).State);
        });
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Of_two_who_decide_one_objection_at_once_one_has_decided(string database)
    {
        await using var host = await RunningHost.Start(database);
        string number = await host.InNotice();
        long notice = await Kit.Notice(host, number);
        await host.Do(s => s.GetRequiredService<HearObjections>().Object(notice, "too far", null, default));
        long id = await host.Ask(s => s.GetRequiredService<ProjectsDb>().Objections.Select(o => o.Id).SingleAsync());
        var results = await Task.WhenAll(
            new[] { true, false, true, false }.Select(upheld =>
                Quietly(() =>
                    host.Do(s =>
                        s.GetRequiredService<HearObjections>().Decide(number, id, upheld, $"upheld: {upheld}", default)
                    )
                )
            )
        );
        Assert.Single(results, r => r is null);
        Assert.All(results.Where(r => r is not null), r => Assert.Equal("projects.objection-decided", r));
        await host.Do(async s =>
        {
            var objection = await s.GetRequiredService<ProjectsDb>().Objections.AsNoTracking().SingleAsync();
            Assert.Equal($"upheld: {objection.State == ObjectionState.Upheld}", objection.Decision);
            Assert.Equal(
                objection.State == ObjectionState.Upheld ? ProjectState.Returned : ProjectState.InNotice,
                (await Kit.One(s, number)).State
            );
        });
    }

    [Fact, Trait("rule", "K11")]
    public async Task Those_who_decide_and_those_who_wrote_it_are_told()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite, "--Jobs:Enabled=false");
        host.At(2026, 3, 2);
        string number = await host.InNotice();
        await host.Do(async s =>
            await s.GetRequiredService<HearObjections>()
                .Object(await Kit.Notice(host, number), "too far", "13800000000", default)
        );
        host.At(2026, 3, 10);
        await host.Do(async s => await s.GetRequiredService<WatchNotices>().Run(null!, default));
        await host.Do(async s => await s.GetRequiredService<WatchNotices>().Run(null!, default));
        var told = await host.Ask(s =>
            s.GetRequiredService<ProjectsDb>().Set<NoticeWish>().OrderBy(w => w.Id).Select(w => w.Kind).ToListAsync()
        );
        Assert.Equal(
            ["projects.told.submitted", "projects.told.review-passed", "projects.objection", "projects.notice-over"],
            told
        );
        // What was left for the answer goes half a year after it was given.
        await host.Do(async s =>
            await s.GetRequiredService<HearObjections>()
                .Decide(
                    number,
                    (await s.GetRequiredService<ProjectsDb>().Objections.SingleAsync()).Id,
                    false,
                    "a bus goes",
                    default
                )
        );
        Assert.Equal(
            "13800000000",
            await host.Ask(async s =>
                await s.GetRequiredService<HearObjections>()
                    .Contact(number, (await s.GetRequiredService<ProjectsDb>().Objections.SingleAsync()).Id, default)
            )
        );
        host.Clock.Move(TimeSpan.FromDays(181));
        await host.Do(s => Periods.Pass(s, "projects.objector"));
        Assert.Null(
            await host.Ask(s => s.GetRequiredService<ProjectsDb>().Objections.Select(o => o.Contact).SingleAsync())
        );
    }

    private static async Task<string?> Quietly(Func<Task> work)
    {
        try
        {
            await work();
            return null;
        }
        catch (RuleBroken broken)
        {
            return broken.Key;
        }
    }
}
