using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Lists;
using Modular.Kernel.Ui;
using Modular.Projects.Plan;

namespace Modular.Projects.Pages.Projects;

/// <summary>What the account has to do in plans; being the owner of a task is all that is asked.</summary>
[SignedIn]
internal sealed class MyTasksModel(MyTasks tasks, PlanFeeds feeds, TimeProvider clock) : StaffPage
{
    public ListView List { get; private set; } = null!;
    public string? Feed { get; private set; }

    public Task OnGet() => Load();

    public async Task<IActionResult> OnGetExport(string? format) =>
        (await Listing()).File(format, Words["my-tasks.title"], await tasks.List(Cancel));

    public Task<IActionResult> OnPostFeed() =>
        Do(() => feeds.Renew("", true, Cancel), () => Redirect("/my-tasks#feed"));

    protected override async Task Load()
    {
        List = (await Listing()).Of(await tasks.List(Cancel));
        Feed = (await feeds.Addresses("", Cancel)).Own;
    }

    private async Task<Listing<MyTask>> Listing() =>
        new(Words, await ListAsked.Of(HttpContext, "/my-tasks"), clock.Today())
        {
            Columns =
            [
                new("name", "plan.name", ColumnKind.Main, t => t.Row.Task.Name) { Cells = Names },
                new("project", "my-tasks.project", ColumnKind.Text, t => t.Project),
                new("starts", "plan.starts", ColumnKind.Day, t => t.Row.Starts),
                new("last", "plan.last", ColumnKind.Day, t => t.Row.Ends),
                new("done", "plan.done", ColumnKind.Figure, t => t.Row.Done)
                {
                    Cells = t => [Cell.Said(t.Row.Done is { } done ? $"{done}%" : Words["list.nothing"])],
                    File = t => t.Row.Done is { } done ? $"{done}%" : null,
                },
            ],
            Empty = new("my-tasks.none", "/desk", "my-tasks.none.do"),
        };

    private IReadOnlyList<Cell> Names(MyTask task)
    {
        var name = Cell.Link(task.Row.Task.Name, $"/my-tasks/{task.Row.Task.Id}");
        return task.Row switch
        {
            { Late: > 0 and var days } => [name, Cell.Pill(Tone.Bad, Words["plan.late", days])],
            { Done: 100 } => [name, Cell.Pill(Tone.Good, Words["plan.finished"])],
            _ => [name],
        };
    }
}
