using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Data;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Partners.Asks;

namespace Modular.Partners.Pages.Partners;

/// <summary>What units ask of communities, and who took it up.</summary>
[NeedsPermission(PartnersModule.Read)]
[PostNeeds(PartnersModule.Claim)]
internal sealed class AsksModel(KeepAsks asks, UnitDirectory units, ActingScope me) : StaffPage
{
    public sealed class Form
    {
        public long Id { get; set; }
        public int Version { get; set; }
        public int UnitId { get; set; }
        public int ClaimUnitId { get; set; }

        [StringLength(60)]
        public string? Title { get; set; }

        [StringLength(1000)]
        public string? Text { get; set; }
        public DateOnly? By { get; set; }

        [StringLength(1000)]
        public string? Report { get; set; }
    }

    [BindProperty(SupportsGet = true)]
    public AskState? State { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();
    public IReadOnlyList<UnitAsk> Rows { get; private set; } = [];
    public UnitTree Tree { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> Askers { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Claimers { get; private set; } = [];

    public Task OnGet() => Load();

    public async Task<IActionResult> OnGetExport(string format)
    {
        await Load();
        return new SheetResult(
            format,
            Words["partners.asks"],
            [
                .. "ask.title|unit|ask.text|by|ask.state|ask.claimed-by|ask.report"
                    .Split('|')
                    .Select(k => Words[$"partners.{k}"]),
            ],
            Rows.Select(a =>
                    (IReadOnlyList<object?>)
                        [
                            a.Title,
                            Tree.Trail(a.UnitId),
                            a.Text,
                            a.By,
                            Words.Of(a.State),
                            a.ClaimedUnitId is { } c ? Tree.Name(c) : null,
                            a.Report,
                        ]
                )
                .ToAsyncEnumerable()
        );
    }

    public Task<IActionResult> OnPostAdd() =>
        Act("partners.said.ask-added", () => asks.Add(Input.UnitId, Input.Title, Input.Text, Input.By, Cancel));

    public Task<IActionResult> OnPostClaim() =>
        Act("partners.said.ask-claimed", () => asks.Claim(Input.Id, Input.ClaimUnitId, Cancel));

    public Task<IActionResult> OnPostReport() =>
        Act("partners.said.ask-done", () => asks.Report(Input.Id, Input.Version, Input.Report, Cancel));

    public Task<IActionResult> OnPostGiveUp() =>
        Act("partners.said.ask-given-up", () => asks.GiveUp(Input.Id, Input.Version, Input.Report, Cancel));

    public Task<IActionResult> OnPostWithdraw() =>
        Act("partners.said.ask-withdrawn", () => asks.Withdraw(Input.Id, Input.Version, Cancel));

    public bool MayAct => me.Current.May(PartnersModule.Claim);

    public bool IsOwn(int? unitId) => asks.IsOwn(Tree, unitId);

    private Task<IActionResult> Act(string said, Func<Task> work) => Do(work, said, "/partners/asks");

    protected override async Task Load()
    {
        Tree = await units.Tree(Cancel);
        Rows = await asks.List(State, Cancel);
        var own = Tree.Under(me.Current.ScopePath).ToList();
        Askers = Choices.Units(Tree, own.Where(u => u.Kind is UnitKind.PartnerUnit or UnitKind.Department));
        Claimers = Choices.Units(Tree, own.Where(u => u.Kind is UnitKind.Community or UnitKind.Town));
    }
}
