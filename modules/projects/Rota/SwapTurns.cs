using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Rota;

/// <summary>
/// Two towns exchange months: one asks, the other agrees or declines with reasons. Neither can do it alone, and whoever
/// stands above both agrees for neither.
/// </summary>
internal sealed class SwapTurns(ProjectsDb db, KeepRota rota, UnitDirectory units, TimeProvider clock)
{
    public Task<long> Ask(DateOnly month, DateOnly other, string reason, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                if (string.IsNullOrWhiteSpace(reason))
                    throw new RuleBroken("projects.reasons-needed") { Field = "Reason" };
                var district = await rota.District(cancel);
                var mine = await Turn(district, month, cancel);
                var town = await rota.Own(mine.TownId, cancel);
                if (db.Acting.UnitId != mine.TownId)
                    throw new RuleBroken("projects.swap.own-consent");
                var theirs = await Turn(district, other, cancel);
                if (mine.TownId == theirs.TownId)
                    throw new RuleBroken("projects.swap.same-town") { Field = "Other" };
                await Ahead(mine, theirs, cancel);
                long[] both = [mine.Id, theirs.Id];
                if (
                    await db.Swaps.AnyAsync(
                        s => s.State == SwapState.Asked && (both.Contains(s.TurnId) || both.Contains(s.OtherTurnId)),
                        cancel
                    )
                )
                    throw new RuleBroken("projects.swap.open");
                await NotTwice(mine, theirs, cancel);
                var swap = new TurnSwap
                {
                    Id = Ids.Next(clock),
                    DistrictId = district.Id,
                    TurnId = mine.Id,
                    OtherTurnId = theirs.Id,
                    TownId = mine.TownId,
                    OtherTownId = theirs.TownId,
                    Reason = reason.Trim(),
                    AskedBy = db.Acting.Name,
                    AskedAt = clock.GetUtcNow(),
                };
                db.Swaps.Add(swap);
                db.Notify(
                    "projects.swap-asked",
                    theirs.TownId,
                    ProjectsModule.Decide,
                    $"/projects/rota/{theirs.Month.Key()}",
                    town.Name,
                    mine.Month.Key(),
                    theirs.Month.Key()
                );
                db.Record(
                    "rota.swap-asked",
                    $"rota:{district.Code}:{mine.Month.Key()}",
                    after: new { other = theirs.Month, reason }
                );
                await db.SaveChangesAsync(cancel);
                return swap.Id;
            },
            cancel
        );

    public Task Answer(long id, bool agree, string? answer, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var swap = await db.Swaps.SingleOrDefaultAsync(s => s.Id == id, cancel) ?? throw new NotFound();
                var town = await rota.Own(swap.OtherTownId, cancel);
                if (swap.State != SwapState.Asked)
                    throw new RuleBroken("projects.swap.answered");
                if (!agree && string.IsNullOrWhiteSpace(answer))
                    throw new RuleBroken("projects.reasons-needed") { Field = "Answer" };
                if (db.Acting.UnitId != swap.OtherTownId)
                    throw new RuleBroken("projects.swap.own-consent");
                var mine = await db.Turns.SingleAsync(t => t.Id == swap.TurnId, cancel);
                var theirs = await db.Turns.SingleAsync(t => t.Id == swap.OtherTurnId, cancel);
                (swap.State, swap.Answer, swap.AnsweredBy, swap.AnsweredAt) = (
                    agree ? SwapState.Accepted : SwapState.Declined,
                    answer?.Trim(),
                    db.Acting.Name,
                    clock.GetUtcNow()
                );
                if (agree)
                {
                    if (mine.TownId != swap.TownId || theirs.TownId != swap.OtherTownId)
                        throw new RuleBroken("projects.swap.moved-on");
                    await Ahead(mine, theirs, cancel);
                    await NotTwice(mine, theirs, cancel);
                    foreach (var (turn, to) in new[] { (mine, swap.OtherTownId), (theirs, swap.TownId) })
                    {
                        turn.Give(to);
                        (turn.Why, turn.Note, turn.Waited, turn.OtherTownId, turn.OtherMonth) = (
                            TurnWhy.Swap,
                            swap.Reason,
                            null,
                            null,
                            null
                        );
                    }
                }

                db.Notify(
                    agree ? "projects.swap-accepted" : "projects.swap-declined",
                    swap.TownId,
                    ProjectsModule.Decide,
                    $"/projects/rota/{mine.Month.Key()}",
                    town.Name,
                    mine.Month.Key(),
                    theirs.Month.Key()
                );
                db.Record(
                    agree ? "rota.swap-accepted" : "rota.swap-declined",
                    $"rota:{mine.Month.Key()}",
                    after: new { other = theirs.Month, answer }
                );
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    public Task Withdraw(long id, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var swap = await db.Swaps.SingleOrDefaultAsync(s => s.Id == id, cancel) ?? throw new NotFound();
                await rota.Own(swap.TownId, cancel);
                if (swap.State != SwapState.Asked)
                    throw new RuleBroken("projects.swap.answered");
                swap.State = SwapState.Withdrawn;
                db.Record("rota.swap-withdrawn", $"rota:swap:{id}");
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    private async Task<RotaTurn> Turn(Unit district, DateOnly month, CancellationToken cancel) =>
        await db.Turns.SingleOrDefaultAsync(t => t.DistrictId == district.Id && t.Month == month, cancel)
        ?? throw new RuleBroken("projects.swap.no-turn") { Field = "Other" };

    /// <summary>Only months that have not begun and in which nothing was held are exchanged.</summary>
    private async Task Ahead(RotaTurn mine, RotaTurn theirs, CancellationToken cancel)
    {
        if (mine.Month <= clock.Today().First() || theirs.Month <= clock.Today().First())
            throw new RuleBroken("projects.swap.begun") { Field = "Other" };
        await rota.Hold([mine.Id, theirs.Id], cancel);
        var held = await rota.HeldIn([mine.Id, theirs.Id], cancel);
        if (held.Count > 0)
            throw new RuleBroken("projects.swap.held", held.Contains(mine.Id) ? mine.Month.Key() : theirs.Month.Key())
            {
                Field = "Other",
            };
    }

    /// <summary>After the exchange no town may stand in two months in a row.</summary>
    private async Task NotTwice(RotaTurn mine, RotaTurn theirs, CancellationToken cancel)
    {
        DateOnly[] beside =
        [
            mine.Month.AddMonths(-1),
            mine.Month.AddMonths(1),
            theirs.Month.AddMonths(-1),
            theirs.Month.AddMonths(1),
        ];
        var around = await db
            .Turns.AsNoTracking()
            .Where(t =>
                t.DistrictId == mine.DistrictId && beside.Contains(t.Month) && t.Id != mine.Id && t.Id != theirs.Id
            )
            .ToListAsync(cancel);
        var tree = await units.Tree(cancel);
        foreach (var (month, town) in new[] { (mine.Month, theirs.TownId), (theirs.Month, mine.TownId) })
            if (
                around.FirstOrDefault(t => t.TownId == town && Math.Abs(t.Month.Number() - month.Number()) == 1) is
                { } twice
            )
                throw new RuleBroken("projects.swap.twice", tree.Name(town), twice.Month.Key(), month.Key())
                {
                    Field = "Other",
                };
    }
}
