using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Campaigns;
using Modular.Projects.Domain;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.ReadUnit)]
internal sealed class CampaignUnitModel(RunCampaign campaigns, CampaignBoard board, UnitDirectory units, ActingScope me)
    : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public int Unit { get; set; }
    public Campaign Campaign { get; private set; } = null!;
    public BoardRow Row { get; private set; } = null!;
    public string Name { get; private set; } = "";
    public IReadOnlyList<Project> Projects { get; private set; } = [];

    public async Task OnGet()
    {
        Campaign = await campaigns.One(Id, Cancel);
        var tree = await units.Tree(Cancel);
        Row =
            (await board.Of(Campaign, me.Current.ScopePath, Cancel)).Rows.FirstOrDefault(r => r.Unit.Id == Unit)
            ?? throw new NotFound();
        Name = tree.Trail(Unit);
        Projects =
        [
            .. (await board.Projects(Campaign, Row.Unit.Path, drafts: true, Cancel)).Where(p => p.UnitId == Unit),
        ];
    }
}
