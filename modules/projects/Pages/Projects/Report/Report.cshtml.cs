using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Domain;
using Modular.Projects.Report;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.Read)]
[PostNeeds(ProjectsModule.Design)]
internal sealed class ReportModel(
    WriteReport report,
    ReportDocument document,
    ProjectFiles files,
    UnitDirectory units,
    ActingScope me
) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public string Number { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public int? Version { get; set; }

    [BindProperty]
    public ReportForm Input { get; set; } = new();
    public ReportView View { get; private set; } = null!;
    public string Unit { get; private set; } = "";

    /// <summary>Who did what and when, as the document begins.</summary>
    public string Intro =>
        Words[
            "summary.intro",
            View.Project.Title,
            View.Project.Number,
            Unit,
            View.Project.Leader,
            View.Project.Responsible,
            ProjectDisplay.Day(View.Project.StartsOn),
            ProjectDisplay.Day(View.Project.EndsOn)
        ];
    public bool MayWrite => me.Current.May(ProjectsModule.Design);

    public async Task OnGet()
    {
        await Load();
        if (View.Text is { } t)
            (Input.Overview, Input.Implementation, Input.Results, Input.Experience) = (
                t.Overview,
                t.Implementation,
                t.Results,
                t.Experience
            );
        Input.Seen = View.Versions.Count == 0 ? 0 : View.Versions[0].No;
    }

    public async Task<IActionResult> OnPost()
    {
        int seen = Input.Seen;
        var answer = await Do(
            () =>
                report.Save(
                    Number,
                    seen,
                    Input.Overview,
                    Input.Implementation,
                    Input.Results,
                    Input.Experience,
                    Cancel
                ),
            () =>
            {
                Say("summary.said");
                return Redirect($"/projects/{Number}/report");
            }
        );
        // Saving again after a refusal is a decision made with the other's version in sight.
        if (View is not null)
            Input.Seen = View.Versions.Count == 0 ? 0 : View.Versions[0].No;
        ModelState.Remove("Input.Seen");
        return answer;
    }

    public async Task<IActionResult> OnGetDocx()
    {
        await Load();
        return document.Of(View, Unit).File(Words["summary.document", View.Project.Title]);
    }

    public Task<IActionResult> OnGetPhoto(long file) => files.Serve(Number, file, Response, Cancel);

    protected override async Task Load()
    {
        View = await report.Show(Number, Version, Cancel);
        Unit = (await units.Tree(Cancel)).Name(View.Project.UnitId);
    }
}
