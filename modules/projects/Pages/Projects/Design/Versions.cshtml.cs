using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;
using Modular.Projects.Design;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.Read)]
internal sealed class VersionsModel(CompareVersions versions) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public string Number { get; set; } = "";
    public VersionPair Pair { get; private set; } = null!;

    public async Task OnGet(int? from, int? to) => Pair = await versions.Pair(Number, from, to, Cancel);
}
