using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.Projects.Data;
using Modular.Projects.Design;
using Modular.Projects.Domain;
using Modular.Projects.Notice;
using Modular.Projects.Review;
using Modular.TestKit;

namespace Modular.Projects.Tests;

[Trait("rule", "P7")]
public sealed class GateTests
{
    private static readonly ProjectText Full = new(
        "Lunch for the old",
        ProjectTier.Key,
        "Lunch for sixty people a day",
        "Old people",
        "Find a room, find a cook, begin",
        500_000,
        "L",
        "R",
        "T",
        new(2026, 4, 1),
        new(2026, 9, 1)
    )
    {
        Mechanism = "asked every quarter",
        Targets = [new("satisfied", "", TargetKind.Share, 41.3m, 80, "questionnaire", 120)],
    };

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task No_approval_before_five_full_working_days_with_a_holiday_between(string database)
    {
        await using var host = await RunningHost.Start(database);
        host.Clock.Move(new DateTimeOffset(2026, 4, 29, 15, 30, 0, TimeSpan.FromHours(8)) - host.Clock.GetUtcNow());
        string number = await InNotice(host);
        // Wednesday 29 April: 30 April, then Labour Day to 5 May, 6, 7, 8 and Saturday 9 May make five; approval from
        // Sunday the 10th.
        foreach (int day in new[] { 30 - 29, 6, 10 })
            Assert.Equal(
                "projects.notice-too-short",
                await Broken(
                    host,
                    number,
                    new DateTimeOffset(2026, 4, 29, 15, 30, 0, TimeSpan.FromHours(8)).AddDays(day)
                )
            );
        host.Clock.Move(new DateTimeOffset(2026, 5, 10, 0, 0, 1, TimeSpan.FromHours(8)) - host.Clock.GetUtcNow());
        await host.Do(async s =>
            await s.GetRequiredService<RunNotice>().Approve(number, (await One(s, number)).Version, default)
        );
        await host.Do(async s => Assert.Equal(ProjectState.Approved, (await One(s, number)).State));
    }

    [Fact]
    public async Task An_upheld_objection_sends_it_back_and_publishing_again_starts_the_days_anew()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        string number = await InNotice(host);
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<ProjectsDb>();
            var notice = await db.Notices.SingleAsync();
            var run = s.GetRequiredService<HearObjections>();
            await run.Object(notice.Id, "the room is too small", null, default);
            await run.Decide(
                number,
                (await db.Objections.SingleAsync()).Id,
                upheld: true,
                "find a larger room",
                default
            );
            Assert.Equal(ProjectState.Returned, (await One(s, number)).State);
            var closed = await Assert.ThrowsAsync<RuleBroken>(() => run.Object(notice.Id, "late", null, default));
            Assert.Equal("projects.notice-closed", closed.Key);
        });
    }

    [Fact, Trait("rule", "P4")]
    public async Task An_incomplete_project_is_not_submitted_and_a_submitted_text_is_fixed()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        await host.Do(async s =>
        {
            var design = s.GetRequiredService<DesignProject>();
            var unit = (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find("A1")!;
            var thin = await design.Draft(unit.Id, Full with { Leader = "", Budget = 0 }, null, default);
            Assert.Equal(
                "projects.incomplete",
                (await Assert.ThrowsAsync<RuleBroken>(() => design.Submit(thin.Number, thin.Version, default))).Key
            );
            Assert.Equal(
                ["projects.gate.leader", "projects.gate.budget"],
                SubmitChecklist.Missing(thin, true).Where(m => !m.Met).Select(m => m.Key)
            );
            await design.Change(thin.Number, thin.Version, Full, default);
            await design.Submit(thin.Number, thin.Version, default);
            Assert.Equal(
                "projects.text-fixed",
                (
                    await Assert.ThrowsAsync<RuleBroken>(() => design.Change(thin.Number, thin.Version, Full, default))
                ).Key
            );
        });
    }

    private static async Task<string> InNotice(RunningHost host) =>
        await host.Ask(async s =>
        {
            var design = s.GetRequiredService<DesignProject>();
            var unit = (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find("A1")!;
            var project = await design.Draft(unit.Id, Full, null, default);
            await design.Submit(project.Number, project.Version, default);
            await s.GetRequiredService<ReviewProject>()
                .Decide(project.Number, project.Version, "approve", "met on Monday, all for it", default);
            await s.GetRequiredService<RunNotice>().Open(project.Number, project.Version, default);
            return project.Number;
        });

    private static async Task<string> Broken(RunningHost host, string number, DateTimeOffset at)
    {
        host.Clock.Move(at - host.Clock.GetUtcNow());
        return (
            await Assert.ThrowsAsync<RuleBroken>(() =>
                host.Do(async s =>
                    await s.GetRequiredService<RunNotice>().Approve(number, (await One(s, number)).Version, default)
                )
            )
        ).Key;
    }

    private static Task<Project> One(IServiceProvider services, string number) =>
        services.GetRequiredService<ProjectsDb>().Projects.AsNoTracking().SingleAsync(p => p.Number == number);
}
