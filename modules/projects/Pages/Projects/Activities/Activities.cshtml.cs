using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Lists;
using Modular.Kernel.Ui;
using Modular.Projects.Activities;
using Modular.Projects.Domain;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.Read)]
[PostNeeds(ProjectsModule.Design)]
internal sealed class ActivitiesModel(ListActivities browse, KeepActivities keep, ActingScope me, TimeProvider clock)
    : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public string Number { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public ActivityState? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? Until { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? Series { get; set; }

    /// <summary>First day of the month the calendar shows; null for the list.</summary>
    [BindProperty(SupportsGet = true)]
    public DateOnly? Month { get; set; }

    [BindProperty]
    public ActivityForm Input { get; set; } = new();
    public ActivityList View { get; private set; } = null!;
    public ListView List { get; private set; } = null!;
    public DateTimeOffset Now => clock.GetUtcNow();
    public bool MayWrite => me.Current.May(ProjectsModule.Design);

    /// <summary>The first day after the next two weeks.</summary>
    public DateOnly Beyond => clock.Today().AddDays(15);

    public Task OnGet() => Load();

    public async Task<IActionResult> OnPostPlace() =>
        await Do(
            () => keep.AddPlace(Number, Input.PlaceName, Input.Address, Cancel),
            () =>
            {
                Say("activity.said.place", Input.PlaceName);
                return Redirect($"/projects/{Number}/activities#services");
            }
        );

    public async Task<IActionResult> OnGetExport(string? format)
    {
        await Find();
        return (await Listing()).File(format, Words["activity.export", View.Project.Title], Rows());
    }

    protected override async Task Load()
    {
        await Find();
        List = (await Listing()).Of(Rows());
    }

    private async Task Find()
    {
        if (Month is { Year: < 2000 or > 2100 })
            Month = clock.Today();
        if (Month is { } month)
            (Month, From, Until) = (
                new(month.Year, month.Month, 1),
                new(month.Year, month.Month, 1),
                new DateOnly(month.Year, month.Month, 1).AddMonths(1).AddDays(-1)
            );
        View = await browse.List(Number, new(State, Q, From, Until, Series), Cancel);
    }

    /// <summary>
    /// What is near in time first, the latest at the top; what lies beyond comes after, the nearest at the top. A
    /// service may be planned for a year, and it would stand above all there is to do now.
    /// </summary>
    private IEnumerable<Activity> Rows()
    {
        var beyond = Beyond.StartOfDay();
        return View.Rows.Where(a => a.StartsAt < beyond).Concat(View.Rows.Where(a => a.StartsAt >= beyond).Reverse());
    }

    private async Task<Listing<Activity>> Listing()
    {
        string at = $"/projects/{View.Project.Number}/activities";
        return new(Words, await ListAsked.Of(HttpContext, at), clock.Today())
        {
            Columns =
            [
                new("title", "activity.title", ColumnKind.Main, a => a.Title)
                {
                    Cells = a => [Cell.Link(a.Title, $"{at}/{a.Id}")],
                },
                new("when", "activity.when", ColumnKind.Moment, a => a.StartsAt)
                {
                    Cells = a => [Cell.Said(ActivityDisplay.When(a))],
                    File = ActivityDisplay.When,
                },
                new("place", "activity.place", ColumnKind.Text, View.Where),
                new("state", "activity.state", ColumnKind.Text, a => ActivityDisplay.State(Words, a, Now))
                {
                    Cells = States,
                    Order = a => a.State,
                },
                new("expected", "activity.expected", ColumnKind.Figure, a => a.Expected) { Spare = true },
                new("served", "activity.served", ColumnKind.Figure, a => a.Served),
                new("signed", "activity.signed", ColumnKind.Figure, a => a.Signed + a.SignedVolunteers),
                new("volunteers", "activity.volunteers", ColumnKind.Figure, a => a.Volunteers),
                new("hours", "activity.hours", ColumnKind.Figure, a => a.VolunteerMinutes / 60m) { FileOnly = true },
                new("report", "activity.report", ColumnKind.Text, a => a.Report ?? a.Reason) { FileOnly = true },
            ],
            Filters = [.. Filters()],
            Empty =
                MayWrite && ProjectMoves.Live.Contains(View.Project.State)
                    ? new("activity.none", $"{at}/new", "activity.new")
                    : new("activity.none"),
        };
    }

    private IEnumerable<ListFilter> Filters()
    {
        yield return ListFilter.Search("q", "activity.search");
        if (View.Series.Count > 0)
            yield return ListFilter.Choice(
                "series",
                "series.name",
                View.Series.Select(s => new ListChoice($"{s.Id}", s.Title))
            );
        yield return ListFilter.Period("from", "until", "activity.day");
        yield return ListFilter.Facet("state", "activity.state", ListFilter.Each<ActivityState>(Words));
    }

    private IReadOnlyList<Cell> States(Activity activity)
    {
        var state = Cell.Pill(ActivityDisplay.Tone(activity, Now), ActivityDisplay.State(Words, activity, Now));
        return activity.LateDays is null ? [state] : [state, Cell.Beside(ActivityDisplay.Late(Words, activity))];
    }
}
