using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Access;
using Modular.Kernel.Calendar;
using Modular.Kernel.Documents;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;
using Modular.Projects.Activities;
using Modular.Projects.Attached;
using Modular.Projects.Plan;

namespace Modular.Projects.Pages.Projects;

internal sealed class ActivityForm
{
    public string? Title { get; set; }
    public DateOnly? On { get; set; }
    public TimeOnly? From { get; set; }
    public TimeOnly? To { get; set; }
    public long? PlaceId { get; set; }
    public string? Place { get; set; }
    public int? Expected { get; set; }
    public bool Rotating { get; set; }
    public long TaskId { get; set; }
    public string? PlaceName { get; set; }
    public string? Address { get; set; }
    public int Version { get; set; }
    public int? Served { get; set; }
    public int? Volunteers { get; set; }
    public decimal? Hours { get; set; }
    public string? Report { get; set; }
    public string? Reason { get; set; }
    public SignInAs As { get; set; }
    public string? Lines { get; set; }
    public bool Public { get; set; }
    public int? Most { get; set; }

    public ActivityText Text() =>
        new(Title, On, From, To, PlaceId is 0 ? null : PlaceId, Place, Expected, Rotating, Task);

    /// <summary>Zero stands for none: a choice without a value is none.</summary>
    public long? Task => TaskId is 0 ? null : TaskId;

    public static ActivityForm Of(Activity a) =>
        new()
        {
            Title = a.Title,
            On = a.StartsAt.LocalDate(),
            From = TimeOnly.FromDateTime(a.StartsAt.Local().DateTime),
            To = TimeOnly.FromDateTime(a.EndsAt.Local().DateTime),
            PlaceId = a.PlaceId ?? 0,
            Place = a.Place,
            Expected = a.Expected,
            Rotating = a.Rotating,
            TaskId = a.TaskId ?? 0,
            Version = a.Version,
            Served = a.Served ?? (a.Signed > 0 ? a.Signed : null),
            Volunteers = a.Volunteers ?? (a.SignedVolunteers > 0 ? a.SignedVolunteers : null),
            Hours = a.VolunteerMinutes / 60m,
            Report = a.Report,
            Most = a.MaySign,
        };

    /// <param name="elsewhere">
    /// Words of the choice of no fixed place; its value is zero, since a choice must be made and an empty one is none.
    /// </param>
    public static IReadOnlyList<SelectListItem> Places(IEnumerable<ServicePlace> places, string? elsewhere) =>
        [
            .. places.Select(p => Choices.Item(p.Name, p.Id)),
            .. elsewhere is null ? [] : new[] { Choices.Item(elsewhere, 0) },
        ];

    /// <summary>Empty where the project has no plan.</summary>
    public static IReadOnlyList<SelectListItem> Tasks(IReadOnlyList<PlanTask> tasks, string none) =>
        tasks.Count == 0 ? [] : [Choices.Item(none, 0), .. tasks.Select(t => Choices.Item(t.Name, t.Id))];
}

[NeedsPermission(ProjectsModule.Read)]
internal sealed class ActivitiesModel(BrowseActivities browse, KeepActivities keep, ActingScope me, TimeProvider clock)
    : Screen
{
    [BindProperty(SupportsGet = true)]
    public string Number { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public ActivityState? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? Until { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? Series { get; set; }

    /// <summary>First day of the month the calendar shows; null for the list.</summary>
    [BindProperty(SupportsGet = true)]
    public DateOnly? Month { get; set; }

    [BindProperty]
    public ActivityForm Input { get; set; } = new();
    public ActivityList List { get; private set; } = null!;
    public DateTimeOffset Now => clock.GetUtcNow();
    public bool MayWrite => me.Current.May(ProjectsModule.Design);
    public string Query =>
        QueryString
            .Create(
                new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["q"] = Q,
                    ["state"] = State?.ToString(),
                    ["from"] = From?.Iso(),
                    ["until"] = Until?.Iso(),
                    ["series"] = Series?.ToString(System.Globalization.CultureInfo.InvariantCulture),
                }
            )
            .Value!.Replace("?", "&", StringComparison.Ordinal);

    /// <summary>Nothing was asked for: what is near in time.</summary>
    public bool Near { get; private set; }
    private bool Whole { get; set; }

    public Task OnGet() => Load();

    public async Task<IActionResult> OnPostPlace() =>
        !MayWrite
            ? Forbid()
            : await Do(
                () => keep.AddPlace(Number, Input.PlaceName, Input.Address, Cancel),
                () =>
                {
                    Say("activity.said.place", Input.PlaceName);
                    return Redirect($"/projects/{Number}/activities#services");
                }
            );

    public async Task<IActionResult> OnGetExport(string? format)
    {
        Whole = true;
        await Load();
        return new SheetResult(
            format ?? "xlsx",
            Words["activity.export", List.Project.Title],
            [
                .. "title|when|place|state|expected|served|signed|volunteers|hours|report"
                    .Split('|')
                    .Select(k => Words[$"activity.{k}"]),
            ],
            List.Rows.Select(a =>
                    (IReadOnlyList<object?>)
                        [
                            a.Title,
                            ActivityLooks.When(a),
                            List.Where(a),
                            ActivityLooks.State(Words, a, Now),
                            a.Expected,
                            a.Served,
                            a.Signed + a.SignedVolunteers,
                            a.Volunteers,
                            a.VolunteerMinutes / 60m,
                            a.Report ?? a.Reason,
                        ]
                )
                .ToAsyncEnumerable()
        );
    }

    protected override async Task Load()
    {
        // By itself the list begins with the next two weeks: a service may be planned for a year.
        Near =
            Month is null
            && State is null
            && Series is null
            && From is null
            && Until is null
            && string.IsNullOrWhiteSpace(Q);
        if (Near && !Whole)
            Until = clock.Today().AddDays(14);
        if (Month is { Year: < 2000 or > 2100 })
            Month = clock.Today();
        if (Month is { } month)
            (Month, From, Until) = (
                new(month.Year, month.Month, 1),
                new(month.Year, month.Month, 1),
                new DateOnly(month.Year, month.Month, 1).AddMonths(1).AddDays(-1)
            );
        List = await browse.List(
            Number,
            new(
                State,
                Q,
                From,
                Until,
                Series,
                Whole ? 5000
                    : Month is null ? 25
                    : 400
            ),
            Cancel
        );
    }
}

[NeedsPermission(ProjectsModule.Design)]
internal sealed class NewActivityModel(BrowseActivities browse, KeepActivities keep, TimeProvider clock) : Screen
{
    [BindProperty(SupportsGet = true)]
    public string Number { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public long Task { get; set; }

    [BindProperty]
    public ActivityForm Input { get; set; } = new();
    public IReadOnlyList<SelectListItem> Places { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Tasks { get; private set; } = [];
    public string Title { get; private set; } = "";

    public async Task OnGet()
    {
        Input.On = clock.Today().AddDays(1);
        (Input.From, Input.To, Input.TaskId) = (new(9, 0), new(11, 0), Task);
        await Load();
    }

    public async Task<IActionResult> OnPost()
    {
        long id = 0;
        return await Do(
            async () => id = await keep.Add(Number, Input.Text(), Cancel),
            () =>
            {
                Say("activity.said.planned", Input.Title);
                return Redirect($"/projects/{Number}/activities/{id}");
            }
        );
    }

    protected override async Task Load()
    {
        var list = await browse.List(Number, new(Series: -1), Cancel);
        (Title, Places) = (list.Project.Title, ActivityForm.Places(list.Places.Values, Words["activity.elsewhere"]));
        Tasks = ActivityForm.Tasks(await browse.Tasks(list.Project.Id, Cancel), Words["activity.task.none"]);
    }
}

[NeedsPermission(ProjectsModule.Read)]
internal sealed class ActivityModel(
    BrowseActivities browse,
    KeepActivities keep,
    KeepPhotos photos,
    TakeSignIn signing,
    EraseNames erase,
    ProjectFiles files,
    ActingScope me,
    TimeProvider clock
) : Screen
{
    [BindProperty(SupportsGet = true)]
    public string Number { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public ActivityForm Input { get; set; } = new();

    [BindProperty]
    public List<IFormFile> Files { get; set; } = [];
    public ActivityView View { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> Places { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Tasks { get; private set; } = [];
    public bool MayWrite => me.Current.May(ProjectsModule.Design);
    public DateTimeOffset Now => clock.GetUtcNow();
    public int KeptDays { get; private set; }

    /// <summary>Whole names instead of masked ones, for this answer only.</summary>
    public bool Names { get; private set; }

    public async Task OnGet()
    {
        await Load();
        Input = ActivityForm.Of(View.Activity);
    }

    public async Task<IActionResult> OnPostNames()
    {
        if (!MayWrite)
            return Forbid();
        Names = true;
        await OnGet();
        return Page();
    }

    public Task<IActionResult> OnGetPhoto(long file) => files.Serve(Number, file, Response, Cancel);

    public Task<IActionResult> OnPostChange() =>
        Act("activity.said.changed", () => keep.Change(Number, Id, Input.Version, Input.Text(), Cancel));

    public Task<IActionResult> OnPostMove() =>
        Act(
            "activity.said.moved",
            () => keep.Shift(Number, Id, Input.Version, Input.On, Input.From, Input.To, Input.Reason, Cancel)
        );

    public Task<IActionResult> OnPostCancel() =>
        Act("activity.said.cancelled", () => keep.Cancel(Number, Id, Input.Version, Input.Reason, Cancel));

    public Task<IActionResult> OnPostReopen() =>
        Act("activity.said.reopened", () => keep.Reopen(Number, Id, Input.Version, Input.Reason, Cancel));

    public Task<IActionResult> OnPostWiden() =>
        Act("activity.said.widened", () => keep.Widen(Number, Id, Input.Version, Input.Most, Cancel), "#signed");

    public Task<IActionResult> OnPostTask() =>
        Act("activity.said.task", () => keep.Belong(Number, Id, Input.Version, Input.Task, Cancel));

    public Task<IActionResult> OnPostHold() =>
        Act(
            "activity.said.held",
            () =>
                keep.Hold(
                    Number,
                    Id,
                    Input.Version,
                    new(Input.Served, Input.Volunteers, Input.Hours, Input.Report),
                    Cancel
                )
        );

    public Task<IActionResult> OnPostPhotos() =>
        Act("activity.said.photos", () => photos.Add(Number, Id, Files, Input.Public, Cancel), "#photos");

    public Task<IActionResult> OnPostMark(long file, bool shown) =>
        Act("activity.said.mark", () => photos.Mark(Number, Id, file, shown, Cancel), "#photos");

    public Task<IActionResult> OnPostDrop(long file) =>
        Act("activity.said.dropped", () => photos.Drop(Number, Id, file, Cancel), "#photos");

    public Task<IActionResult> OnPostErase(long signed) =>
        Act("signin.said.erased", () => erase.One(Number, Id, signed, Cancel), "#signed");

    public async Task<IActionResult> OnPostByHand()
    {
        (int added, int known) = (0, 0);
        return !MayWrite
            ? Forbid()
            : await Do(
                async () => (added, known) = await signing.ByHand(Number, Id, Input.As, Input.Lines, Cancel),
                () =>
                {
                    Say("signin.said.by-hand", added, known);
                    return Redirect($"/projects/{Number}/activities/{Id}#signed");
                }
            );
    }

    public async Task<IActionResult> OnPostRoster()
    {
        if (!MayWrite)
            return Forbid();
        Names = true;
        await Load();
        var a = View.Activity;
        var rows = View
            .Signed.Select(
                (s, i) =>
                    (IReadOnlyList<string>)
                        [
                            $"{i + 1}",
                            s.Name ?? Words["signin.erased"],
                            Words.Of(s.As),
                            s.Phone ?? "",
                            ActivityLooks.Clock(s.At),
                            s.By is null ? Words["signin.by-code"] : "",
                        ]
            )
            .ToList();
        // Lines to write on for those who come without a phone.
        for (int i = rows.Count + 1; rows.Count < Math.Max(20, View.Signed.Count + 5); i++)
            rows.Add([$"{i}", "", "", "", "", ""]);
        return new OfficialDocument(Words["roster.title"])
            .Text(
                Words[
                    "roster.head",
                    a.Title,
                    ActivityLooks.When(a),
                    View.Where,
                    View.Project.Title,
                    View.Project.Number
                ]
            )
            .Text(Words["roster.consent", KeptDays])
            .Table(
                [.. "no|name|as|phone|at|signature".Split('|').Select(k => Words[$"roster.{k}"])],
                rows,
                [2, 3, 2, 4, 2, 4]
            )
            .Text(Words["roster.foot", a.Signed, a.SignedVolunteers])
            .File(Words["roster.file", a.Title]);
    }

    private async Task<IActionResult> Act(string said, Func<Task> work, string end = "") =>
        !MayWrite
            ? Forbid()
            : await Do(
                work,
                () =>
                {
                    Say(said);
                    return Redirect($"/projects/{Number}/activities/{Id}{end}");
                }
            );

    protected override async Task Load()
    {
        View = await browse.One(Number, Id, Names, Cancel);
        KeptDays = await erase.Days(Cancel);
        Places = ActivityForm.Places(
            (await browse.Places(View.Project.Id, Cancel)).Values,
            Words["activity.elsewhere"]
        );
        Tasks = ActivityForm.Tasks(await browse.Tasks(View.Project.Id, Cancel), Words["activity.task.none"]);
    }
}

/// <summary>The code for the screen or the wall.</summary>
[NeedsPermission(ProjectsModule.Design)]
internal sealed class ActivityCodeModel(BrowseActivities browse, SignInCode codes) : Screen
{
    [BindProperty(SupportsGet = true)]
    public string Number { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }
    public ActivityView View { get; private set; } = null!;
    public string Address { get; private set; } = "";

    public Task OnGet() => Load();

    public async Task<IActionResult> OnGetNow()
    {
        await Load();
        Response.Headers.CacheControl = "no-store";
        return Content(QrDrawing.Svg(Address, 8), "image/svg+xml");
    }

    protected override async Task Load()
    {
        View = await browse.One(Number, Id, false, Cancel);
        Address = $"{Site.Address(HttpContext)}/a/{codes.Token(View.Activity)}";
    }
}
