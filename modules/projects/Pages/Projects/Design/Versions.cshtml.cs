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
using Modular.Projects.Campaigns;
using Modular.Projects.Catalogue;
using Modular.Projects.Design;
using Modular.Projects.Files;
using Modular.Projects.Library;
using Modular.Projects.Notice;
using Modular.Projects.Plan;
using Modular.Projects.Review;
using Modular.Projects.Selections;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.Read)]
internal sealed class VersionsModel(CompareVersions versions) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public string Number { get; set; } = "";
    public VersionPair Pair { get; private set; } = null!;

    public async Task OnGet(int? from, int? to) => Pair = await versions.Pair(Number, from, to, Cancel);
}
