using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Audit;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.Needs.Domain;
using Modular.Needs.Handling;
using Modular.Needs.Intake;
using Modular.TestKit;

namespace Modular.Needs.Tests;

public sealed class IntakeTests
{
    private static NewNeed Plain(Unit unit, DateTimeOffset now, string text, string? reference = null) =>
        new("title", text, unit.Id, unit.Path, NeedChannel.Portal, now, "test", SourceRef: reference);

    [
        Theory,
        MemberData(nameof(Databases.Both), MemberType = typeof(Databases)),
        Trait("rule", "K12"),
        Trait("fault", "9")
    ]
    public async Task Two_hundred_at_once_get_numbers_in_a_row_and_the_same_submit_twice_is_one_need(string database)
    {
        await using var host = await RunningHost.Start(database);
        var unit = (await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask())).Find("A1")!;
        var desk = host.Services.GetRequiredService<NeedDesk>();
        var receipts = await Task.WhenAll(
            Enumerable
                .Range(0, 200)
                .Select(i =>
                    Task.Run(() =>
                        desk.Register(Plain(unit, host.Clock.GetUtcNow(), $"text {i}", $"form:{i % 150}"), default)
                    )
                )
        );
        Assert.Equal(150, receipts.Select(r => r.Number).Distinct().Count());
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<NeedsDb>();
            Assert.Equal(
                Enumerable.Range(1, 150).Select(i => $"XQ-2026-{i:000000}"),
                await db.Needs.OrderBy(n => n.Number).Select(n => n.Number).ToListAsync()
            );
            Assert.Equal(150, await db.Events.CountAsync());
            Assert.Null((await s.GetRequiredService<VerifyAudit>().Run(null, default)).BrokenAt);
            Assert.Equal(
                150,
                await s.GetRequiredService<KernelDb>().AuditEntries.CountAsync(a => a.Action == "need.registered")
            );
        });
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "N4")]
    public async Task The_due_date_is_seven_working_days_away_and_waits_for_a_missing_year_or_the_requester(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        var unit = (await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask())).Find("A1")!;
        var desk = host.Services.GetRequiredService<NeedDesk>();
        var receipt = await desk.Register(Plain(unit, host.Clock.GetUtcNow(), "text"), default);
        Assert.Equal(new DateOnly(2026, 3, 19), receipt.DueOn);
        Assert.Null(
            (
                await desk.Register(Plain(unit, new(2026, 12, 30, 0, 0, 0, TimeSpan.Zero), "late in the year"), default)
            ).DueOn
        );
        await host.Do(s => s.GetRequiredService<HandleNeed>().AskRequester(receipt.Number, 0, "which house?", default));
        host.Clock.Move(TimeSpan.FromDays(3));
        await host.Do(s => s.GetRequiredService<HandleNeed>().RequesterReplied(receipt.Number, 1, "house 3", default));
        await host.Do(async s =>
            Assert.Equal(
                new DateOnly(2026, 3, 23),
                (await s.GetRequiredService<NeedsDb>().Needs.SingleAsync(n => n.Number == receipt.Number)).DueOn
            )
        );
        await host.Do(s => s.GetRequiredService<ExtendNeed>().Ask(receipt.Number, 2, 2, "parts are late", default));
        await host.Do(async s =>
            await s.GetRequiredService<ExtendNeed>()
                .Decide(
                    receipt.Number,
                    (
                        await s.GetRequiredService<NeedsDb>()
                            .Needs.AsNoTracking()
                            .SingleAsync(n => n.Number == receipt.Number)
                    ).Version,
                    true,
                    null,
                    default
                )
        );
        await host.Do(async s =>
            Assert.Equal(
                new DateOnly(2026, 3, 25),
                (await s.GetRequiredService<NeedsDb>().Needs.SingleAsync(n => n.Number == receipt.Number)).DueOn
            )
        );
        var twice = await Assert.ThrowsAsync<RuleBroken>(() =>
            host.Do(async s =>
                await s.GetRequiredService<ExtendNeed>()
                    .Ask(
                        receipt.Number,
                        (
                            await s.GetRequiredService<NeedsDb>()
                                .Needs.AsNoTracking()
                                .SingleAsync(n => n.Number == receipt.Number)
                        ).Version,
                        2,
                        "again",
                        default
                    )
            )
        );
        Assert.Equal("needs.extended-already", twice.Key);
    }

    [Fact, Trait("rule", "N6")]
    public async Task Nothing_closes_without_an_outcome_and_the_second_of_two_editors_is_told()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        var unit = (await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask())).Find("A1")!;
        var receipt = await host
            .Services.GetRequiredService<NeedDesk>()
            .Register(Plain(unit, host.Clock.GetUtcNow(), "text"), default);
        async Task<string> Broken(Func<HandleNeed, Task> move) =>
            (await Assert.ThrowsAsync<RuleBroken>(() => host.Do(s => move(s.GetRequiredService<HandleNeed>())))).Key;
        Assert.Equal("needs.move-not-allowed", await Broken(h => h.Close(receipt.Number, 0, default)));
        Assert.Equal("needs.words-needed", await Broken(h => h.Answer(receipt.Number, 0, " ", default)));
        await host.Do(s => s.GetRequiredService<HandleNeed>().Answer(receipt.Number, 0, "done", default));
        Assert.Equal(
            "rule.changed-meanwhile",
            await Broken(h => h.Decline(receipt.Number, 0, "no grounds at all", true, default))
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "K10")]
    public async Task Two_and_three_character_words_find_the_same_on_both_databases(string database)
    {
        await using var host = await RunningHost.Start(database);
        var unit = (await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask())).Find("A1")!;
        var desk = host.Services.GetRequiredService<NeedDesk>();
        foreach (string text in new[] { "小区停车位不够用", "停车困难,车位难找", "路灯坏了", "WiFi信号差" })
            await desk.Register(Plain(unit, host.Clock.GetUtcNow(), text), default);
        async Task<int> Found(string q) =>
            await host.Ask(async s =>
                (await s.GetRequiredService<ListNeeds>().Page(new(Q: q), new("/needs", default), default)).Total
            );
        foreach (
            var (q, count) in new[]
            {
                ("停车", 2),
                ("停车位", 1),
                ("路灯", 1),
                ("wifi", 1),
                ("暖气", 0),
                ("灯", 1),
                ("车位 难找", 1),
            }
        )
            Assert.Equal((q, count), (q, await Found(q)));
    }
}
