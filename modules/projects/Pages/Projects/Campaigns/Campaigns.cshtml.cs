using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Lists;
using Modular.Kernel.Texts;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Campaigns;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.ReadUnit)]
internal sealed class CampaignsModel(RunCampaign campaigns, UnitDirectory units, ActingScope me, TimeProvider clock)
    : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public CampaignState? State { get; set; }

    public ListView List { get; private set; } = null!;

    private DateOnly Today => clock.Today();

    public async Task OnGet() => List = (await Listing()).Of(await campaigns.List(State, Cancel));

    public async Task<IActionResult> OnGetExport(string? format) =>
        (await Listing()).File(format, Words["campaigns.menu"], await campaigns.List(State, Cancel));

    private async Task<Listing<Campaign>> Listing()
    {
        var tree = await units.Tree(Cancel);
        return new(Words, await ListAsked.Of(HttpContext, "/projects/campaigns"), Today)
        {
            Columns =
            [
                new("name", "campaigns.name", ColumnKind.Main, c => c.Name)
                {
                    Cells = c => [Cell.Link(c.Name, $"/projects/campaigns/{c.Id}")],
                },
                new("by", "campaigns.by", ColumnKind.Text, c => tree.Name(c.UnitId)),
                new("window", "campaigns.window", ColumnKind.Day, c => c.OpensOn)
                {
                    Cells = c => [Cell.Said(Window(c))],
                    NotInFile = true,
                },
                new("opens", "campaigns.opens", ColumnKind.Day, c => c.OpensOn) { FileOnly = true },
                new("closes", "campaigns.closes", ColumnKind.Day, c => c.ClosesOn) { Spare = true },
                new("state", "projects.state", ColumnKind.Text, c => Words.Of(c.State))
                {
                    Cells = States,
                    Order = c => c.State,
                },
            ],
            Filters = [ListFilter.Facet("state", "projects.state", ListFilter.Each<CampaignState>(Words))],
            Empty = me.Current.May(ProjectsModule.Campaign)
                ? new("campaigns.none", "/projects/campaigns/edit", "campaigns.add")
                : new("campaigns.none-yet"),
        };
    }

    private string Window(Campaign campaign) =>
        $"{Words.ShortDate(campaign.OpensOn, Today)} – {Words.ShortDate(campaign.ClosesOn, Today)}";

    private IReadOnlyList<Cell> States(Campaign campaign)
    {
        var state = Cell.Pill(CampaignForms.Tone(campaign.State), Words.Of(campaign.State));
        return campaign.State == CampaignState.Open && campaign.ClosesAt <= clock.GetUtcNow()
            ? [state, Cell.Pill(Tone.Risk, Words["campaigns.over"])]
            : [state];
    }
}
