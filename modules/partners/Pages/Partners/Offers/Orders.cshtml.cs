using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Partners.Domain;
using Modular.Partners.Offers;

namespace Modular.Partners.Pages.Partners;

/// <summary>Needs put before partner units, and the state of every claim.</summary>
[NeedsPermission(PartnersModule.Read)]
internal sealed class OrdersModel(ListOffers offers, UnitDirectory units) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public OfferState? State { get; set; }
    public IReadOnlyList<OfferLine> Rows { get; private set; } = [];
    public UnitTree Tree { get; private set; } = null!;

    public Task OnGet() => Load();

    protected override async Task Load()
    {
        Tree = await units.Tree(Cancel);
        Rows = await offers.Run(State, Cancel);
    }
}
