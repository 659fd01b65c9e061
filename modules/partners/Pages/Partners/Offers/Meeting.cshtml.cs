using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Lists;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Partners.Offers;

namespace Modular.Partners.Pages.Partners;

/// <summary>What nobody claimed, for the next joint meeting; decisions are entered here.</summary>
[NeedsPermission(PartnersModule.Meet)]
internal sealed class MeetingModel(ListOffers offers, UnitDirectory units, TimeProvider clock) : StaffPage
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

    /// <summary>What was decided; its file has what is open as well, for the meeting itself.</summary>
    public ListView List { get; private set; } = null!;
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

    public async Task<IActionResult> OnGetExport(string? format)
    {
        Tree = await units.Tree(Cancel);
        IEnumerable<MeetingLine> all = [.. await offers.Meeting(false, Cancel), .. await offers.Meeting(true, Cancel)];
        return (await Listing()).File(format, Words["partners.meeting"], all);
    }

    private async Task<Listing<MeetingLine>> Listing() =>
        new(Words, await ListAsked.Of(HttpContext, "/partners/meeting"), clock.Today())
        {
            Columns =
            [
                new("number", "partners.number", ColumnKind.Number, m => m.Brief?.Number),
                new("title", "partners.matter", ColumnKind.Main, m => m.Brief?.Title)
                {
                    Cells = m => [Cell.Said(m.Brief?.Title ?? Words["partners.need-away"])],
                    FileLabel = "partners.title",
                },
                new("unit", "partners.unit", ColumnKind.Text, m => Tree.Name(m.Item.UnitId))
                {
                    File = m => Tree.Trail(m.Item.UnitId),
                    Spare = true,
                },
                new("listed", "partners.listed", ColumnKind.Moment, m => m.Item.ListedAt) { Spare = true },
                new("decision", "partners.decision", ColumnKind.Text, m => m.Item.Decision),
                new("owner", "partners.owner", ColumnKind.Text, m => m.Item.Owner),
                new("by", "partners.by", ColumnKind.Day, m => m.Item.By),
            ],
            Empty = new("partners.meeting.none"),
        };

    protected override async Task Load()
    {
        Tree = await units.Tree(Cancel);
        Open = await offers.Meeting(false, Cancel);
        List = (await Listing()).Of(await offers.Meeting(true, Cancel));
    }
}
