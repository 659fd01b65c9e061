using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Needs.Data;

namespace Modular.Needs.Domain;

/// <summary>The promised date of a need and how it came about.</summary>
internal static class DueDates
{
    public static async Task<Counting> Explain(
        NeedsDb db,
        Need need,
        WorkingCalendar calendar,
        CancellationToken cancel
    )
    {
        // Tracked pauses, so that one added a moment ago and not yet saved counts too.
        await db.Pauses.Where(p => p.NeedId == need.Id).LoadAsync(cancel);
        return Explain(need, db.Pauses.Local.Where(p => p.NeedId == need.Id), calendar);
    }

    /// <summary>A promised date stands; otherwise the limit counts.</summary>
    public static DateOnly? Due(Need need, Counting counting) => need.PromisedOn ?? counting.Due;

    public static Counting Explain(Need need, IEnumerable<NeedPause> pauses, WorkingCalendar calendar) =>
        calendar.Count(
            need.ClockFrom ?? need.ReceivedAt.LocalDate(),
            need.LimitDays + need.ExtendedDays,
            [.. pauses.OrderBy(p => p.FromDay).Select(p => new Pause(p.FromDay, p.UntilDay, p.By, p.Why))]
        );
}

/// <summary>How a due date stands today.</summary>
internal enum ClockState
{
    None,
    Unknown,
    Fine,
    AtRisk,
    Overdue,
    Paused,
    Done,
}

/// <param name="WorkingDays">Left, or late, always positive.</param>
internal readonly record struct ClockReading(ClockState State, int WorkingDays)
{
    public const int AtRiskDays = 2;

    public static ClockReading Of(
        NeedState state,
        DateOnly? due,
        DateTimeOffset? answeredAt,
        DateOnly today,
        WorkingCalendar calendar
    )
    {
        if (state == NeedState.WaitingForRequester)
            return new(ClockState.Paused, 0);
        if (!NeedMoves.Open.Contains(state))
            return new(Ended(state, due, answeredAt), 0);
        if (due is not { } on)
            return new(ClockState.Unknown, 0);
        if (!calendar.Knows(today.Year) || !calendar.Knows(on.Year))
            return new(on < today ? ClockState.Overdue : ClockState.Fine, Math.Abs(on.DayNumber - today.DayNumber));
        try
        {
            int left = calendar.Between(today, on);
            return on < today ? new(ClockState.Overdue, -left)
                : left <= AtRiskDays ? new(ClockState.AtRisk, left)
                : new(ClockState.Fine, left);
        }
        catch (YearMissing)
        {
            return new(on < today ? ClockState.Overdue : ClockState.Fine, Math.Abs(on.DayNumber - today.DayNumber));
        }
    }

    /// <summary>Only an answer is answered in time: what was declined or joined to another need is neither.</summary>
    private static ClockState Ended(NeedState state, DateOnly? due, DateTimeOffset? answeredAt)
    {
        if (due is { } promised && answeredAt is { } told && told.LocalDate() > promised)
            return ClockState.Overdue;
        return state is NeedState.Declined or NeedState.Merged ? ClockState.None : ClockState.Done;
    }
}

/// <summary>Open needs follow a change of the calendar; closed ones never do.</summary>
internal sealed class NeedsFollowCalendar(NeedsDb db, CalendarStore calendars) : ICalendarDependent
{
    public async Task<IReadOnlyList<CalendarShift>> Preview(WorkingCalendar proposed, CancellationToken cancel)
    {
        var shifts = new List<CalendarShift>();
        await foreach (var (need, pauses) in OpenNeeds(cancel))
            if (DueDates.Due(need, DueDates.Explain(need, pauses, proposed)) is var due && due != need.DueOn)
                shifts.Add(new(need.Number, need.Title, need.DueOn, due));
        return shifts;
    }

    public async Task Apply(CancellationToken cancel)
    {
        var calendar = await calendars.Get(cancel);
        await foreach (var (need, pauses) in OpenNeeds(cancel))
        {
            var due = DueDates.Due(need, DueDates.Explain(need, pauses, calendar));
            if (due == need.DueOn)
                continue;
            db.Record("need.due-followed-calendar", $"need:{need.Number}", new { need.DueOn }, new { DueOn = due });
            need.DueOn = due;
        }

        await db.SaveChangesAsync(cancel);
    }

    private async IAsyncEnumerable<(Need Need, List<NeedPause> Pauses)> OpenNeeds(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel
    )
    {
        var open = await db
            .Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .Where(n => NeedMoves.Open.Contains(n.State))
            .ToListAsync(cancel);
        var pauses = (
            await db
                .Pauses.AsNoTracking()
                .Where(p =>
                    db.Needs.IgnoreQueryFilters().Any(n => n.Id == p.NeedId && NeedMoves.Open.Contains(n.State))
                )
                .ToListAsync(cancel)
        ).ToLookup(p => p.NeedId);
        foreach (var need in open)
            yield return (need, [.. pauses[need.Id]]);
    }
}
