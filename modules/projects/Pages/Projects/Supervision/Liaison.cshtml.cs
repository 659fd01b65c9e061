using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Lists;
using Modular.Kernel.Texts;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Domain;
using Modular.Projects.Supervision;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.Read)]
internal sealed class LiaisonModel(ListLiaison browse, UnitDirectory units, TimeProvider clock) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? Until { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Leader { get; set; }
    public LiaisonOverview View { get; private set; } = null!;
    public ListView Leaders { get; private set; } = null!;
    public ListView Projects { get; private set; } = null!;
    public ListView Late { get; private set; } = null!;

    public Task OnGet() => Load();

    public async Task<IActionResult> OnGetExport(string? format)
    {
        await Find();
        return (await ByLeader()).File(format, Words["liaison.export.leaders"], View.Leaders);
    }

    public async Task<IActionResult> OnGetExportProjects(string? format)
    {
        await Find();
        return (await ByProject()).File(format, Words["liaison.export.projects"], View.Projects);
    }

    public async Task<IActionResult> OnGetExportLate(string? format)
    {
        await Find();
        return (await Overdue()).File(format, Words["liaison.late.title"], View.Late);
    }

    protected override async Task Load()
    {
        await Find();
        Leaders = (await ByLeader()).Of(View.Leaders);
        Projects = (await ByProject()).Of(View.Projects) with { Handler = "exportProjects" };
        Late = (await Overdue()).Of(View.Late) with { Handler = "exportLate" };
    }

    private async Task Find()
    {
        (From, Until) = (
            From is { Year: >= 2000 and <= 2100 } ? From : null,
            Until is { Year: >= 2000 and <= 2100 } ? Until : null
        );
        View = await browse.Overview(From, Until, string.IsNullOrWhiteSpace(Leader) ? null : Leader, Cancel);
    }

    private ValueTask<ListAsked> Asked(string part) => ListAsked.Of(HttpContext, "/liaison", part);

    private async Task<Listing<LiaisonFigures>> ByLeader() =>
        new(Words, await Asked("leaders"), clock.Today())
        {
            Columns =
            [
                new("leader", "liaison.leader", ColumnKind.Main, f => f.Name)
                {
                    Cells = f => [Cell.Link(f.Name, LeaderPage(f.Name))],
                },
                .. Figures(),
            ],
            Empty = new("liaison.none.period"),
        };

    private async Task<Listing<LiaisonFigures>> ByProject()
    {
        var tree = await units.Tree(Cancel);
        return new(Words, await Asked("projects"), clock.Today())
        {
            Columns =
            [
                new("title", "projects.title", ColumnKind.Main, f => f.Name)
                {
                    Cells = f => [Cell.Link(f.Name, $"/projects/{f.Number}/ledger")],
                    File = f => $"{f.Number} {f.Name}",
                },
                new("unit", "projects.unit", ColumnKind.Text, f => tree.Trail(f.UnitId)) { NotInFile = true },
                .. Figures().Select(c => c.Key == "projects" ? c with { FileOnly = true } : c),
            ],
            Empty = new("liaison.none.period"),
        };
    }

    private static IReadOnlyList<ListColumn<LiaisonFigures>> Figures() =>
        [
            new("visits", "liaison.figure.visits", ColumnKind.Figure, f => f.Visits),
            new("projects", "liaison.figure.projects", ColumnKind.Figure, f => f.Projects),
            new("problems", "liaison.figure.problems", ColumnKind.Figure, f => f.Problems),
            new("solved", "liaison.figure.solved", ColumnKind.Figure, f => f.Solved),
            new("resources", "liaison.figure.resources", ColumnKind.Figure, f => f.Resources),
            new("late", "liaison.figure.late", ColumnKind.Figure, f => f.Late),
            new("last", "liaison.figure.last", ColumnKind.Day, f => f.Last),
        ];

    private async Task<Listing<(Project Project, LiaisonItem Item)>> Overdue() =>
        new(Words, await Asked("late"), clock.Today())
        {
            Columns =
            [
                new("due", "liaison.due", ColumnKind.Day, r => r.Item.DueOn)
                {
                    Cells = r => [Cell.Pill(Tone.Bad, By(r.Item))],
                },
                new("kind", "liaison.kind", ColumnKind.Text, r => Words.Of(r.Item.Kind)),
                new("text", "liaison.text", ColumnKind.Main, r => r.Item.Text)
                {
                    Cells = r => [Cell.Link(r.Item.Text, $"/projects/{r.Project.Number}/ledger#item-{r.Item.Id}")],
                },
                new("project", "projects.title", ColumnKind.Text, r => r.Project.Title),
            ],
            Empty = new("liaison.none.period"),
        };

    private string By(LiaisonItem item) => Words["liaison.until", Words.ShortDate(item.DueOn!.Value, clock.Today())];

    /// <summary>This page for one leader, over the same days.</summary>
    private string LeaderPage(string leader) =>
        PageAddress.Of("/liaison", ("from", View.From), ("until", View.Until), ("leader", leader));
}
