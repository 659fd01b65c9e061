using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Supervision;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.Read)]
internal sealed class LiaisonModel(ListLiaison browse, UnitDirectory units) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? Until { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Leader { get; set; }
    public LiaisonOverview View { get; private set; } = null!;
    public UnitTree Tree { get; private set; } = null!;

    /// <summary>This page for one leader, over the same days.</summary>
    public string LeaderPage(string leader) =>
        $"/liaison?from={View.From.Iso()}&until={View.Until.Iso()}&leader={Uri.EscapeDataString(leader)}";

    public Task OnGet() => Load();

    public async Task<IActionResult> OnGetExport(string? format, string? by)
    {
        await Load();
        bool projects = by == "projects";
        return new SheetResult(
            format ?? "xlsx",
            Words[projects ? "liaison.export.projects" : "liaison.export.leaders"],
            [
                Words[projects ? "projects.title" : "liaison.leader"],
                .. "visits|projects|problems|solved|resources|late|last"
                    .Split('|')
                    .Select(k => Words[$"liaison.figure.{k}"]),
            ],
            (projects ? View.Projects : View.Leaders)
                .Select(f =>
                    (IReadOnlyList<object?>)
                        [
                            f.Number is null ? f.Name : $"{f.Number} {f.Name}",
                            f.Visits,
                            f.Projects,
                            f.Problems,
                            f.Solved,
                            f.Resources,
                            f.Late,
                            f.Last,
                        ]
                )
                .ToAsyncEnumerable()
        );
    }

    protected override async Task Load()
    {
        Tree = await units.Tree(Cancel);
        (From, Until) = (
            From is { Year: >= 2000 and <= 2100 } ? From : null,
            Until is { Year: >= 2000 and <= 2100 } ? Until : null
        );
        View = await browse.Overview(From, Until, string.IsNullOrWhiteSpace(Leader) ? null : Leader, Cancel);
    }
}
