using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;
using Modular.Projects.Domain;
using Modular.Projects.Eligibility;
using Modular.Projects.Library;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.Read)]
internal sealed class EligibilityModel(ShowProject browse, JudgeEligibility judge, TimeProvider clock) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public string Number { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public DateOnly? On { get; set; }
    public Project Project { get; private set; } = null!;
    public Eligible Answer { get; private set; } = null!;

    /// <summary>That an activity was written down long afterwards; empty where it was not.</summary>
    public string Late(long activity) =>
        Answer.Late.TryGetValue(activity, out int days) ? Words["activity.late-record", days] : "";

    public async Task OnGet()
    {
        Project = (await browse.One(Number, Cancel)).Project;
        On = On is { Year: >= 2000 and <= 2100 } ? On : Project.AppliedOn ?? clock.Today();
        Answer = await judge.Of(Project, On.Value, Cancel);
    }
}
