using Microsoft.AspNetCore.Mvc;
using Modular.Appraisal.Appeals;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Lists;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;

namespace Modular.Appraisal.Pages.Appeals;

[NeedsPermission(AppraisalModule.Decide)]
internal sealed class IndexModel(HandleAppeals appeals, UnitDirectory units, TimeProvider clock) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public AppealState? State { get; set; }

    public ListView List { get; private set; } = null!;

    public async Task OnGet() => List = (await Listing()).Of(await appeals.List(State, Cancel));

    public async Task<IActionResult> OnGetExport(string? format) =>
        (await Listing()).File(format, Words["appeals.menu"], await appeals.List(State, Cancel));

    private async Task<Listing<AppealLine>> Listing()
    {
        var tree = await units.Tree(Cancel);
        return new(Words, await ListAsked.Of(HttpContext, "/appeals"), clock.Today())
        {
            Columns =
            [
                new("title", "rounds.title", ColumnKind.Main, a => a.Round)
                {
                    Cells = a =>
                        a.Mine
                            ? [Cell.Link(a.Round, $"/appeals/{a.Id}"), Cell.Pill(Tone.Risk, Words["appeals.yours"])]
                            : [Cell.Link(a.Round, $"/appeals/{a.Id}")],
                },
                new("by", "appeals.by", ColumnKind.Text, a => a.Name),
                new("on", "appeals.on", ColumnKind.Day, a => a.On),
                new("state", "rounds.state", ColumnKind.Text, a => Words.Of(a.State))
                {
                    Cells = a => [Cell.Pill(AppealDisplay.Tone(a.State), Words.Of(a.State))],
                    Order = a => a.State,
                },
                new(
                    "decider",
                    "appeals.decider",
                    ColumnKind.Text,
                    a => a.DeciderUnitId is { } unit ? tree.Name(unit) : null
                ),
                new("decided", "appeals.decided-on", ColumnKind.Day, a => a.DecidedOn) { Spare = true },
            ],
            Filters = [ListFilter.Facet("state", "rounds.state", ListFilter.Each<AppealState>(Words))],
            Empty = new("appeals.none"),
        };
    }
}
