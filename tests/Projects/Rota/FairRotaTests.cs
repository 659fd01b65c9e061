using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Units;
using Modular.Projects.Data;
using Modular.Projects.Rota;
using Modular.TestKit;

namespace Modular.Projects.Tests;

/// <summary>A month in which something was held stays whose it was, and an empty month is no turn.</summary>
[Trait("rule", "P17")]
public sealed class FairRotaTests
{
    private static readonly DateOnly March = new(2026, 3, 1);

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_month_in_which_a_centre_held_something_keeps_its_town_and_its_project(string database)
    {
        await using var host = await RunningHost.Start(database);
        var (a, b) = (await Id(host, "A"), await Id(host, "B"));
        long project = await Promoted(host, March, a);
        await Report(host, March);
        Assert.Equal(
            "projects.rota.held",
            await host.Refused(s => s.GetRequiredService<KeepRota>().Set(March, b, "by mistake", default))
        );
        host.Clock.Move(TimeSpan.FromDays(40));
        Assert.Equal(
            "projects.rota.held",
            await host.Refused(s => s.GetRequiredService<KeepRota>().Set(March, b, "by mistake", default))
        );
        await host.Do(async s =>
            Assert.Equal(
                (a, project),
                await s.GetRequiredService<ProjectsDb>()
                    .Turns.Where(t => t.Month == March)
                    .Select(t => new ValueTuple<int, long>(t.TownId, t.ProjectId!.Value))
                    .SingleAsync()
            )
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_month_that_goes_to_another_town_asks_that_town_for_its_project_again(string database)
    {
        await using var host = await RunningHost.Start(database);
        var (a, b) = (await Id(host, "A"), await Id(host, "B"));
        await Promoted(host, March, a);
        await Remind(host);
        await host.Do(s => s.GetRequiredService<KeepRota>().Set(March, b, "A is under repair", default));
        Assert.Equal(1, await Remind(host));
        await host.Do(async s =>
            Assert.Equal(
                b,
                await s.GetRequiredService<ProjectsDb>()
                    .Set<Kernel.Data.NoticeWish>()
                    .Where(w => w.Kind == "projects.rota-choose")
                    .Select(w => w.UnitId)
                    .SingleAsync()
            )
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Months_that_have_begun_are_not_exchanged(string database)
    {
        await using var host = await RunningHost.Start(database);
        var (a, b) = (await Id(host, "A"), await Id(host, "B"));
        await host.Do(async s =>
        {
            foreach (var (month, town) in new[] { (0, a), (2, b), (4, a) })
                await s.GetRequiredService<KeepRota>().Set(March.AddMonths(month), town, "as agreed", default);
        });
        using Visitor townA = await host.As("town-a"),
            townB = await host.As("town-b");
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            await townA.Raw(
                "/projects/rota/2026-03?handler=Swap",
                ("Input.Other", "2026-05"),
                ("Input.Reason", "a festival")
            )
        );
        Assert.Equal(
            HttpStatusCode.OK,
            await townB.Raw(
                "/projects/rota/2026-05?handler=Swap",
                ("Input.Other", "2026-07"),
                ("Input.Reason", "a festival")
            )
        );
        // Answered only when May has begun.
        host.Clock.Move(TimeSpan.FromDays(65));
        using var late = await host.As("town-a");
        long swap = await host.Ask(s => s.GetRequiredService<ProjectsDb>().Swaps.Select(x => x.Id).SingleAsync());
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            await late.Raw($"/projects/rota/2026-07?handler=Answer&id={swap}", ("agree", "true"))
        );
        await host.Do(async s =>
            Assert.Equal(
                [a, b, a],
                await s.GetRequiredService<ProjectsDb>().Turns.OrderBy(t => t.Month).Select(t => t.TownId).ToListAsync()
            )
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_town_whose_month_passed_without_a_project_has_not_had_its_turn(string database)
    {
        await using var host = await RunningHost.Start(database);
        var (a, b) = (await Id(host, "A"), await Id(host, "B"));
        await Promoted(host, March, a);
        await host.Do(s => s.GetRequiredService<KeepRota>().Set(March.AddMonths(1), b, "planned", default));
        async Task<(int A, int B)> Had()
        {
            var towns = (await host.Ask(s => s.GetRequiredService<KeepRota>().Year(2026, default))).Towns;
            return (towns.Single(t => t.Town.Id == a).Had, towns.Single(t => t.Town.Id == b).Had);
        }

        Assert.Equal((1, 0), await Had());
        host.Clock.Move(TimeSpan.FromDays(70));
        Assert.Equal((1, 0), await Had());
        using var district = await host.As("district");
        await district.Open("/projects/rota");
        Assert.Contains("Town B", district.Page.QuerySelector("p.notice")!.TextContent, StringComparison.Ordinal);
        // Fairness counts alike: the next month is theirs.
        Assert.Equal(
            b,
            (await host.Ask(s => s.GetRequiredService<KeepRota>().Propose(March.AddMonths(3), 1, 1, false, default)))[
                0
            ].Town
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Planning_anew_leaves_the_month_that_runs_and_closes_what_towns_had_asked_each_other(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        await host.Do(s => s.GetRequiredService<KeepRota>().Save(March, 8, 1, anew: false, default));
        int running = await host.Ask(s =>
            s.GetRequiredService<ProjectsDb>().Turns.Where(t => t.Month == March).Select(t => t.TownId).SingleAsync()
        );
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<ProjectsDb>();
            var turns = await db.Turns.OrderBy(t => t.Month).ToListAsync();
            db.Swaps.Add(
                new()
                {
                    Id = 1,
                    DistrictId = turns[1].DistrictId,
                    TurnId = turns[1].Id,
                    OtherTurnId = turns[2].Id,
                    TownId = turns[1].TownId,
                    OtherTownId = turns[2].TownId,
                    Reason = "a festival",
                    AskedBy = "town",
                }
            );
            await db.SaveChangesAsync();
        });
        // The town of this month can take none of the months any more, the other not April.
        await host.Do(async s =>
        {
            var (rota, db) = (s.GetRequiredService<KeepRota>(), s.GetRequiredService<ProjectsDb>());
            var asks = s.GetRequiredService<KeepRotaAsks>();
            int other = await db.Turns.Where(t => t.Month == March.AddMonths(1)).Select(t => t.TownId).SingleAsync();
            await asks.Add(running, March, false, "under repair", default);
            await asks.Add(other, March.AddMonths(1), false, "under repair", default);
            await rota.Save(March, 8, 2, anew: true, default);
            var turns = await db.Turns.AsNoTracking().OrderBy(t => t.Month).ToListAsync();
            Assert.Equal(running, turns[0].TownId);
            Assert.NotEqual(other, turns[1].TownId);
            Assert.Equal(SwapState.Withdrawn, await db.Swaps.AsNoTracking().Select(x => x.State).SingleAsync());
        });
        await host.Do(async s =>
            Assert.True(
                await s.GetRequiredService<Kernel.Store.KernelDb>()
                    .AuditEntries.AnyAsync(e => e.Action == "rota.swap-closed")
            )
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Long_reasons_are_kept_or_refused_in_a_sentence(string database)
    {
        await using var host = await RunningHost.Start(database);
        using var town = await host.As("town-a");
        await town.Open("/projects/rota");
        await town.Press(
            "Ask",
            ("Input.Month", "2026-05"),
            ("Input.Wish", "true"),
            ("Input.Reason", new string('r', 390))
        );
        Assert.Equal(HttpStatusCode.OK, town.Status);
        Assert.Equal(
            390,
            (await host.Ask(s => s.GetRequiredService<ProjectsDb>().RotaAsks.SingleAsync())).Reason.Length
        );
        string number = await Library.Shared(host, "A1", "Lunch for the old");
        using var worker = await host.As("worker-a1");
        await worker.Open($"/projects/{number}/publicity");
        await worker.Send(
            "form.form",
            ("Input.Channel", "Board"),
            ("Input.On", "2026-03-09"),
            ("Input.Where", "board at the gate")
        );
        await worker.Press("Strike", ("reasons", new string('r', 201)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, worker.Status);
    }

    private static async Task<long> Promoted(RunningHost host, DateOnly month, int town)
    {
        string number = await Library.Shared(host, "A1", "Lunch for the old");
        return await host.Ask(async s =>
        {
            await s.GetRequiredService<KeepRota>().Set(month, town, "first", default);
            var view = await s.GetRequiredService<RunMonth>().One(month, default);
            long id = await s.GetRequiredService<ProjectsDb>()
                .Projects.Where(p => p.Number == number)
                .Select(p => p.Id)
                .SingleAsync();
            await s.GetRequiredService<RunMonth>().Choose(month, view.Turn.Version, id, default);
            return id;
        });
    }

    private static async Task Report(RunningHost host, DateOnly month)
    {
        int centre = await Id(host, "B1");
        await host.Do(s =>
            s.GetRequiredService<RunMonth>()
                .Report(month, centre, CentreState.Held, new(2026, 3, 9), 46, null, null, default)
        );
    }

    private static Task<int> Remind(RunningHost host) =>
        host.Ask(s => ActivatorUtilities.CreateInstance<RemindMonth>(s).Run(default));

    private static Task<int> Id(RunningHost host, string code) =>
        host.Ask(async s => (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find(code)!.Id);
}
