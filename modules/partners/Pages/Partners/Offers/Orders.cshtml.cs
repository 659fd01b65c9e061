using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Lists;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Partners.Domain;
using Modular.Partners.Offers;

namespace Modular.Partners.Pages.Partners;

/// <summary>Needs put before partner units, and the state of every claim.</summary>
[NeedsPermission(PartnersModule.Read)]
internal sealed class OrdersModel(ListOffers offers, UnitDirectory units, TimeProvider clock) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public OfferState? State { get; set; }

    public ListView List { get; private set; } = null!;

    public async Task OnGet() => List = (await Listing()).Of(await offers.All(State, Cancel));

    public async Task<IActionResult> OnGetExport(string? format) =>
        (await Listing()).File(format, Words["partners.orders"], await offers.All(State, Cancel));

    private async Task<Listing<OfferLine>> Listing()
    {
        var tree = await units.Tree(Cancel);
        return new(Words, await ListAsked.Of(HttpContext, "/partners/orders"), clock.Today())
        {
            Columns =
            [
                new("number", "partners.number", ColumnKind.Number, o => o.Brief?.Number),
                new("title", "partners.matter", ColumnKind.Main, Title)
                {
                    Cells = o => [Cell.Link(Title(o), $"/partners/orders/{o.Offer.Id}")],
                },
                new("community", "partners.community", ColumnKind.Text, o => tree.Name(o.Offer.UnitId)),
                new("state", "partners.state", ColumnKind.Text, o => Words.Of(o.Offer.State))
                {
                    Cells = o => [Cell.Pill(OfferDisplay.Tone(o.Offer.State), Words.Of(o.Offer.State))],
                    Order = o => o.Offer.State,
                },
                new("claim-by", "partners.claim-by", ColumnKind.Day, o => o.Offer.ClaimBy),
                new("claimed", "partners.claimed-unit", ColumnKind.Text, o => Claimed(o, tree)),
            ],
            Filters = [ListFilter.Facet("state", "partners.state", ListFilter.Each<OfferState>(Words))],
            Empty = new("partners.orders.none"),
        };
    }

    private string Title(OfferLine line) => line.Brief?.Title ?? Words["partners.need-away"];

    private string Claimed(OfferLine line, UnitTree tree) =>
        line.Offer.ClaimedUnitId is { } unit ? tree.Name(unit) : Words["partners.invited", line.Invites.Count];
}
