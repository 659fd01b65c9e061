using Modular.Contracts.Needs;
using Modular.Kernel.Facts;
using Modular.Partners.Data;
using Modular.Partners.Offers;

namespace Modular.Partners.Facts;

/// <summary>The need went another way: the offer ends even where a unit had claimed it.</summary>
internal sealed class WithdrawOffers : IFactHandler<NeedNoLongerOffered, PartnersDb>
{
    public Task Handle(NeedNoLongerOffered fact, PartnersDb db, CancellationToken cancel) =>
        new EndOffers(db, db.Clock).Withdraw(fact.NeedId, claimedToo: true, cancel);
}
