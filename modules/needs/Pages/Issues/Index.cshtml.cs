using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Kernel.Lists;
using Modular.Kernel.Rules;
using Modular.Kernel.Ui;
using Modular.Needs.Issues;

namespace Modular.Needs.Pages.Issues;

/// <summary>Hot issues of the acting unit, hottest first, each with what its heat is made of.</summary>
[NeedsPermission(NeedsModule.Topics)]
internal sealed class IndexModel(KeepIssues manage, JobQueue jobs, ActingScope me, TimeProvider clock) : StaffPage
{
    [BindProperty]
    public List<long> Chosen { get; set; } = [];

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    public ListView List { get; private set; } = null!;

    public Task OnGet() => Load();

    public async Task<IActionResult> OnPostFind()
    {
        long job = 0;
        return await Do(async () => job = await Find(), () => Redirect($"/jobs/{job}?back=/needs/issues"));
    }

    /// <summary>Joined and found again: the page shows the decision carried out.</summary>
    public async Task<IActionResult> OnPostJoin()
    {
        long job = 0;
        return await Do(
            async () =>
            {
                await manage.Join(Chosen, Cancel);
                job = await Find();
            },
            () => Redirect($"/jobs/{job}?back=/needs/issues")
        );
    }

    public async Task<IActionResult> OnGetExport(string? format) =>
        (await Listing()).File(format, Words["needs.issues.menu"], await Rows());

    private Task<long> Find()
    {
        int unit = me.Current.UnitId ?? throw new RuleBroken("needs.unit-needed");
        return jobs.Enqueue(FindIssues.Kind, Words["needs.issues.find"], new FindIssuesArguments(unit), unit, Cancel);
    }

    private async Task<IEnumerable<HotIssue>> Rows()
    {
        var all = await manage.List(me.Current.UnitId, Cancel);
        return Q?.Trim() is { Length: > 0 } asked
            ? all.Where(i =>
                i.Place.Contains(asked, StringComparison.OrdinalIgnoreCase)
                || i.Words.Contains(asked, StringComparison.OrdinalIgnoreCase)
            )
            : all;
    }

    private async Task<Listing<HotIssue>> Listing() =>
        new(Words, await ListAsked.Of(HttpContext, "/needs/issues"), clock.Today())
        {
            Columns =
            [
                new("issue", "needs.issues.issue", ColumnKind.Main, i => IssueDisplay.Place(Words, i))
                {
                    Cells = i =>
                        [
                            Cell.Link(IssueDisplay.Place(Words, i), $"/needs/issues/{i.Id}"),
                            Cell.Part("_Complaints", IssueDisplay.Complaints(i).Take(5)),
                        ],
                    NotInFile = true,
                },
                new("heat", "needs.issues.heat", ColumnKind.Text, i => i.Heat / 10.0)
                {
                    Cells = i => [Cell.Part("_Heat", i)],
                },
                new("place", "needs.issues.place", ColumnKind.Text, i => i.Place) { FileOnly = true },
                new("words", "needs.issues.words", ColumnKind.Text, i => i.Words) { FileOnly = true },
                new("people", "needs.issues.people", ColumnKind.Figure, i => i.People),
                new("size", "needs.issues.size", ColumnKind.Figure, i => i.Size),
                new("first", "needs.issues.first", ColumnKind.Day, i => i.FirstOn) { Spare = true },
                new("last", "needs.issues.last", ColumnKind.Day, i => i.LastOn),
            ],
            Filters = [ListFilter.Search("q", "needs.issues.search")],
            Empty = new("needs.issues.none"),
            Marks = (
                "Chosen",
                "join",
                i => i.Id.ToString(CultureInfo.InvariantCulture),
                [.. Chosen.Select(c => c.ToString(CultureInfo.InvariantCulture))]
            ),
        };

    protected override async Task Load() => List = (await Listing()).Of(await Rows());
}
