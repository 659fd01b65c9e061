using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Domain;
using Modular.Projects.Money;

namespace Modular.Projects.Pages.Projects;

/// <summary>The ledger of every source over all projects.</summary>
[NeedsPermission(ProjectsModule.Read)]
internal sealed class FundsModel(ShowMoney read, UnitDirectory units) : StaffPage
{
    public const int Shown = 100;
    private const int Exported = 50_000;

    [BindProperty(SupportsGet = true)]
    public FundSource? Source { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? Until { get; set; }

    /// <summary>The page of the ledger, from one.</summary>
    [BindProperty(SupportsGet = true)]
    public int P { get; set; } = 1;
    public int All { get; private set; }
    public int Pages => Math.Max(1, (All + Shown - 1) / Shown);
    public IReadOnlyList<SourceSum> Sums { get; private set; } = [];
    public IReadOnlyList<LedgerRow> Rows { get; private set; } = [];
    public UnitTree Tree { get; private set; } = null!;

    public async Task OnGet()
    {
        (Tree, Sums) = (await units.Tree(Cancel), await read.BySource(Cancel));
        P = Math.Clamp(P, 1, 100_000);
        (Rows, All) = await read.Ledger(Source, From, Until, (P - 1) * Shown, Shown, Cancel);
    }

    public async Task<IActionResult> OnGetExport(string? format)
    {
        Tree = await units.Tree(Cancel);
        var (rows, _) = await read.Ledger(Source, From, Until, 0, Exported, Cancel);
        return new SheetResult(
            format ?? "xlsx",
            Words["projects.funds.title"],
            [
                .. "on|number|title|unit|source|purpose|what|payee|voucher|yuan|struck"
                    .Split('|')
                    .Select(k => Words[$"projects.ledger.{k}"]),
            ],
            rows.Select(r =>
                    (IReadOnlyList<object?>)
                        [
                            r.On,
                            r.Number,
                            r.Title,
                            Tree.Trail(r.UnitId),
                            Words.Of(r.Source),
                            r.Purpose,
                            r.What,
                            r.Payee,
                            r.Voucher,
                            r.Struck is null ? r.Cents / 100m : 0m,
                            r.Struck,
                        ]
                )
                .ToAsyncEnumerable()
        );
    }
}
