using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Partners;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Partners.Data;
using Modular.Partners.Domain;

namespace Modular.Partners.Offers;

/// <summary>Offers nobody took up in time go on the list of the next joint meeting, by themselves.</summary>
internal sealed class EndOffers(PartnersDb db, TimeProvider clock) : IJobWork
{
    public const string Kind = "partners.expire";

    public async Task<string?> Run(JobRun run, CancellationToken cancel)
    {
        await Expire(cancel);
        return null;
    }

    public async Task<int> Expire(CancellationToken cancel)
    {
        var today = clock.Today();
        var ids = await db
            .Offers.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .Where(o => o.State == OfferState.Open && o.ClaimBy < today)
            .OrderBy(o => o.Id)
            .Take(500)
            .Select(o => o.Id)
            .ToListAsync(cancel);
        int ended = 0;
        foreach (long id in ids)
            ended += await db.InTransaction(() => Unclaimed(id, cancel), cancel);
        return ended;
    }

    /// <summary>Compare-and-swap: a claim at the same moment wins or loses as a whole.</summary>
    public async Task<int> Unclaimed(long id, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var offers = db
            .Offers.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .Where(o => o.Id == id && o.State == OfferState.Open);
        if (
            await offers.ExecuteUpdateAsync(
                set =>
                    set.SetProperty(o => o.State, OfferState.Unclaimed)
                        .SetProperty(o => o.EndedAt, now)
                        .SetProperty(o => o.Version, o => o.Version + 1),
                cancel
            ) == 0
        )
            return 0;
        var offer = await db
            .Offers.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .SingleAsync(o => o.Id == id, cancel);
        await db
            .Invites.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .Where(i => i.OfferId == id && i.State == InviteState.Waiting)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.State, InviteState.Missed), cancel);
        if (
            !await db
                .MeetingItems.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                .AnyAsync(m => m.NeedId == offer.NeedId && m.DecidedAt == null, cancel)
        )
            db.MeetingItems.Add(
                new()
                {
                    Id = Ids.Next(clock),
                    NeedId = offer.NeedId,
                    UnitId = offer.UnitId,
                    UnitPath = offer.UnitPath,
                    ListedAt = now,
                }
            );
        db.Tell(new NeedUnclaimed(offer.NeedId, id));
        db.Record("offer.unclaimed", $"offer:{id}");
        await db.SaveChangesAsync(cancel);
        return 1;
    }

    /// <summary>
    /// The need is settled or went another way: nobody need answer, and what was held for it is free. The caller saves.
    /// </summary>
    /// <param name="claimedToo">Also what a unit has claimed and may be at work on.</param>
    public async Task Withdraw(long needId, bool claimedToo, CancellationToken cancel)
    {
        foreach (
            var offer in await db
                .Offers.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                .Where(o =>
                    o.NeedId == needId && (o.State == OfferState.Open || (claimedToo && o.State == OfferState.Claimed))
                )
                .ToListAsync(cancel)
        )
        {
            if (offer.State == OfferState.Claimed)
                await Release(offer, cancel);
            (offer.State, offer.EndedAt) = (OfferState.Withdrawn, clock.GetUtcNow());
            foreach (
                var invite in await db
                    .Invites.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                    .Where(i => i.OfferId == offer.Id && i.State == InviteState.Waiting)
                    .ToListAsync(cancel)
            )
                invite.State = InviteState.Missed;
            db.Record("offer.withdrawn", $"offer:{offer.Id}");
        }
    }

    /// <summary>Gives held capacity back, in the month it was held for.</summary>
    public async Task Release(Offer offer, CancellationToken cancel)
    {
        if (offer.ResourceId is not { } resource || offer.ClaimedAt is not { } at)
            return;
        int month = Resource.Month(at.LocalDate());
        await db
            .Resources.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .Where(r => r.Id == resource && r.HeldMonth == month && r.Held > 0)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.Held, r => r.Held - 1), cancel);
    }
}
