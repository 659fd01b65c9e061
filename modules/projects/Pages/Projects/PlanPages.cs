using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Modular.Kernel.Access;
using Modular.Kernel.Rules;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;
using Modular.Projects.Plan;

namespace Modular.Projects.Pages.Projects;

/// <summary>What the page sends while somebody works in the chart or the table.</summary>
internal sealed record SentEdits(int Version, string? Reason, IReadOnlyList<PlanEdit>? Edits);

/// <summary>
/// Both pages of a plan: what may be done, what somebody else did meanwhile, and the answer to edits sent from a
/// script.
/// </summary>
internal abstract class PlanScreen(ReadPlan read, ActingScope me) : Screen
{
    protected ReadPlan Read { get; } = read;

    [BindProperty(SupportsGet = true)]
    public string Number { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public GanttZoom Zoom { get; set; } = GanttZoom.Week;

    [BindProperty(SupportsGet = true)]
    public long? Compare { get; set; }
    public PlanView View { get; protected set; } = null!;
    public IReadOnlyList<string> Theirs { get; private set; } = [];

    /// <summary>The answer goes into a page that stands open.</summary>
    public bool Live { get; protected set; }
    public bool MayChange => View.Open && me.Current.May(ProjectsModule.Design);
    public bool MayDesign => me.Current.May(ProjectsModule.Design);

    /// <summary>
    /// A refused form comes back with what others changed since, and the version to send it with again.
    /// </summary>
    protected async Task<int> Meanwhile(int version)
    {
        View = await Read.One(Number, Compare, Cancel);
        if (Live || !HttpMethods.IsPost(Request.Method) || version == View.Version)
            return View.Version;
        Theirs = await Read.Since(Number, version, Cancel);
        ModelState.Remove("Input.Version");
        return View.Version;
    }

    protected async Task<IActionResult> Guarded(string said, string back, Func<Task> work) =>
        !MayDesign
            ? Forbid()
            : await Do(
                work,
                () =>
                {
                    Say(said);
                    return Redirect(back);
                }
            );
}

[NeedsPermission(ProjectsModule.Read)]
internal sealed class PlanModel(
    ReadPlan read,
    ChangePlan change,
    CopyPlan copy,
    KeepBaselines baselines,
    PlanFeeds feeds,
    PlanPeople people,
    ActingScope me
) : PlanScreen(read, me)
{
    public sealed class Form
    {
        public int Version { get; set; }

        [StringLength(80)]
        public string? Name { get; set; }
        public int? Days { get; set; }

        [StringLength(40)]
        public string? Owner { get; set; }

        [StringLength(200)]
        public string? After { get; set; }
        public long? Group { get; set; }
        public DateOnly? Date { get; set; }

        [StringLength(60_000)]
        public string? Lines { get; set; }
        public string? Source { get; set; }

        [StringLength(200)]
        public string? Reason { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    [BindProperty(SupportsGet = true, Name = "view")]
    public string? As { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? Week { get; set; }

    /// <summary>The address names a day no calendar of ours holds; the page says so and shows this week.</summary>
    public bool NoSuchWeek =>
        Week is { Year: < 2000 or > 2100 }
        || ModelState.GetFieldValidationState(nameof(Week)) == ModelValidationState.Invalid;

    [BindProperty(SupportsGet = true)]
    public string? Print { get; set; }

    /// <summary>A word to look for among the plans that may be copied.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Source { get; set; }
    public IReadOnlyList<PlanSource> Sources { get; private set; } = [];
    public IReadOnlyList<string> People { get; private set; } = [];
    public IReadOnlyList<(PlanChange Change, IReadOnlyList<string> Said)> Changes { get; private set; } = [];
    public (string? Project, string? Own) Feeds { get; private set; }
    public string Told { get; private set; } = "";

    public Task OnGet() => Load();

    public async Task<IActionResult> OnGetExport(string? format) =>
        PlanFiles.Sheet(await Read.One(Number, Compare, Cancel), Words, format);

    public async Task<IActionResult> OnGetPicture()
    {
        var plan = await Read.One(Number, Compare, Cancel);
        return plan.Drawn ? PlanFiles.Picture(plan, Zoom, Words) : Redirect(Here + "&print=a4");
    }

    public Task<IActionResult> OnPostApply([FromBody] SentEdits? sent) =>
        Answer(sent, () => change.Apply(Number, sent!.Version, sent.Edits ?? [], sent.Reason, Cancel));

    public Task<IActionResult> OnPostBack([FromBody] SentEdits? sent) =>
        Answer(sent, () => change.Undo(Number, sent!.Version, Cancel));

    public Task<IActionResult> OnPostUndo() =>
        Guarded("plan.said.undone", Here, () => change.Undo(Number, Input.Version, Cancel));

    public Task<IActionResult> OnPostAdd() =>
        Guarded(
            "plan.said.saved",
            Here + "#add",
            () =>
                change.Apply(
                    Number,
                    Input.Version,
                    [
                        new(Input.Days is null && string.IsNullOrWhiteSpace(Input.After) ? "group" : "add")
                        {
                            Name = Input.Name,
                            Days = Input.Days ?? 1,
                            Owner = Input.Owner,
                            After = Input.After,
                            Group = Input.Group,
                        },
                    ],
                    Input.Reason,
                    Cancel
                )
        );

    public Task<IActionResult> OnPostBegin() =>
        Guarded(
            "plan.said.saved",
            Here,
            () => change.Apply(Number, Input.Version, [new("begin") { Date = Input.Date }], Input.Reason, Cancel)
        );

    public Task<IActionResult> OnPostLines() =>
        Guarded("plan.said.saved", Here, () => copy.Lines(Number, Input.Version, Input.Lines ?? "", Cancel));

    public Task<IActionResult> OnPostCopy() =>
        Guarded("plan.said.saved", Here, () => copy.From(Number, Input.Version, Input.Source ?? "", Cancel));

    public Task<IActionResult> OnPostBaseline() =>
        Guarded("plan.said.baseline", Here, () => baselines.Keep(Number, Input.Name ?? "", Input.Reason, Cancel));

    public Task<IActionResult> OnPostFeed(bool own) =>
        own
            ? Do(() => feeds.Renew(Number, true, Cancel), () => Redirect(Here + "#feeds"))
            : Guarded("plan.said.feed", Here + "#feeds", () => feeds.Renew(Number, false, Cancel));

    private string Here => $"/projects/{Number}/plan?zoom={Zoom}&compare={Compare}";

    /// <summary>
    /// The plan as it stands after the edit, or why not: with what others changed (409), or a sentence (422).
    /// </summary>
    private async Task<IActionResult> Answer(SentEdits? sent, Func<Task> work)
    {
        if (!MayDesign)
            return Forbid();
        if (sent is null)
            return BadRequest();
        int version = sent.Version;
        try
        {
            await work();
        }
        catch (Exception refused) when (Sentence(refused) is { } said)
        {
            bool met = refused is RuleBroken { Key: "plan.changed-by-other" };
            return new JsonResult(
                new
                {
                    said,
                    reason = refused is RuleBroken { Field: "Reason" },
                    theirs = met ? await Read.Since(Number, version, Cancel) : [],
                    version = met ? (await Read.One(Number, Compare, Cancel)).Version : version,
                }
            )
            {
                StatusCode = met ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity,
            };
        }

        Live = true;
        await Load();
        Told =
            string.Join(Words["list.comma"], Changes.Take(1).SelectMany(c => c.Said).Take(3))
            + (View.Ends is { } ends ? " " + Words["plan.ends-now", ends] : "");
        return Partial("_Plan", this);
    }

    protected override async Task Load()
    {
        Input.Version = await Meanwhile(Input.Version);
        Changes = await Read.Changes(View.Project.Id, 12, Cancel);
        if (MayChange)
            (Sources, People) = (
                await copy.Sources(Number, Source, Cancel),
                [.. (await people.Near(View.Project, Cancel)).Select(p => p.Name).Distinct()]
            );
        Feeds = await feeds.Addresses(Number, Cancel);
    }
}

[NeedsPermission(ProjectsModule.Read)]
internal sealed class PlanTaskModel(
    ReadPlan read,
    ChangePlan change,
    KeepChecklist checklist,
    PlanPeople people,
    ActingScope me
) : PlanScreen(read, me)
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

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();
    public TaskSheet Sheet { get; private set; } = null!;
    public IReadOnlyList<string> People { get; private set; } = [];

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
