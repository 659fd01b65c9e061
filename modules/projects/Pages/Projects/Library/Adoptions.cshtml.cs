using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Domain;
using Modular.Projects.Library;

namespace Modular.Projects.Pages.Projects;

/// <summary>What our units take over, and what others take over from ours.</summary>
[NeedsPermission(ProjectsModule.Read)]
[PostNeeds(ProjectsModule.Design)]
internal sealed class AdoptionsModel(FollowAdoptions follow, AdoptProject adopt, UnitDirectory units, ActingScope me)
    : StaffPage
{
    public sealed class Form
    {
        public AdoptionState State { get; set; }

        [StringLength(400)]
        public string? Note { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();
    public IReadOnlyList<(AdoptionLine Line, Project Source)> Rows { get; private set; } = [];
    public UnitTree Tree { get; private set; } = null!;
    public bool MayDesign => me.Current.May(ProjectsModule.Design);

    /// <summary>By the acting person's own unit; what units below take up is theirs to do.</summary>
    public bool Taking(Adoption adoption) => adoption.UnitId == me.Current.UnitId;

    /// <summary>What its unit may tell of it: how it stands, that they are in contact, that it ended.</summary>
    public static IEnumerable<AdoptionState> Next(Adoption adoption) =>
        adoption.State == AdoptionState.Asked
            ? [AdoptionState.Asked, AdoptionState.InContact, AdoptionState.Ended]
            : new[] { adoption.State, AdoptionState.Ended }.Distinct();

    public Task OnGet() => Load();

    public async Task<IActionResult> OnPostTell(long id)
    {
        return await Do(
            () => adopt.Tell(id, Input.State, Input.Note ?? "", Cancel),
            () =>
            {
                Say("projects.said.adoption");
                return Redirect("/projects/adoptions");
            }
        );
    }

    public async Task<IActionResult> OnPostCopy(long id)
    {
        AdoptedDraft? made = null;
        return await Do(
            async () => made = await adopt.Copy(id, Cancel),
            () =>
            {
                Say(made!.Key, made.Detail(Words));
                return Redirect($"/projects/{made.Draft.Number}/edit");
            }
        );
    }

    protected override async Task Load()
    {
        Tree = await units.Tree(Cancel);
        Rows = await follow.Ours(Cancel);
    }
}
