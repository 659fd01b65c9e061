using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Kernel.Rules;
using Modular.Kernel.Ui;

namespace Modular.Host.Pages.Jobs;

/// <summary>Long work of one's units: what runs, how far, what failed and why.</summary>
internal sealed class ShowJobs(KernelDb db)
{
    public Task<List<Job>> Recent(CancellationToken cancel) => db.Jobs.AsNoTracking().OrderByDescending(j => j.Id).Take(100).ToListAsync(cancel);

    public async Task<Job> One(long id, CancellationToken cancel) => await db.Jobs.AsNoTracking().SingleOrDefaultAsync(j => j.Id == id, cancel) ?? throw new NotFound();
}

[NeedsPermission(KernelPermissions.Jobs)]
internal sealed class IndexModel(ShowJobs jobs) : Screen
{
    public IReadOnlyList<Job> Jobs { get; private set; } = [];

    public async Task OnGet() => Jobs = await jobs.Recent(Cancel);
}

[NeedsPermission(KernelPermissions.Jobs)]
internal sealed class ShowModel(ShowJobs jobs, JobQueue queue) : Screen
{
    [BindProperty(SupportsGet = true)] public long Id { get; set; }
    [BindProperty(SupportsGet = true)] public string? Back { get; set; }
    public Job Job { get; private set; } = null!;
    public bool Ended => Job.State is not (JobState.Waiting or JobState.Running);
    public string? BackTo => Url.IsLocalUrl(Back) ? Back : null;

    public Task OnGet() => Load();

    public async Task<IActionResult> OnGetState()
    {
        await Load();
        return new JsonResult(new { state = Job.State.ToString(), done = Job.Done, total = Job.Total, ended = Ended });
    }

    public Task<IActionResult> OnPostCancel() => Do(() => queue.Cancel(Id, Cancel), () => Redirect($"/jobs/{Id}"));

    public Task<IActionResult> OnPostRetry() => Do(() => queue.Retry(Id, Cancel), () => Redirect($"/jobs/{Id}"));

    protected override async Task Load() => Job = await jobs.One(Id, Cancel);
}
