using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Secrets;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.Needs.Domain;
using Modular.Needs.Intake;

namespace Modular.Needs.Tracking;

internal sealed class TrackNeed(
    NeedsDb db,
    CalendarStore calendars,
    UnitDirectory units,
    OpeningHours hours,
    TimeProvider clock
)
{
    /// <summary>Null when number and code do not belong together; which of the two is wrong is not said.</summary>
    public async Task<Tracked?> Open(string number, string code, CancellationToken cancel)
    {
        number = number.Trim().ToUpperInvariant();
        byte[] hash = SecretCode.Hash(code);
        var need = await Find(n => n.Number == number, cancel);
        if (need is null)
            return null;
        bool own = need.CodeHash is { } kept && CryptographicOperations.FixedTimeEquals(kept, hash);
        if (
            !own
            && !(
                need.HasSupportCodes
                && await db.Supports.AnyAsync(s => s.NeedId == need.Id && s.CodeHash == hash, cancel)
            )
        )
            return null;
        // Through merges to the need that lives on; the requester follows without noticing.
        var followed = need;
        for (int hops = 0; followed.MergedIntoId is { } next && hops < 10; hops++)
        {
            if (await Find(n => n.Id == next, cancel) is not { } into)
                break;
            followed = into;
        }

        var ids = new[] { need.Id, followed.Id };
        var events = await db
            .Events.AsNoTracking()
            .Where(e => ids.Contains(e.NeedId) && e.ForRequester)
            .OrderBy(e => e.At)
            .ThenBy(e => e.Id)
            .ToListAsync(cancel);
        // Another person's registration is no step of this one's life.
        events.RemoveAll(e => e.NeedId != need.Id && e.What == "registered");
        // What another asked, replied or complained of is not for who was joined to it, and none of it for who merely
        // has the same concern.
        events = events.ConvertAll(e =>
            (!own || (e.NeedId != need.Id && e.What is "requester-replied" or "asked-requester" or "reworked"))
            && e.Note is not null
                ? Silent(e)
                : e
        );
        var pauses = await db.Pauses.AsNoTracking().Where(p => p.NeedId == followed.Id).ToListAsync(cancel);
        var calendar = await calendars.Get(cancel);
        var unit = (await units.Tree(cancel)).Find(followed.UnitId);
        // The day-by-day count names each pause; what was asked then is between two people.
        if (!own || followed.Id != need.Id)
            pauses = pauses.ConvertAll(p => new NeedPause
            {
                FromDay = p.FromDay,
                UntilDay = p.UntilDay,
                By = unit?.Name ?? "",
                Why = "\u2026",
            });
        long? project = followed.ProjectId ?? need.ProjectId;
        return new(
            need,
            followed,
            events,
            ClockReading.Of(followed.State, followed.DueOn, followed.AnsweredAt, clock.Today(), calendar),
            DueDates.Explain(followed, pauses, calendar),
            project is { } p
                ? await db.ProjectTraces.AsNoTracking().SingleOrDefaultAsync(t => t.ProjectId == p, cancel)
                : null,
            unit?.Name ?? "",
            unit?.ContactPhone,
            await Open(followed.UnitId, calendar, cancel)
        )
        {
            Code = code,
            IsRequester = own,
            Parts =
                own && need.Id == followed.Id && events.Exists(e => e.What is "split" or "accepted")
                    ? await db
                        .Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                        .AsNoTracking()
                        .Where(n => n.ParentId == followed.Id)
                        .OrderBy(n => n.Id)
                        .ToListAsync(cancel)
                    : [],
            MayRate =
                own
                && need.Id == followed.Id
                && followed.State is NeedState.Answered or NeedState.Closed
                && followed.Outcome is not null
                && !await db
                    .Ratings.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                    .AnyAsync(r => r.NeedId == followed.Id && r.Round == followed.RatingRound, cancel),
        };
    }

    private static NeedEvent Silent(NeedEvent e) =>
        new()
        {
            Id = e.Id,
            NeedId = e.NeedId,
            At = e.At,
            What = e.What,
            By = e.By,
            ForRequester = e.ForRequester,
        };

    private async Task<OpenNow> Open(int unitId, WorkingCalendar calendar, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var kept = (await hours.Of(unitId, cancel)).Hours;
        if (!calendar.Knows(clock.Today().Year))
            return default;
        if (kept.Until(now, calendar) is { } until)
            return new(until, null, null);
        return kept.NextOpening(now, calendar) is { } next ? new(null, next.Day, next.At) : default;
    }

    /// <summary>The need that one submit of the public form became.</summary>
    public Task<Need?> OfTicket(string ticket, CancellationToken cancel)
    {
        string reference = FormTicket.Reference(ticket);
        return Find(n => n.SourceRef == reference, cancel);
    }

    private Task<Need?> Find(System.Linq.Expressions.Expression<Func<Need, bool>> which, CancellationToken cancel) =>
        db.Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter]).AsNoTracking().SingleOrDefaultAsync(which, cancel);
}

/// <summary>
/// What a requester sees with number and code: the life of the request, the promised date, and the project it became
/// part of.
/// </summary>
internal sealed record Tracked(
    Need Need,
    Need Followed,
    IReadOnlyList<NeedEvent> Events,
    ClockReading Clock,
    Counting Counting,
    ProjectTrace? Project,
    string UnitName,
    string? UnitPhone,
    OpenNow Open
)
{
    /// <summary>What the page sends back with a rating or reply.</summary>
    public string Code { get; init; } = "";

    /// <summary>Parts of a joint matter, or matters told in the same request.</summary>
    public IReadOnlyList<Need> Parts { get; init; } = [];

    /// <summary>The answer of this round was not rated yet, and this is the code of who asked.</summary>
    public bool MayRate { get; init; }

    /// <summary>The need followed is the one this code belongs to, not one it was joined to.</summary>
    public bool IsOwn => Need.Id == Followed.Id;

    /// <summary>
    /// What this reader may see of title and outcome: who merely has the same concern sees what is public.
    /// </summary>
    public string Title => IsRequester ? Need.Title : Need.PublicTitle ?? Need.Number;

    public string? Outcome => IsRequester ? Followed.Outcome : Need.PublicAnswer;

    /// <summary>This code belongs to who asked, not to one who has the same concern.</summary>
    public bool IsRequester { get; init; }
}

/// <summary>
/// Whether the unit can be reached now, until when, or when it opens again; all null when the calendar does not know.
/// </summary>
internal readonly record struct OpenNow(TimeOnly? Until, DateOnly? Day, TimeOnly? At);
