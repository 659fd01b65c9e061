using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Lists;
using Modular.Kernel.Texts;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Domain;
using Modular.Projects.Money;

namespace Modular.Projects.Pages.Projects;

/// <summary>The ledger of every source over all projects.</summary>
[NeedsPermission(ProjectsModule.Read)]
internal sealed class FundsModel(ShowMoney read, UnitDirectory units, TimeProvider clock) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public FundSource? Source { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? Until { get; set; }

    public IReadOnlyList<SourceSum> Sums { get; private set; } = [];
    public ListView List { get; private set; } = null!;

    public async Task OnGet()
    {
        Sums = await read.BySource(Cancel);
        List = (await Listing()).Of(await Rows());
    }

    public async Task<IActionResult> OnGetExport(string? format) =>
        (await Listing()).File(format, Words["projects.funds.title"], await Rows());

    private Task<List<LedgerRow>> Rows() => read.Ledger(Source, From, Until, Cancel);

    private async Task<Listing<LedgerRow>> Listing()
    {
        var tree = await units.Tree(Cancel);
        return new(Words, await ListAsked.Of(HttpContext, "/projects/funds"), clock.Today())
        {
            Columns =
            [
                new("on", "projects.money.on", ColumnKind.Day, r => r.On) { FileLabel = "projects.ledger.on" },
                new("number", "projects.ledger.number", ColumnKind.Number, r => r.Number) { Spare = true },
                new("title", "projects.title", ColumnKind.Main, r => r.Title)
                {
                    Cells = Titles,
                    FileLabel = "projects.ledger.title",
                },
                new("unit", "projects.unit", ColumnKind.Text, r => tree.Name(r.UnitId))
                {
                    File = r => tree.Trail(r.UnitId),
                    FileLabel = "projects.ledger.unit",
                },
                new("source", "projects.fund.source", ColumnKind.Text, r => Words.Of(r.Source))
                {
                    Order = r => r.Source,
                    FileLabel = "projects.ledger.source",
                },
                new("purpose", "projects.ledger.purpose", ColumnKind.Text, r => r.Purpose) { Spare = true },
                new("what", "projects.money.what", ColumnKind.Text, r => r.What) { FileLabel = "projects.ledger.what" },
                new("payee", "projects.ledger.payee", ColumnKind.Text, r => r.Payee) { Spare = true },
                new("voucher", "projects.money.voucher", ColumnKind.Text, r => r.Voucher)
                {
                    FileLabel = "projects.ledger.voucher",
                },
                new("yuan", "projects.fund.yuan", ColumnKind.Money, r => r.Cents)
                {
                    Cells = Amount,
                    File = r => r.Struck is null ? r.Cents : 0L,
                    FileLabel = "projects.ledger.yuan",
                },
                new("struck", "projects.ledger.struck", ColumnKind.Text, r => r.Struck) { Spare = true },
            ],
            Filters =
            [
                ListFilter.Choice("source", "projects.fund.source", ListFilter.Each<FundSource>(Words)),
                ListFilter.Period("from", "until", "projects.money.on"),
            ],
            Empty = new("projects.money.entries.none"),
        };
    }

    private IReadOnlyList<Cell> Titles(LedgerRow row)
    {
        var title = Cell.Link(row.Title, $"/projects/{row.Number}/money");
        return row.Struck is null ? [title] : [title, Cell.Pill(Tone.Plain, Words["projects.funds.struck"])];
    }

    /// <summary>What was struck out counts for nothing and can still be read.</summary>
    private static IReadOnlyList<Cell> Amount(LedgerRow row)
    {
        string yuan = Words.Money(row.Cents);
        return [row.Struck is null ? Cell.Said(yuan) : Cell.Part("_Struck", yuan)];
    }
}
