using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Kernel.Ui;

namespace Modular.Host.Pages.Jobs;

[NeedsPermission(KernelPermissions.Jobs)]
internal sealed class ShowModel(ShowJobs jobs, JobQueue queue) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Back { get; set; }
    public Job Job { get; private set; } = null!;
    public bool Ended => Job.State is not (JobState.Waiting or JobState.Running);
    public string? BackTo => Url.IsLocalUrl(Back) ? Back : null;

    public Task OnGet() => Load();

    public async Task<IActionResult> OnGetState()
    {
        await Load();
        return new JsonResult(
            new
            {
                state = Job.State.ToString(),
                done = Job.Done,
                total = Job.Total,
                ended = Ended,
            }
        );
    }

    public Task<IActionResult> OnPostCancel() => Do(() => queue.Cancel(Id, Cancel), () => Redirect($"/jobs/{Id}"));

    public Task<IActionResult> OnPostRetry() => Do(() => queue.Retry(Id, Cancel), () => Redirect($"/jobs/{Id}"));

    protected override async Task Load() => Job = await jobs.One(Id, Cancel);
}
