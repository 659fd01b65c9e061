using Microsoft.AspNetCore.Mvc;
using Modular.Contracts.Partners;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Needs.Dispatch;
using Modular.Needs.Handling;

namespace Modular.Needs.Pages.Needs;

/// <summary>Partner units that fit one need, with the reasons; the officer invites some or all.</summary>
[NeedsPermission(NeedsModule.Handle)]
internal sealed class OfferModel(ShowNeed show, OfferNeed offer, UnitDirectory units) : StaffPage
{
    public sealed class Form
    {
        public int Version { get; set; }
        public List<int> Units { get; set; } = [];
    }

    [BindProperty(SupportsGet = true)]
    public string Number { get; set; } = "";

    [BindProperty]
    public Form Input { get; set; } = new();
    public NeedView View { get; private set; } = null!;
    public UnitTree Tree { get; private set; } = null!;
    public IReadOnlyList<ResourceFit> Fits { get; private set; } = [];

    public async Task<IActionResult> OnGet()
    {
        if (!offer.Possible)
            return NotFound();
        await Load();
        Input.Version = View.Need.Version;
        return Page();
    }

    public Task<IActionResult> OnPost() =>
        Do(
            () => offer.Offer(Number, Input.Version, Input.Units, Cancel),
            () =>
            {
                Say("needs.said.offered", Number, Input.Units.Count);
                return Redirect($"/needs/{Number}");
            }
        );

    protected override async Task Load()
    {
        View = await show.Show(Number, Cancel);
        Tree = await units.Tree(Cancel);
        Fits = await offer.Candidates(View.Need, 12, Cancel);
    }
}
