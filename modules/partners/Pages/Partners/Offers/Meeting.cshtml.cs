using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Partners.Offers;

namespace Modular.Partners.Pages.Partners;

/// <summary>What nobody claimed, for the next joint meeting; decisions are entered here.</summary>
[NeedsPermission(PartnersModule.Meet)]
internal sealed class MeetingModel(ListOffers offers, UnitDirectory units) : StaffPage
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
