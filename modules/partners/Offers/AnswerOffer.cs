using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Partners;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Partners.Data;
using Modular.Partners.Domain;

namespace Modular.Partners.Offers;

/// <summary>
/// A partner unit answers an offer: claims it with one of its resources, declines with a reason, reports it done or
/// gives it up. However many claim at the same moment, the row's state lets one in; the capacity of the resource is
/// held in the same transaction.
/// </summary>
internal sealed class AnswerOffer(PartnersDb db, TimeProvider clock)
{
    public async Task Claim(long offerId, int unitId, long? resourceId, CancellationToken cancel) =>
        await db.InTransaction(
            async () =>
            {
                var invite = await Mine(offerId, unitId, cancel);
                if (invite.State != InviteState.Waiting)
                    throw new RuleBroken("partners.answered-already");
                var now = clock.GetUtcNow();
                var today = clock.Today();
                string by = db.Acting.Name;
                int won = await Offers
                    .Where(o => o.Id == offerId && o.State == OfferState.Open && o.ClaimBy >= today)
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(o => o.State, OfferState.Claimed)
                                .SetProperty(o => o.ClaimedUnitId, unitId)
                                .SetProperty(o => o.ResourceId, resourceId)
                                .SetProperty(o => o.ClaimedBy, by)
                                .SetProperty(o => o.ClaimedAt, now)
                                .SetProperty(o => o.Version, o => o.Version + 1),
                        cancel
                    );
                if (won == 0)
                    throw new RuleBroken("partners.claimed-by-other");
                if (resourceId is { } resource)
                    await Hold(resource, unitId, today, cancel);
                (invite.State, invite.AnsweredAt) = (InviteState.Claimed, now);
                await db
                    .Invites.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                    .Where(i => i.OfferId == offerId && i.UnitId != unitId && i.State == InviteState.Waiting)
                    .ExecuteUpdateAsync(set => set.SetProperty(i => i.State, InviteState.Missed), cancel);
                var offer = await Offers.AsNoTracking().SingleAsync(o => o.Id == offerId, cancel);
                db.Tell(new NeedClaimed(offer.NeedId, offerId, unitId));
                db.Record("offer.claimed", $"offer:{offerId}", after: new { unitId, resourceId });
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    public async Task Decline(long offerId, int unitId, string? reason, CancellationToken cancel) =>
        await db.InTransaction(
            async () =>
            {
                var invite = await Mine(offerId, unitId, cancel);
                if (invite.State != InviteState.Waiting)
                    throw new RuleBroken("partners.answered-already");
                if (string.IsNullOrWhiteSpace(reason))
                    throw new RuleBroken("partners.reason-needed") { Field = "Reason" };
                (invite.State, invite.Reason, invite.AnsweredAt) = (
                    InviteState.Declined,
                    Plain.Cut(reason.Trim(), 500),
                    clock.GetUtcNow()
                );
                db.Record("offer.declined", $"offer:{offerId}", after: new { unitId });
                await db.SaveChangesAsync(cancel);
                if (
                    !await db
                        .Invites.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                        .AnyAsync(i => i.OfferId == offerId && i.State == InviteState.Waiting, cancel)
                )
                    await new EndOffers(db, clock).Unclaimed(offerId, cancel);
            },
            cancel
        );

    public async Task Report(long offerId, int unitId, int version, string? report, CancellationToken cancel)
    {
        var offer = await Claimed(offerId, unitId, version, cancel);
        if (string.IsNullOrWhiteSpace(report))
            throw new RuleBroken("partners.report-needed") { Field = "Report" };
        (offer.State, offer.Report, offer.EndedAt) = (
            OfferState.Done,
            Plain.Cut(report.Trim(), 2000),
            clock.GetUtcNow()
        );
        db.Tell(new ClaimDone(offer.NeedId, offerId, unitId));
        db.Record("offer.done", $"offer:{offerId}");
        await db.SaveChangesAsync(cancel);
    }

    public async Task GiveUp(long offerId, int unitId, int version, string? reason, CancellationToken cancel)
    {
        var offer = await Claimed(offerId, unitId, version, cancel);
        if (string.IsNullOrWhiteSpace(reason))
            throw new RuleBroken("partners.reason-needed") { Field = "Reason" };
        (offer.State, offer.Reason, offer.EndedAt) = (
            OfferState.GivenUp,
            Plain.Cut(reason.Trim(), 500),
            clock.GetUtcNow()
        );
        await new EndOffers(db, clock).Release(offer, cancel);
        db.Tell(new ClaimGivenUp(offer.NeedId, offerId, unitId));
        db.Record("offer.given-up", $"offer:{offerId}");
        await db.SaveChangesAsync(cancel);
    }

    private IQueryable<Offer> Offers => db.Offers.IgnoreQueryFilters([ModuleDb.ScopeFilter]);

    /// <summary>The invitation lies in the acting person's scope, or there is none for this person.</summary>
    private async Task<Invite> Mine(long offerId, int unitId, CancellationToken cancel) =>
        await db.Invites.SingleOrDefaultAsync(i => i.OfferId == offerId && i.UnitId == unitId, cancel)
        ?? throw new NotFound();

    private async Task<Offer> Claimed(long offerId, int unitId, int version, CancellationToken cancel)
    {
        await Mine(offerId, unitId, cancel);
        var offer = await Offers.SingleAsync(o => o.Id == offerId, cancel);
        if (offer.Version != version)
            throw new RuleBroken("rule.changed-meanwhile");
        if (offer.State != OfferState.Claimed || offer.ClaimedUnitId != unitId)
            throw new RuleBroken("partners.not-claimed");
        return offer;
    }

    private async Task Hold(long resourceId, int unitId, DateOnly today, CancellationToken cancel)
    {
        int month = Resource.Month(today);
        var own = db
            .Resources.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .Where(r =>
                r.Id == resourceId
                && r.UnitId == unitId
                && !r.Retired
                && (r.FromDay == null || r.FromDay <= today)
                && (r.UntilDay == null || r.UntilDay >= today)
            );
        int held = await own.Where(r => r.HeldMonth == month && r.Held < r.Capacity)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.Held, r => r.Held + 1), cancel);
        if (held == 0)
            held = await own.Where(r => r.HeldMonth != month)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(r => r.Held, 1).SetProperty(r => r.HeldMonth, month),
                    cancel
                );
        if (held == 0)
            throw new RuleBroken("partners.no-capacity") { Field = "ResourceId" };
    }
}
