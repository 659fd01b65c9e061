using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Kernel.Lists;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Kernel.Ui;

namespace Modular.Host.Pages.Jobs;

/// <summary>Every run of one kind of recurring work.</summary>
[NeedsPermission(KernelPermissions.Engine)]
[PostNeeds(KernelPermissions.EngineManage)]
internal sealed class RecurringRunsModel(ListRecurring list, AskRecurring ask, TimeProvider clock) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public string Kind { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public JobState? State { get; set; }

    public RecurringWork Work { get; private set; } = null!;
    public ListView List { get; private set; } = null!;

    public Task OnGet() => Load();

    public async Task<IActionResult> OnGetExport(string? format)
    {
        await Find();
        var (asked, listing) = await Listing();
        string name = $"{Words[$"job.{Kind}"]} {Words["jobs.runs"]}";
        return listing.File(format, name, list.AllRuns(Kind, State, asked, listing.Sorted));
    }

    public Task<IActionResult> OnPostNow() =>
        Do(
            () => ask.Now(Kind, Cancel),
            () =>
            {
                Say("jobs.said.now", Words[$"job.{Kind}"]);
                return Redirect($"/jobs/recurring/{Kind}");
            }
        );

    private async Task Find()
    {
        ask.WholeDistrict();
        Work = await list.Find(Kind, Cancel) ?? throw new NotFound();
    }

    private async Task<(ListAsked, Listing<RunLine>)> Listing()
    {
        var today = clock.Today();
        var asked = await ListAsked.Of(HttpContext, $"/jobs/recurring/{Kind}");
        return (
            asked,
            new(Words, asked, today)
            {
                Columns =
                [
                    new("due", "jobs.due", ColumnKind.Main, r => r.Slot)
                    {
                        Cells = r =>
                            r.Error is { } why
                                ? [Cell.Said(Words.ShortTime(r.Slot, today)), Cell.Part("_Error", why)]
                                : [Cell.Said(Words.ShortTime(r.Slot, today))],
                    },
                    new("state", "jobs.state", ColumnKind.Text, r => Words.Of(r.State))
                    {
                        Cells = r => [Cell.Pill(JobDisplay.Tone(r.State), Words.Of(r.State))],
                        Order = r => r.State,
                    },
                    new("begun", "jobs.begun", ColumnKind.Moment, r => r.StartedAt),
                    new("took", "jobs.took", ColumnKind.Figure, r => JobDisplay.Took(Words, r.Took))
                    {
                        Order = r => r.Took,
                    },
                    new("tries", "admin.tries", ColumnKind.Figure, r => r.Attempts),
                    new("error", "hooks.error", ColumnKind.Text, r => Problems.Kept(Words, r.Error))
                    {
                        FileOnly = true,
                    },
                ],
                Filters =
                [
                    ListFilter.Facet(
                        "state",
                        "jobs.state",
                        Ends.Select(s => new ListChoice(s.ToString(), Words.Of(s)))
                    ),
                ],
                Empty = new("jobs.runs.none"),
            }
        );
    }

    /// <summary>How a run stands; the others are for work that somebody asked for.</summary>
    private static readonly JobState[] Ends = [JobState.Running, JobState.Done, JobState.Failed];

    protected override async Task Load()
    {
        await Find();
        var (asked, listing) = await Listing();
        List = listing.Of(await list.Runs(Kind, State, asked, Cancel));
    }
}
