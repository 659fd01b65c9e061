using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Needs.Data;
using Modular.Needs.Domain;

namespace Modular.Needs.Rating;

/// <summary>
/// The requester rates an answer by number and code. Below the district's threshold the need goes back to be handled
/// again, with the reason, a new limit, and the unit above looking on.
/// </summary>
internal sealed class RateNeed(NeedsDb db, MoveNeed move, SendBack sendBack, KeepRules rules, TimeProvider clock)
{
    /// <param name="need">Found by number and code; see <c>TrackNeed</c>.</param>
    /// <returns>Whether the need goes back to be handled again.</returns>
    public async Task<bool> Give(Need need, int score, string? comment, bool perfunctory, CancellationToken cancel)
    {
        if (score is < 1 or > 5)
            throw new RuleBroken("needs.rate.score") { Field = "Score" };
        var promised = await rules.Get(cancel);
        bool back = score < promised.Threshold;
        if (back && string.IsNullOrWhiteSpace(comment))
            throw new RuleBroken("needs.rate.reason") { Field = "Comment" };
        comment = string.IsNullOrWhiteSpace(comment) ? null : MoveNeed.Needed(comment, "Comment", 500);
        try
        {
            return await db.InTransaction(
                async () =>
                {
                    var row = await db
                        .Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                        .SingleAsync(n => n.Id == need.Id, cancel);
                    if (row.State is not (NeedState.Answered or NeedState.Closed) || row.Outcome is null)
                        throw new RuleBroken("needs.rate.not-now");
                    if (
                        await db
                            .Ratings.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                            .AnyAsync(r => r.NeedId == row.Id && r.Round == row.RatingRound, cancel)
                    )
                        throw new RuleBroken("needs.rate.already");
                    db.Ratings.Add(
                        new()
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
                        }
                    );
                    if (back)
                        await sendBack.Send(row, comment!, perfunctory, promised, cancel, byRequester: true);
                    else
                        await move.Move(row, "rated", n => Task.FromResult(Satisfied(n)), cancel, byRequester: true);
                    // Whose rating it was shows neither in the chain nor in the address it came from.
                    await db.SaveChangesAsync(cancel);
                    return back;
                },
                cancel
            );
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
}
