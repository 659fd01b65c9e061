using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;
using Modular.Projects.Plan;

namespace Modular.Projects.Pages.Projects;

/// <summary>What the account has to do in plans; being the owner of a task is all that is asked.</summary>
[SignedIn]
internal sealed class MyTasksModel(MyTasks tasks, PlanFeeds feeds) : StaffPage
{
    public IReadOnlyList<MyTask> Tasks { get; private set; } = [];
    public string? Feed { get; private set; }

    public Task OnGet() => Load();

    public Task<IActionResult> OnPostFeed() =>
        Do(() => feeds.Renew("", true, Cancel), () => Redirect("/my-tasks#feed"));

    protected override async Task Load() =>
        (Tasks, Feed) = (await tasks.List(Cancel), (await feeds.Addresses("", Cancel)).Own);
}
