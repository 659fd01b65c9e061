using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Rules;
using Modular.Kernel.Secrets;
using Modular.Projects.Data;
using Modular.Projects.Domain;
using Modular.Projects.Plan;

namespace Modular.Projects.Activities;

/// <summary>Activities of a project for staff within their scope.</summary>
internal sealed class ListActivities(
    ProjectsDb db,
    ProjectFiles files,
    PersonalData personal,
    EraseNames erase,
    TimeProvider clock
)
{
    public async Task<ActivityList> List(string number, ActivityFilter filter, CancellationToken cancel)
    {
        var project =
            await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Number == number, cancel)
            ?? throw new NotFound();
        var rows = db.Activities.AsNoTracking().Where(a => a.ProjectId == project.Id);
        if (filter.State is { } state)
            rows = rows.Where(a => a.State == state);
        if (!string.IsNullOrWhiteSpace(filter.Q))
            rows = rows.Where(a => a.Title.Contains(filter.Q) || a.Place.Contains(filter.Q));
        // A day out of all bounds bounds nothing.
        if (filter.From is { Year: >= 2000 and <= 2100 } from && from.StartOfDay() is var begin)
            rows = rows.Where(a => a.StartsAt >= begin);
        if (filter.Until is { Year: >= 2000 and <= 2100 } until && until.AddDays(1).StartOfDay() is var end)
            rows = rows.Where(a => a.StartsAt < end);
        if (filter.Series is { } series)
            rows = rows.Where(a => a.SeriesId == series);
        return new(
            project,
            await rows.OrderByDescending(a => a.StartsAt).ThenByDescending(a => a.Id).ToListAsync(cancel),
            await Places(project.Id, cancel),
            await db.Series.AsNoTracking().Where(s => s.ProjectId == project.Id).OrderBy(s => s.Id).ToListAsync(cancel),
            await Figures(project.Id, null, cancel)
        );
    }

    public async Task<Dictionary<long, ServicePlace>> Places(long projectId, CancellationToken cancel) =>
        await db
            .ServicePlaces.AsNoTracking()
            .Where(p => p.ProjectId == projectId)
            .OrderBy(p => p.Id)
            .ToDictionaryAsync(p => p.Id, cancel);

    /// <summary>The tasks an activity can carry out.</summary>
    public async Task<IReadOnlyList<PlanTask>> Tasks(long projectId, CancellationToken cancel) =>
        await db
            .PlanTasks.AsNoTracking()
            .Where(t => t.ProjectId == projectId && !t.IsGroup && !t.Dropped)
            .OrderBy(t => t.Place)
            .ThenBy(t => t.Id)
            .ToListAsync(cancel);

    /// <param name="before">Only what was held before this day.</param>
    public async Task<ActivityFigures> Figures(long projectId, DateOnly? before, CancellationToken cancel)
    {
        var now = before?.StartOfDay() ?? clock.GetUtcNow();
        var held = await db
            .Activities.Where(a => a.ProjectId == projectId && a.State == ActivityState.Held && a.StartsAt < now)
            .GroupBy(a => 1)
            .Select(g => new
            {
                Count = g.Count(),
                Served = g.Sum(a => a.Served ?? 0),
                Signed = g.Sum(a => a.Signed),
                Volunteers = g.Sum(a => a.Volunteers ?? 0),
                Minutes = g.Sum(a => a.VolunteerMinutes ?? 0),
            })
            .SingleOrDefaultAsync(cancel);
        int unmarked = await db.Activities.CountAsync(
            a => a.ProjectId == projectId && a.State == ActivityState.Planned && a.EndsAt < now,
            cancel
        );
        return new(
            held?.Count ?? 0,
            held?.Served ?? 0,
            held?.Signed ?? 0,
            held?.Volunteers ?? 0,
            held?.Minutes ?? 0,
            unmarked
        );
    }

    /// <summary>
    /// Over for more than a day, a day's grace, and nobody wrote down what became of it: on the desk and in the list of
    /// risks the same rows.
    /// </summary>
    public static IQueryable<Activity> Unmarked(ProjectsDb db, DateTimeOffset now)
    {
        var graced = now.AddDays(-1);
        return db.Activities.Where(a =>
            a.State == ActivityState.Planned
            && a.EndsAt < graced
            && db.Projects.Any(p => p.Id == a.ProjectId && ProjectMoves.Live.Contains(p.State))
        );
    }

    public async Task<ServiceSeries> Series(string number, long id, CancellationToken cancel) =>
        await db
            .Series.AsNoTracking()
            .SingleOrDefaultAsync(
                s => s.Id == id && db.Projects.Any(p => p.Id == s.ProjectId && p.Number == number),
                cancel
            )
        ?? throw new NotFound();

    /// <param name="names">
    /// Whole names, for the roster; reading them is noted in the audit log. Otherwise they are masked.
    /// </param>
    public async Task<ActivityView> One(string number, long id, bool names, CancellationToken cancel)
    {
        var project =
            await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Number == number, cancel)
            ?? throw new NotFound();
        var activity =
            await db
                .Activities.AsNoTracking()
                .SingleOrDefaultAsync(a => a.Id == id && a.ProjectId == project.Id, cancel)
            ?? throw new NotFound();
        var place = activity.PlaceId is { } at
            ? await db.ServicePlaces.AsNoTracking().SingleAsync(p => p.Id == at, cancel)
            : null;
        var series = activity.SeriesId is { } of
            ? await db.Series.AsNoTracking().SingleAsync(s => s.Id == of, cancel)
            : null;
        var signed = await db
            .SignIns.AsNoTracking()
            .Where(s => s.ActivityId == id)
            .OrderBy(s => s.Id)
            .ToListAsync(cancel);
        if (names && signed.Count > 0)
        {
            db.Record("sign-in.names-read", $"activity:{id}", after: new { signed.Count });
            await db.SaveChangesAsync(cancel);
        }

        var bursts = Bursts(signed);
        return new(
            project,
            activity,
            place,
            series,
            signed.ConvertAll(s => Shown(s, names, bursts.Contains(s.Id))),
            [.. (await files.Of(project.Id, FileOf.Activity, cancel))[id]],
            await erase.ByHandUntil(activity, cancel)
        );
    }

    /// <summary>
    /// Sign-ins by code of which several came over one line within a minute: a hall with one network looks like this,
    /// and so does somebody at home who signs in for a list.
    /// </summary>
    private static HashSet<long> Bursts(IEnumerable<SignIn> signed)
    {
        HashSet<long> found = [];
        foreach (var line in signed.Where(s => s.By is null && s.LineKey is not null).GroupBy(s => s.LineKey))
        {
            SignIn[] rows = [.. line.OrderBy(s => s.At)];
            for (int i = 0; i + ActivityView.BurstSize <= rows.Length; i++)
                if (
                    rows[i + ActivityView.BurstSize - 1].At - rows[i].At
                    <= TimeSpan.FromSeconds(ActivityView.BurstSeconds)
                )
                    found.UnionWith(rows[i..(i + ActivityView.BurstSize)].Select(s => s.Id));
        }

        return found;
    }

    private Signed Shown(SignIn s, bool names, bool burst)
    {
        string? name = personal.Open(s.Name),
            phone = personal.Open(s.Phone);
        return new(
            s.Id,
            s.As,
            names ? name : PersonalData.MaskName(name),
            PersonalData.Mask(phone),
            s.At,
            s.By,
            s.ErasedAt is not null,
            burst
        );
    }
}

/// <summary>What a list shows: a state, a day or month, words, one service.</summary>
internal sealed record ActivityFilter(
    ActivityState? State = null,
    string? Q = null,
    DateOnly? From = null,
    DateOnly? Until = null,
    long? Series = null
);

internal sealed record ActivityFigures(
    int Held,
    int Served,
    int Signed,
    int Volunteers,
    int VolunteerMinutes,
    int Unmarked
);

internal sealed record ActivityList(
    Project Project,
    IReadOnlyList<Activity> Rows,
    IReadOnlyDictionary<long, ServicePlace> Places,
    IReadOnlyList<ServiceSeries> Series,
    ActivityFigures Figures
)
{
    public string Where(Activity a) =>
        a.PlaceId is { } id && Places.TryGetValue(id, out var place) ? place.Name : a.Place;
}

/// <param name="Burst">One of many that came over one line within a minute.</param>
internal sealed record Signed(
    long Id,
    SignInAs As,
    string? Name,
    string? Phone,
    DateTimeOffset At,
    string? By,
    bool Erased,
    bool Burst
);

internal sealed record ActivityView(
    Project Project,
    Activity Activity,
    ServicePlace? Place,
    ServiceSeries? Series,
    IReadOnlyList<Signed> Signed,
    IReadOnlyList<ProjectFile> Photos,
    DateTimeOffset ByHandUntil
)
{
    public const int BurstSize = 5,
        BurstSeconds = 60;

    public int Bursts => Signed.Count(s => s.Burst);

    public string Where =>
        Place is null ? Activity.Place
        : Place.Address.Length > 0 ? $"{Place.Name} ({Place.Address})"
        : Place.Name;
}
