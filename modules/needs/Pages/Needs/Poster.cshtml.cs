using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Configuration;
using Modular.Kernel.Access;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using QRCoder;

namespace Modular.Needs.Pages.Needs;

/// <summary>A sheet to hang up at a place: who scans it asks with community and place filled in.</summary>
[NeedsPermission(NeedsModule.Register)]
internal sealed class PosterModel(UnitDirectory units, IConfiguration configuration, ActingScope me) : Screen
{
    [BindProperty(SupportsGet = true)] public int? Unit { get; set; }
    [BindProperty(SupportsGet = true), StringLength(120)] public string? Place { get; set; }
    public IReadOnlyList<SelectListItem> Units { get; private set; } = [];
    public string? UnitName { get; private set; }
    public string? Address { get; private set; }

    /// <summary>The code as a drawing; black on white whatever the theme, or scanners fail.</summary>
    public string? Drawing { get; private set; }

    public async Task OnGet()
    {
        var tree = await units.Tree(Cancel);
        Units = Choices.Units(tree, tree.Under(me.Current.ScopePath).Where(u => u.Kind == UnitKind.Community));
        if (Unit is not { } id || tree.Find(id) is not { } unit || !unit.Path.StartsWith(me.Current.ScopePath ?? "-", StringComparison.Ordinal) || string.IsNullOrWhiteSpace(Place) || !ModelState.IsValid) return;
        string site = (configuration["Mail:Link"] ?? $"{Request.Scheme}://{Request.Host}").TrimEnd('/');
        (UnitName, Address) = (unit.Name, $"{site}/ask?unit={Uri.EscapeDataString(unit.Code)}&place={Uri.EscapeDataString(Place.Trim())}");
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(Address, QRCodeGenerator.ECCLevel.Q);
        using var code = new SvgQRCode(data);
        Drawing = code.GetGraphic(6);
    }
}
