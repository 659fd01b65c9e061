using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;
using Modular.Projects.Plan;

namespace Modular.Projects.Pages.Projects;

[SignedIn]
internal sealed class MyTaskModel(KeepChecklist checklist) : StaffPage
{
    public sealed class Form
    {
        public List<IFormFile>? Files { get; set; }
    }

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();
    public TaskSheet Sheet { get; private set; } = null!;

    public Task OnGet() => Load();

    public Task<IActionResult> OnGetFile(long file) => checklist.ServeOwn(Id, file, Response, Cancel);

    public Task<IActionResult> OnPostTick(long item) =>
        Do(
            () => checklist.TickOwn(Id, item, Input.Files, Cancel),
            () =>
            {
                Say("plan.said.ticked");
                return Redirect($"/my-tasks/{Id}");
            }
        );

    protected override async Task Load() => Sheet = await checklist.SheetOwn(Id, Cancel);
}
