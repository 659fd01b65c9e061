using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Access;
using Modular.Kernel.Ui;
using Modular.Projects.Design;
using Modular.Projects.Effect;
using Modular.Projects.Library;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.Read)]
internal sealed class EffectModel(BrowseProjects browse, MeasureEffect effect, ActingScope me) : Screen
{
    public sealed class Form
    {
        public bool End { get; set; } = true;
        public decimal? Figure { get; set; }
        public int? Asked { get; set; }
        public DateOnly? On { get; set; }
        [StringLength(200)] public string? Source { get; set; }
        [StringLength(200)] public string? Reason { get; set; }
    }

    [BindProperty(SupportsGet = true)] public string Number { get; set; } = "";
    [BindProperty] public Form Input { get; set; } = new();
    public EffectView View { get; private set; } = null!;
    public bool MayWrite => me.Current.May(ProjectsModule.Design) && ProjectMoves.Live.Contains(View.Project.State);

    public Task OnGet() => Load();

    public async Task<IActionResult> OnPostMeasure(long target)
    {
        if (!me.Current.May(ProjectsModule.Design)) return Forbid();
        return await Do(() => effect.Measure(Number, target, Input.End, Input.Figure, Input.Asked, Input.Source ?? "", Cancel, Input.On, Input.Reason), () =>
        {
            Say("projects.said.measured", Number);
            return Redirect($"/projects/{Number}/effect");
        });
    }

    protected override async Task Load() => View = await effect.Of((await browse.One(Number, Cancel)).Project, Cancel);
}
