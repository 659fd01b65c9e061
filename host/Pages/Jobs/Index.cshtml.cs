using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Kernel.Lists;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;

namespace Modular.Host.Pages.Jobs;

[NeedsPermission(KernelPermissions.Jobs)]
internal sealed class IndexModel(ShowJobs jobs, IEnumerable<JobKind> kinds, UnitDirectory units, TimeProvider clock)
    : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public JobState? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }

    public ListView List { get; private set; } = null!;

    private JobFilter Filter => new(State, Kind);

    public async Task OnGet()
    {
        var (asked, listing) = await Listing();
        List = listing.Of(await jobs.Page(Filter, asked, Cancel));
    }

    public async Task<IActionResult> OnGetExport(string? format)
    {
        var (asked, listing) = await Listing();
        return listing.File(format, Words["jobs.menu"], jobs.All(Filter, asked, listing.Sorted));
    }

    private async Task<(ListAsked, Listing<JobLine>)> Listing()
    {
        var tree = await units.Tree(Cancel);
        var asked = await ListAsked.Of(HttpContext, "/jobs");
        return (
            asked,
            new(Words, asked, clock.Today())
            {
                Columns = Columns(tree),
                Filters =
                [
                    ListFilter.Choice(
                        "kind",
                        "jobs.what",
                        kinds.Where(k => k.Schedule is null).Select(k => new ListChoice(k.Kind, Words[$"job.{k.Kind}"]))
                    ),
                    ListFilter.Facet("state", "jobs.state", ListFilter.Each<JobState>(Words)),
                ],
                Empty = new("jobs.none"),
            }
        );
    }

    private IReadOnlyList<ListColumn<JobLine>> Columns(UnitTree tree) =>
        [
            new("what", "jobs.what", ColumnKind.Main, Title) { Cells = j => [Cell.Link(Title(j), $"/jobs/{j.Id}")] },
            new("state", "jobs.state", ColumnKind.Text, j => Words.Of(j.State))
            {
                Cells = j => [Cell.Pill(JobDisplay.Tone(j.State), Words.Of(j.State))],
                Order = j => j.State,
            },
            new("progress", "jobs.progress", ColumnKind.Figure, Progress) { Order = j => Percent(j) },
            new("by", "jobs.by", ColumnKind.Text, j => Words.Who(j.By)),
            new("asked", "jobs.asked", ColumnKind.Moment, j => j.CreatedAt),
            new("unit", "needs.unit", ColumnKind.Text, j => tree.Name(j.UnitId)) { Spare = true },
            new("begun", "jobs.begun", ColumnKind.Moment, j => j.StartedAt) { Spare = true },
            new("took", "jobs.took", ColumnKind.Figure, j => JobDisplay.Took(Words, j.Took))
            {
                Order = j => j.Took,
                Spare = true,
            },
        ];

    private string Title(JobLine job) => $"{Words[$"job.{job.Kind}"]}: {job.Title}";

    private static long? Percent(JobLine job) => job.Total > 0 ? job.Done * 100 / job.Total : null;

    private static string? Progress(JobLine job) =>
        Percent(job) is { } percent ? string.Create(CultureInfo.InvariantCulture, $"{percent}%") : null;
}
