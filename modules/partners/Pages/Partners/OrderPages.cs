using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Access;
using Modular.Kernel.Calendar;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Partners.Offers;

namespace Modular.Partners.Pages.Partners;

/// <summary>Needs put before partner units, and the state of every claim.</summary>
[NeedsPermission(PartnersModule.Read)]
internal sealed class OrdersModel(ListOffers offers, UnitDirectory units) : Screen
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

[NeedsPermission(PartnersModule.Read)]
internal sealed class OrderModel(
    ListOffers offers,
    AnswerOffer answer,
    UnitDirectory units,
    ActingScope me,
    TimeProvider clock
) : Screen
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

    private async Task<IActionResult> Act(string said, Func<Task> work)
    {
        if (!me.Current.May(PartnersModule.Claim))
            return Forbid();
        return await Do(
            work,
            () =>
            {
                Say(said);
                return Redirect($"/partners/orders/{Id}");
            }
        );
    }

    protected override async Task Load()
    {
        Tree = await units.Tree(Cancel);
        View = await offers.One(Id, Cancel);
    }
}

/// <summary>What nobody claimed, for the next joint meeting; decisions are entered here.</summary>
[NeedsPermission(PartnersModule.Meet)]
internal sealed class MeetingModel(ListOffers offers, UnitDirectory units) : Screen
{
    public sealed class Form
    {
        public long Id { get; set; }

        [StringLength(1000)]
        public string? Decision { get; set; }

        [StringLength(60)]
        public string? Owner { get; set; }
        public DateOnly? By { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();
    public IReadOnlyList<MeetingLine> Open { get; private set; } = [];
    public IReadOnlyList<MeetingLine> Decided { get; private set; } = [];
    public UnitTree Tree { get; private set; } = null!;

    public Task OnGet() => Load();

    public Task<IActionResult> OnPost() =>
        Do(
            () => offers.Decide(Input.Id, Input.Decision, Input.Owner, Input.By, Cancel),
            () =>
            {
                Say("partners.said.decided");
                return Redirect("/partners/meeting");
            }
        );

    public async Task<IActionResult> OnGetExport(string format)
    {
        await Load();
        return new SheetResult(
            format,
            Words["partners.meeting"],
            [.. "number|title|unit|listed|decision|owner|by".Split('|').Select(k => Words[$"partners.{k}"])],
            Open.Concat(Decided)
                .Select(m =>
                    (IReadOnlyList<object?>)
                        [
                            m.Brief?.Number,
                            m.Brief?.Title,
                            Tree.Trail(m.Item.UnitId),
                            m.Item.ListedAt,
                            m.Item.Decision,
                            m.Item.Owner,
                            m.Item.By,
                        ]
                )
                .ToAsyncEnumerable()
        );
    }

    protected override async Task Load()
    {
        Tree = await units.Tree(Cancel);
        Open = await offers.Meeting(false, Cancel);
        Decided = await offers.Meeting(true, Cancel);
    }
}
