using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;
using Modular.Projects.Selections;

namespace Modular.Projects.Pages.Projects;

/// <summary>Name, window, weights and awards are put right while the selection is open.</summary>
[NeedsPermission(ProjectsModule.Decide)]
internal sealed class EditSelectionModel(ShowSelections read, RunSelection run) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public SelectionForm Input { get; set; } = new();
    public SelectionView View { get; private set; } = null!;

    public async Task OnGet()
    {
        await Load();
        var s = View.Selection;
        (Input.Name, Input.OpensOn, Input.ClosesOn, Input.Weights, Input.Awards, Input.Version) = (
            s.Name,
            s.OpensOn,
            s.ClosesOn,
            [.. s.WeightList],
            s.Awards,
            s.Version
        );
    }

    public Task<IActionResult> OnPost() =>
        Do(
            () => run.Change(Id, Input.Version, Input.Text(), Cancel),
            () =>
            {
                Say("selections.said.changed", Input.Name);
                return Redirect($"/selections/{Id}");
            }
        );

    protected override async Task Load()
    {
        View = await read.One(Id, Cancel);
        // Whoever applies reads a selection of a unit above; its form is for those who hold it.
        if (View.Applicant)
            throw new Kernel.Rules.NotFound();
    }
}
