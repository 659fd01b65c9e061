using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Appraisal.Panel;
using Modular.Appraisal.Rounds;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Statistics;
using Modular.Kernel.Store;
using Modular.TestKit;

namespace Modular.Appraisal.Tests;

/// <summary>A panel by lot: nobody who knows the list chooses the key.</summary>
[Trait("rule", "A6")]
public sealed class PanelDrawTests
{
    private static readonly DrawPlan Lottery = new("3-D lottery", new(2026, 3, 20), 3);

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("defect", "12")]
    public async Task The_pool_is_fixed_and_told_before_anybody_can_know_the_key(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        foreach (
            var (by, refusal) in new (DrawPlan?, string)[]
            {
                (null, "ballots.draw-source"),
                (Lottery with { Source = " " }, "ballots.draw-source"),
                (Lottery with { On = host.Clock.Today() }, "ballots.draw-on"),
                (Lottery with { On = host.Clock.Today().AddDays(-1) }, "ballots.draw-on"),
                (Lottery with { Digits = 2 }, "ballots.draw-digits-range"),
            }
        )
            Assert.Equal(refusal, await Refused(() => Draft(host, by)));
        Assert.Equal("rounds.draw-all", await Refused(() => Draft(host, Lottery, 3)));
        long id = await Draft(host, Lottery);

        // Everybody in the pool has it in writing, outside the organiser's hands.
        foreach (string told in await Told(host, "rounds.in-pool"))
            Assert.Contains("3-D lottery", told, StringComparison.Ordinal);

        // Nothing begins and nothing is entered before the day.
        Task Open() =>
            host.Do(async s => await s.GetRequiredService<RunRound>().Open(id, await Kit.Version(s, id), default));
        Assert.Equal("ballots.draw-first", await Refused(Open));
        Assert.Equal("ballots.draw-early", await Refused(() => Draw(host, id, "038")));
        var district = await host.As("district");
        await district.Open($"/rounds/{id}");
        Assert.Null(district.Page.QuerySelector("form[action*='handler=Draw']"));
        Assert.Null(district.Page.QuerySelector("form[action*='handler=Open']"));

        await district.Open("/desk");
        Assert.DoesNotContain($"/rounds/{id}", district.Page.Body!.InnerHtml, StringComparison.Ordinal);

        host.Clock.Move(TimeSpan.FromDays(15));
        // Its day has come, and the desk says so until the figure is entered.
        district = await host.As("district");
        await district.Open("/desk");
        Assert.NotNull(district.Page.QuerySelector($"a[href='/rounds/{id}']"));
        foreach (string other in new[] { "", "38", "0381", "a lucky number" })
            Assert.Equal("ballots.draw-digits", await Refused(() => Draw(host, id, other)));
        district = await host.As("district");
        await district.Open($"/rounds/{id}");
        await district.Press("Draw", ("Key", " ０3-8"));
        Assert.NotNull(district.Page.QuerySelector(".said"));
        Assert.Equal("rounds.move-not-allowed", await Refused(() => Draw(host, id, "039")));
        Assert.Empty(await host.Ask(s => s.GetRequiredService<DrawsDue>().List(10, default)));
        var (draw, panel) = await host.Ask(async s =>
        {
            var db = s.GetRequiredService<AppraisalDb>();
            return (await db.PanelDraws.SingleAsync(), await db.Panel.Select(p => p.Name).ToListAsync());
        });
        string[] pool = ["judge1", "judge2", "judge3"];
        Assert.Equal(PublicDraw.Digest(pool), draw.PoolDigest);
        var expected = PublicDraw.Run($"{draw.PoolDigest}/038", 3, 2).Select(n => pool[n - 1]).ToList();
        Assert.Equal(expected.Order(), panel.Order());
        foreach (string said in (string[])["3-D lottery", "038", draw.PoolDigest, .. expected])
            Assert.Contains(said, district.Text, StringComparison.Ordinal);
        await Open();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Who_steps_in_is_the_next_of_the_same_draw_and_nobodys_choice(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        long id = await Drawn(host);
        string[] order = await Order(host, id);
        long leaves = await Account(host, order[0]),
            wanted = await Account(host, order[^1]);
        await Replace(host, id, leaves, wanted);
        var seats = await host.Ask(s => s.GetRequiredService<AppraisalDb>().Panel.AsNoTracking().ToListAsync());
        Assert.Equal(
            new[] { order[1], order[2] }.Order(),
            seats.Where(p => p.ReplacedById is null).Select(p => p.Name).Order()
        );
        // Nobody is left in the pool, so the next is chosen, with a reason in the record.
        Assert.Equal(
            "rounds.panel-unknown",
            await Refused(async () => await Replace(host, id, await Account(host, order[1]), 0))
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_draw_that_is_dropped_is_heard_of_by_everybody_who_was_in_it(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        long id = await Drawn(host);
        await host.Do(async s => await s.GetRequiredService<RunRound>().Drop(id, await Kit.Version(s, id), default));
        Assert.NotEmpty(await Told(host, "rounds.pool-dropped"));
        Assert.Equal(0, await host.Ask(s => s.GetRequiredService<AppraisalDb>().Pool.CountAsync()));
    }

    [Fact, Trait("rule", "K19")]
    public async Task A_pool_of_which_a_draw_could_leave_nobody_for_a_subject_is_refused()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite, "--Jobs:Enabled=false");
        int unit = await host.Ask(async s => (await Kit.Unit(s, "A1")).Id);
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<KernelDb>();
            foreach (string name in new[] { "judge1", "judge2" })
            {
                long account = (await db.Accounts.SingleAsync(a => a.UserName == name)).Id;
                db.AccountRoles.Add(
                    new()
                    {
                        AccountId = account,
                        Role = Role.CommunityWorker,
                        UnitId = unit,
                    }
                );
            }

            await db.SaveChangesAsync();
        });
        Assert.Equal(
            "rounds.draw-conflicts",
            await Refused(() => Draft(host, Lottery, 2, p => p with { Units = [unit] }))
        );
        // Of three one judges it, so all three have to sit.
        Assert.NotEqual(0, await Draft(host, null, 0, p => p with { Units = [unit] }));
    }

    private static Task<long> Draft(
        RunningHost host,
        DrawPlan? by,
        int seats = 2,
        Func<RoundPlan, RoundPlan>? change = null
    ) =>
        host.Ask(async s =>
        {
            var panel = await s.GetRequiredService<Panels>().Evaluators(default);
            var plan = new RoundPlan(
                "Panel",
                "weighted-mean",
                "{}",
                60,
                null,
                null,
                [new("Worth", null, 0, 100)],
                [],
                [.. panel.Select(p => p.Id)]
            )
            {
                Others = ["one"],
                Draw = seats,
                DrawBy = by,
            };
            int unit = (await Kit.Unit(s, "Q")).Id;
            return await s.GetRequiredService<DraftRound>().Draft(unit, change?.Invoke(plan) ?? plan, default);
        });

    private static async Task<long> Drawn(RunningHost host)
    {
        long id = await Draft(host, Lottery);
        host.Clock.Move(TimeSpan.FromDays(15));
        await Draw(host, id, "038");
        return id;
    }

    private static Task Draw(RunningHost host, long id, string key) =>
        host.Do(async s => await s.GetRequiredService<DrawPanel>().Draw(id, await Kit.Version(s, id), key, default));

    private static Task Replace(RunningHost host, long id, long leaves, long comes) =>
        host.Do(async s =>
            await s.GetRequiredService<ReplaceMember>()
                .Replace(id, await Kit.Version(s, id), leaves, comes, "ill", default)
        );

    /// <summary>All names of the pool in the order the draw goes through them.</summary>
    private static Task<string[]> Order(RunningHost host, long id) =>
        host.Ask(async s =>
        {
            var db = s.GetRequiredService<AppraisalDb>();
            var pool = await db.Pool.Where(p => p.RoundId == id).OrderBy(p => p.Number).ToListAsync();
            var draw = await db.PanelDraws.SingleAsync(d => d.RoundId == id);
            return PublicDraw.Run(draw.FullKey, pool.Count, pool.Count).Select(n => pool[n - 1].Name).ToArray();
        });

    /// <summary>What the three judges, and nobody else, are told.</summary>
    private static Task<List<string>> Told(RunningHost host, string kind) =>
        host.Ask(async s =>
        {
            var db = s.GetRequiredService<KernelDb>();
            string[] judges = ["judge1", "judge2", "judge3"];
            var wishes = await db.Set<NoticeWish>().Where(w => w.Kind == kind).ToListAsync();
            var names = await db.Accounts.ToDictionaryAsync(a => a.Id, a => a.UserName!);
            Assert.Equal(judges, wishes.Select(w => names[w.AccountId!.Value]).Order());
            return wishes.ConvertAll(w => w.Arguments);
        });

    private static Task<long> Account(RunningHost host, string name) =>
        host.Ask(async s =>
            (await s.GetRequiredService<KernelDb>().Accounts.SingleAsync(a => a.DisplayName == name)).Id
        );

    private static async Task<string> Refused(Func<Task> act) => (await Assert.ThrowsAsync<RuleBroken>(act)).Key;
}
