using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Partners.Offers;

namespace Modular.Partners.Pages.Partners;

[NeedsPermission(PartnersModule.Read)]
[PostNeeds(PartnersModule.Claim)]
internal sealed class OrderModel(ListOffers offers, AnswerOffer answer, UnitDirectory units, TimeProvider clock)
    : StaffPage
{
    public sealed class Form
    {
        public int UnitId { get; set; }
        public int Version { get; set; }
        public long? ResourceId { get; set; }

        [StringLength(500)]
        public string? Reason { get; set; }

        [StringLength(2000)]
        public string? Report { get; set; }
    }

    public DateOnly Today => clock.Today();

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();
    public OfferView View { get; private set; } = null!;
    public UnitTree Tree { get; private set; } = null!;

    public IReadOnlyList<Microsoft.AspNetCore.Mvc.Rendering.SelectListItem> With =>
        Choices.With(Words["partners.with.none"], View.Resources.Select(r => Choices.Item(r.Title, r.Id)));

    public async Task OnGet()
    {
        await Load();
        Input = new()
        {
            UnitId = View.Mine?.UnitId ?? 0,
            Version = View.Line.Offer.Version,
            ResourceId = View.Resources.Count > 0 ? View.Resources[0].Id : null,
        };
    }

    public Task<IActionResult> OnPostClaim() =>
        Act("partners.said.claimed", () => answer.Claim(Id, Input.UnitId, Input.ResourceId, Cancel));

    public Task<IActionResult> OnPostDecline() =>
        Act("partners.said.declined", () => answer.Decline(Id, Input.UnitId, Input.Reason, Cancel));

    public Task<IActionResult> OnPostReport() =>
        Act("partners.said.reported", () => answer.Report(Id, Input.UnitId, Input.Version, Input.Report, Cancel));

    public Task<IActionResult> OnPostGiveUp() =>
        Act("partners.said.given-up", () => answer.GiveUp(Id, Input.UnitId, Input.Version, Input.Reason, Cancel));

    private Task<IActionResult> Act(string said, Func<Task> work) => Do(work, said, $"/partners/orders/{Id}");

    protected override async Task Load()
    {
        Tree = await units.Tree(Cancel);
        View = await offers.One(Id, Cancel);
    }
}
