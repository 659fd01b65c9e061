using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Kernel.Ui;

namespace Modular.Host.Pages.Jobs;

/// <summary>What the system does by itself: when it ran, how it went, when it comes again.</summary>
[NeedsPermission(KernelPermissions.Engine)]
[PostNeeds(KernelPermissions.EngineManage)]
internal sealed class RecurringModel(ListRecurring list, AskRecurring ask) : StaffPage
{
    public IReadOnlyList<RecurringWork> Works { get; private set; } = [];

    public Task OnGet() => Load();

    public Task<IActionResult> OnPostNow(string kind) =>
        Do(
            () => ask.Now(kind, Cancel),
            () =>
            {
                Say("jobs.said.now", Words[$"job.{kind}"]);
                return Redirect($"/jobs/recurring/{kind}");
            }
        );

    protected override async Task Load()
    {
        ask.WholeDistrict();
        Works = await list.All(Cancel);
    }
}
