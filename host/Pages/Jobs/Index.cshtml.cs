using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;

namespace Modular.Host.Pages.Jobs;

[NeedsPermission(KernelPermissions.Jobs)]
internal sealed class IndexModel(ShowJobs jobs) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public JobState? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? Before { get; set; }
    public IReadOnlyList<Job> Jobs { get; private set; } = [];

    /// <summary>Where the next page begins; null where this is the last.</summary>
    public long? Older => Jobs.Count == ShowJobs.Page ? Jobs[^1].Id : null;

    public async Task OnGet() => Jobs = await jobs.Recent(State, Before, Cancel);
}
