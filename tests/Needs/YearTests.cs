using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Calendar;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.Needs.Dispatch;
using Modular.Needs.Domain;
using Modular.Needs.Handling;
using Modular.Needs.Intake;
using Modular.Needs.Rating;
using Modular.Needs.Reports;
using Modular.Needs.Triage;
using Modular.TestKit;

namespace Modular.Needs.Tests;

/// <summary>
/// A year of nine communities through the real use cases, holidays and make-up days included, day by day with the sweep
/// each evening. What is expected is worked out beside it from the days off alone. MODULAR_YEAR_NEEDS sets the number
/// of needs (1,200 without it).
/// </summary>
public sealed class YearTests
{
    private sealed class Case
    {
        public required string Number { get; init; }
        public long Id { get; init; }
        public DateOnly Received { get; init; }
        public DateOnly Due { get; set; }
        public DateOnly AnswerOn { get; init; }
        public int Fate { get; init; }
        public bool Ended { get; set; }
        public bool InTime { get; set; }
        public bool Declined { get; init; }
        public int Rated { get; set; }
        public DateOnly? Escalated { get; set; }
        public DateOnly? Further { get; set; }
    }

    private static readonly HashSet<DateOnly> Off = [],
        Worked = [];

    private static bool Works(DateOnly day) =>
        Worked.Contains(day) || (!Off.Contains(day) && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));

    private static DateOnly After(DateOnly day, int working)
    {
        while (working > 0)
            if (Works(day = day.AddDays(1)))
                working--;
        return day;
    }

    [
        Theory,
        MemberData(nameof(Databases.Both), MemberType = typeof(Databases)),
        Trait("rule", "N4"),
        Trait("rule", "N6"),
        Trait("rule", "N12")
    ]
    public async Task Nothing_is_lost_or_untold_escalations_come_on_their_day_and_the_report_counts_the_rows(
        string database
    )
    {
        int wanted = int.TryParse(Environment.GetEnvironmentVariable("MODULAR_YEAR_NEEDS"), out int given)
            ? given
            : 1200;
        foreach (var day in CalendarStore.Shipped().SelectMany(y => y.Days))
            (day.Kind == DayKind.Holiday ? Off : Worked).Add(day.Date);
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        host.Clock.Move(new DateTimeOffset(2025, 1, 2, 1, 0, 0, TimeSpan.Zero) - host.Clock.GetUtcNow());
        await host.Do(async s =>
        {
            var tree = await s.GetRequiredService<UnitDirectory>().Tree(default);
            foreach (string code in new[] { "A3", "A4", "A5", "B2", "B3", "B4" })
                await s.GetRequiredService<KeepUnits>()
                    .Add(
                        code,
                        "Community " + code,
                        UnitKind.Community,
                        tree.Find(code[..1])!.Id,
                        null,
                        null,
                        null,
                        default
                    );
        });
        var communities = (await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask()))
            .All.Where(u => u.Kind == UnitKind.Community)
            .ToList();
        Assert.Equal(9, communities.Count);
        var random = new Random(5);
        var cases = new List<Case>();
        var open = new List<Case>();
        for (var day = new DateOnly(2025, 1, 2); day <= new DateOnly(2025, 12, 31); day = day.AddDays(1))
        {
            int due = (int)((long)wanted * day.DayOfYear / 365) - cases.Count;
            if (day.Month < 12 && due > 0)
                open.AddRange(await Register(host, communities, random, cases, day, due));
            foreach (var one in open.ToList())
                await Handle(host, one, day, random);
            open.RemoveAll(c => c.Ended);
            host.Clock.Move(TimeSpan.FromHours(9));
            await host.Do(s => s.GetRequiredService<SweepClocks>().Run(default));
            foreach (var late in open.Where(c => c.Due < day))
            {
                if (late.Escalated is null)
                    late.Escalated = day;
                else if (late.Further is null && After(late.Escalated.Value, 3) <= day)
                    late.Further = day;
            }

            host.Clock.Move(TimeSpan.FromHours(15));
        }

        await Verify(host, database, cases);
    }

    private static async Task<List<Case>> Register(
        RunningHost host,
        List<Unit> communities,
        Random random,
        List<Case> cases,
        DateOnly day,
        int count
    )
    {
        var wanted = Enumerable
            .Range(0, count)
            .Select(i =>
                communities[random.Next(9)] is var unit
                    ? new NewNeed(
                        $"matter {cases.Count + i}",
                        $"text {cases.Count + i} {random.Next(1000)}",
                        unit.Id,
                        unit.Path,
                        (NeedChannel)random.Next(6),
                        host.Clock.GetUtcNow(),
                        unit.Name
                    )
                    : null!
            )
            .ToList();
        var receipts = await host.Ask(s =>
            s.GetRequiredService<NeedsDb>()
                .InTransaction(() => s.GetRequiredService<RegisterNeeds>().Write(wanted, default), default)
        );
        var made = receipts
            .Select(r => new Case
            {
                Number = r.Number,
                Id = r.Id,
                Received = day,
                Due = After(day, 7),
                AnswerOn = day.AddDays(random.Next(1, 18)),
                Fate = random.Next(100),
                Declined = random.Next(25) == 0,
            })
            .ToList();
        Assert.All(receipts.Zip(made), p => Assert.Equal(p.Second.Due, p.First.DueOn));
        cases.AddRange(made);
        return made;
    }

    /// <summary>
    /// Three of a hundred stay open; some are dispatched, asked about or extended; the rest answered on their day, in
    /// time or not.
    /// </summary>
    private static async Task Handle(RunningHost host, Case one, DateOnly day, Random random)
    {
        async Task Act(Func<IServiceProvider, int, Task> work) =>
            await host.Do(async s =>
                await work(
                    s,
                    (
                        await s.GetRequiredService<NeedsDb>().Needs.AsNoTracking().SingleAsync(n => n.Id == one.Id)
                    ).Version
                )
            );
        if (day == one.Received && one.Fate % 3 == 0)
            await Act(
                (s, v) =>
                    s.GetRequiredService<TriageNeed>()
                        .Decide(one.Number, v, new(NeedKind.Immediate, null, Urgency.Normal), default)
            );
        if (day == one.Received.AddDays(1) && one.Fate % 10 == 1)
        {
            // More time, asked for and granted the same day.
            await Act((s, v) => s.GetRequiredService<ExtendNeed>().Ask(one.Number, v, 3, "parts are late", default));
            await Act((s, v) => s.GetRequiredService<ExtendNeed>().Decide(one.Number, v, true, null, default));
            one.Due = After(one.Received, 10);
        }

        if (day == one.Received.AddDays(1) && one.Fate % 10 == 2 && one.Escalated is null)
        {
            var unit = (await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask())).Find(
                "A1-1"
            )!;
            await Act((s, v) => s.GetRequiredService<DispatchNeed>().Send(one.Number, v, unit.Id, null, null, default));
            await Act((s, v) => s.GetRequiredService<DispatchNeed>().Take(one.Number, v, default));
        }

        if (one.Fate >= 97 || day < one.AnswerOn)
            return;
        one.InTime = day <= one.Due;
        if (one.Declined)
            await Act(
                (s, v) =>
                    s.GetRequiredService<HandleNeed>()
                        .Decline(one.Number, v, "There are no grounds for it.", true, default)
            );
        else
            await Act(
                (s, v) =>
                    s.GetRequiredService<HandleNeed>()
                        .Answer(one.Number, v, $"It was done on {day:yyyy-MM-dd}.", default)
            );
        if (!one.Declined && one.Fate % 4 == 0)
        {
            var row = await host.Ask(s =>
                s.GetRequiredService<NeedsDb>().Needs.AsNoTracking().SingleAsync(n => n.Id == one.Id)
            );
            one.Rated = random.Next(3, 6);
            await host.Do(s => s.GetRequiredService<RateNeed>().Give(row, one.Rated, null, false, default));
        }

        one.Ended = true;
    }

    private static async Task Verify(RunningHost host, string database, List<Case> cases) =>
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<NeedsDb>();
            bool sqlite = database == Databases.Sqlite;
            string need = sqlite ? "needs_need" : "needs.need",
                rating = sqlite ? "needs_need_rating" : "needs.need_rating",
                events = sqlite ? "needs_need_event" : "needs.need_event";
            async Task<int> Count(string sql) =>
                await db
                    .Database.SqlQueryRaw<int>($"SELECT CAST(COUNT(*) AS INTEGER) AS \"Value\" FROM {sql}")
                    .SingleAsync();
            // Nothing lost, nothing ended untold.
            Assert.Equal(cases.Count, await Count(need));
            Assert.Equal(
                0,
                await Count(
                    $"{need} WHERE state IN ('Answered', 'Closed', 'Declined') AND (outcome IS NULL OR outcome = '')"
                )
            );
            // Every escalation on its day, once.
            foreach (
                var (what, expected) in new (string, Dictionary<long, DateOnly>)[]
                {
                    (
                        "escalated",
                        cases.Where(c => c.Escalated is not null).ToDictionary(c => c.Id, c => c.Escalated!.Value)
                    ),
                    (
                        "escalated-further",
                        cases.Where(c => c.Further is not null).ToDictionary(c => c.Id, c => c.Further!.Value)
                    ),
                }
            )
            {
                var told = (await db.Events.AsNoTracking().Where(e => e.What == what).ToListAsync()).ConvertAll(e =>
                    (e.NeedId, Day: e.At.LocalDate())
                );
                Assert.NotEmpty(told);
                Assert.Equal(expected.OrderBy(e => e.Key).Select(e => (e.Key, e.Value)), told.OrderBy(t => t.NeedId));
            }

            // The report says what independent SQL and the list beside it say.
            var unit = (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find("Q")!;
            var report = await s.GetRequiredService<ServiceReport>()
                .Write(unit.Id, new(2025, 1, 1), new(2025, 12, 31), default);
            var all = report.All;
            Assert.Equal(await Count(need), all.Received);
            Assert.Equal(
                (await Count($"{need} WHERE first_answered_at IS NOT NULL"), cases.Count(c => c.Ended)),
                (all.Told, all.Told)
            );
            Assert.Equal(
                (await Count($"{need} WHERE state = 'Declined'"), cases.Count(c => c.Ended && c.Declined)),
                (all.Declined, all.Declined)
            );
            Assert.Equal(cases.Count(c => c.Ended && c.InTime), all.InTime);
            Assert.Equal(cases.Count(c => !c.Ended), all.Overdue);
            Assert.Equal((await Count($"{rating}"), cases.Count(c => c.Rated > 0)), (all.Rated, all.Rated));
            Assert.Equal(await Count($"{rating} WHERE score >= 3"), all.Satisfied);
            Assert.Equal(
                await Count($"{need} WHERE id IN (SELECT need_id FROM {events} WHERE what = 'escalated')"),
                all.Escalated
            );
            foreach (var table in new[] { report.ByUnit, report.ByCategory, report.ByChannel })
                Assert.Equal(
                    (all.Received, all.Told, all.InTime, all.Overdue, all.Rated),
                    (
                        table.Sum(f => f.Received),
                        table.Sum(f => f.Told),
                        table.Sum(f => f.InTime),
                        table.Sum(f => f.Overdue),
                        table.Sum(f => f.Rated)
                    )
                );
            Assert.Empty(report.Untold);
            Assert.Null((await s.GetRequiredService<Kernel.Audit.VerifyAudit>().Run(null, default)).BrokenAt);
        });
}
