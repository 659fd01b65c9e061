using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Access;
using Modular.Kernel.Calendar;
using Modular.Kernel.Documents;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Alliance;
using Modular.Projects.Publicity;

namespace Modular.Projects.Pages.Projects;

/// <summary>A year of the rota, who has had how many turns, months towns cannot take or would like.</summary>
[NeedsPermission(ProjectsModule.Read)]
internal sealed class RotaModel(KeepRota rota, UnitDirectory units, ActingScope me, TimeProvider clock) : Screen
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
    public IReadOnlyList<SelectListItem> Towns { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Own { get; private set; } = [];
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

    public async Task<IActionResult> OnPostSet()
    {
        if (!MayPlan)
            return Forbid();
        return await Do(
            () => rota.Set(Month(), Input.TownId, Input.Reason ?? "", Cancel),
            () => Again("projects.said.rota-set")
        );
    }

    public async Task<IActionResult> OnPostAsk()
    {
        if (!me.Current.May(ProjectsModule.Decide))
            return Forbid();
        return await Do(
            () => rota.Ask(Input.TownId, Month(), Input.Wish, Input.Reason ?? "", Cancel),
            () => Again("projects.said.rota-asked")
        );
    }

    public async Task<IActionResult> OnPostDropAsk(long id)
    {
        if (!me.Current.May(ProjectsModule.Decide))
            return Forbid();
        return await Do(() => rota.DropAsk(id, Cancel), () => Again("projects.said.rota-ask-dropped"));
    }

    public string Why(RotaTurn t) =>
        Words.Why(t.Why, t.Waited, t.OtherTownId is { } other ? Tree.Name(other) : null, t.OtherMonth);

    public Design.Project? Promoted(RotaTurn t) => t.ProjectId is { } id ? View.Promoted.GetValueOrDefault(id) : null;

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
        Towns = Choices.Units(Tree, View.Towns.Select(t => t.Town));
        Own = Choices.Units(
            Tree,
            View.Towns.Select(t => t.Town)
                .Where(t => t.Path.StartsWith(me.Current.ScopePath ?? "-", StringComparison.Ordinal))
        );
    }
}

/// <summary>Months to come are planned: first looked at, then kept.</summary>
[NeedsPermission(ProjectsModule.Rota)]
internal sealed class RotaPlanModel(KeepRota rota, UnitDirectory units, TimeProvider clock) : Screen
{
    public sealed class Form
    {
        [Required]
        public string From { get; set; } = "";

        [Range(1, KeepRota.MostMonths)]
        public int Months { get; set; } = 12;

        [Range(0, 9999)]
        public int Seed { get; set; } = 1;
        public bool Anew { get; set; }
    }

    [BindProperty(SupportsGet = true)]
    public Form Input { get; set; } = new();
    public IReadOnlyList<RotaSlot> Plan { get; private set; } = [];
    public UnitTree Tree { get; private set; } = null!;

    public async Task<IActionResult> OnGet()
    {
        if (string.IsNullOrEmpty(Input.From))
        {
            ModelState.Clear();
            Input.From = clock.Today().First().AddMonths(1).Key();
            await Load();
            return Page();
        }

        return await Do(
            async () =>
            {
                await Load();
                Plan =
                [
                    .. (await rota.Propose(From(), Input.Months, Input.Seed, Input.Anew, Cancel)).Take(Input.Months),
                ];
            },
            Page
        );
    }

    public async Task<IActionResult> OnPost()
    {
        int changed = 0;
        return await Do(
            async () => changed = await rota.Save(From(), Input.Months, Input.Seed, Input.Anew, Cancel),
            () =>
            {
                Say("projects.said.rota-planned", changed);
                return Redirect($"/projects/rota?year={From().Year}");
            }
        );
    }

    public string Why(RotaSlot s) =>
        Words.Why(
            s.Why,
            s.Waited,
            s.Other is { } other ? Tree.Name(other) : null,
            s.OtherMonth is { } m ? Months.Month(m) : null
        );

    private DateOnly From() =>
        Months.Parse(Input.From) ?? throw new Kernel.Rules.RuleBroken("projects.rota.month-needed") { Field = "From" };

    protected override async Task Load() => Tree = await units.Tree(Cancel);
}

/// <summary>One month: the town, its project, the swap, what the centres do.</summary>
[NeedsPermission(ProjectsModule.Read)]
internal sealed class RotaMonthModel(
    RunMonth run,
    SwapTurns swaps,
    KeepRota rota,
    UnitDirectory units,
    ActingScope me,
    TimeProvider clock
) : Screen
{
    public sealed class Form
    {
        public int Version { get; set; }
        public long Project { get; set; }
        public string? Other { get; set; }

        [StringLength(400)]
        public string? Reason { get; set; }

        [StringLength(400)]
        public string? Answer { get; set; }
        public int UnitId { get; set; }
        public CentreState State { get; set; } = CentreState.Held;
        public DateOnly? On { get; set; }

        [Range(0, 1_000_000, ErrorMessage = "projects.centre.people")]
        public int? People { get; set; }

        [StringLength(400)]
        public string? Note { get; set; }
        public List<Microsoft.AspNetCore.Http.IFormFile>? Files { get; set; }
    }

    [BindProperty(SupportsGet = true, Name = "month")]
    public string Key { get; set; } = "";

    [BindProperty]
    public Form Input { get; set; } = new();
    public MonthView View { get; private set; } = null!;
    public UnitTree Tree { get; private set; } = null!;
    public IReadOnlyList<RotaTurn> Others { get; private set; } = [];
    public bool MayDesign => me.Current.May(ProjectsModule.Design);
    public bool MayDecide => me.Current.May(ProjectsModule.Decide);

    /// <summary>Consent is the town's own: only who acts for the town asks and answers.</summary>
    public bool IsTown(int townId) => MayDecide && me.Current.UnitId == townId;

    public async Task OnGet()
    {
        await Load();
        (Input.Version, Input.On, Input.Project) = (View.Turn.Version, clock.Today(), View.Turn.ProjectId ?? 0);
        if (me.Current.UnitId is { } unit)
            Input.UnitId = unit;
    }

    public Task<IActionResult> OnGetPhoto(long id) => run.Photo(id, Response, Cancel);

    public Task<IActionResult> OnPostProject() =>
        Act(MayDecide, "projects.said.rota-project", () => run.Choose(Month(), Input.Version, Input.Project, Cancel));

    public Task<IActionResult> OnPostSwap() =>
        Act(
            MayDecide,
            "projects.said.swap-asked",
            () =>
                swaps.Ask(
                    Month(),
                    Months.Parse(Input.Other)
                        ?? throw new Kernel.Rules.RuleBroken("projects.rota.month-needed") { Field = "Other" },
                    Input.Reason ?? "",
                    Cancel
                )
        );

    public Task<IActionResult> OnPostAnswer(long id, bool agree) =>
        Act(
            MayDecide,
            agree ? "projects.said.swap-accepted" : "projects.said.swap-declined",
            () => swaps.Answer(id, agree, Input.Answer, Cancel)
        );

    public Task<IActionResult> OnPostWithdraw(long id) =>
        Act(MayDecide, "projects.said.swap-withdrawn", () => swaps.Withdraw(id, Cancel));

    public Task<IActionResult> OnPostReport() =>
        Act(
            MayDesign,
            "projects.said.centre",
            () =>
                run.Report(
                    Month(),
                    Input.UnitId,
                    Input.State,
                    Input.On ?? clock.Today(),
                    Input.People,
                    Input.Note,
                    Input.Files,
                    Cancel
                )
        );

    public async Task<IActionResult> OnGetExport(string? format)
    {
        await Load();
        return new SheetResult(
            format,
            Words["projects.centre.file", Key],
            [.. "unit|state|on|people|note|by".Split('|').Select(k => Words[$"projects.centre.{k}"])],
            View.Centres.Select(c =>
                    (IReadOnlyList<object?>)
                        [
                            Tree.Trail(c.Centre.Id),
                            c.Event is { } e ? Words.Of(e.State) : Words["projects.centre.silent"],
                            c.Event?.On,
                            c.Event?.People,
                            c.Event?.Note,
                            c.Event is { } b ? Words.Who(b.By) : null,
                        ]
                )
                .ToAsyncEnumerable()
        );
    }

    private async Task<IActionResult> Act(bool allowed, string said, Func<Task> work)
    {
        if (!allowed)
            return Forbid();
        return await Do(
            work,
            () =>
            {
                Say(said);
                return Redirect($"/projects/rota/{Key}");
            }
        );
    }

    private DateOnly Month() => Months.Parse(Key) ?? throw new Kernel.Rules.NotFound();

    protected override async Task Load()
    {
        View = await run.One(Month(), Cancel);
        Tree = await units.Tree(Cancel);
        var now = clock.Today().First();
        Others =
        [
            .. (await rota.Year(Month().Year, Cancel))
                .Turns.Concat((await rota.Year(Month().Year + 1, Cancel)).Turns)
                .Where(t => t.Month > now && t.TownId != View.Turn.TownId),
        ];
    }
}

/// <summary>What the centres print: poster, sheet, materials.</summary>
[NeedsPermission(ProjectsModule.Read)]
internal sealed class RotaPackModel(RunMonth run, Library.ReadLibrary library, DrawPoster posters, UnitDirectory units)
    : Screen
{
    [BindProperty(SupportsGet = true, Name = "month")]
    public string Key { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string? Size { get; set; }
    public MonthView View { get; private set; } = null!;
    public Library.LibraryStory? Story { get; private set; }
    public UnitTree Tree { get; private set; } = null!;
    public Sheet? Poster { get; private set; }

    public async Task OnGet()
    {
        View = await run.One(Months.Parse(Key) ?? throw new Kernel.Rules.NotFound(), Cancel);
        Tree = await units.Tree(Cancel);
        if (View.Project is null || await posters.OfPublic(View.Project, Cancel) is not { } poster)
            return;
        Story = await library.One(View.Project.Number, Cancel);
        string address = Site.Address(HttpContext) + poster.Path;
        Poster = Sheet.Of(
            poster,
            Tree,
            Words,
            address,
            QrDrawing.Svg(address, 8),
            Size == "A3",
            Words["projects.poster.month", Words.Say(View.Turn.Month), View.Town?.Name ?? ""]
        );
    }
}
