using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Documents;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Domain;
using Modular.Projects.Library;
using Modular.Projects.Publicity;
using Modular.Projects.Rota;

namespace Modular.Projects.Pages.Projects;

/// <summary>What the centres print: poster, sheet, materials.</summary>
[NeedsPermission(ProjectsModule.Read)]
internal sealed class RotaPackModel(RunMonth run, ShowLibrary library, DrawPoster posters, UnitDirectory units)
    : StaffPage
{
    [BindProperty(SupportsGet = true, Name = "month")]
    public string Key { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string? Size { get; set; }
    public MonthView View { get; private set; } = null!;
    public LibraryStory? Story { get; private set; }
    public UnitTree Tree { get; private set; } = null!;
    public Sheet? Poster { get; private set; }

    public async Task OnGet()
    {
        View = await run.One(Months.Parse(Key) ?? throw new Kernel.Rules.NotFound(), Cancel);
        Tree = await units.Tree(Cancel);
        if (View.Project is null || await posters.OfPublic(View.Project, Cancel) is not { } poster)
            return;
        Story = await library.One(View.Project.Number, Cancel);
        string address = Site.Address(HttpContext) + poster.Path;
        Poster = Sheet.Of(
            poster,
            Tree,
            Words,
            address,
            QrDrawing.Svg(address, 8),
            Size == "A3",
            Words["projects.poster.month", Words.Say(View.Turn.Month), View.Town?.Name ?? ""]
        );
    }
}
