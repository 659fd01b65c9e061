using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;
using Modular.Projects.Domain;
using Modular.Projects.Supervision;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.Read)]
internal sealed class IssueModel(
    BrowseIssues browse,
    Supervise supervise,
    ProjectFiles files,
    ActingScope me,
    TimeProvider clock
) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public string Number { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public LedgerForm Input { get; set; } = new();

    [BindProperty]
    public List<IFormFile>? Files { get; set; } = [];
    public IssueView View { get; private set; } = null!;
    public DateOnly Today => clock.Today();
    public bool MayMend => me.Current.May(ProjectsModule.Design);

    public async Task OnGet()
    {
        await Load();
        (Input.Version, Input.WorkingDays) = (View.Issue.Version, 3);
    }

    public Task<IActionResult> OnGetFile(long file) => files.Serve(Number, file, Response, Cancel);

    public Task<IActionResult> OnPostMend() =>
        Act(
            MayMend,
            "supervise.said.mended",
            () => supervise.Mend(Number, Id, Input.Version, Input.How, Files, Cancel)
        );

    public Task<IActionResult> OnPostConfirm() =>
        Act(true, "supervise.said.confirmed", () => supervise.Confirm(Number, Id, Input.Version, Cancel));

    public Task<IActionResult> OnPostSendBack() =>
        Act(
            true,
            "supervise.said.sent-back",
            () => supervise.SendBack(Number, Id, Input.Version, Input.Why, Input.DueOn, Input.WorkingDays, Cancel)
        );

    private async Task<IActionResult> Act(bool allowed, string said, Func<Task> work) =>
        !allowed
            ? Forbid()
            : await Do(
                work,
                () =>
                {
                    Say(said);
                    return Redirect($"/projects/{Number}/supervision/{Id}");
                }
            );

    protected override async Task Load() => View = await browse.One(Number, Id, Cancel);
}
