using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;
using Modular.Projects.Supervision;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.Read)]
internal sealed class IssuesModel(ListIssues browse, TimeProvider clock) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public IssueState? State { get; set; }
    public IReadOnlyList<(string Number, string Title, SupervisionIssue Issue)> Rows { get; private set; } = [];
    public DateOnly Today => clock.Today();

    public Task OnGet() => Load();

    public async Task<IActionResult> OnGetExport(string? format)
    {
        await Load();
        return new SheetResult(
            format ?? "xlsx",
            Words["supervise.export"],
            [
                .. "number|project|what|found-by|found-on|responsible|due|state|how|mended-by"
                    .Split('|')
                    .Select(k => Words[$"supervise.{k}"]),
            ],
            Rows.Select(r =>
                    (IReadOnlyList<object?>)
                        [
                            r.Issue.Number,
                            $"{r.Number} {r.Title}",
                            r.Issue.What,
                            Words.Who(r.Issue.FoundBy),
                            r.Issue.FoundOn,
                            r.Issue.Responsible,
                            r.Issue.DueOn,
                            Words.Of(r.Issue.State),
                            r.Issue.Rectification,
                            r.Issue.MendedBy is { } mender ? Words.Who(mender) : null,
                        ]
                )
                .ToAsyncEnumerable()
        );
    }

    protected override async Task Load() => Rows = await browse.All(State, Cancel);
}
