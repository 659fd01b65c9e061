using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Brands;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.Read)]
[PostNeeds(ProjectsModule.Design)]
internal sealed class BrandModel(KeepBrands brands, UnitDirectory units, ActingScope me) : StaffPage
{
    public sealed class Form
    {
        public int Version { get; set; }

        [StringLength(40)]
        public string? Name { get; set; }

        [StringLength(80)]
        public string? Slogan { get; set; }

        [StringLength(4000)]
        public string? Story { get; set; }
        public bool Shown { get; set; }
        public long Project { get; set; }

        [StringLength(80)]
        public string? Honour { get; set; }

        [StringLength(80)]
        public string? From { get; set; }
        public DateOnly? On { get; set; }
    }

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();
    public BrandView View { get; private set; } = null!;
    public UnitTree Tree { get; private set; } = null!;
    public bool MayDesign => me.Current.May(ProjectsModule.Design);

    public async Task OnGet()
    {
        await Load();
        var b = View.Brand;
        (Input.Version, Input.Name, Input.Slogan, Input.Story, Input.Shown) = (
            b.Version,
            b.Name,
            b.Slogan,
            b.Story,
            b.Shown
        );
    }

    public Task<IActionResult> OnPostChange() =>
        Act(
            "projects.said.brand-saved",
            () => brands.Change(Id, Input.Version, Input.Name ?? "", Input.Slogan, Input.Story, Input.Shown, Cancel)
        );

    public Task<IActionResult> OnPostGroup() =>
        Act("projects.said.grouped", () => brands.Group(Id, Input.Project, Cancel));

    public Task<IActionResult> OnPostUngroup(long project) =>
        Act("projects.said.ungrouped", () => brands.Ungroup(Id, project, Cancel));

    public Task<IActionResult> OnPostHonour() =>
        Act(
            "projects.said.honoured",
            () => brands.Honour(Id, Input.Honour ?? "", Input.From ?? "", Input.On ?? default, Cancel)
        );

    public Task<IActionResult> OnPostChangeHonour(long honour) =>
        Act(
            "projects.said.honour-changed",
            () => brands.ChangeHonour(Id, honour, Input.Honour ?? "", Input.From ?? "", Input.On ?? default, Cancel)
        );

    public Task<IActionResult> OnPostRemoveHonour(long honour) =>
        Act("projects.said.honour-removed", () => brands.RemoveHonour(Id, honour, Cancel));

    private Task<IActionResult> Act(string said, Func<Task> work) => Do(work, said, $"/projects/brands/{Id}");

    protected override async Task Load()
    {
        Tree = await units.Tree(Cancel);
        View = await brands.One(Id, Cancel);
    }
}
