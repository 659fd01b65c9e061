using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Kernel.Rules;

namespace Modular.Appraisal.Domain;

/// <summary>The one hand that moves a round, and finds it for those who lead it.</summary>
internal static class MoveRound
{
    public static void Step(Round round, string move) =>
        round.State = RoundMoves.All.After(round.State, move, "rounds.move-not-allowed");

    public static async Task To(AppraisalDb db, Round round, string move, CancellationToken cancel)
    {
        var before = round.State;
        Step(round, move);
        db.Record($"round.{move}", $"round:{round.Id}", new { State = before }, new { round.State });
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>A round as the acting person saw it.</summary>
    /// <param name="kind">Only of this kind.</param>
    public static async Task<Round> Get(
        AppraisalDb db,
        long id,
        int version,
        CancellationToken cancel,
        RoundKind? kind = null
    )
    {
        var round =
            await db.Rounds.SingleOrDefaultAsync(r => r.Id == id && (kind == null || r.Kind == kind), cancel)
            ?? throw new NotFound();
        return round.Version == version ? round : throw new RuleBroken("rule.changed-meanwhile");
    }

    /// <summary>A round of a kind, where nothing of itself is changed.</summary>
    public static async Task<Round> Find(AppraisalDb db, long id, RoundKind kind, CancellationToken cancel) =>
        await db.Rounds.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && r.Kind == kind, cancel)
        ?? throw new NotFound();
}
