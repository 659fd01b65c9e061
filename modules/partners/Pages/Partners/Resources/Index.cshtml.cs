using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Lists;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Partners.Domain;
using Modular.Partners.Resources;

namespace Modular.Partners.Pages.Partners;

/// <summary>The list of resources, to find and to export.</summary>
[NeedsPermission(PartnersModule.Read)]
internal sealed class IndexModel(KeepResources resources, UnitDirectory units, ActingScope me, TimeProvider clock)
    : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public ResourceKind? Kind { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Unit { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    public ListView List { get; private set; } = null!;

    private DateOnly Today => clock.Today();

    public async Task OnGet() => List = (await Listing()).Of(await Rows());

    public async Task<IActionResult> OnGetExport(string? format) =>
        (await Listing()).File(format, Words["partners.resources"], await Rows());

    private Task<IReadOnlyList<Resource>> Rows() => resources.List(Kind, Unit, Q, Cancel);

    private async Task<Listing<Resource>> Listing()
    {
        var tree = await units.Tree(Cancel);
        var asked = await ListAsked.Of(HttpContext, "/partners");
        bool mayAdd = me.Current.May(PartnersModule.Claim);
        return new(Words, asked, Today)
        {
            Columns = Columns(tree),
            Filters =
            [
                ListFilter.Search("q", "partners.search"),
                ListFilter.Choice("kind", "partners.kind", ListFilter.Each<ResourceKind>(Words)),
                ListFilter.Given("unit", "partners.unit", asked["unit"], Unit is { } unit ? tree.Name(unit) : ""),
            ],
            Empty = mayAdd ? new("partners.none", "/partners/resource", "partners.add") : new("partners.none"),
        };
    }

    private IReadOnlyList<ListColumn<Resource>> Columns(UnitTree tree) =>
        [
            new("title", "partners.title", ColumnKind.Main, r => r.Title)
            {
                Cells = r =>
                    r.Description is { } more
                        ? [Cell.Link(r.Title, Page(r)), Cell.Beside(more)]
                        : [Cell.Link(r.Title, Page(r))],
            },
            new("kind", "partners.kind", ColumnKind.Text, r => Words.Of(r.Kind)),
            new("unit", "partners.unit", ColumnKind.Text, r => tree.Name(r.UnitId))
            {
                File = r => tree.Trail(r.UnitId),
            },
            new("when", "partners.when", ColumnKind.Text, r => r.When),
            new("left", "partners.left", ColumnKind.Figure, r => r.Left(Today))
            {
                Cells = r => [Cell.Said(Words["partners.left.of", r.Left(Today), r.Capacity])],
            },
            new("description", "partners.description", ColumnKind.Text, r => r.Description) { FileOnly = true },
            new("categories", "partners.categories", ColumnKind.Text, r => r.Categories) { Spare = true },
            new("capacity", "partners.capacity.month", ColumnKind.Figure, r => r.Capacity) { Spare = true },
        ];

    /// <summary>Those who keep a resource open it; the others read it here.</summary>
    private string? Page(Resource r) =>
        me.Current.May(PartnersModule.Claim)
        && r.UnitPath.StartsWith(me.Current.ScopePath ?? "-", StringComparison.Ordinal)
            ? $"/partners/resource?id={r.Id}"
            : null;
}
