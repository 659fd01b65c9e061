using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Kernel.Rules;

namespace Modular.Appraisal.Ballots;

/// <summary>
/// The side an account took in a ballot by its first act there. Nobody takes both, so one pair of hands can neither
/// invent voters and draw among them nor open a vote and hand out its codes.
/// </summary>
internal sealed class BallotHand
{
    public long RoundId { get; init; }
    public long AccountId { get; init; }
    public BallotSide Side { get; init; }

    /// <exception cref="RuleBroken">The account has acted on the other side.</exception>
    public static async Task Take(AppraisalDb db, long round, BallotSide side, CancellationToken cancel)
    {
        if (db.Acting.AccountId is not { } me)
            return;
        var taken = await db
            .BallotHands.AsNoTracking()
            .SingleOrDefaultAsync(h => h.RoundId == round && h.AccountId == me, cancel);
        if (taken is null)
            db.BallotHands.Add(
                new()
                {
                    RoundId = round,
                    AccountId = me,
                    Side = side,
                }
            );
        else if (taken.Side != side)
            throw new RuleBroken(side == BallotSide.Leads ? "ballots.hands.vouched" : "ballots.hands.led");
    }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<BallotHand>(e => e.HasKey(h => new { h.RoundId, h.AccountId }));
}

/// <summary>
/// What an account does in a ballot: leads it (calls, screens, freezes, draws, opens) or vouches (for people and for
/// codes on paper).
/// </summary>
internal enum BallotSide
{
    Leads,
    Vouches,
}
