using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;
using Modular.Projects.Activities;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.Design)]
internal sealed class NewActivityModel(ListActivities browse, KeepActivities keep, TimeProvider clock) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public string Number { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public long Task { get; set; }

    [BindProperty]
    public ActivityForm Input { get; set; } = new();
    public IReadOnlyList<SelectListItem> Places { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Tasks { get; private set; } = [];
    public string Title { get; private set; } = "";

    public async Task OnGet()
    {
        Input.On = clock.Today().AddDays(1);
        (Input.From, Input.To, Input.TaskId) = (new(9, 0), new(11, 0), Task);
        await Load();
    }

    public async Task<IActionResult> OnPost()
    {
        long id = 0;
        return await Do(
            async () => id = await keep.Add(Number, Input.Text(), Cancel),
            () =>
            {
                Say("activity.said.planned", Input.Title);
                return Redirect($"/projects/{Number}/activities/{id}");
            }
        );
    }

    protected override async Task Load()
    {
        var list = await browse.List(Number, new(Series: -1), Cancel);
        (Title, Places) = (list.Project.Title, ActivityForm.Places(list.Places.Values, Words["activity.elsewhere"]));
        Tasks = ActivityForm.Tasks(await browse.Tasks(list.Project.Id, Cancel), Words["activity.task.none"]);
    }
}
