using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Projects.Plan;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.Read)]
[PostNeeds(ProjectsModule.Design)]
internal sealed class PlanModel(
    ShowPlan read,
    ChangePlan change,
    CopyPlan copy,
    KeepBaselines baselines,
    PlanFeeds feeds,
    PlanPeople people,
    ActingScope me
) : PlanPage(read, me)
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

    /// <summary>One's own feed is for whoever reads the plan, the project's for who designs it.</summary>
    [PostNeeds(ProjectsModule.Read)]
    public Task<IActionResult> OnPostFeed(bool own) =>
        own ? Do(() => feeds.Renew(Number, true, Cancel), () => Redirect(Here + "#feeds"))
        : MayDesign ? Guarded("plan.said.feed", Here + "#feeds", () => feeds.Renew(Number, false, Cancel))
        : Task.FromResult<IActionResult>(Forbid());

    private string Here => $"/projects/{Number}/plan?zoom={Zoom}&compare={Compare}";

    /// <summary>
    /// The plan as it stands after the edit, or why not: with what others changed (409), or a sentence (422).
    /// </summary>
    private async Task<IActionResult> Answer(SentEdits? sent, Func<Task> work)
    {
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
