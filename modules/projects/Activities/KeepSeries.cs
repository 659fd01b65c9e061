using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Kernel.Rules;
using Modular.Kernel.Secrets;
using Modular.Projects.Data;
using Modular.Projects.Domain;
using Modular.Projects.Plan;

namespace Modular.Projects.Activities;

/// <summary>
/// Recurring services: their occurrences stand as activities as far as the calendar reaches; a change touches only
/// those still to come.
/// </summary>
internal sealed class KeepSeries(ProjectsDb db, KeepActivities activities, CalendarStore calendars, TimeProvider clock)
{
    public async Task<PlannedDays> Preview(SeriesText text, CancellationToken cancel)
    {
        text.Check();
        return SeriesPlan.Days(
            Of(new() { Title = "", From = text.From!.Value }, text),
            text.From!.Value,
            await calendars.Get(cancel)
        );
    }

    public Task<long> Add(string number, SeriesText text, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                text.Check();
                var project = await activities.Live(number, cancel);
                if (!await db.ServicePlaces.AnyAsync(p => p.Id == text.PlaceId && p.ProjectId == project.Id, cancel))
                    throw new RuleBroken("series.place-needed") { Field = "PlaceId" };
                await activities.Task(project.Id, text.TaskId, cancel);
                var series = Of(
                    new()
                    {
                        Id = Ids.Next(clock),
                        ProjectId = project.Id,
                        Title = "",
                        From = text.From!.Value,
                    },
                    text
                );
                db.Series.Add(series);
                int count = await Grow(series, series.From, cancel);
                if (count == 0 && series.PlannedUntil == series.Until)
                    throw new RuleBroken("series.no-days") { Field = "Until" };
                db.Record(
                    "series.added",
                    $"series:{series.Id}",
                    after: new
                    {
                        number,
                        series.Title,
                        series.Rhythm,
                        series.From,
                        series.Until,
                        count,
                    }
                );
                await db.SaveChangesAsync(cancel);
                return series.Id;
            },
            cancel
        );

    /// <summary>
    /// Occurrences that people may sign in to already or that were held, cancelled or moved stay as they are; of those
    /// to come the ones without a day in the new rhythm go.
    /// </summary>
    public Task Change(string number, long id, int version, SeriesText given, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var project = await activities.Live(number, cancel);
                var series =
                    await db.Series.SingleOrDefaultAsync(s => s.Id == id && s.ProjectId == project.Id, cancel)
                    ?? throw new NotFound();
                if (series.Version != version)
                    throw new RuleBroken("rule.changed-meanwhile");
                if (series.GivenUpOn is not null)
                    throw new RuleBroken("series.given-up");
                var text = given with { From = series.From };
                text.Check();
                if (!await db.ServicePlaces.AnyAsync(p => p.Id == text.PlaceId && p.ProjectId == project.Id, cancel))
                    throw new RuleBroken("series.place-needed") { Field = "PlaceId" };
                long? task = await activities.Task(project.Id, text.TaskId, cancel),
                    was = series.TaskId;
                db.Record(
                    "series.changed",
                    $"series:{id}",
                    new
                    {
                        series.Title,
                        series.Rhythm,
                        series.Weekdays,
                        series.Until,
                        series.Start,
                    },
                    new
                    {
                        text.Title,
                        text.Rhythm,
                        text.Weekdays,
                        text.Until,
                        text.Start,
                    }
                );
                Of(series, text);
                await Replan(series, cancel);
                // What was held counts for the task as well; an occurrence that was given to another one stays there.
                if (task != was)
                    foreach (
                        var a in await db.Activities.Where(a => a.SeriesId == id && a.TaskId == was).ToListAsync(cancel)
                    )
                        a.TaskId = task;
                await db.SaveChangesAsync(cancel);
                await LateMarks.Lift(db, task, cancel);
            },
            cancel
        );

    /// <summary>
    /// A service that is not carried on, or was set up by mistake: what is still to come goes, what was held stays in
    /// the record.
    /// </summary>
    public Task GiveUp(string number, long id, int version, string? reason, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                if (string.IsNullOrWhiteSpace(reason) || reason.Length > 500)
                    throw new RuleBroken("activity.reason-needed") { Field = "Reason" };
                var project = await activities.Live(number, cancel);
                var series =
                    await db.Series.SingleOrDefaultAsync(s => s.Id == id && s.ProjectId == project.Id, cancel)
                    ?? throw new NotFound();
                if (series.Version != version)
                    throw new RuleBroken("rule.changed-meanwhile");
                if (series.GivenUpOn is not null)
                    throw new RuleBroken("series.given-up");
                var now = clock.GetUtcNow();
                var gone = (
                    await db
                        .Activities.Where(a => a.SeriesId == id && a.State == ActivityState.Planned)
                        .ToListAsync(cancel)
                ).FindAll(a => a.SignInFrom > now && a.Signed + a.SignedVolunteers == 0);
                db.Activities.RemoveRange(gone);
                (series.GivenUpOn, series.GiveUpReason) = (clock.Today(), reason.Trim());
                db.Record(
                    "series.given-up",
                    $"series:{id}",
                    new { series.Title, series.Until },
                    new
                    {
                        number,
                        reason,
                        gone.Count,
                    }
                );
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    /// <summary>Goes on where a year's calendar was missing.</summary>
    public async Task<int> GrowAll(CancellationToken cancel)
    {
        int added = 0;
        foreach (
            long id in await db
                .Series.Where(s => s.PlannedUntil < s.Until && s.GivenUpOn == null)
                .Select(s => s.Id)
                .ToListAsync(cancel)
        )
            added += await db.InTransaction(
                async () =>
                {
                    var series = await db.Series.SingleAsync(s => s.Id == id, cancel);
                    int count = await Grow(series, series.PlannedUntil.AddDays(1), cancel);
                    await db.SaveChangesAsync(cancel);
                    return count;
                },
                cancel
            );
        return added;
    }

    /// <summary>Plans again what is still to come.</summary>
    /// <returns>How many came and how many went.</returns>
    internal async Task<(int Added, int Gone)> Replan(ServiceSeries series, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var first = clock.Today();
        var all = await db.Activities.Where(a => a.SeriesId == series.Id && a.SeriesDate >= first).ToListAsync(cancel);
        var plan = SeriesPlan.Days(series, first, await calendars.Get(cancel));
        var days = plan.Days.ToHashSet();
        int gone = 0;
        foreach (var a in all.Where(a => a.State == ActivityState.Planned && a.MovedFrom is null && a.SignInFrom > now))
        {
            if (days.Contains(a.SeriesDate!.Value))
                Put(a, series, a.SeriesDate.Value);
            else
            {
                db.Activities.Remove(a);
                gone++;
            }
        }

        var known = all.Select(a => a.SeriesDate!.Value).ToHashSet();
        var added = plan.Days.Where(d => !known.Contains(d) && KeepActivities.At(d, series.Start) > now).ToList();
        db.Activities.AddRange(added.Select(d => New(series, d)));
        series.PlannedUntil = plan.Through;
        return (added.Count, gone);
    }

    private async Task<int> Grow(ServiceSeries series, DateOnly from, CancellationToken cancel)
    {
        var plan = SeriesPlan.Days(series, from, await calendars.Get(cancel));
        var known = await db
            .Activities.Where(a => a.SeriesId == series.Id && a.SeriesDate >= from)
            .Select(a => a.SeriesDate!.Value)
            .ToListAsync(cancel);
        var days = plan.Days.Except(known).ToList();
        db.Activities.AddRange(days.Select(d => New(series, d)));
        series.PlannedUntil = plan.Through;
        return days.Count;
    }

    private Activity New(ServiceSeries s, DateOnly day)
    {
        var activity = new Activity
        {
            Id = Ids.Next(clock),
            ProjectId = s.ProjectId,
            Code = SecretCode.New(),
            Title = s.Title,
            SeriesId = s.Id,
            SeriesDate = day,
            TaskId = s.TaskId,
        };
        Put(activity, s, day);
        return activity;
    }

    private static void Put(Activity a, ServiceSeries s, DateOnly day)
    {
        (a.Title, a.PlaceId, a.Expected, a.Rotating) = (s.Title, s.PlaceId, s.Expected, s.Rotating);
        (a.StartsAt, a.EndsAt) = (KeepActivities.At(day, s.Start), KeepActivities.At(day, s.End));
    }

    private static ServiceSeries Of(ServiceSeries s, SeriesText t)
    {
        (s.Title, s.PlaceId, s.Rhythm, s.Weekdays, s.Every, s.Week) = (
            t.Title!.Trim(),
            t.PlaceId!.Value,
            t.Rhythm,
            t.Weekdays & 127,
            t.Every,
            t.Week
        );
        (s.Holidays, s.Until, s.Start, s.End, s.Expected, s.Rotating, s.TaskId) = (
            t.Holidays,
            t.Until!.Value,
            t.Start!.Value,
            t.End!.Value,
            t.Expected,
            t.Rotating,
            t.TaskId
        );
        return s;
    }
}

internal sealed record SeriesText(
    string? Title,
    long? PlaceId,
    Rhythm Rhythm,
    int Weekdays,
    int Every,
    int Week,
    OnHolidays Holidays,
    DateOnly? From,
    DateOnly? Until,
    TimeOnly? Start,
    TimeOnly? End,
    int? Expected,
    bool Rotating,
    long? TaskId = null
)
{
    private const int MostDays = 732;

    public void Check()
    {
        if (string.IsNullOrWhiteSpace(Title) || Title.Length > 80)
            throw new RuleBroken("activity.title-needed") { Field = "Title" };
        if (PlaceId is null)
            throw new RuleBroken("series.place-needed") { Field = "PlaceId" };
        if (Rhythm != Rhythm.WorkingDays && (Weekdays & 127) == 0)
            throw new RuleBroken("series.weekday-needed") { Field = "Days" };
        if (Every is < 1 or > 4 || Week is < 1 or > 5)
            throw new RuleBroken("series.rhythm-wrong") { Field = "Every" };
        if (
            From is null or { Year: < 2000 or > 2100 }
            || Until is null or { Year: > 2100 }
            || Until < From
            || Until.Value.DayNumber - From.Value.DayNumber > MostDays
        )
            throw new RuleBroken("series.dates-wrong") { Field = "Until" };
        if (Start is null || End is null || End <= Start)
            throw new RuleBroken("activity.times-wrong") { Field = "End" };
        if (Expected is < 0 or > 1_000_000)
            throw new RuleBroken("activity.number-wrong") { Field = "Expected" };
    }
}

/// <summary>Every night: occurrences for years whose calendar has come in.</summary>
internal sealed class GrowSeries(KeepSeries series) : IJobWork
{
    public const string Kind = "projects.series";

    public async Task<string?> Run(JobRun run, CancellationToken cancel) =>
        await series.GrowAll(cancel) is > 0 and var added ? $"{added}" : null;
}

/// <summary>
/// A changed calendar: services that leave out holidays are planned again, as far as they are still to come.
/// </summary>
internal sealed class SeriesFollowCalendar(ProjectsDb db, KeepSeries series, TimeProvider clock) : ICalendarDependent
{
    private IQueryable<ServiceSeries> Hanging(DateOnly today) =>
        db.Series.Where(s =>
            s.Until >= today && s.GivenUpOn == null && (s.Holidays == OnHolidays.Skip || s.Rhythm == Rhythm.WorkingDays)
        );

    public async Task<IReadOnlyList<CalendarShift>> Preview(WorkingCalendar proposed, CancellationToken cancel)
    {
        var today = clock.Today();
        List<CalendarShift> shifts = [];
        foreach (var s in await Hanging(today).AsNoTracking().ToListAsync(cancel))
        {
            string number = await db
                .Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                .Where(p => p.Id == s.ProjectId)
                .Select(p => p.Number)
                .SingleAsync(cancel);
            var before = await db
                .Activities.Where(a => a.SeriesId == s.Id && a.SeriesDate > today)
                .Select(a => a.SeriesDate!.Value)
                .ToListAsync(cancel);
            var after = SeriesPlan.Days(s, today.AddDays(1), proposed).Days;
            shifts.AddRange(
                before
                    .Except(after)
                    .Select(d => new CalendarShift(number, s.Title, d, null))
                    .Concat(after.Except(before).Select(d => new CalendarShift(number, s.Title, null, d)))
            );
        }

        return shifts;
    }

    public Task Apply(CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                foreach (var s in await Hanging(clock.Today()).ToListAsync(cancel))
                    if (await series.Replan(s, cancel) is var (added, gone) && added + gone > 0)
                        db.Record("series.followed-calendar", $"series:{s.Id}", after: new { added, gone });
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );
}
