using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Domain;
using Modular.Projects.Library;

namespace Modular.Projects.Pages.Projects;

/// <summary>A project and the library: its materials, the shelf, who takes it over, where it came from.</summary>
[NeedsPermission(ProjectsModule.Read)]
[PostNeeds(ProjectsModule.Decide)]
internal sealed class ProjectLibraryModel(
    ShowProject browse,
    ShareProject share,
    KeepMaterials materials,
    ProjectFiles files,
    FollowAdoptions adoptions,
    UnitDirectory units,
    ActingScope me
) : StaffPage
{
    public sealed class Form
    {
        public int Version { get; set; }

        [StringLength(120)]
        public string? Contact { get; set; }

        [Range(0, 100_000_000, ErrorMessage = "projects.share.people-wrong")]
        public int? People { get; set; }

        [StringLength(200)]
        public string? Honours { get; set; }

        [StringLength(400)]
        public string? Reasons { get; set; }

        [StringLength(400)]
        public string? Why { get; set; }
        public MaterialKind Kind { get; set; }

        [StringLength(80)]
        public string? Title { get; set; }
        public bool Shown { get; set; } = true;
        public List<IFormFile>? Files { get; set; }
    }

    [BindProperty(SupportsGet = true)]
    public string Number { get; set; } = "";

    [BindProperty]
    public Form Input { get; set; } = new();
    public Project Project { get; private set; } = null!;
    public LibraryEntry? Entry { get; private set; }
    public IReadOnlyList<GateItem> Gate { get; private set; } = [];
    public IReadOnlyList<MaterialLine> Materials { get; private set; } = [];
    public IReadOnlyList<AdoptionLine> Adoptions { get; private set; } = [];
    public AdoptionLine? Made { get; private set; }
    public Lineage Lineage { get; private set; } = null!;

    /// <summary>It stood to the end of a selection.</summary>
    public bool Judged { get; private set; }
    public UnitTree Tree { get; private set; } = null!;
    public bool MayDecide => me.Current.May(ProjectsModule.Decide);
    public bool MayDesign => me.Current.May(ProjectsModule.Design);

    public async Task OnGet()
    {
        await Load();
        (Input.Contact, Input.People, Input.Honours, Input.Version) = (
            Entry?.Contact ?? Contact(),
            Entry?.People,
            Entry?.Honours,
            Entry?.Version ?? Project.Version
        );
    }

    public Task<IActionResult> OnGetFile(long id) => files.Serve(Number, id, Response, Cancel);

    public Task<IActionResult> OnPostShare() =>
        Act(
            "projects.said.shared",
            () =>
                share.Share(
                    Number,
                    Input.Version,
                    Input.Contact ?? "",
                    Input.People ?? 0,
                    Input.Honours,
                    Cancel,
                    Input.Why
                )
        );

    public Task<IActionResult> OnPostChange() =>
        Act(
            "projects.said.saved",
            () => share.Change(Number, Input.Version, Input.Contact ?? "", Input.People ?? 0, Input.Honours, Cancel)
        );

    public Task<IActionResult> OnPostTakeOut() =>
        Act("projects.said.taken-out", () => share.TakeOut(Number, Input.Reasons ?? "", Cancel));

    public Task<IActionResult> OnPostPutBack() => Act("projects.said.put-back", () => share.PutBack(Number, Cancel));

    [PostNeeds(ProjectsModule.Design)]
    public Task<IActionResult> OnPostMaterial() =>
        Act(
            "projects.said.material",
            () => materials.Add(Number, Input.Kind, Input.Title ?? "", Input.Shown, Input.Files, Cancel),
            "#materials"
        );

    [PostNeeds(ProjectsModule.Design)]
    public Task<IActionResult> OnPostShow(long id, bool shown) =>
        Act(
            shown ? "projects.said.shown" : "projects.said.hidden",
            () => materials.Show(Number, id, shown, Cancel),
            "#materials"
        );

    private Task<IActionResult> Act(string said, Func<Task> work, string to = "") =>
        Do(work, said, $"/projects/{Number}/library{to}", Number);

    private string Contact() => Tree.Find(Project.UnitId) is { } unit ? $"{unit.Name} {unit.ContactPhone}".Trim() : "";

    protected override async Task Load()
    {
        Project = (await browse.One(Number, Cancel)).Project;
        Tree = await units.Tree(Cancel);
        Entry = await share.Entry(Project.Id, Cancel);
        Gate = await share.Gate(Project, Cancel);
        Judged = await share.Judged(Project, Cancel);
        Materials = await materials.Of(Project.Id, Cancel);
        Adoptions = await adoptions.Of(Project.Id, Cancel);
        Made = await adoptions.By(Project.Id, Cancel);
        Lineage = await adoptions.Lineage(Project, Cancel);
    }
}
