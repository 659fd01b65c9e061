using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Needs;
using Modular.Kernel.Data;
using Modular.Kernel.Facts;
using Modular.Kernel.Units;
using Modular.Partners.Data;
using Modular.Partners.Domain;

namespace Modular.Partners.Facts;

/// <summary>A need is offered: the named partner units are invited.</summary>
internal sealed class InvitePartners(UnitDirectory units) : IFactHandler<NeedOffered, PartnersDb>
{
    public async Task Handle(NeedOffered fact, PartnersDb db, CancellationToken cancel)
    {
        if (
            await db
                .Offers.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                .AnyAsync(
                    o => o.NeedId == fact.NeedId && (o.State == OfferState.Open || o.State == OfferState.Claimed),
                    cancel
                )
        )
            return;
        var tree = await units.Tree(cancel);
        if (tree.Find(fact.UnitId) is not { } home)
            return;
        var offer = new Offer
        {
            Id = Ids.Next(db.Clock),
            NeedId = fact.NeedId,
            UnitId = home.Id,
            UnitPath = home.Path,
            ClaimBy = fact.ClaimBy,
            OfferedAt = db.Clock.GetUtcNow(),
        };
        db.Offers.Add(offer);
        foreach (long id in fact.PartnerUnits.Distinct())
            if (tree.Find((int)id) is { State: UnitState.Active } unit)
            {
                db.Invites.Add(
                    new()
                    {
                        OfferId = offer.Id,
                        UnitId = unit.Id,
                        UnitPath = unit.Path,
                    }
                );
                db.Notify(
                    "partners.offered",
                    unit.Id,
                    PartnersModule.Claim,
                    $"/partners/orders/{offer.Id}",
                    home.Name,
                    offer.ClaimBy.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)
                );
            }

        db.Record("offer.made", $"offer:{offer.Id}", after: new { fact.NeedId, invited = fact.PartnerUnits.Count });
    }
}
