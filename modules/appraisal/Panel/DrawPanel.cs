using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Kernel.Calendar;
using Modular.Kernel.Rules;
using Modular.Kernel.Statistics;
using Modular.Kernel.Texts;

namespace Modular.Appraisal.Panel;

/// <summary>
/// A panel by lot: who may be drawn and what decides are fixed together and told to everybody in the pool; the figure
/// is entered once it is known to all. Nobody who sees the list chooses the key.
/// </summary>
internal sealed class DrawPanel(AppraisalDb db, SeatPanel seat, TimeProvider clock)
{
    /// <summary>Freezes the pool and announces the draw; saving is the caller's.</summary>
    public async Task Announce(
        Round round,
        IReadOnlyList<Subject> subjects,
        IReadOnlyList<(long Id, string Name)> pool,
        int seats,
        DrawPlan? by,
        CancellationToken cancel
    )
    {
        var (source, on) = DrawPlan.Check(by, clock.Today());
        if (seats < 1 || seats >= pool.Count)
            throw new RuleBroken("rounds.draw-all", pool.Count) { Field = "Draw" };
        await seat.Check(round, subjects, [.. pool.Select(p => p.Id)], seats, cancel);
        var draw = new PanelDraw
        {
            RoundId = round.Id,
            Source = source,
            On = on,
            Digits = by!.Digits,
            Seats = seats,
            PoolDigest = PublicDraw.Digest(pool.Select(p => p.Name)),
        };
        db.PanelDraws.Add(draw);
        db.Pool.AddRange(
            pool.Select(
                (p, i) =>
                    new PoolMember
                    {
                        RoundId = round.Id,
                        Number = i + 1,
                        AccountId = p.Id,
                        Name = p.Name,
                    }
            )
        );
        foreach (var (id, _) in pool)
            db.NotifyPerson("rounds.in-pool", id, "/scoring", round.Title, source, Words.ShortDate(on));
        db.Record(
            "round.draw-announced",
            $"round:{round.Id}",
            after: new
            {
                draw.Source,
                draw.On,
                draw.Digits,
                draw.Seats,
                Pool = pool.Count,
                draw.PoolDigest,
            }
        );
    }

    /// <param name="key">What the announced source gave on the announced day.</param>
    public Task Draw(long id, int version, string? key, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var round = await MoveRound.Get(db, id, version, cancel);
                var draw =
                    await db.PanelDraws.SingleOrDefaultAsync(d => d.RoundId == id, cancel) ?? throw new NotFound();
                if (round.State != RoundState.Draft || draw.Key is not null)
                    throw new RuleBroken("rounds.move-not-allowed");
                draw.Key = DrawPlan.Key(key, draw.On, draw.Digits, clock.Today());
                var pool = await db.Pool.AsNoTracking().Where(p => p.RoundId == id).ToListAsync(cancel);
                (round.DrawKey, round.DrawPool) = (draw.FullKey, pool.Count);
                var drawn = PublicDraw.Run(draw.FullKey, pool.Count, draw.Seats);
                var subjects = await db.Subjects.AsNoTracking().Where(s => s.RoundId == id).ToListAsync(cancel);
                await seat.Seat(
                    round,
                    subjects,
                    [.. drawn.Select(n => Member(id, pool.Single(p => p.Number == n)))],
                    cancel
                );
                round.Version++;
                db.Record("round.drawn", $"round:{id}", after: new { draw.Key, Drawn = string.Join(' ', drawn) });
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    /// <summary>
    /// Who steps in for somebody drawn: the numbers the same key goes on to, in their order. Null where the panel was
    /// not drawn, and free to choose.
    /// </summary>
    public static async Task<IReadOnlyList<PoolMember>?> Next(AppraisalDb db, long id, CancellationToken cancel)
    {
        var draw = await db.PanelDraws.AsNoTracking().SingleOrDefaultAsync(d => d.RoundId == id, cancel);
        if (draw?.Key is null)
            return null;
        var pool = await db.Pool.AsNoTracking().Where(p => p.RoundId == id).ToListAsync(cancel);
        var sat = await db.Panel.Where(p => p.RoundId == id).Select(p => p.AccountId).ToListAsync(cancel);
        return
        [
            .. PublicDraw
                .Run(draw.FullKey, pool.Count, pool.Count)
                .Select(n => pool.Single(p => p.Number == n))
                .Where(p => !sat.Contains(p.AccountId)),
        ];
    }

    private static PanelMember Member(long round, PoolMember drawn) =>
        new()
        {
            RoundId = round,
            AccountId = drawn.AccountId,
            Name = drawn.Name,
        };
}
