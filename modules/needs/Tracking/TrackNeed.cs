using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Privacy;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.Needs.Handling;
using Modular.Needs.Intake;

namespace Modular.Needs.Tracking;

/// <summary>What a requester sees with number and code: the life of the request, the promised date, and the project it became part of.</summary>
internal sealed record Tracked(Need Need, Need Followed, IReadOnlyList<NeedEvent> Events, ClockReading Clock, Counting Counting, ProjectTrace? Project, string UnitName, string? UnitPhone, OpenNow Open);

/// <summary>Whether the unit can be reached now, until when, or when it opens again; all null when the calendar does not know.</summary>
internal readonly record struct OpenNow(TimeOnly? Until, DateOnly? Day, TimeOnly? At);

internal sealed class TrackNeed(NeedsDb db, CalendarStore calendars, UnitDirectory units, OpeningHours hours, TimeProvider clock)
{
    /// <summary>Null when number and code do not belong together; which of the two is wrong is not said.</summary>
    public async Task<Tracked?> Run(string number, string code, CancellationToken cancel)
    {
        number = number.Trim().ToUpperInvariant();
        byte[] hash = SecretCode.Hash(code);
        var need = await Find(n => n.Number == number, cancel);
        if (need?.CodeHash is null || !CryptographicOperations.FixedTimeEquals(need.CodeHash, hash)) return null;
        // Through merges to the need that lives on; the requester follows without noticing.
        var followed = need;
        for (int hops = 0; followed.MergedIntoId is { } next && hops < 10; hops++)
        {
            if (await Find(n => n.Id == next, cancel) is not { } into) break;
            followed = into;
        }

        var ids = new[] { need.Id, followed.Id };
        var events = await db.Events.AsNoTracking().Where(e => ids.Contains(e.NeedId) && e.ForRequester).OrderBy(e => e.At).ThenBy(e => e.Id).ToListAsync(cancel);
        // Another person's registration is no step of this one's life.
        events.RemoveAll(e => e.NeedId != need.Id && e.What == "registered");
        var pauses = await db.Pauses.AsNoTracking().Where(p => p.NeedId == followed.Id).ToListAsync(cancel);
        var calendar = await calendars.Get(cancel);
        var unit = (await units.Tree(cancel)).Find(followed.UnitId);
        long? project = followed.ProjectId ?? need.ProjectId;
        return new(need, followed, events, ClockReading.Of(followed.State, followed.DueOn, followed.AnsweredAt, clock.Today(), calendar), DueDates.Explain(followed, pauses, calendar),
            project is { } p ? await db.ProjectTraces.AsNoTracking().SingleOrDefaultAsync(t => t.ProjectId == p, cancel) : null, unit?.Name ?? "", unit?.ContactPhone, await Open(followed.UnitId, calendar, cancel));
    }

    private async Task<OpenNow> Open(int unitId, WorkingCalendar calendar, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var kept = (await hours.Of(unitId, cancel)).Hours;
        if (!calendar.Knows(clock.Today().Year)) return default;
        if (kept.Until(now, calendar) is { } until) return new(until, null, null);
        return kept.NextOpening(now, calendar) is { } next ? new(null, next.Day, next.At) : default;
    }

    /// <summary>The need that one submit of the public form became.</summary>
    public Task<Need?> OfTicket(string ticket, CancellationToken cancel)
    {
        string reference = "form:" + ticket;
        return Find(n => n.SourceRef == reference, cancel);
    }

    private Task<Need?> Find(System.Linq.Expressions.Expression<Func<Need, bool>> which, CancellationToken cancel) =>
        db.Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter]).AsNoTracking().SingleOrDefaultAsync(which, cancel);
}
