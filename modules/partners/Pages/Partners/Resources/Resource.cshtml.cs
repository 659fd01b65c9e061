using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Partners.Domain;
using Modular.Partners.Resources;

namespace Modular.Partners.Pages.Partners;

/// <summary>Adds or changes one resource.</summary>
[NeedsPermission(PartnersModule.Claim)]
internal sealed class ResourceModel(KeepResources resources, UnitDirectory units, ActingScope me) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public long? Id { get; set; }

    [BindProperty]
    public ResourceText Input { get; set; } = new();
    public Resource? Known { get; private set; }
    public IReadOnlyList<SelectListItem> Units { get; private set; } = [];

    public async Task OnGet()
    {
        await Load();
        if (Known is { } r)
            Input = new()
            {
                UnitId = r.UnitId,
                Kind = r.Kind,
                Title = r.Title,
                Description = r.Description,
                Categories = r.Categories,
                When = r.When,
                FromDay = r.FromDay,
                UntilDay = r.UntilDay,
                Capacity = r.Capacity,
                Version = r.Version,
            };
    }

    public Task<IActionResult> OnPost() =>
        Do(
            () => Id is { } id ? resources.Change(id, Input, Cancel) : resources.Add(Input, Cancel),
            () =>
            {
                Say("partners.said.saved", Input.Title);
                return Redirect("/partners");
            }
        );

    public Task<IActionResult> OnPostRetire()
    {
        ModelState.Clear();
        return Do(
            () => resources.Retire(Id ?? 0, true, Cancel),
            () =>
            {
                Say("partners.said.retired");
                return Redirect("/partners");
            }
        );
    }

    protected override async Task Load()
    {
        if (Id is { } id)
            Known = await resources.One(id, Cancel);
        var tree = await units.Tree(Cancel);
        Units = Choices.Units(
            tree,
            tree.Under(me.Current.ScopePath).Where(u => u.Kind is UnitKind.PartnerUnit or UnitKind.Department)
        );
    }
}
