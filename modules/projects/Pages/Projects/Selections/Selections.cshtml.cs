using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Lists;
using Modular.Kernel.Texts;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Selections;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.Read)]
internal sealed class SelectionsModel(ShowSelections read, UnitDirectory units, ActingScope me, TimeProvider clock)
    : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public SelectionState? State { get; set; }

    public ListView List { get; private set; } = null!;

    private DateOnly Today => clock.Today();

    public async Task OnGet() => List = (await Listing()).Of(await read.List(State, Cancel));

    public async Task<IActionResult> OnGetExport(string? format) =>
        (await Listing()).File(format, Words["selections.menu"], await read.List(State, Cancel));

    private async Task<Listing<Selection>> Listing()
    {
        var tree = await units.Tree(Cancel);
        return new(Words, await ListAsked.Of(HttpContext, "/selections"), Today)
        {
            Columns =
            [
                new("name", "selections.name", ColumnKind.Main, s => s.Name)
                {
                    Cells = s => [Cell.Link(s.Name, $"/selections/{s.Id}")],
                },
                new("organiser", "selections.organiser", ColumnKind.Text, s => tree.Name(s.UnitId)),
                new("window", "selections.window.dates", ColumnKind.Day, s => s.OpensOn)
                {
                    Cells = s => [Cell.Said(Window(s))],
                    NotInFile = true,
                },
                new("opens", "selections.opens", ColumnKind.Day, s => s.OpensOn) { FileOnly = true },
                new("closes", "selections.closes", ColumnKind.Day, s => s.ClosesOn) { Spare = true },
                new("state", "projects.state", ColumnKind.Text, s => Words.Of(s.State))
                {
                    Cells = s => [Cell.Pill(SelectionDisplay.Tone(s.State), Words.Of(s.State))],
                    Order = s => s.State,
                },
            ],
            Filters = [ListFilter.Facet("state", "projects.state", ListFilter.Each<SelectionState>(Words))],
            Empty = new(me.Current.May(ProjectsModule.Decide) ? "selections.none" : "selections.none.below"),
        };
    }

    private string Window(Selection selection) =>
        $"{Words.ShortDate(selection.OpensOn, Today)} – {Words.ShortDate(selection.ClosesOn, Today)}";
}
