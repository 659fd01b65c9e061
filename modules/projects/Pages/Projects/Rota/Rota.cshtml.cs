using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Documents;
using Modular.Kernel.Lists;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Domain;
using Modular.Projects.Rota;

namespace Modular.Projects.Pages.Projects;

/// <summary>A year of the rota, who has had how many turns, months towns cannot take or would like.</summary>
[NeedsPermission(ProjectsModule.Read)]
[PostNeeds(ProjectsModule.Decide)]
internal sealed class RotaModel(
    KeepRota rota,
    KeepRotaAsks asks,
    UnitDirectory units,
    ActingScope me,
    TimeProvider clock
) : StaffPage
{
    public sealed class Form
    {
        public int TownId { get; set; }
        public string? Month { get; set; }
        public bool Wish { get; set; }

        [StringLength(400)]
        public string? Reason { get; set; }
    }

    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();
    public RotaYear View { get; private set; } = null!;
    public UnitTree Tree { get; private set; } = null!;

    /// <summary>How many turns each town had, who waits longest first.</summary>
    public ListView Turns { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> Towns { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Own { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Kinds =>
        [new(Words["projects.rota.blocked"], "false"), new(Words["projects.rota.wish"], "true")];

    /// <summary>Towns that never had a turn and wait for none.</summary>
    public IReadOnlyList<string> Waiting =>
        [.. View.Towns.Where(t => t.Had == 0 && t.Next is null).Select(t => t.Town.Name)];
    public DateOnly Today => clock.Today();
    public bool MayPlan => me.Current.May(ProjectsModule.Rota);
    public bool MayAsk => me.Current.May(ProjectsModule.Decide) && Own.Count > 0;

    public Task OnGet() => Load();

    public async Task<IActionResult> OnGetExport(string? format)
    {
        await Load();
        return new SheetResult(
            format,
            Words["projects.rota.file", Text(View.Year)],
            [.. "month|town|project|unit|why|note".Split('|').Select(k => Words[$"projects.rota.{k}"])],
            View.Turns.Select(t =>
                    (IReadOnlyList<object?>)
                        [
                            Words.Say(t.Month),
                            Tree.Name(t.TownId),
                            Title(t),
                            Promoted(t) is { } p ? Tree.Trail(p.UnitId) : null,
                            Why(t),
                            t.Note,
                        ]
                )
                .ToAsyncEnumerable()
        );
    }

    public async Task<IActionResult> OnGetExportTowns(string? format)
    {
        await Load();
        return (await Listing()).File(format, Words["projects.rota.towns"], Waited());
    }

    public async Task<IActionResult> OnGetRoster()
    {
        await Load();
        return new OfficialDocument(Words["projects.rota.roster", View.District.Name, Text(View.Year)])
            .Text(Words["projects.rota.roster.text", Text(View.Year)])
            .Table(
                [.. "month|town|project|note".Split('|').Select(k => Words[$"projects.rota.{k}"])],
                View.Turns.Select(t =>
                    (IReadOnlyList<string>)
                        [
                            Words.Say(t.Month),
                            Tree.Name(t.TownId),
                            Title(t) ?? Words["projects.rota.to-choose"],
                            t.Note ?? "",
                        ]
                )
            )
            .Text(Words["projects.rota.roster.swap"])
            .Signed(View.District.Name, Months.Day(clock.Today()))
            .File(Words["projects.rota.file", Text(View.Year)]);
    }

    [PostNeeds(ProjectsModule.Rota)]
    public async Task<IActionResult> OnPostSet()
    {
        return await Do(
            () => rota.Set(Month(), Input.TownId, Input.Reason ?? "", Cancel),
            () => Again("projects.said.rota-set")
        );
    }

    public async Task<IActionResult> OnPostAsk()
    {
        return await Do(
            () => asks.Add(Input.TownId, Month(), Input.Wish, Input.Reason ?? "", Cancel),
            () => Again("projects.said.rota-asked")
        );
    }

    public async Task<IActionResult> OnPostDropAsk(long id)
    {
        return await Do(() => asks.Drop(id, Cancel), () => Again("projects.said.rota-ask-dropped"));
    }

    public string Why(RotaTurn t) =>
        Words.Why(t.Why, t.Waited, t.OtherTownId is { } other ? Tree.Name(other) : null, t.OtherMonth);

    /// <summary>A swap of the turn was asked for and not answered yet.</summary>
    public bool Swapping(RotaTurn t) =>
        View.Swaps.Any(s => s.State == SwapState.Asked && (s.TurnId == t.Id || s.OtherTurnId == t.Id));

    public Project? Promoted(RotaTurn t) => t.ProjectId is { } id ? View.Promoted.GetValueOrDefault(id) : null;

    private string? Title(RotaTurn t) => Promoted(t)?.Title;

    private static string Text(int year) => year.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private DateOnly Month() =>
        Months.Parse(Input.Month)
        ?? throw new Kernel.Rules.RuleBroken("projects.rota.month-needed") { Field = "Month" };

    private RedirectResult Again(string said)
    {
        Say(said);
        return Redirect($"/projects/rota?year={Months.Parse(Input.Month)?.Year ?? Year ?? clock.Today().Year}");
    }

    protected override async Task Load()
    {
        Tree = await units.Tree(Cancel);
        View = await rota.Year(Year is >= 2000 and <= 2100 ? Year.Value : clock.Today().Year, Cancel);
        Turns = (await Listing()).Of(Waited()) with { Handler = "exportTowns" };
        Towns = Choices.Units(Tree, View.Towns.Select(t => t.Town));
        Own = Choices.Units(
            Tree,
            View.Towns.Select(t => t.Town)
                .Where(t => t.Path.StartsWith(me.Current.ScopePath ?? "-", StringComparison.Ordinal))
        );
    }

    private IEnumerable<TownTurns> Waited() => View.Towns.OrderBy(t => t.Last ?? DateOnly.MinValue);

    private async Task<Listing<TownTurns>> Listing()
    {
        var asked = await ListAsked.Of(HttpContext, "/projects/rota", part: "towns");
        return new(Words, asked, Today)
        {
            Columns =
            [
                new("town", "projects.rota.town", ColumnKind.Main, t => t.Town.Name),
                new("had", "projects.rota.had", ColumnKind.Figure, t => t.Had),
                new("counted", "projects.rota.counted", ColumnKind.Figure, t => t.Counted),
                new("last", "projects.rota.last", ColumnKind.Text, t => Said(t.Last)) { Order = t => t.Last },
                new("since", "projects.rota.since", ColumnKind.Text, Since) { Order = t => -t.Last?.Number() },
                new("next", "projects.rota.next", ColumnKind.Text, t => Said(t.Next)) { Order = t => t.Next },
                new("projects", "projects.rota.projects", ColumnKind.Figure, t => t.Projects) { Cells = Projects },
            ],
            Empty = new("projects.rota.none"),
        };
    }

    private string? Said(DateOnly? month) => month is { } said ? Words.Say(said) : null;

    private string Since(TownTurns town) => RotaDisplay.Since(Words, town.Last, Today.First());

    private IReadOnlyList<Cell> Projects(TownTurns town) =>
        [
            town.Projects == 0
                ? Cell.Pill(Tone.Risk, Words["projects.rota.no-projects"])
                : Cell.Link($"{town.Projects}", $"/library?town={town.Town.Id}"),
        ];
}
