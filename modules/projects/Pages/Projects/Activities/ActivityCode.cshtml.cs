using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Documents;
using Modular.Kernel.Ui;
using Modular.Projects.Activities;

namespace Modular.Projects.Pages.Projects;

/// <summary>The code for the screen or the wall.</summary>
[NeedsPermission(ProjectsModule.Design)]
internal sealed class ActivityCodeModel(ListActivities browse, SignInCode codes) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public string Number { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }
    public ActivityView View { get; private set; } = null!;
    public string Address { get; private set; } = "";

    public Task OnGet() => Load();

    public async Task<IActionResult> OnGetNow()
    {
        await Load();
        Response.Headers.CacheControl = "no-store";
        return Content(QrDrawing.Svg(Address, 8), "image/svg+xml");
    }

    protected override async Task Load()
    {
        View = await browse.One(Number, Id, false, Cancel);
        Address = $"{Site.Address(HttpContext)}/a/{codes.Token(View.Activity)}";
    }
}
