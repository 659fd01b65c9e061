using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Domain;
using Modular.Projects.Library;

namespace Modular.Projects.Pages.Projects;

/// <summary>A unit takes over a project of the library.</summary>
[NeedsPermission(ProjectsModule.Design)]
internal sealed class AdoptModel(AdoptProject adopt, UnitDirectory units, ActingScope me) : StaffPage
{
    public sealed class Form
    {
        public int UnitId { get; set; }

        [StringLength(400)]
        public string? Note { get; set; }
    }

    [BindProperty(SupportsGet = true)]
    public string Number { get; set; } = "";

    [BindProperty]
    public Form Input { get; set; } = new();
    public Project Source { get; private set; } = null!;
    public UnitTree Tree { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> Units { get; private set; } = [];

    public async Task OnGet()
    {
        Input.UnitId = me.Current.UnitId ?? 0;
        await Load();
    }

    public async Task<IActionResult> OnPost(bool copy)
    {
        AdoptedDraft? made = null;
        return await Do(
            async () =>
            {
                var adoption = await adopt.Ask(Number, Input.UnitId, Input.Note, Cancel);
                if (copy)
                    made = await adopt.Copy(adoption.Id, Cancel);
            },
            () =>
            {
                if (made is null)
                    Say("projects.said.adopt-asked");
                else
                    Say(made.Key, made.Detail(Words));
                return Redirect(made is null ? "/projects/adoptions" : $"/projects/{made.Draft.Number}/edit");
            }
        );
    }

    protected override async Task Load()
    {
        Source = await adopt.Source(Number, Cancel);
        Tree = await units.Tree(Cancel);
        Units = Choices.Units(
            Tree,
            Tree.Under(me.Current.ScopePath)
                .Where(u => u.Kind is UnitKind.Community or UnitKind.Town or UnitKind.District && u.Id != Source.UnitId)
        );
    }
}
