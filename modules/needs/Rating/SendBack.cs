using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Needs;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Needs.Data;
using Modular.Needs.Domain;

namespace Modular.Needs.Rating;

/// <summary>
/// A need that did not satisfy is handled again: a new limit, the unit above looking on, hardly an answer flagged.
/// </summary>
internal sealed class SendBack(NeedsDb db, MoveNeed move, TimeProvider clock)
{
    /// <summary>
    /// An answer shorter than this, or given word for word to others, was hardly one: together with a bad rating it is
    /// flagged.
    /// </summary>
    private const int HardlyAnAnswer = 12;
    private const int SameWords = 5;

    public Task Send(
        Need row,
        string reason,
        bool perfunctory,
        ServiceRules promised,
        CancellationToken cancel,
        bool byRequester = false
    ) => move.Move(row, "reworked", need => Back(need, reason, perfunctory, promised, cancel), cancel, byRequester);

    private async Task<Said> Back(
        Need need,
        string reason,
        bool perfunctory,
        ServiceRules promised,
        CancellationToken cancel
    )
    {
        var today = clock.Today();
        need.Perfunctory |= perfunctory || await HardlyAnswered(need, cancel);
        need.Reworks++;
        (need.ClosedAt, need.PromisedOn, need.ExtendedDays, need.LimitDays, need.ClockFrom) = (
            null,
            null,
            0,
            promised.ReworkDays,
            today
        );
        // A new count escalates again; the unit above is told below and has it on its list of what was sent back.
        (need.Escalation, need.EscalatedOn, need.RiskToldOn, need.SatisfiedAt) = (0, null, null, null);
        need.RatingRound++;
        db.Pauses.RemoveRange(await db.Pauses.Where(p => p.NeedId == need.Id).ToListAsync(cancel));
        db.Tell(new NeedReworked(need.Id, need.UnitId, need.HandlerUnitId, need.Reworks));
        db.Notify(
            "needs.reworked",
            need.HandlerUnitId ?? need.UnitId,
            NeedsModule.Handle,
            $"/needs/{need.Number}",
            need.Number,
            need.Title
        );
        db.Notify(
            "needs.reworked",
            need.UnitId,
            NeedsModule.Supervise,
            $"/needs/{need.Number}",
            need.Number,
            need.Title
        );
        return new(reason);
    }

    private async Task<bool> HardlyAnswered(Need need, CancellationToken cancel)
    {
        if (need.Outcome is not { } told || told.Length < HardlyAnAnswer)
            return true;
        var since = clock.GetUtcNow().AddDays(-90);
        return await db
                .Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                .Where(n => n.UnitId == need.UnitId && n.AnsweredAt >= since && n.Outcome == told)
                .Take(SameWords)
                .CountAsync(cancel) >= SameWords;
    }
}
