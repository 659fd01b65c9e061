using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Tables;
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
    public ActivityList List { get; private set; } = null!;
    public DateTimeOffset Now => clock.GetUtcNow();
    public bool MayWrite => me.Current.May(ProjectsModule.Design);
    public string Query =>
        QueryString
            .Create(
                new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["q"] = Q,
                    ["state"] = State?.ToString(),
                    ["from"] = From?.Iso(),
                    ["until"] = Until?.Iso(),
                    ["series"] = Series?.ToString(System.Globalization.CultureInfo.InvariantCulture),
                }
            )
            .Value!.Replace("?", "&", StringComparison.Ordinal);

    /// <summary>Where the list goes on.</summary>
    public string Older =>
        PageAddress.Of(
            $"/projects/{List.Project.Number}/activities",
            ("state", State),
            ("series", Series),
            ("q", Q),
            ("until", List.Rows[^1].StartsAt.LocalDate())
        );

    /// <summary>Nothing was asked for: what is near in time.</summary>
    public bool Near { get; private set; }
    private bool Whole { get; set; }

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
        Whole = true;
        await Load();
        return new SheetResult(
            format ?? "xlsx",
            Words["activity.export", List.Project.Title],
            [
                .. "title|when|place|state|expected|served|signed|volunteers|hours|report"
                    .Split('|')
                    .Select(k => Words[$"activity.{k}"]),
            ],
            List.Rows.Select(a =>
                    (IReadOnlyList<object?>)
                        [
                            a.Title,
                            ActivityDisplay.When(a),
                            List.Where(a),
                            ActivityDisplay.State(Words, a, Now),
                            a.Expected,
                            a.Served,
                            a.Signed + a.SignedVolunteers,
                            a.Volunteers,
                            a.VolunteerMinutes / 60m,
                            a.Report ?? a.Reason,
                        ]
                )
                .ToAsyncEnumerable()
        );
    }

    protected override async Task Load()
    {
        // By itself the list begins with the next two weeks: a service may be planned for a year.
        Near =
            Month is null
            && State is null
            && Series is null
            && From is null
            && Until is null
            && string.IsNullOrWhiteSpace(Q);
        if (Near && !Whole)
            Until = clock.Today().AddDays(14);
        if (Month is { Year: < 2000 or > 2100 })
            Month = clock.Today();
        if (Month is { } month)
            (Month, From, Until) = (
                new(month.Year, month.Month, 1),
                new(month.Year, month.Month, 1),
                new DateOnly(month.Year, month.Month, 1).AddMonths(1).AddDays(-1)
            );
        List = await browse.List(
            Number,
            new(
                State,
                Q,
                From,
                Until,
                Series,
                Whole ? 5000
                    : Month is null ? 25
                    : 400
            ),
            Cancel
        );
    }
}
