using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Needs;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Needs.Data;
using Modular.Needs.Handling;
using Modular.Needs.Intake;
using Modular.Needs.Rules;

namespace Modular.Needs.Rating;

/// <summary>
/// The requester rates an answer by number and code. Below the district's threshold the need goes back to be handled again, with the reason, a
/// new limit, and the unit above looking on.
/// </summary>
internal sealed class RateNeed(NeedsDb db, MoveNeed move, KeepRules rules, TimeProvider clock)
{
    /// <summary>An answer shorter than this, or given word for word to others, was hardly one: together with a bad rating it is flagged.</summary>
    private const int HardlyAnAnswer = 12;
    private const int SameWords = 5;

    /// <param name="need">Found by number and code; see <c>TrackNeed</c>.</param>
    /// <returns>Whether the need goes back to be handled again.</returns>
    public async Task<bool> Run(Need need, int score, string? comment, bool perfunctory, CancellationToken cancel)
    {
        if (score is < 1 or > 5) throw new RuleBroken("needs.rate.score") { Field = "Score" };
        var promised = await rules.Get(cancel);
        bool back = score < promised.Threshold;
        if (back && string.IsNullOrWhiteSpace(comment)) throw new RuleBroken("needs.rate.reason") { Field = "Comment" };
        comment = string.IsNullOrWhiteSpace(comment) ? null : MoveNeed.Needed(comment, "Comment", 500);
        try
        {
            return await db.InTransaction(async () =>
            {
                var row = await db.Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter]).SingleAsync(n => n.Id == need.Id, cancel);
                if (row.State is not (NeedState.Answered or NeedState.Closed) || row.Outcome is null) throw new RuleBroken("needs.rate.not-now");
                if (await db.Ratings.IgnoreQueryFilters([ModuleDb.ScopeFilter]).AnyAsync(r => r.NeedId == row.Id && r.Round == row.RatingRound, cancel)) throw new RuleBroken("needs.rate.already");
                db.Ratings.Add(new()
                {
                    Id = new(RandomNumberGenerator.GetBytes(16)),
                    NeedId = row.Id,
                    UnitId = row.UnitId,
                    UnitPath = row.UnitPath,
                    HandlerUnitId = row.HandlerUnitId,
                    CategoryId = row.CategoryId,
                    Score = score,
                    Perfunctory = perfunctory,
                    Comment = comment,
                    Round = row.RatingRound,
                    On = clock.Today(),
                });
                await move.Run(row, back ? "reworked" : "rated", async n => back ? await Back(n, comment!, perfunctory, promised, cancel) : Satisfied(n), cancel, byRequester: true);
                // Whose rating it was shows neither in the chain nor in the address it came from.
                await db.SaveChangesAsync(cancel);
                return back;
            }, cancel);
        }
        catch (DbUpdateException problem) when (!Outage.Is(problem))
        {
            throw new RuleBroken("needs.rate.already");
        }
    }

    private Said Satisfied(Need need)
    {
        (need.ClosedAt, need.SatisfiedAt) = (clock.GetUtcNow(), clock.GetUtcNow());
        return new(null);
    }

    private async Task<Said> Back(Need need, string reason, bool perfunctory, ServiceRules promised, CancellationToken cancel)
    {
        var today = clock.Today();
        need.Perfunctory |= perfunctory || await HardlyAnswered(need, cancel);
        need.Reworks++;
        (need.ClosedAt, need.PromisedOn, need.ExtendedDays, need.LimitDays, need.ClockFrom) = (null, null, 0, promised.ReworkDays, today);
        // A new count escalates anew; the unit above is told below and has it on its list of what was sent back.
        (need.Escalation, need.EscalatedOn, need.RiskToldOn, need.SatisfiedAt) = (0, null, null, null);
        need.RatingRound++;
        db.Pauses.RemoveRange(await db.Pauses.Where(p => p.NeedId == need.Id).ToListAsync(cancel));
        db.Tell(new NeedReworked(need.Id, need.UnitId, need.HandlerUnitId, need.Reworks));
        db.Notify("needs.reworked", need.HandlerUnitId ?? need.UnitId, NeedsModule.Handle, $"/needs/{need.Number}", need.Number, need.Title);
        db.Notify("needs.reworked", need.UnitId, NeedsModule.Supervise, $"/needs/{need.Number}", need.Number, need.Title);
        return new(reason);
    }

    private async Task<bool> HardlyAnswered(Need need, CancellationToken cancel)
    {
        if (need.Outcome is not { } told || told.Length < HardlyAnAnswer) return true;
        var since = clock.GetUtcNow().AddDays(-90);
        return await db.Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter]).Where(n => n.UnitId == need.UnitId && n.AnsweredAt >= since && n.Outcome == told).Take(SameWords).CountAsync(cancel) >= SameWords;
    }
}
