using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.Needs.Domain;

namespace Modular.Needs.Handling;

/// <summary>
/// Looks at all clocks, every few minutes: warns of what is at risk, escalates what is overdue to the unit above, and
/// further up after more working days; closes what was answered long ago and never rated. Each step is a
/// compare-and-swap on the row, so however often it runs, is cut off or runs twice, each need is warned of and
/// escalated once per level.
/// </summary>
internal sealed class SweepClocks(
    NeedsDb db,
    CalendarStore calendars,
    KeepRules rules,
    UnitDirectory units,
    TellFollowers followers,
    IConfiguration configuration,
    TimeProvider clock
) : IJobWork
{
    public const string Kind = "needs.sweep";
    private const int Chunk = 5000;
    private const int TopLevel = 2;
    private const int Patience = 20;

    /// <summary>
    /// A day counts as over half an hour late, so that a clock some minutes ahead escalates nothing early.
    /// </summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan MostDrift = TimeSpan.FromMinutes(5);

    public async Task<string?> Run(JobRun run, CancellationToken cancel)
    {
        await Compare(cancel);
        return System.Text.Json.JsonSerializer.Serialize(await Run(cancel));
    }

    /// <summary>
    /// Several hosts share one database: whose clock differs from its clock by minutes leaves the sweep to the others.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// The clocks differ; the job is shown as failed with the difference.
    /// </exception>
    private async Task Compare(CancellationToken cancel)
    {
        if (db.IsSqlite || !configuration.GetValue("Clock:CompareWithDatabase", true))
            return;
        var there = (await db.Database.SqlQueryRaw<DateTimeOffset>("SELECT now() AS \"Value\"").ToListAsync(cancel))[0];
        var drift = clock.GetUtcNow() - there;
        if (drift.Duration() > MostDrift)
            throw new InvalidOperationException(
                $"This host's clock differs from the database's by {drift.TotalMinutes:0} minutes; set it "
                    + "right. Nothing was escalated."
            );
    }

    public async Task<SweepOutcome> Run(CancellationToken cancel)
    {
        var calendar = await calendars.Get(cancel);
        var promised = await rules.Get(cancel);
        var today = (clock.GetUtcNow() - Margin).LocalDate();
        var running = db.Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter]).Where(NeedMoves.Running);
        int risk = 0;
        if (calendar.Count(today, ClockReading.AtRiskDays).Due is { } soon)
            risk = await Step(
                running.Where(n => n.DueOn >= today && n.DueOn <= soon && n.RiskToldOn == null),
                "at-risk",
                false,
                rows =>
                    rows.Where(n => n.RiskToldOn == null)
                        .ExecuteUpdateAsync(set => set.SetProperty(n => n.RiskToldOn, today), cancel),
                cancel
            );
        int escalated = await Step(
            running.Where(n => n.DueOn < today && n.Escalation == 0),
            "escalated",
            true,
            rows =>
                rows.Where(n => n.Escalation == 0)
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(n => n.Escalation, 1)
                                .SetProperty(n => n.EscalatedOn, today)
                                .SetProperty(n => n.Version, n => n.Version + 1),
                        cancel
                    ),
            cancel
        );
        int further = 0;
        if (Back(calendar, today, promised.EscalateDays) is { } before)
            further = await Step(
                running.Where(n => n.DueOn < today && n.Escalation == 1 && n.EscalatedOn <= before),
                "escalated-further",
                true,
                rows =>
                    rows.Where(n => n.Escalation == 1)
                        .ExecuteUpdateAsync(
                            set =>
                                set.SetProperty(n => n.Escalation, TopLevel)
                                    .SetProperty(n => n.EscalatedOn, today)
                                    .SetProperty(n => n.Version, n => n.Version + 1),
                            cancel
                        ),
                cancel
            );
        int closed = 0;
        if (Back(calendar, today, promised.CloseDays) is { } silent)
        {
            var last = silent.AddDays(1).StartOfDay();
            var now = clock.GetUtcNow();
            closed = await Step(
                db.Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                    .Where(n => n.State == NeedState.Answered && n.AnsweredAt < last),
                "closed",
                true,
                rows =>
                    rows.Where(n => n.State == NeedState.Answered)
                        .ExecuteUpdateAsync(
                            set =>
                                set.SetProperty(n => n.State, NeedState.Closed)
                                    .SetProperty(n => n.ClosedAt, now)
                                    .SetProperty(n => n.Version, n => n.Version + 1),
                            cancel
                        ),
                cancel
            );
        }

        return new(risk, escalated, further, closed);
    }

    /// <summary>
    /// The latest day from which <paramref name="workingDays"/> working days have passed until today; null when the
    /// calendar does not reach back.
    /// </summary>
    internal static DateOnly? Back(WorkingCalendar calendar, DateOnly today, int workingDays)
    {
        try
        {
            int passed = 0;
            for (var day = today; ; day = day.AddDays(-1))
            {
                if (passed >= workingDays)
                    return day;
                if (calendar.Classify(day).IsWorking)
                    passed++;
            }
        }
        catch (YearMissing)
        {
            return null;
        }
    }

    private async Task<int> Step(
        IQueryable<Need> due,
        string what,
        bool forRequester,
        Func<IQueryable<Need>, Task<int>> swap,
        CancellationToken cancel
    )
    {
        int all = 0;
        long after = 0;
        int lost = 0;
        while (true)
        {
            long from = after;
            var ids = await due.Where(n => n.Id > from)
                .OrderBy(n => n.Id)
                .Take(Chunk)
                .Select(n => n.Id)
                .ToListAsync(cancel);
            if (ids.Count == 0)
                return all;
            after = ids[^1];
            try
            {
                await Take(ids);
                all += ids.Count;
                lost = 0;
            }
            catch (SomebodyElseSweeps) when (lost++ < Patience)
            {
                // Another host took some of them between the look and the swap: look again, they are no longer due.
                after = from;
            }
        }

        Task Take(List<long> ids) =>
            db.InTransaction(
                async () =>
                {
                    int won = await swap(due.Where(n => ids.Contains(n.Id)));
                    if (won != ids.Count)
                        throw new SomebodyElseSweeps();
                    var now = clock.GetUtcNow();
                    await Rows.Insert(
                        db,
                        ids.ConvertAll(id => new NeedEvent
                        {
                            Id = Ids.Next(now),
                            NeedId = id,
                            At = now,
                            What = what,
                            By = "system",
                            ForRequester = forRequester,
                        }),
                        cancel
                    );
                    await Tell(what, ids, cancel);
                    if (forRequester)
                        await followers.Moved(ids, cancel);
                    db.Record($"need.{what}", $"needs:{ids.Count}", after: new { First = ids[0], Last = ids[^1] });
                    FailPoint.Reach("needs.sweep");
                    await db.SaveChangesAsync(cancel);
                },
                cancel
            );
    }

    /// <summary>One notice a unit and chunk, not one a need: who has forty overdue needs is told once.</summary>
    private async Task Tell(string what, List<long> ids, CancellationToken cancel)
    {
        if (what == "closed")
            return;
        var tree = await units.Tree(cancel);
        var rows = await db
            .Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .Where(n => ids.Contains(n.Id))
            .GroupBy(n => new { n.UnitId, n.HandlerUnitId })
            .Select(g => new
            {
                g.Key.UnitId,
                g.Key.HandlerUnitId,
                Count = g.Count(),
            })
            .ToListAsync(cancel);
        if (what == "at-risk")
            foreach (var unit in rows.GroupBy(r => r.HandlerUnitId ?? r.UnitId))
                db.Notify("needs.at-risk", unit.Key, NeedsModule.Handle, "/needs?due=risk", unit.Sum(r => r.Count));
        else
            foreach (var unit in rows.GroupBy(r => r.UnitId))
            {
                // The unit above; further up it begins one higher still.
                var above = tree.Find(unit.Key) is { } home
                    ? tree.Ancestors(home).Skip(what == "escalated" ? 0 : 1).FirstOrDefault() ?? home
                    : null;
                if (above is not null)
                    db.Notify(
                        "needs.escalated",
                        above.Id,
                        NeedsModule.Supervise,
                        "/needs?watch=escalated",
                        tree.Name(unit.Key),
                        unit.Sum(r => r.Count)
                    );
            }
    }

    private sealed class SomebodyElseSweeps : Exception;
}

internal sealed record SweepOutcome(int AtRisk, int Escalated, int Further, int Closed);
