using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Contracts.Needs;
using Modular.Kernel.Access;
using Modular.Kernel.Modules;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Attached;
using Modular.Projects.Campaigns;
using Modular.Projects.Catalogue;
using Modular.Projects.Design;
using Modular.Projects.Library;
using Modular.Projects.Notice;
using Modular.Projects.Plan;
using Modular.Projects.Review;
using Modular.Projects.Selecting;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.Read)]
internal sealed class IndexModel(BrowseProjects browse, KeepCatalogue catalogue, UnitDirectory units) : Screen
{
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public ProjectState? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? Type { get; set; }
    public IReadOnlyList<CatalogueType> Types { get; private set; } = [];
    public IReadOnlyList<Project> Projects { get; private set; } = [];
    public UnitTree Tree { get; private set; } = null!;

    public Task OnGet() => Load();

    public async Task<IActionResult> OnGetExport(string? format)
    {
        await Load();
        return new SheetResult(
            format ?? "xlsx",
            Words["projects.menu"],
            [
                .. "number|title|unit|tier|state|budget|starts|ends"
                    .Split('|')
                    .Select(k => Words[$"projects.export.{k}"]),
            ],
            Projects
                .Select(p =>
                    (IReadOnlyList<object?>)
                        [
                            p.Number,
                            p.Title,
                            Tree.Trail(p.UnitId),
                            Words.Of(p.Tier),
                            Words.Of(p.State),
                            p.Budget / 100m,
                            p.StartsOn,
                            p.EndsOn,
                        ]
                )
                .ToAsyncEnumerable()
        );
    }

    protected override async Task Load()
    {
        Tree = await units.Tree(Cancel);
        Types = await catalogue.Types(Cancel);
        Projects = await browse.List(Q, State, Cancel, Type);
    }
}

[NeedsPermission(ProjectsModule.Design)]
internal sealed class NewModel(
    DesignProject design,
    KeepCatalogue catalogue,
    CopyPlan plans,
    CampaignPlaces places,
    UnitDirectory units,
    ActingScope me,
    INeedQuestions? needs = null
) : Screen
{
    [BindProperty]
    public ProjectForm Input { get; set; } = new();
    public TopicSummary? Topic { get; private set; }
    public IReadOnlyList<SelectListItem> Units { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Campaigns { get; private set; } = [];

    public async Task OnGet(long? topic, long? entry, long? campaign)
    {
        (Input.TopicId, Input.EntryId, Input.CampaignId) = (topic, entry, campaign);
        await Load();
        Input.CampaignId ??=
            Campaigns.Count > 1
            && (await units.Tree(Cancel)).Find(me.Current.UnitId ?? 0) is { Kind: UnitKind.Community or UnitKind.Town }
                ? CampaignForms.First(Campaigns)
                : null;
        if (entry is { } from)
            Input.Fill((await catalogue.Entry(from, Cancel)).Text);
        if (Topic is not null)
            (Input.Title, Input.UnitId, Input.Aims) = (
                Words["projects.from-topic.title", Topic.Name],
                Topic.UnitId,
                Words[
                    "projects.from-topic.aims",
                    Topic.Size,
                    Topic.People,
                    string.Join(Words["list.comma"], Topic.KeyWords.Take(5))
                ]
            );
    }

    public async Task<IActionResult> OnPost()
    {
        Project project = null!;
        string? without = null;
        return await Do(
            async () =>
            {
                if (Input.EntryId is { } known)
                    await catalogue.Entry(known, Cancel);
                project = await design.Draft(Input.UnitId, Input.Text(), Input.From, Cancel);
                without = await plans.Begin(project.Number, Input.EntryId, Cancel);
            },
            () =>
            {
                Say(without is null ? "projects.said.drafted" : "plan.said.drafted-without", project.Number, without);
                return Redirect($"/projects/{project.Number}");
            }
        );
    }

    protected override async Task Load()
    {
        Topic = Input.TopicId is { } id && needs is not null ? await needs.Topic(id, Cancel) : null;
        var tree = await units.Tree(Cancel);
        Campaigns = CampaignForms.Choices(Words, await places.OpenNow(Cancel), null);
        Units = Choices.Units(
            tree,
            tree.Under(me.Current.ScopePath)
                .Where(u => u.Kind is UnitKind.Community or UnitKind.Town or UnitKind.District)
        );
    }
}

[NeedsPermission(ProjectsModule.Design)]
internal sealed class EditModel(
    DesignProject design,
    RunNotice notices,
    BrowseProjects browse,
    CompareVersions versions,
    CampaignPlaces places,
    RunCampaign campaigns
) : Screen
{
    [BindProperty(SupportsGet = true)]
    public string Number { get; set; } = "";

    [BindProperty]
    public ProjectForm Input { get; set; } = new();
    public bool InNotice { get; private set; }

    /// <summary>Why it was returned.</summary>
    public string? Advice { get; private set; }

    /// <summary>Null once the campaign is settled.</summary>
    public IReadOnlyList<SelectListItem>? Campaigns { get; private set; }

    /// <summary>What somebody else changed while this form was open.</summary>
    public VersionPair? Theirs { get; private set; }

    public async Task OnGet()
    {
        await Load();
        var project = (await browse.One(Number, Cancel)).Project;
        Input = ProjectForm.Of(await design.Text(project, Cancel), project);
        Input.Seen = (await versions.Pair(Number, null, null, Cancel)).To.No;
    }

    public async Task<IActionResult> OnPost()
    {
        InNotice = (await browse.One(Number, Cancel)).Project.State == ProjectState.InNotice;
        bool anew = false;
        return await Do(
            async () =>
            {
                if (InNotice)
                    anew = await notices.ChangeText(Number, Input.Version, Input.Text(), Input.Reasons ?? "", Cancel);
                else
                    await design.Change(Number, Input.Version, Input.Text(), Cancel, Input.From);
            },
            () =>
            {
                Say(anew ? "projects.said.restarted" : "projects.said.saved", Number);
                return Redirect($"/projects/{Number}");
            }
        );
    }

    protected override async Task Load()
    {
        var project = (await browse.One(Number, Cancel)).Project;
        InNotice = project.State == ProjectState.InNotice;
        Advice = project.State == ProjectState.Returned ? project.Advice : null;
        if (project.State == ProjectState.Draft)
            Campaigns = CampaignForms.Choices(
                Words,
                await places.OpenNow(Cancel),
                project.CampaignId is { } id ? await campaigns.One(id, Cancel) : null
            );
        if (!HttpMethods.IsPost(Request.Method) || project.Version == Input.Version)
            return;
        Theirs = await versions.Pair(Number, Input.Seen, null, Cancel);
        // Saving again is a decision made with their changes in sight.
        (Input.Version, Input.Seen) = (project.Version, Theirs.To.No);
        ModelState.Remove("Input.Version");
    }
}

[NeedsPermission(ProjectsModule.Read)]
internal sealed class VersionsModel(CompareVersions versions) : Screen
{
    [BindProperty(SupportsGet = true)]
    public string Number { get; set; } = "";
    public VersionPair Pair { get; private set; } = null!;

    public async Task OnGet(int? from, int? to) => Pair = await versions.Pair(Number, from, to, Cancel);
}

[NeedsPermission(ProjectsModule.Read)]
internal sealed class ShowModel(
    BrowseProjects browse,
    DesignProject design,
    RunNotice notices,
    HearObjections objections,
    StandBack stand,
    ClosingGate closing,
    UnitDirectory units,
    ModuleSet modules,
    ApplyProject apply,
    ProveNotice proof,
    ProjectFiles files,
    ActingScope me,
    INeedQuestions? needs = null
) : Screen
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
    public IReadOnlyList<GateItem> ApplyGate { get; private set; } = [];
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
        Act(MayDesign, "projects.said.submitted", () => design.Submit(Number, Input.Version, Cancel, Input.Reasons));

    public Task<IActionResult> OnPostWithdraw() =>
        Act(MayDesign, "projects.said.withdrawn", () => design.Withdraw(Number, Input.Version, Cancel));

    public Task<IActionResult> OnPostNotice() =>
        Act(MayDecide, "projects.said.notice", () => notices.Open(Number, Input.Version, Cancel));

    public Task<IActionResult> OnPostObjection(long objection, bool upheld) =>
        Act(
            MayDecide,
            "projects.said.objection",
            () => objections.Decide(Number, objection, upheld, Input.Reasons ?? "", Cancel)
        );

    /// <summary>Where the objector can be reached, for this answer only; reading it stands in the log.</summary>
    public async Task<IActionResult> OnPostContact(long objection)
    {
        if (!MayDecide)
            return Forbid();
        Reached = (objection, await objections.Contact(Number, objection, Cancel));
        await OnGet();
        return Page();
    }

    public Task<IActionResult> OnPostReturn() =>
        Act(
            MayDecide,
            "projects.said.returned",
            () => notices.Return(Number, Input.Version, Input.Reasons ?? "", Cancel)
        );

    public Task<IActionResult> OnPostApprove() =>
        Act(MayDecide, "projects.said.approved", () => notices.Approve(Number, Input.Version, Cancel));

    public Task<IActionResult> OnPostStart() =>
        Act(MayDesign, "projects.said.started", () => design.Start(Number, Input.Version, Cancel));

    public Task<IActionResult> OnPostComplete() =>
        Act(
            MayDesign,
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
        Act(MayDesign, "notice.said.board", () => proof.AddPhotos(Number, Input.Files, Cancel));

    public async Task<IActionResult> OnGetSheet() =>
        (await proof.Sheet(Number, Site.Address(HttpContext), Cancel)).File($"{Number} {Words["notice.sheet.file"]}");

    public async Task<IActionResult> OnGetProof() =>
        (await proof.Proof(Number, Cancel)).File($"{Number} {Words["notice.proof.file"]}");

    public Task<IActionResult> OnGetFile(long id) => files.Serve(Number, id, Response, Cancel);

    public Task<IActionResult> OnPostApply() =>
        Act(MayDesign, "projects.said.applied", () => apply.Apply(Number, Input.Version, Input.Selection, Cancel));

    public Task<IActionResult> OnPostTakeBack() =>
        Act(MayDesign, "projects.said.application-withdrawn", () => apply.Withdraw(Number, Input.Version, Cancel));

    public Task<IActionResult> OnPostStop() =>
        Act(MayDecide, "projects.said.stopped", () => design.Stop(Number, Input.Version, Input.Reasons ?? "", Cancel));

    private async Task<IActionResult> Act(bool allowed, string said, Func<Task> work)
    {
        if (!allowed)
            return Forbid();
        return await Do(
            work,
            () =>
            {
                Say(said, Number);
                return Redirect($"/projects/{Number}");
            }
        );
    }

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
        if (ProjectMoves.Allowed(View.Project.State, "applied"))
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
                    .. DesignProject
                        .Missing(View.Project, View.Text.Targets.Count > 0)
                        .Select(m => new GateItem(
                            m.Met,
                            Words[m.Key],
                            $"/projects/{Number}/edit#Input_{DesignProject.FieldOf(m.Key)}"
                        )),
                ];
    }
}
