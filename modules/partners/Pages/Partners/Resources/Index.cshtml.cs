using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Partners.Domain;
using Modular.Partners.Resources;

namespace Modular.Partners.Pages.Partners;

/// <summary>The list of resources, to find and to export.</summary>
[NeedsPermission(PartnersModule.Read)]
internal sealed class IndexModel(KeepResources resources, UnitDirectory units, TimeProvider clock) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public ResourceKind? Kind { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Unit { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }
    public IReadOnlyList<Resource> Rows { get; private set; } = [];
    public UnitTree Tree { get; private set; } = null!;
    public DateOnly Today => clock.Today();

    /// <summary>What is shown, as a file.</summary>
    public string Export(string format) =>
        PageAddress.Of(
            "/partners",
            ("handler", "export"),
            ("format", format),
            ("kind", Kind),
            ("unit", Unit),
            ("q", Q)
        );

    public Task OnGet() => Load();

    public async Task<IActionResult> OnGetExport(string format)
    {
        await Load();
        return new SheetResult(
            format,
            Words["partners.menu"],
            [
                .. "unit|kind|title|description|categories|when|capacity.month|left"
                    .Split('|')
                    .Select(k => Words[$"partners.{k}"]),
            ],
            Rows.Select(r =>
                    (IReadOnlyList<object?>)
                        [
                            Tree.Trail(r.UnitId),
                            Words.Of(r.Kind),
                            r.Title,
                            r.Description,
                            r.Categories,
                            r.When,
                            r.Capacity,
                            r.Left(Today),
                        ]
                )
                .ToAsyncEnumerable()
        );
    }

    protected override async Task Load()
    {
        Tree = await units.Tree(Cancel);
        Rows = await resources.List(Kind, Unit, Q, Cancel);
    }
}
