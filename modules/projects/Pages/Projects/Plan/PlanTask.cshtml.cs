using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;
using Modular.Projects.Plan;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.Read)]
[PostNeeds(ProjectsModule.Design)]
internal sealed class PlanTaskModel(
    ShowPlan read,
    ChangePlan change,
    KeepChecklist checklist,
    PlanPeople people,
    ActingScope me
) : PlanPage(read, me)
{
    public sealed class Form
    {
        public int Version { get; set; }

        [StringLength(80)]
        public string Name { get; set; } = "";

        [StringLength(40)]
        public string? Owner { get; set; }
        public int? Days { get; set; }

        [StringLength(200)]
        public string? After { get; set; }
        public DateOnly? Date { get; set; }
        public DateOnly? FixedOn { get; set; }
        public long Group { get; set; }

        [StringLength(200)]
        public string? Reason { get; set; }

        [StringLength(100)]
        public string? Text { get; set; }
        public bool NeedsFile { get; set; }
        public List<IFormFile>? Files { get; set; }
    }

    private const int Most = 8;

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();
    public TaskSheet Sheet { get; private set; } = null!;
    public IReadOnlyList<string> People { get; private set; } = [];

    /// <summary>Groups it may stand in; 0 for none of them.</summary>
    public IReadOnlyList<SelectListItem> Groups =>
        [
            new(Words["plan.group.none"], "0"),
            .. View.Tasks.Where(t => t.Task.IsGroup).Select(t => Choices.Item(t.Task.Name, t.Task.Id)),
        ];

    public bool ManyParts => Sheet.Others.Count > Most;

    /// <summary>
    /// A service may have a hundred days: the last that were held and the next ones tell enough.
    /// </summary>
    public IEnumerable<RecordedPart> NearParts =>
        ManyParts
            ? Sheet.Others.Where(p => p.Done).TakeLast(Most / 2).Concat(Sheet.Others.Where(p => !p.Done).Take(Most / 2))
            : Sheet.Others;

    public async Task OnGet()
    {
        await Load();
        var task = Sheet.Row.Task;
        Input = new()
        {
            Version = View.Version,
            Name = task.Name,
            Owner = task.Owner,
            Days = task.Days,
            After = Sheet.Row.After,
            Date = task.NotBefore,
            FixedOn = task.FixedOn,
            Group = task.GroupId ?? 0,
        };
    }

    public Task<IActionResult> OnGetFile(long file) => checklist.Serve(Number, file, Response, Cancel);

    public Task<IActionResult> OnPostSave() =>
        Guarded(
            "plan.said.saved",
            Here,
            () =>
                change.Apply(
                    Number,
                    Input.Version,
                    [
                        new("edit", Id)
                        {
                            Name = Input.Name,
                            Owner = Input.Owner ?? "",
                            Days = Input.Days,
                            After = Input.After ?? "",
                            Date = Input.Date,
                            FixedOn = Input.FixedOn,
                            Clear = true,
                            Group = Input.Group,
                        },
                    ],
                    Input.Reason,
                    Cancel
                )
        );

    public Task<IActionResult> OnPostDrop() =>
        Guarded(
            "plan.said.taken-out",
            $"/projects/{Number}/plan",
            () => change.Apply(Number, Input.Version, [new("drop", Id)], Input.Reason, Cancel)
        );

    public Task<IActionResult> OnPostShift(string to) =>
        Guarded("plan.said.saved", Here, () => change.Apply(Number, Input.Version, [new(to, Id)], null, Cancel));

    public Task<IActionResult> OnPostItem() =>
        Guarded(
            "plan.said.saved",
            Here + "#record",
            () => checklist.Add(Number, Id, Input.Text ?? "", Input.NeedsFile, Cancel)
        );

    public Task<IActionResult> OnPostTick(long item) =>
        Guarded("plan.said.ticked", Here + "#record", () => checklist.Tick(Number, Id, item, Input.Files, Cancel));

    public Task<IActionResult> OnPostUntick(long item) =>
        Guarded("plan.said.unticked", Here + "#record", () => checklist.Untick(Number, Id, item, Cancel));

    public Task<IActionResult> OnPostRemove(long item) =>
        Guarded("plan.said.saved", Here + "#record", () => checklist.Remove(Number, Id, item, Cancel));

    private string Here => $"/projects/{Number}/plan/{Id}";

    protected override async Task Load()
    {
        Input.Version = await Meanwhile(Input.Version);
        Sheet = await checklist.Sheet(Number, Id, Cancel);
        People = MayChange ? [.. (await people.Near(View.Project, Cancel)).Select(p => p.Name).Distinct()] : [];
    }
}
