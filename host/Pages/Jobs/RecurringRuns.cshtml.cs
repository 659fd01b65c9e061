using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Kernel.Rules;
using Modular.Kernel.Ui;

namespace Modular.Host.Pages.Jobs;

/// <summary>Every run of one kind of recurring work.</summary>
[NeedsPermission(KernelPermissions.Engine)]
[PostNeeds(KernelPermissions.EngineManage)]
internal sealed class RecurringRunsModel(ListRecurring list, AskRecurring ask) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public string Kind { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public DateTimeOffset? Before { get; set; }
    public RecurringWork Work { get; private set; } = null!;
    public IReadOnlyList<RecurringRun> Runs { get; private set; } = [];
    public DateTimeOffset? Older => Runs.Count == ListRecurring.Page ? Runs[^1].Slot : null;

    public Task OnGet() => Load();

    public Task<IActionResult> OnPostNow() =>
        Do(
            () => ask.Now(Kind, Cancel),
            () =>
            {
                Say("jobs.said.now", Words[$"job.{Kind}"]);
                return Redirect($"/jobs/recurring/{Kind}");
            }
        );

    protected override async Task Load()
    {
        ask.WholeDistrict();
        Work = await list.Find(Kind, Cancel) ?? throw new NotFound();
        Runs = await list.Runs(Kind, Before, Cancel);
    }
}
