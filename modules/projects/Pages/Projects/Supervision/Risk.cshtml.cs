using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Supervision;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.Read)]
internal sealed class RiskModel(ProjectRisks risks, UnitDirectory units) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public RiskKind? Kind { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Town { get; set; }
    public IReadOnlyList<RiskRow> All { get; private set; } = [];
    public IEnumerable<RiskRow> Rows =>
        All.Where(r => (Kind is null || r.Kind == Kind) && (Town is null || r.TownId == Town));

    /// <summary>Only some of the rows are shown.</summary>
    public bool Chosen => Kind is not null || Town is not null;
    public UnitTree Tree { get; private set; } = null!;

    public Task OnGet() => Load();

    public string TownName(int id) => id == 0 ? Words["risk.no-town"] : Tree.Name(id);

    public async Task<IActionResult> OnGetExport(string? format)
    {
        await Load();
        return new SheetResult(
            format ?? "xlsx",
            Words["risk.title"],
            [.. "town|kind|project|what|since".Split('|').Select(k => Words[$"risk.{k}"])],
            Rows.Select(r =>
                    (IReadOnlyList<object?>)
                        [TownName(r.TownId), Words.Of(r.Kind), $"{r.Number} {r.Title}", r.What, r.Since]
                )
                .ToAsyncEnumerable()
        );
    }

    protected override async Task Load()
    {
        Tree = await units.Tree(Cancel);
        All = await risks.Rows(Cancel);
    }
}
