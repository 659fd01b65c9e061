using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Secrets;
using Modular.Projects.Data;
using Modular.Projects.Domain;
using Modular.Projects.Plan;

namespace Modular.Projects.Activities;

/// <summary>Plans activities and records what became of them.</summary>
internal sealed class KeepActivities(ProjectsDb db, TimeProvider clock)
{
    public async Task AddPlace(string number, string? name, string? address, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > 60 || address is { Length: > 120 })
            throw new RuleBroken("activity.place-name") { Field = "PlaceName" };
        var project = await Live(number, cancel);
        string wanted = name.Trim();
        if (await db.ServicePlaces.AnyAsync(p => p.ProjectId == project.Id && p.Name == wanted, cancel))
            throw new RuleBroken("activity.place-known") { Field = "PlaceName" };
        db.ServicePlaces.Add(
            new()
            {
                Id = Ids.Next(clock),
                ProjectId = project.Id,
                Name = wanted,
                Address = address?.Trim() ?? "",
            }
        );
        db.Record("place.added", $"project:{number}", after: new { Name = wanted });
        await db.SaveChangesAsync(cancel);
    }

    public async Task<long> Add(string number, ActivityText text, CancellationToken cancel)
    {
        text.Check();
        var project = await Live(number, cancel);
        var activity = new Activity
        {
            Id = Ids.Next(clock),
            ProjectId = project.Id,
            Code = SecretCode.New(),
            Title = "",
        };
        await Write(activity, text, cancel);
        db.Activities.Add(activity);
        db.Record(
            "activity.planned",
            Subject(activity),
            after: new
            {
                project.Number,
                activity.Title,
                activity.StartsAt,
            }
        );
        await db.SaveChangesAsync(cancel);
        return activity.Id;
    }

    public async Task Change(string number, long id, int version, ActivityText text, CancellationToken cancel)
    {
        text.Check();
        var activity = await Get(number, id, version, cancel);
        if (
            activity.SeriesId is not null
            && (
                activity.StartsAt != At(text.On!.Value, text.From!.Value)
                || activity.EndsAt != At(text.On.Value, text.To!.Value)
            )
        )
            throw new RuleBroken("activity.move-with-reason") { Field = "On" };
        SameDay(activity, text.On!.Value);
        activity.Move("changed");
        db.Record(
            "activity.changed",
            Subject(activity),
            new { activity.Title, activity.StartsAt },
            new { text.Title, text.On }
        );
        await Write(activity, text, cancel);
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Puts one occurrence to another time, with a reason; the recurring service goes on as it was.</summary>
    public async Task Shift(
        string number,
        long id,
        int version,
        DateOnly? on,
        TimeOnly? from,
        TimeOnly? to,
        string? reason,
        CancellationToken cancel
    )
    {
        ActivityText.CheckTimes(on, from, to);
        Needed(reason);
        var activity = await Get(number, id, version, cancel);
        SameDay(activity, on!.Value);
        activity.Move("moved");
        db.Record(
            "activity.moved",
            Subject(activity),
            new { activity.StartsAt },
            new
            {
                On = on,
                From = from,
                reason,
            }
        );
        activity.MovedFrom ??= activity.StartsAt;
        (activity.StartsAt, activity.EndsAt, activity.MoveReason) = (
            At(on.Value, from!.Value),
            At(on.Value, to!.Value),
            reason!.Trim()
        );
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Says which task of the plan it carries out, also of what was held already.</summary>
    public async Task Belong(string number, long id, int version, long? task, CancellationToken cancel)
    {
        var activity = await Get(number, id, version, cancel);
        if (activity.State == ActivityState.Cancelled)
            throw new RuleBroken("activity.move-not-allowed");
        long? before = activity.TaskId;
        activity.TaskId = await Task(activity.ProjectId, task, cancel);
        db.Record("activity.task", Subject(activity), new { Task = before }, new { Task = task });
        await db.SaveChangesAsync(cancel);
        await LateMarks.Lift(db, task, cancel);
    }

    public Task Cancel(string number, long id, int version, string? reason, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                Needed(reason);
                await Lock(id, cancel);
                var activity = await Get(number, id, version, cancel);
                if (activity.Signed + activity.SignedVolunteers > 0)
                    throw new RuleBroken("activity.signed-already") { Field = "Reason" };
                activity.Move("cancelled");
                activity.Reason = reason!.Trim();
                db.Record("activity.cancelled", Subject(activity), after: new { activity.Reason });
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    /// <summary>
    /// Takes back that it was held or cancelled, where that was a mistake. Who signed in, photos and the figures stay
    /// with it and stand in the form when it is written down again, so nothing is lost; while a selection judges the
    /// project what was held stays as it is.
    /// </summary>
    public Task Reopen(string number, long id, int version, string? reason, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                Needed(reason);
                await Lock(id, cancel);
                var activity = await Get(number, id, version, cancel);
                var state = await db
                    .Projects.Where(p => p.Id == activity.ProjectId)
                    .Select(p => p.State)
                    .SingleAsync(cancel);
                if (
                    activity.State == ActivityState.Held
                    && state is not (ProjectState.Approved or ProjectState.InExecution or ProjectState.Completed)
                )
                    throw new RuleBroken("activity.reopen-judged");
                var was = new
                {
                    activity.State,
                    activity.Served,
                    activity.Volunteers,
                    activity.VolunteerMinutes,
                    activity.HeldAt,
                    activity.HeldBy,
                    activity.Reason,
                };
                activity.Move("reopened");
                (activity.HeldAt, activity.HeldBy, activity.Reason, activity.ReopenReason) = (
                    null,
                    null,
                    null,
                    reason!.Trim()
                );
                db.Record("activity.reopened", Subject(activity), was, new { activity.State, reason });
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    /// <summary>Lets more people sign in by the code than were thought of.</summary>
    public async Task Widen(string number, long id, int version, int? most, CancellationToken cancel)
    {
        var activity = await Get(number, id, version, cancel);
        if (most is null or > 100_000 || most < activity.Signed + activity.SignedVolunteers)
            throw new RuleBroken("activity.most-wrong", activity.Signed + activity.SignedVolunteers) { Field = "Most" };
        db.Record("activity.sign-in-most", Subject(activity), new { Most = activity.MaySign }, new { Most = most });
        activity.SignInMost = most;
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>It was held, or its figures are put right afterwards.</summary>
    public Task Hold(string number, long id, int version, HeldText text, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                await Lock(id, cancel);
                var activity = await Get(number, id, version, cancel);
                if (text.Served is null)
                    throw new RuleBroken("activity.served-needed") { Field = "Served" };
                if (
                    text.Served is < 0 or > 1_000_000
                    || text.Volunteers is < 0 or > 100_000
                    || text.Hours is < 0 or > 100_000
                )
                    throw new RuleBroken("activity.number-wrong") { Field = "Served" };
                if (text.Served < activity.Signed)
                    throw new RuleBroken("activity.served-below", activity.Signed) { Field = "Served" };
                if ((text.Volunteers ?? 0) < activity.SignedVolunteers)
                    throw new RuleBroken("activity.volunteers-below", activity.SignedVolunteers)
                    {
                        Field = "Volunteers",
                    };
                if (text.Hours > 0 && text.Volunteers is null or 0 || text.Hours > 24 * text.Volunteers)
                    throw new RuleBroken("activity.hours-wrong") { Field = "Hours" };
                if (text.Report is { Length: > 4000 })
                    throw new RuleBroken("activity.report-long") { Field = "Report" };
                if (clock.GetUtcNow() < activity.StartsAt)
                    throw new RuleBroken("activity.not-begun", activity.StartsAt);
                string move = activity.State == ActivityState.Held ? "corrected" : "held";
                activity.Move(move);
                db.Record(
                    $"activity.{move}",
                    Subject(activity),
                    new
                    {
                        activity.Served,
                        activity.Volunteers,
                        activity.VolunteerMinutes,
                    },
                    new
                    {
                        text.Served,
                        text.Volunteers,
                        text.Hours,
                    }
                );
                (activity.Served, activity.Volunteers, activity.VolunteerMinutes) = (
                    text.Served,
                    text.Volunteers ?? 0,
                    (int)Math.Round((text.Hours ?? 0) * 60, MidpointRounding.AwayFromZero)
                );
                activity.Report = string.IsNullOrWhiteSpace(text.Report) ? null : text.Report.Trim();
                if (move == "held")
                    (activity.HeldAt, activity.HeldBy) = (clock.GetUtcNow(), db.Acting.Name);
                await db.SaveChangesAsync(cancel);
                await LateMarks.Lift(db, activity.TaskId, cancel);
            },
            cancel
        );

    /// <summary>Holds the row before it is read: nobody signs in between the check and the save.</summary>
    private Task Lock(long id, CancellationToken cancel) =>
        db.Activities.Where(a => a.Id == id).Hold(a => a.Signed, cancel);

    internal async Task<Project> Live(string number, CancellationToken cancel)
    {
        var project =
            await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Number == number, cancel)
            ?? throw new NotFound();
        return ProjectMoves.Live.Contains(project.State) ? project : throw new RuleBroken("activity.not-live");
    }

    internal static DateTimeOffset At(DateOnly day, TimeOnly time) => day.StartOfDay().Add(time.ToTimeSpan());

    private async Task Write(Activity a, ActivityText text, CancellationToken cancel)
    {
        if (
            text.PlaceId is { } place
            && !await db.ServicePlaces.AnyAsync(p => p.Id == place && p.ProjectId == a.ProjectId, cancel)
        )
            throw new RuleBroken("activity.place-needed") { Field = "Place" };
        (a.Title, a.StartsAt, a.EndsAt) = (
            text.Title!.Trim(),
            At(text.On!.Value, text.From!.Value),
            At(text.On.Value, text.To!.Value)
        );
        (a.PlaceId, a.Place, a.Expected, a.Rotating, a.TaskId) = (
            text.PlaceId,
            text.PlaceId is null ? text.Place!.Trim() : "",
            text.Expected,
            text.Rotating,
            await Task(a.ProjectId, text.TaskId, cancel)
        );
    }

    /// <exception cref="RuleBroken">No task of this project's plan, a group, or taken out of it.</exception>
    internal async Task<long?> Task(long project, long? task, CancellationToken cancel) =>
        task is null
        || await db.PlanTasks.AnyAsync(t => t.Id == task && t.ProjectId == project && !t.IsGroup && !t.Dropped, cancel)
            ? task
            : throw new RuleBroken("activity.task-unknown") { Field = "TaskId" };

    private async Task<Activity> Get(string number, long id, int version, CancellationToken cancel)
    {
        var project = await Live(number, cancel);
        var activity =
            await db.Activities.SingleOrDefaultAsync(a => a.Id == id && a.ProjectId == project.Id, cancel)
            ?? throw new NotFound();
        return activity.Version == version ? activity : throw new RuleBroken("rule.changed-meanwhile");
    }

    /// <summary>Who signed in was there on that day.</summary>
    private static void SameDay(Activity a, DateOnly on)
    {
        if (a.Signed + a.SignedVolunteers > 0 && on != a.StartsAt.LocalDate())
            throw new RuleBroken("activity.signed-that-day", a.StartsAt.LocalDate()) { Field = "On" };
    }

    private static void Needed(string? reason)
    {
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > 500)
            throw new RuleBroken("activity.reason-needed") { Field = "Reason" };
    }

    private static string Subject(Activity a) => $"activity:{a.Id}";
}

/// <param name="PlaceId">A fixed place of the project; else <paramref name="Place"/> says where.</param>
internal sealed record ActivityText(
    string? Title,
    DateOnly? On,
    TimeOnly? From,
    TimeOnly? To,
    long? PlaceId,
    string? Place,
    int? Expected,
    bool Rotating,
    long? TaskId = null
)
{
    public void Check()
    {
        if (string.IsNullOrWhiteSpace(Title) || Title.Length > 80)
            throw new RuleBroken("activity.title-needed") { Field = "Title" };
        CheckTimes(On, From, To);
        if (PlaceId is null && (string.IsNullOrWhiteSpace(Place) || Place.Length > 120))
            throw new RuleBroken("activity.place-needed") { Field = "Place" };
        if (Expected is < 0 or > 1_000_000)
            throw new RuleBroken("activity.number-wrong") { Field = "Expected" };
    }

    public static void CheckTimes(DateOnly? on, TimeOnly? from, TimeOnly? to)
    {
        if (on is null or { Year: < 2000 or > 2100 })
            throw new RuleBroken("activity.day-needed") { Field = "On" };
        if (from is null || to is null || to <= from)
            throw new RuleBroken("activity.times-wrong") { Field = "To" };
    }
}

internal sealed record HeldText(int? Served, int? Volunteers, decimal? Hours, string? Report);
