using Microsoft.AspNetCore.Mvc;
using Modular.Appraisal.Domain;
using Modular.Appraisal.Results;
using Modular.Appraisal.Rounds;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Lists;
using Modular.Kernel.Plugins;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;

namespace Modular.Appraisal.Pages.Rounds;

[NeedsPermission(AppraisalModule.Read)]
internal sealed class IndexModel(
    ShowRound show,
    PluginCatalogue plugins,
    UnitDirectory units,
    ActingScope me,
    TimeProvider clock
) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public RoundKind? Kind { get; set; }

    [BindProperty(SupportsGet = true)]
    public RoundState? State { get; set; }

    public ListView List { get; private set; } = null!;

    public async Task OnGet() => List = (await Listing()).Of(await Rows());

    public async Task<IActionResult> OnGetExport(string? format) =>
        (await Listing()).File(format, Words["rounds.menu"], await Rows());

    private Task<List<Round>> Rows() => show.List(Q, Kind, State, Cancel);

    private async Task<Listing<Round>> Listing()
    {
        var tree = await units.Tree(Cancel);
        var methods = (await plugins.Usable(PluginKind.Method, Cancel)).ToDictionary(
            m => m.Description.Id,
            m => Words.Pick(m.Description.Name),
            StringComparer.Ordinal
        );
        return new(Words, await ListAsked.Of(HttpContext, "/rounds"), clock.Today())
        {
            Columns =
            [
                new("title", "rounds.title", ColumnKind.Main, r => r.Title)
                {
                    Cells = r => [Cell.Link(r.Title, r.Page())],
                },
                new("kind", "rounds.kind", ColumnKind.Text, r => Words.Of(r.Kind)),
                new("unit", "rounds.unit", ColumnKind.Text, r => tree.Name(r.UnitId)),
                new("state", "rounds.state", ColumnKind.Text, r => Words.Of(r.State))
                {
                    Cells = r => [Cell.Pill(RoundDisplay.Tone(r), Words.Of(r.State))],
                    Order = r => r.State,
                },
                new("closes", "rounds.closes", ColumnKind.Day, r => r.ClosesOn),
                new("method", "rounds.method", ColumnKind.Text, r => methods.GetValueOrDefault(r.MethodId, r.MethodId)),
                new("created", "rounds.created", ColumnKind.Day, r => r.CreatedAt.LocalDate())
                {
                    Order = r => r.CreatedAt,
                },
                new("published", "rounds.published", ColumnKind.Moment, r => r.PublishedAt) { Spare = true },
            ],
            Filters =
            [
                ListFilter.Search("q", "rounds.search"),
                ListFilter.Choice("kind", "rounds.kind", ListFilter.Each<RoundKind>(Words)),
                ListFilter.Facet("state", "rounds.state", ListFilter.Each<RoundState>(Words)),
            ],
            Empty = me.Current.May(AppraisalModule.Run)
                ? new("rounds.none", "/rounds/start", "rounds.start")
                : new("rounds.none"),
        };
    }
}
