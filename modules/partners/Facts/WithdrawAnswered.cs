using Modular.Contracts.Needs;
using Modular.Kernel.Facts;
using Modular.Partners.Data;
using Modular.Partners.Offers;

namespace Modular.Partners.Facts;

/// <summary>
/// The need was answered without the offer: nobody need answer it any more. Who claimed it still reports.
/// </summary>
internal sealed class WithdrawAnswered : IFactHandler<NeedAnswered, PartnersDb>
{
    public Task Handle(NeedAnswered fact, PartnersDb db, CancellationToken cancel) =>
        new EndOffers(db, db.Clock).Withdraw(fact.NeedId, claimedToo: false, cancel);
}
