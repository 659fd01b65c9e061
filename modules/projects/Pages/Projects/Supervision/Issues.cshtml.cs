using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Lists;
using Modular.Kernel.Ui;
using Modular.Projects.Supervision;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.Read)]
internal sealed class IssuesModel(ListIssues browse, TimeProvider clock) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public IssueState? State { get; set; }

    public ListView List { get; private set; } = null!;

    private DateOnly Today => clock.Today();

    public async Task OnGet() => List = (await Listing()).Of(await browse.All(State, Cancel));

    public async Task<IActionResult> OnGetExport(string? format) =>
        (await Listing()).File(format, Words["supervise.export"], await browse.All(State, Cancel));

    private async Task<Listing<IssueLine>> Listing() =>
        new(Words, await ListAsked.Of(HttpContext, "/projects/supervision"), Today)
        {
            Columns =
            [
                new("number", "supervise.number", ColumnKind.Number, r => r.Issue.Number),
                new("project", "supervise.project", ColumnKind.Text, r => r.Title)
                {
                    Cells = r => [Cell.Link(r.Title, $"/projects/{r.Number}")],
                    File = r => $"{r.Number} {r.Title}",
                },
                new("what", "supervise.what", ColumnKind.Main, r => r.Issue.What)
                {
                    Cells = r => [Cell.Link(r.Issue.What, $"/projects/{r.Number}/supervision/{r.Issue.Id}")],
                },
                new("found-by", "supervise.found-by", ColumnKind.Text, r => Words.Who(r.Issue.FoundBy))
                {
                    Spare = true,
                },
                new("found-on", "supervise.found-on", ColumnKind.Day, r => r.Issue.FoundOn) { Spare = true },
                new("responsible", "supervise.responsible", ColumnKind.Text, r => r.Issue.Responsible),
                new("due", "supervise.due", ColumnKind.Day, r => r.Issue.DueOn),
                new("state", "supervise.state", ColumnKind.Text, r => Words.Of(r.Issue.State))
                {
                    Cells = r =>
                        [Cell.Pill(IssueDisplay.Tone(r.Issue, Today), IssueDisplay.State(Words, r.Issue, Today))],
                    Order = r => r.Issue.State,
                },
                new("how", "supervise.how", ColumnKind.Text, r => r.Issue.Rectification) { FileOnly = true },
                new("mended-by", "supervise.mended-by", ColumnKind.Text, Mender) { Spare = true },
            ],
            Filters = [ListFilter.Facet("state", "supervise.state", ListFilter.Each<IssueState>(Words))],
            Empty = new("supervise.none.all"),
        };

    private string? Mender(IssueLine line) => line.Issue.MendedBy is { } mender ? Words.Who(mender) : null;
}
