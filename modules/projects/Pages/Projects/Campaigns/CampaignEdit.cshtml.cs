using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Campaigns;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.Campaign)]
internal sealed class CampaignEditModel(RunCampaign campaigns, UnitDirectory units, ActingScope me, TimeProvider clock)
    : StaffPage
{
    public sealed class Form
    {
        public int Version { get; set; }
        public int UnitId { get; set; }

        [Required, StringLength(80)]
        public string Name { get; set; } = "";
        public DateOnly? OpensOn { get; set; }
        public DateOnly? ClosesOn { get; set; }
        public bool Communities { get; set; } = true;
        public bool Towns { get; set; } = true;
        public int CommunityLeast { get; set; } = 1;
        public int? CommunityMost { get; set; } = 2;
        public int TownLeast { get; set; } = 1;
        public int? TownMost { get; set; }
        public int KeyLeast { get; set; }
        public int? KeyMost { get; set; } = 1;
        public int GeneralLeast { get; set; }
        public int? GeneralMost { get; set; }
        public int MicroLeast { get; set; }
        public int? MicroMost { get; set; }

        [StringLength(40)]
        public string? RemindDays { get; set; } = "10,5,1";

        [StringLength(2000)]
        public string? Notes { get; set; }
        public bool Anyway { get; set; }

        public CampaignPlan Plan() =>
            new(
                Name,
                OpensOn,
                ClosesOn,
                Communities,
                Towns,
                new(CommunityLeast, CommunityMost),
                new(TownLeast, TownMost),
                new(KeyLeast, KeyMost),
                new(GeneralLeast, GeneralMost),
                new(MicroLeast, MicroMost),
                RemindDays ?? "",
                Notes ?? ""
            );

        public static Form Of(Campaign c) =>
            new()
            {
                Version = c.Version,
                UnitId = c.UnitId,
                Name = c.Name,
                OpensOn = c.OpensOn,
                ClosesOn = c.ClosesOn,
                Communities = c.Communities,
                Towns = c.Towns,
                CommunityLeast = c.CommunityLeast,
                CommunityMost = c.CommunityMost,
                TownLeast = c.TownLeast,
                TownMost = c.TownMost,
                KeyLeast = c.KeyLeast,
                KeyMost = c.KeyMost,
                GeneralLeast = c.GeneralLeast,
                GeneralMost = c.GeneralMost,
                MicroLeast = c.MicroLeast,
                MicroMost = c.MicroMost,
                RemindDays = c.RemindDays,
                Notes = c.Notes,
            };
    }

    [BindProperty(SupportsGet = true)]
    public long? Id { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();
    public IReadOnlyList<SelectListItem> Units { get; private set; } = [];

    /// <summary>The window moves by extension only.</summary>
    public bool WindowFixed { get; private set; }

    public async Task OnGet()
    {
        await Load();
        if (Id is { } id)
            Input = Form.Of(await campaigns.One(id, Cancel));
        else
            (Input.OpensOn, Input.ClosesOn, Input.Name) = (
                clock.Today(),
                clock.Today().AddMonths(1),
                Words["campaigns.name.usual", $"{clock.Today().Year}"]
            );
    }

    public async Task<IActionResult> OnPost()
    {
        long id = Id ?? 0;
        return await Do(
            async () =>
            {
                if (Id is null)
                    id = await campaigns.Draft(Input.UnitId, Input.Plan(), Cancel);
                else
                    await campaigns.Change(id, Input.Version, Input.Plan(), Cancel, Input.Anyway);
            },
            () =>
            {
                Say("campaigns.said.saved", Input.Name);
                return Redirect($"/projects/campaigns/{id}");
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
        WindowFixed = Id is { } id && (await campaigns.One(id, Cancel)).State != CampaignState.Draft;
    }
}
