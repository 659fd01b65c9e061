using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Data;
using Modular.Kernel.Documents;
using Modular.Kernel.Ui;
using Modular.Projects.Activities;
using Modular.Projects.Domain;
using Modular.Projects.Report;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.Read)]
[PostNeeds(ProjectsModule.Design)]
internal sealed class ActivityModel(
    ListActivities browse,
    KeepActivities keep,
    KeepPhotos photos,
    TakeSignIn signing,
    EraseNames erase,
    ProjectFiles files,
    ActingScope me,
    TimeProvider clock
) : StaffPage
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

    /// <summary>How many volunteers helped, and for how long.</summary>
    public string Volunteers =>
        View.Activity is { Volunteers: { } count } a
            ? Words["activity.volunteers.hours", count, WriteReport.Hours(a.VolunteerMinutes ?? 0)]
            : "–";
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
        return await Do(
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
                            ActivityDisplay.Clock(s.At),
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
                    ActivityDisplay.When(a),
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

    private Task<IActionResult> Act(string said, Func<Task> work, string end = "") =>
        Do(work, said, $"/projects/{Number}/activities/{Id}{end}");

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
