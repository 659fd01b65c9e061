using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Lists;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Catalogue;
using Modular.Projects.Domain;
using Modular.Projects.Library;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.Read)]
internal sealed class IndexModel(
    ShowProject browse,
    KeepCatalogue catalogue,
    UnitDirectory units,
    ActingScope me,
    TimeProvider clock
) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public ProjectState? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? Type { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Unit { get; set; }

    public ListView List { get; private set; } = null!;

    public async Task OnGet()
    {
        var (listing, rows) = await Listing();
        List = listing.Of(rows);
    }

    public async Task<IActionResult> OnGetExport(string? format)
    {
        var (listing, rows) = await Listing();
        return listing.File(format, Words["projects.menu"], rows);
    }

    private async Task<(Listing<ProjectLine>, IReadOnlyList<ProjectLine>)> Listing()
    {
        var tree = await units.Tree(Cancel);
        var asked = await ListAsked.Of(HttpContext, "/projects");
        string? under = Unit is { } unit ? tree.Find(unit)?.Path ?? "-" : null;
        return (
            new(Words, asked, clock.Today())
            {
                Columns = Columns(tree),
                Filters =
                [
                    ListFilter.Search("q", "projects.search"),
                    ListFilter.Choice("unit", "projects.unit", ListFilter.Units(tree, me.Current.ScopePath)),
                    ListFilter.Choice(
                        "type",
                        "projects.library.type",
                        (await catalogue.Types(Cancel)).Select(t => ListChoice.Typed($"{t.Id}", t.Name))
                    ),
                    ListFilter.Facet("state", "projects.state", ListFilter.Each<ProjectState>(Words)),
                ],
                Empty = me.Current.May(ProjectsModule.Design)
                    ? new("projects.none", "/projects/new", "projects.new")
                    : new("projects.none"),
            },
            await browse.List(new(Q, State, Type, under), Cancel)
        );
    }

    private IReadOnlyList<ListColumn<ProjectLine>> Columns(UnitTree tree) =>
        [
            new("number", "needs.number", ColumnKind.Number, p => p.Number),
            new("title", "projects.title", ColumnKind.Main, p => p.Title)
            {
                Cells = p => [Cell.Link(p.Title, $"/projects/{p.Number}")],
            },
            new("unit", "projects.unit", ColumnKind.Text, p => tree.Name(p.UnitId))
            {
                File = p => tree.Trail(p.UnitId),
            },
            new("tier", "projects.tier", ColumnKind.Text, p => Words.Of(p.Tier)) { Order = p => p.Tier },
            new("state", "projects.state", ColumnKind.Text, p => Words.Of(p.State))
            {
                Cells = p => [Cell.Pill(ProjectDisplay.Tone(p.State), Words.Of(p.State))],
                Order = p => p.State,
            },
            new("responsible", "projects.responsible", ColumnKind.Text, p => p.Responsible),
            new("ends", "projects.ends", ColumnKind.Day, p => p.EndsOn),
            new("budget", "projects.budget", ColumnKind.Money, p => p.Budget),
            new("leader", "projects.leader", ColumnKind.Text, p => p.Leader) { Spare = true },
            new("starts", "projects.starts", ColumnKind.Day, p => p.StartsOn) { Spare = true },
            new("created", "projects.created", ColumnKind.Moment, p => p.CreatedAt) { Spare = true },
        ];
}
