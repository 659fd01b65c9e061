using Modular.Kernel.Data;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Selections;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.Read)]
internal sealed class SelectionsModel(ShowSelections read, UnitDirectory units) : StaffPage
{
    public IReadOnlyList<Selection> Selections { get; private set; } = [];
    public UnitTree Tree { get; private set; } = null!;

    public async Task OnGet() => (Tree, Selections) = (await units.Tree(Cancel), await read.List(Cancel));
}
