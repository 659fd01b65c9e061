using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Data;
using Modular.Kernel.Documents;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;

namespace Modular.Needs.Pages.Needs;

/// <summary>A sheet to hang up at a place: who scans it asks with community and place filled in.</summary>
[NeedsPermission(NeedsModule.Register)]
internal sealed class PosterModel(UnitDirectory units, ActingScope me) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public int? Unit { get; set; }

    [BindProperty(SupportsGet = true), StringLength(120)]
    public string? Place { get; set; }
    public IReadOnlyList<SelectListItem> Units { get; private set; } = [];
    public string? UnitName { get; private set; }
    public string? Address { get; private set; }

    public string? Drawing { get; private set; }

    public async Task OnGet()
    {
        var tree = await units.Tree(Cancel);
        Units = Choices.Units(tree, tree.Under(me.Current.ScopePath).Where(u => u.Kind == UnitKind.Community));
        if (
            Unit is not { } id
            || tree.Find(id) is not { } unit
            || !unit.Path.StartsWith(me.Current.ScopePath ?? "-", StringComparison.Ordinal)
            || string.IsNullOrWhiteSpace(Place)
            || !ModelState.IsValid
        )
            return;
        string site = Site.Address(HttpContext);
        (UnitName, Address) = (
            unit.Name,
            $"{site}/ask?unit={Uri.EscapeDataString(unit.Code)}&place={Uri.EscapeDataString(Place.Trim())}"
        );
        Drawing = QrDrawing.Svg(Address);
    }
}
