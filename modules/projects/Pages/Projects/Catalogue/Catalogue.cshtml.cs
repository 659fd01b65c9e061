using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Lists;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;
using Modular.Projects.Catalogue;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.ReadUnit)]
[PostNeeds(ProjectsModule.EditCatalogue)]
internal sealed class CatalogueModel(KeepCatalogue catalogue, ActingScope me, TimeProvider clock) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? Type { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Closed { get; set; }

    public IReadOnlyList<CatalogueType> Types { get; private set; } = [];
    public ListView List { get; private set; } = null!;

    public Task OnGet() => Load();

    /// <summary>The sheet that can be imported again, and not the columns of the screen.</summary>
    public async Task<IActionResult> OnGetExport(string? format)
    {
        Types = await catalogue.Types(Cancel);
        var names = Types.ToDictionary(t => t.Id, t => t.Name);
        return new SheetResult(
            format ?? "xlsx",
            Words["catalogue.menu"],
            ImportModel.Headings(Words),
            (await Entries())
                .Select(e => (Entry: e, Text: KeepCatalogue.Text(e)))
                .Select(e =>
                    (IReadOnlyList<object?>)
                        [
                            names[e.Entry.TypeId],
                            e.Text.Title,
                            e.Text.Aims,
                            EntryLines.Text(e.Text.Targets, Words),
                            e.Text.Beneficiaries,
                            e.Text.Plan,
                            e.Text.Tasks,
                            EntryLines.Text(e.Text.Funds, Words),
                            e.Text.Notes,
                        ]
                )
                .ToAsyncEnumerable()
        );
    }

    public async Task<IActionResult> OnPostBegin()
    {
        return await Do(
            () => catalogue.Begin(Cancel),
            () =>
            {
                Say("catalogue.said.begun");
                return Redirect("/projects/catalogue");
            }
        );
    }

    protected override async Task Load()
    {
        Types = await catalogue.Types(Cancel);
        List = (await Listing()).Of(await Entries());
    }

    private async Task<IEnumerable<CatalogueEntry>> Entries()
    {
        var places = Types.ToDictionary(t => t.Id, t => t.Place);
        return (await catalogue.List(Q, Type, Closed, Cancel)).OrderBy(e => places[e.TypeId]).ThenBy(e => e.Id);
    }

    private async Task<Listing<CatalogueEntry>> Listing()
    {
        var types = Types.ToDictionary(t => t.Id);
        var uses = await catalogue.Uses(Cancel);
        return new(Words, await ListAsked.Of(HttpContext, "/projects/catalogue"), clock.Today())
        {
            Columns =
            [
                new("title", "projects.title", ColumnKind.Main, e => e.Title) { Cells = Titles },
                new("type", "catalogue.type", ColumnKind.Text, e => types[e.TypeId].Name)
                {
                    Order = e => types[e.TypeId].Place,
                },
                new("beneficiaries", "projects.beneficiaries", ColumnKind.Text, e => e.Beneficiaries),
                new("budget", "catalogue.usual-budget", ColumnKind.Money, Budget),
                new("used", "catalogue.used", ColumnKind.Figure, e => uses.GetValueOrDefault(e.Id))
                {
                    Cells = e => [Cell.Said(Words["catalogue.used.count", uses.GetValueOrDefault(e.Id)])],
                },
            ],
            Filters = [.. Filters()],
            Empty = new("catalogue.none"),
        };
    }

    private IEnumerable<ListFilter> Filters()
    {
        yield return ListFilter.Search("q", "catalogue.search");
        yield return ListFilter.Facet(
            "type",
            "catalogue.type",
            Types.Where(t => !t.Closed || Closed).Select(t => ListChoice.Typed($"{t.Id}", t.Name))
        );
        if (me.Current.May(ProjectsModule.EditCatalogue))
            yield return ListFilter.Choice("closed", "projects.state", [new("true", Words["catalogue.with-closed"])]);
    }

    private IReadOnlyList<Cell> Titles(CatalogueEntry entry)
    {
        var title = Cell.Link(entry.Title, $"/projects/catalogue/{entry.Id}");
        return entry.Closed ? [title, Cell.Pill(Tone.Plain, Words["catalogue.closed"])] : [title];
    }

    private static object Budget(CatalogueEntry entry) => KeepCatalogue.Text(entry).Funds.Sum(f => f.Cents);
}
