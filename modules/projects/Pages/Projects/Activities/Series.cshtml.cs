using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Ui;
using Modular.Projects.Activities;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.Design)]
internal sealed class SeriesModel(ListActivities browse, KeepSeries keep, TimeProvider clock) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public string Number { get; set; } = "";

    /// <summary>Null for a new service.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Id { get; set; }

    [BindProperty]
    public SeriesForm Input { get; set; } = new();
    public string Title { get; private set; } = "";
    public IReadOnlyList<SelectListItem> Places { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Tasks { get; private set; } = [];
    public PlannedDays? Preview { get; private set; }
    public IReadOnlyList<SelectListItem> Weeks =>
        [.. Enumerable.Range(1, 5).Select(w => Choices.Item(Words[$"series.week.{w}"], w))];

    public async Task OnGet()
    {
        if (Id is { } id)
            Input = SeriesForm.Of(await browse.Series(Number, id, Cancel));
        else
            (Input.From, Input.Until, Input.Start, Input.End) = (
                clock.Today(),
                clock.Today().AddMonths(6),
                new(9, 0),
                new(11, 0)
            );
        await Load();
    }

    /// <summary>Shows the days without keeping anything.</summary>
    public Task<IActionResult> OnPostPreview() =>
        Do(async () => Preview = await keep.Preview(await Given(), Cancel), Page);

    public async Task<IActionResult> OnPost() =>
        await Do(
            async () =>
            {
                if (Id is { } id)
                    await keep.Change(Number, id, Input.Version, await Given(), Cancel);
                else
                    await keep.Add(Number, Input.Text(), Cancel);
            },
            () =>
            {
                Say(Id is null ? "series.said.added" : "series.said.changed", Input.Title);
                return Redirect($"/projects/{Number}/activities#services");
            }
        );

    public Task<IActionResult> OnPostGiveUp() =>
        Do(
            () => keep.GiveUp(Number, Id ?? 0, Input.Version, Input.Reason, Cancel),
            () =>
            {
                Say("series.said.given-up");
                return Redirect($"/projects/{Number}/activities#services");
            }
        );

    private async Task<SeriesText> Given()
    {
        await Load();
        return Id is { } id
            ? Input.Text() with
            {
                From = (await browse.Series(Number, id, Cancel)).From,
            }
            : Input.Text();
    }

    protected override async Task Load()
    {
        var list = await browse.List(Number, new(Series: -1), Cancel);
        if (Id is { } id && list.Series.All(s => s.Id != id))
            throw new NotFound();
        (Title, Places) = (list.Project.Title, ActivityForm.Places(list.Places.Values, null));
        Tasks = ActivityForm.Tasks(await browse.Tasks(list.Project.Id, Cancel), Words["activity.task.none"]);
    }
}
