using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Domain;
using Modular.Projects.Rota;

namespace Modular.Projects.Pages.Projects;

/// <summary>One month: the town, its project, the swap, what the centres do.</summary>
[NeedsPermission(ProjectsModule.Read)]
[PostNeeds(ProjectsModule.Decide)]
internal sealed class RotaMonthModel(
    RunMonth run,
    SwapTurns swaps,
    KeepRota rota,
    UnitDirectory units,
    ActingScope me,
    TimeProvider clock
) : StaffPage
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
    public IEnumerable<SelectListItem> OtherChoices =>
        Others.Select(o => new SelectListItem($"{Words.Say(o.Month)} {Tree.Name(o.TownId)}", o.Month.Key()));
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
        Act("projects.said.rota-project", () => run.Choose(Month(), Input.Version, Input.Project, Cancel));

    public Task<IActionResult> OnPostSwap() =>
        Act(
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
            agree ? "projects.said.swap-accepted" : "projects.said.swap-declined",
            () => swaps.Answer(id, agree, Input.Answer, Cancel)
        );

    public Task<IActionResult> OnPostWithdraw(long id) =>
        Act("projects.said.swap-withdrawn", () => swaps.Withdraw(id, Cancel));

    [PostNeeds(ProjectsModule.Design)]
    public Task<IActionResult> OnPostReport() =>
        Act(
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

    private Task<IActionResult> Act(string said, Func<Task> work) => Do(work, said, $"/projects/rota/{Key}");

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
