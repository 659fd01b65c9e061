using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Selections;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.Decide)]
internal sealed class NewSelectionModel(RunSelection run, UnitDirectory units, TimeProvider clock, ActingScope me)
    : StaffPage
{
    [BindProperty]
    public SelectionForm Input { get; set; } = new();
    public IReadOnlyList<SelectListItem> Units { get; private set; } = [];

    public async Task OnGet()
    {
        await Load();
        (Input.OpensOn, Input.ClosesOn, Input.Awards) = (
            clock.Today(),
            clock.Today().AddDays(30),
            Words["selections.awards.usual"]
        );
    }

    public async Task<IActionResult> OnPost()
    {
        long id = 0;
        return await Do(
            async () => id = await run.SetUp(Input.UnitId, Input.Text(), Cancel),
            () =>
            {
                Say("selections.said.set-up", Input.Name);
                return Redirect($"/selections/{id}");
            }
        );
    }

    protected override async Task Load()
    {
        var tree = await units.Tree(Cancel);
        Units = Choices.Units(
            tree,
            tree.Under(me.Current.ScopePath).Where(u => u.Kind is UnitKind.Town or UnitKind.District)
        );
    }
}
