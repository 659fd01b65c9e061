using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;
using Modular.Projects.Domain;
using Modular.Projects.Supervision;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.Read)]
[PostNeeds(ProjectsModule.Design)]
internal sealed class IssueModel(
    ListIssues browse,
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
        Act("supervise.said.mended", () => supervise.Mend(Number, Id, Input.Version, Input.How, Files, Cancel));

    /// <summary>By who found it, which the use case asks.</summary>
    [PostNeeds(ProjectsModule.Read)]
    public Task<IActionResult> OnPostConfirm() =>
        Act("supervise.said.confirmed", () => supervise.Confirm(Number, Id, Input.Version, Cancel));

    [PostNeeds(ProjectsModule.Read)]
    public Task<IActionResult> OnPostSendBack() =>
        Act(
            "supervise.said.sent-back",
            () => supervise.SendBack(Number, Id, Input.Version, Input.Why, Input.DueOn, Input.WorkingDays, Cancel)
        );

    private Task<IActionResult> Act(string said, Func<Task> work) =>
        Do(work, said, $"/projects/{Number}/supervision/{Id}");

    protected override async Task Load() => View = await browse.One(Number, Id, Cancel);
}
