using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Contracts.Needs;
using Modular.Kernel.Data;
using Modular.Kernel.Modules;
using Modular.Kernel.Texts;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Closing;
using Modular.Projects.Design;
using Modular.Projects.Domain;
using Modular.Projects.Library;
using Modular.Projects.Notice;
using Modular.Projects.Review;
using Modular.Projects.Selections;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.Read)]
[PostNeeds(ProjectsModule.Design)]
internal sealed class ShowModel(
    ShowProject browse,
    DesignProject design,
    RunNotice notices,
    HearObjections objections,
    Recusal stand,
    ClosingGate closing,
    UnitDirectory units,
    ModuleSet modules,
    ApplyProject apply,
    ProveNotice proof,
    ProjectFiles files,
    ActingScope me,
    INeedQuestions? needs = null
) : StaffPage
{
    public sealed class Form
    {
        public int Version { get; set; }

        [StringLength(4000)]
        public string? Results { get; set; }
        public bool Despite { get; set; }

        [StringLength(2000)]
        public string? Reasons { get; set; }
        public long Selection { get; set; }
        public List<IFormFile>? Files { get; set; }
    }

    [BindProperty(SupportsGet = true)]
    public string Number { get; set; } = "";

    [BindProperty]
    public Form Input { get; set; } = new();
    public ProjectView View { get; private set; } = null!;
    public IReadOnlyList<GateItem> Gate { get; private set; } = [];
    public IReadOnlyList<GateItem> Closing { get; private set; } = [];
    public UnitTree Tree { get; private set; } = null!;
    public IReadOnlyList<ProjectFile> BoardPhotos { get; private set; } = [];
    public Selection? AppliedTo { get; private set; }
    public IReadOnlyList<Selection> OpenSelections { get; private set; } = [];
    public IEnumerable<SelectListItem> SelectionChoices =>
        OpenSelections.Select(s => Choices.Item($"{s.Name} ({Words.Date(s.ClosesOn)})", s.Id));
    public IReadOnlyList<GateItem> ApplyGate { get; private set; } = [];

    /// <summary>What the gate opens: approval, or handing the project in for the first time or again.</summary>
    public string GateTitle =>
        Words[
            View.Project.State switch
            {
                ProjectState.InNotice => "projects.gate.approve",
                ProjectState.Returned => "projects.gate.again",
                _ => "projects.gate.submit",
            }
        ];
    public bool MayDesign => me.Current.May(ProjectsModule.Design);
    public bool MayDecide => me.Current.May(ProjectsModule.Decide);
    public bool HasPanels => modules.Has("appraisal");

    /// <summary>A link is shown only to whom it opens.</summary>
    public bool MayReadNeeds => me.Current.May("needs.read");
    public bool MayReadTopic { get; private set; }

    /// <summary>Why the acting person has to leave the decision to somebody else; null when not.</summary>
    public string? StandsBack { get; private set; }
    public (long Objection, string? Contact)? Reached { get; private set; }

    public async Task OnGet()
    {
        await Load();
        Input.Version = View.Project.Version;
    }

    public Task<IActionResult> OnPostSubmit() =>
        Act("projects.said.submitted", () => design.Submit(Number, Input.Version, Cancel, Input.Reasons));

    public Task<IActionResult> OnPostWithdraw() =>
        Act("projects.said.withdrawn", () => design.Withdraw(Number, Input.Version, Cancel));

    [PostNeeds(ProjectsModule.Decide)]
    public Task<IActionResult> OnPostNotice() =>
        Act("projects.said.notice", () => notices.Open(Number, Input.Version, Cancel));

    [PostNeeds(ProjectsModule.Decide)]
    public Task<IActionResult> OnPostObjection(long objection, bool upheld) =>
        Act("projects.said.objection", () => objections.Decide(Number, objection, upheld, Input.Reasons ?? "", Cancel));

    /// <summary>Where the objector can be reached, for this answer only; reading it stands in the log.</summary>
    [PostNeeds(ProjectsModule.Decide)]
    public async Task<IActionResult> OnPostContact(long objection)
    {
        Reached = (objection, await objections.Contact(Number, objection, Cancel));
        await OnGet();
        return Page();
    }

    [PostNeeds(ProjectsModule.Decide)]
    public Task<IActionResult> OnPostReturn() =>
        Act("projects.said.returned", () => notices.Return(Number, Input.Version, Input.Reasons ?? "", Cancel));

    [PostNeeds(ProjectsModule.Decide)]
    public Task<IActionResult> OnPostApprove() =>
        Act("projects.said.approved", () => notices.Approve(Number, Input.Version, Cancel));

    public Task<IActionResult> OnPostStart() =>
        Act("projects.said.started", () => design.Start(Number, Input.Version, Cancel));

    public Task<IActionResult> OnPostComplete() =>
        Act(
            "projects.said.completed",
            async () =>
                await design.Complete(
                    Number,
                    Input.Version,
                    Input.Results ?? "",
                    Cancel,
                    await closing.Check(Number, Input.Despite, Cancel)
                )
        );

    public Task<IActionResult> OnPostBoard() =>
        Act("notice.said.board", () => proof.AddPhotos(Number, Input.Files, Cancel));

    public async Task<IActionResult> OnGetSheet() =>
        (await proof.Sheet(Number, Site.Address(HttpContext), Cancel)).File($"{Number} {Words["notice.sheet.file"]}");

    public async Task<IActionResult> OnGetProof() =>
        (await proof.Proof(Number, Cancel)).File($"{Number} {Words["notice.proof.file"]}");

    public Task<IActionResult> OnGetFile(long id) => files.Serve(Number, id, Response, Cancel);

    public Task<IActionResult> OnPostApply() =>
        Act("projects.said.applied", () => apply.Apply(Number, Input.Version, Input.Selection, Cancel));

    public Task<IActionResult> OnPostTakeBack() =>
        Act("projects.said.application-withdrawn", () => apply.Withdraw(Number, Input.Version, Cancel));

    [PostNeeds(ProjectsModule.Decide)]
    public Task<IActionResult> OnPostStop() =>
        Act("projects.said.stopped", () => design.Stop(Number, Input.Version, Input.Reasons ?? "", Cancel));

    private Task<IActionResult> Act(string said, Func<Task> work) => Do(work, said, $"/projects/{Number}", Number);

    protected override async Task Load()
    {
        View = await browse.One(Number, Cancel);
        Tree = await units.Tree(Cancel);
        if (
            MayDecide
            && View.Project.State <= ProjectState.InNotice
            && await stand.Why(View.Project, Cancel) is { } near
        )
            StandsBack = Words["projects.stand-back", near.Detail];
        MayReadTopic =
            View.Project.TopicId is { } topic
            && needs is not null
            && me.Current.May("needs.topics")
            && await needs.Topic(topic, Cancel) is { } found
            && Tree.Find(found.UnitId)?.Path.StartsWith(me.Current.ScopePath ?? "-", StringComparison.Ordinal) == true;
        if (View.Notice is { } shown)
            BoardPhotos = await proof.Photos(shown, Cancel);
        if (ProjectMoves.All.Allowed(View.Project.State, "applied"))
            (OpenSelections, ApplyGate) = (
                await apply.OpenTo(View.Project, Cancel),
                await apply.Gate(View.Project, Cancel)
            );
        if (View.Project.AppliedOn is not null)
            AppliedTo = await apply.Of(View.Project, Cancel);
        if (View.Project.State == ProjectState.InExecution && MayDesign)
            Closing = await closing.Of(View.Project, Cancel);
        Gate =
            View.Project.State == ProjectState.InNotice && View.Notice is { } notice
                ? notices.Gate(notice)
                :
                [
                    .. SubmitChecklist
                        .Missing(View.Project, View.Text.Targets.Count > 0)
                        .Select(m => new GateItem(
                            m.Met,
                            Words[m.Key],
                            $"/projects/{Number}/edit#Input_{SubmitChecklist.FieldOf(m.Key)}"
                        )),
                ];
    }
}
