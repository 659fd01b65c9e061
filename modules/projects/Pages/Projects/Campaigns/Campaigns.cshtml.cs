using Modular.Kernel.Data;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Campaigns;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.ReadUnit)]
internal sealed class CampaignsModel(RunCampaign campaigns, UnitDirectory units, TimeProvider clock) : StaffPage
{
    public IReadOnlyList<Campaign> Campaigns { get; private set; } = [];
    public UnitTree Tree { get; private set; } = null!;
    public DateTimeOffset Now => clock.GetUtcNow();

    public async Task OnGet()
    {
        Campaigns = await campaigns.List(Cancel);
        Tree = await units.Tree(Cancel);
    }
}
