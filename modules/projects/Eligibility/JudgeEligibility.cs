using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Texts;
using Modular.Kernel.Ui;
using Modular.Projects.Activities;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Eligibility;

/// <summary>Reads the record of a project and asks the rule; the gate before it applies for selection.</summary>
internal sealed class JudgeEligibility(ProjectsDb db, CalendarStore calendars, Words words, TimeProvider clock)
{
    public async Task<Eligible> Of(Project project, DateOnly on, CancellationToken cancel)
    {
        var activities = await db.Activities.AsNoTracking().Where(a => a.ProjectId == project.Id).ToListAsync(cancel);
        var series = await db.Series.AsNoTracking().Where(s => s.ProjectId == project.Id).ToListAsync(cancel);
        var since = Since(project);
        var verdict = EligibilityRule.Judge(
            Record(activities, series, clock.GetUtcNow(), since, await calendars.Get(cancel)),
            on
        );
        List<Activity> before =
        [
            .. activities.Where(a => a.State == ActivityState.Held && Counted(a) < since).OrderBy(a => a.StartsAt),
        ];
        string at = $"/projects/{project.Number}/activities";
        List<GateItem> items = [];
        string? place = null;
        if (verdict.Run is { } run)
        {
            place = await db.ServicePlaces.Where(p => p.Id == run.PlaceId).Select(p => p.Name).SingleAsync(cancel);
            items.Add(
                new(
                    run.Months.Count >= EligibilityRule.Months,
                    words["eligible.months", place, run.Months.Count, EligibilityRule.Months, EligibilityRule.Percent],
                    $"{at}?state=Planned"
                )
            );
            items.Add(
                new(
                    run.Months.Count > 0
                        && run.Full <= on
                        && (
                            verdict.Met
                            || run.Months.Count < EligibilityRule.Months
                            || run.Full <= run.Months[^1].First.AddMonths(1)
                        ),
                    words["eligible.full", run.Start, run.Full],
                    at
                )
            );
        }
        else
            items.Add(
                new(verdict.Met, words["eligible.activities", verdict.Held.Count, EligibilityRule.Activities], at)
            );
        int unmarked = activities.Count(a =>
            a.State == ActivityState.Planned && a.EndsAt < clock.GetUtcNow() && a.StartsAt.LocalDate() < on
        );
        if (!verdict.Met && unmarked > 0)
            items.Add(new(false, words["eligible.unmarked", unmarked], $"{at}?state=Planned"));
        if (!verdict.Met && before.Count > 0)
            items.Add(new(false, words["eligible.before", before.Count, since], "#before"));
        if (!verdict.Met)
            items.Add(
                new(
                    false,
                    verdict.From is { } from ? words["eligible.from", from] : words["eligible.never"],
                    verdict.From is null ? at : null
                )
            );
        return new(
            verdict.Met,
            items,
            verdict,
            activities.ToDictionary(a => a.Id, a => (a.Title, a.StartsAt.LocalDate())),
            place,
            since,
            before,
            activities.Where(a => a.LateDays is not null).ToDictionary(a => a.Id, a => a.LateDays!.Value)
        );
    }

    /// <summary>
    /// A service may have run before it became a project; it counts from the day the project was approved.
    /// </summary>
    public static DateOnly Since(Project project) => (project.ApprovedAt ?? project.CreatedAt).LocalDate();

    /// <summary>
    /// The earlier of the day it was planned for and the day it was held: both lie after the approval.
    /// </summary>
    private static DateOnly Counted(Activity a) =>
        a.SeriesDate is { } planned && planned < a.StartsAt.LocalDate() ? planned : a.StartsAt.LocalDate();

    /// <summary>
    /// A planned activity whose time is over and that nobody marked was, as far as the record goes, not held.
    /// </summary>
    internal static ServiceRecord Record(
        IReadOnlyList<Activity> activities,
        IReadOnlyList<ServiceSeries> series,
        DateTimeOffset now,
        DateOnly since,
        WorkingCalendar calendar
    )
    {
        var services = series.ToDictionary(s => s.Id);
        Outcome Of(Activity a) =>
            a.State == ActivityState.Held ? Outcome.Held
            : a.State == ActivityState.Planned && a.EndsAt >= now ? Outcome.ToCome
            : Outcome.NotHeld;
        // An occurrence that was held elsewhere was not held at the place.
        List<(long Series, Occurrence Row)> rows =
        [
            .. activities
                .Where(a => a.SeriesId is not null)
                .Select(a =>
                    (
                        a.SeriesId!.Value,
                        new Occurrence(
                            a.Id,
                            a.PlaceId ?? services[a.SeriesId.Value].PlaceId,
                            a.SeriesDate!.Value,
                            a.StartsAt.LocalDate(),
                            a.PlaceId is null ? Outcome.NotHeld : Of(a)
                        )
                    )
                ),
        ];
        var first = rows.GroupBy(r => r.Series).ToDictionary(g => g.Key, g => g.Min(r => r.Row.Planned));
        // A service begins at a place on its first day, or, where it came from another place, with the first occurrence
        // there.
        var begins = rows.GroupBy(r => r.Row.PlaceId)
            .ToDictionary(
                g => g.Key,
                g => g.GroupBy(r => r.Series).Min(s => Begins(services[s.Key], first[s.Key], s.Min(r => r.Row.Planned)))
            );
        return new(
            [.. rows.Select(r => r.Row)],
            begins,
            [
                .. activities
                    .Where(a => a.SeriesId is null)
                    .Select(a => new SingleActivity(a.Id, a.StartsAt.LocalDate(), Of(a))),
            ],
            since,
            LeftOut(series, calendar),
            series
                .GroupBy(s => s.PlaceId)
                .Where(g => g.All(s => s.GivenUpOn is not null))
                .Select(g => g.Key)
                .ToHashSet()
        );

        static HashSet<(long, DateOnly)> LeftOut(IReadOnlyList<ServiceSeries> series, WorkingCalendar calendar) =>
            [
                .. series.SelectMany(s =>
                    SeriesPlan
                        .Days(s, s.From, calendar)
                        .LeftOut.Select(d => (s.PlaceId, new DateOnly(d.Date.Year, d.Date.Month, 1)))
                ),
            ];

        static DateOnly Begins(ServiceSeries service, DateOnly first, DateOnly here) =>
            here == first ? service.From : here;
    }
}

/// <param name="Items">What is met and what is missing, each with a link to the rows; for the gate.</param>
/// <param name="Since">What was held before this day does not count.</param>
/// <param name="Before">Held before the approval, the earliest first.</param>
/// <param name="Late">Activities that were written down long afterwards, and after how many days.</param>
internal sealed record Eligible(
    bool Met,
    IReadOnlyList<GateItem> Items,
    Verdict Verdict,
    IReadOnlyDictionary<long, (string Title, DateOnly On)> Named,
    string? Place,
    DateOnly Since,
    IReadOnlyList<Activity> Before,
    IReadOnlyDictionary<long, int> Late
);
