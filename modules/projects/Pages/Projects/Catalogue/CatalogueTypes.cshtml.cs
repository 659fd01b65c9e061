using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;
using Modular.Projects.Catalogue;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.EditCatalogue)]
internal sealed class TypesModel(KeepCatalogue catalogue) : StaffPage
{
    public sealed class Form
    {
        public long Id { get; set; }
        public int Version { get; set; }

        [StringLength(30)]
        public string? Name { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();
    public IReadOnlyList<CatalogueType> Types { get; private set; } = [];

    public Task OnGet() => Load();

    public Task<IActionResult> OnPostAdd() => Act(() => catalogue.AddType(Input.Name, Cancel));

    public Task<IActionResult> OnPostRename() =>
        Act(() => catalogue.RenameType(Input.Id, Input.Version, Input.Name, Cancel));

    public Task<IActionResult> OnPostClose(bool closed) =>
        Act(() => catalogue.SetTypeClosed(Input.Id, Input.Version, closed, Cancel));

    public Task<IActionResult> OnPostMove(bool up) => Act(() => catalogue.MoveType(Input.Id, up, Cancel));

    private Task<IActionResult> Act(Func<Task> work) =>
        Do(
            work,
            () =>
            {
                Say("catalogue.said.types");
                return Redirect("/projects/catalogue/types");
            }
        );

    protected override async Task Load() => Types = await catalogue.Types(Cancel);
}
