using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Documents;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Publicity;

namespace Modular.Projects.Pages.Projects;

/// <summary>The sheet to hang up, A4 or A3, with a code to read on.</summary>
[NeedsPermission(ProjectsModule.Read)]
internal sealed class PosterModel(DrawPoster posters, UnitDirectory units) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public string Number { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string? Size { get; set; }
    public PosterView View { get; private set; } = null!;
    public UnitTree Tree { get; private set; } = null!;
    public Sheet Poster { get; private set; } = null!;

    public async Task OnGet()
    {
        (View, Tree) = (await posters.Of(Number, Cancel), await units.Tree(Cancel));
        string address = Site.Address(HttpContext) + View.Path;
        Poster = Sheet.Of(View, Tree, Words, address, QrDrawing.Svg(address, 8), Size == "A3");
    }
}
