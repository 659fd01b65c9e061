using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Plan;

/// <summary>Plans as people see them: rows, dates, what the record says of each, the baseline beside.</summary>
internal sealed class ShowPlan(
    ProjectsDb db,
    CalendarStore calendars,
    IEnumerable<ITaskRecord> records,
    Words words,
    TimeProvider clock
)
{
    /// <param name="baseline">Which one to compare with; what was promised when not given.</param>
    public async Task<PlanView> One(string number, long? baseline, CancellationToken cancel)
    {
        var project =
            await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Number == number, cancel)
            ?? throw new NotFound();
        return await Of(project, baseline, cancel);
    }

    public async Task<PlanView> Of(Project project, long? baseline, CancellationToken cancel)
    {
        var plan = await db.Plans.AsNoTracking().SingleOrDefaultAsync(p => p.ProjectId == project.Id, cancel);
        var tasks = await db
            .PlanTasks.AsNoTracking()
            .Where(t => t.ProjectId == project.Id && !t.Dropped)
            .ToListAsync(cancel);
        var links = await db
            .TaskLinks.AsNoTracking()
            .Where(l => l.ProjectId == project.Id)
            .OrderBy(l => l.Id)
            .ToListAsync(cancel);
        var baselines = await db
            .Baselines.AsNoTracking()
            .Where(b => b.ProjectId == project.Id)
            .OrderByDescending(b => b.Id)
            .ToListAsync(cancel);
        var compared = baselines.Find(b => b.Id == baseline) ?? KeepBaselines.Promise(baselines);
        var calendar = await calendars.Get(cancel);
        var starts = plan?.StartsOn ?? project.StartsOn ?? clock.Today();
        PlanSchedule? schedule = null;
        string? problem = null;
        try
        {
            schedule = PlanSchedule.OrUndated(calendar, starts, tasks, links);
        }
        catch (Exception broken) when (Problems.Sentence(words, broken) is { } said)
        {
            // What is stored no longer fits the calendar: the rows stand there without dates, and the page says why.
            problem = said;
        }

        var parts = (await Parts([project.Id], cancel)).ToLookup(p => p.TaskId);
        return new(
            project,
            starts,
            plan?.Version ?? 0,
            Rows(project, tasks, links, schedule, parts, compared, calendar),
            links,
            schedule?.Ends,
            schedule?.MissingYear,
            problem,
            baselines,
            compared,
            calendar,
            clock.Today()
        )
        {
            Chain = schedule?.Critical ?? [],
        };
    }

    public async Task<IReadOnlyList<RecordedPart>> Parts(IReadOnlyCollection<long> projects, CancellationToken cancel)
    {
        var all = new List<RecordedPart>();
        foreach (var record in records)
            all.AddRange(await record.Parts(projects, cancel));
        return all;
    }

    /// <summary>What was changed since a version, newest last, as sentences with who and when.</summary>
    public async Task<IReadOnlyList<string>> Since(string number, int version, CancellationToken cancel)
    {
        var changes = await db
            .PlanChanges.AsNoTracking()
            .Where(c => c.Version > version && db.Projects.Any(p => p.Id == c.ProjectId && p.Number == number))
            .OrderBy(c => c.Version)
            .ToListAsync(cancel);
        return await Say(changes, cancel);
    }

    /// <summary>The last changes, newest first.</summary>
    public async Task<IReadOnlyList<(PlanChange Change, IReadOnlyList<string> Said)>> Changes(
        long projectId,
        int most,
        CancellationToken cancel
    )
    {
        var changes = await db
            .PlanChanges.AsNoTracking()
            .Where(c => c.ProjectId == projectId)
            .OrderByDescending(c => c.Version)
            .Take(most)
            .ToListAsync(cancel);
        var name = await Names(projectId, cancel);
        return [.. changes.Select(c => (c, (IReadOnlyList<string>)[.. PlanDelta.Read(c.Delta).Say(words, name)]))];
    }

    private async Task<IReadOnlyList<string>> Say(List<PlanChange> changes, CancellationToken cancel)
    {
        if (changes.Count == 0)
            return [];
        var name = await Names(changes[0].ProjectId, cancel);
        return
        [
            .. changes.SelectMany(c =>
                PlanDelta
                    .Read(c.Delta)
                    .Say(words, name)
                    .Select(s => words["plan.by", words.Who(c.By), Words.Time(c.At), s])
            ),
        ];
    }

    private async Task<Func<long, string>> Names(long projectId, CancellationToken cancel)
    {
        var names = await db
            .PlanTasks.AsNoTracking()
            .Where(t => t.ProjectId == projectId)
            .Select(t => new { t.Id, t.Name })
            .ToDictionaryAsync(t => t.Id, t => t.Name, cancel);
        return id => names.GetValueOrDefault(id, "?");
    }

    /// <summary>Rows in the order of the outline: a group, then what stands in it.</summary>
    public static IReadOnlyList<PlanTask> Outline(IReadOnlyCollection<PlanTask> tasks)
    {
        var groups = tasks.Where(t => t.IsGroup).Select(t => t.Id).ToHashSet();
        var inside = tasks.Where(t => t.GroupId is { } g && groups.Contains(g)).ToLookup(t => t.GroupId!.Value);
        return
        [
            .. tasks
                .Where(t => t.GroupId is not { } g || !groups.Contains(g))
                .OrderBy(t => t.Place)
                .ThenBy(t => t.Id)
                .SelectMany(t => inside[t.Id].OrderBy(c => c.Place).ThenBy(c => c.Id).Prepend(t)),
        ];
    }

    private List<TaskView> Rows(
        Project project,
        List<PlanTask> tasks,
        List<TaskLink> links,
        PlanSchedule? schedule,
        ILookup<long, RecordedPart> parts,
        Baseline? compared,
        WorkingCalendar calendar
    )
    {
        var rows = Outline(tasks);
        var number = rows.Select((t, i) => (t.Id, No: i + 1)).ToDictionary(r => r.Id, r => r.No);
        var after = links.Where(l => number.ContainsKey(l.FromId)).ToLookup(l => l.ToId);
        var kept = (compared is null ? [] : JsonSerializer.Deserialize<List<BaselineRow>>(compared.Rows)!).ToDictionary(
            b => b.Id
        );
        var today = clock.Today();
        var views = new List<TaskView>(rows.Count);
        foreach (var task in rows)
        {
            var members = task.IsGroup ? tasks.Where(t => t.GroupId == task.Id).ToList() : [task];
            var dates = schedule is null
                ? []
                : members.Where(m => schedule.Tasks.ContainsKey(m.Id)).Select(m => schedule.Tasks[m.Id]).ToList();
            var record = members.SelectMany(m => parts[m.Id]).ToList();
            DateOnly? starts = dates.Count == 0 || dates.Any(d => d.Starts is null) ? null : dates.Min(d => d.Starts),
                ends = dates.Count == 0 || dates.Any(d => d.Ends is null) ? null : dates.Max(d => d.Ends);
            int done = record.Count(p => p.Done),
                days = !task.IsGroup ? task.Days
                : starts is { } s && ends is { } e ? calendar.Between(s, e) + 1
                : 0;
            int? share = record.Count == 0 ? null : done * 100 / record.Count;
            bool running = project.State == ProjectState.InExecution && !task.IsGroup;
            // A day is late even where the days since were all days off, and where the calendar cannot count them.
            int late =
                running && share != 100 && ends < today
                    ? Math.Max(calendar.Knows(today.Year) ? calendar.Between(ends.Value, today) : 0, 1)
                    : 0;
            views.Add(
                new(
                    number[task.Id],
                    task,
                    days,
                    starts,
                    ends,
                    task.IsGroup || schedule is null ? null : dates[0].At,
                    !task.IsGroup && schedule is not null && dates[0].At.Critical,
                    share,
                    record.Count,
                    done,
                    share == 100 ? record.Max(p => p.On) : null,
                    late,
                    kept.GetValueOrDefault(task.Id),
                    LinkTexts.Write(
                        words,
                        after[task.Id].Select(l => (number[l.FromId], l.Kind, l.Lag)).OrderBy(l => l.Item1)
                    )
                )
            );
        }

        return views;
    }
}

/// <summary>A row of the plan with everything a person sees of it.</summary>
/// <param name="No">Its number in the outline, by which links name it.</param>
/// <param name="Done">Per cent from the record; null while nothing says what has to be there.</param>
/// <param name="Late">Working days past its end and not done; 0 when it is not late.</param>
internal sealed record TaskView(
    int No,
    PlanTask Task,
    int Days,
    DateOnly? Starts,
    DateOnly? Ends,
    Placed? At,
    bool Critical,
    int? Done,
    int Parts,
    int PartsDone,
    DateOnly? DoneOn,
    int Late,
    BaselineRow? Base,
    string After
)
{
    public bool IsMilestone => !Task.IsGroup && Days == 0;
}

internal sealed record PlanView(
    Project Project,
    DateOnly StartsOn,
    int Version,
    IReadOnlyList<TaskView> Tasks,
    IReadOnlyList<TaskLink> Links,
    DateOnly? Ends,
    int? MissingYear,
    string? Problem,
    IReadOnlyList<Baseline> Baselines,
    Baseline? Compared,
    WorkingCalendar Calendar,
    DateOnly Today
)
{
    /// <summary>A later end asks for a reason.</summary>
    public bool Promised => KeepBaselines.Promised.Contains(Project.State) && Baselines.Count > 0;

    public bool Open => ProjectPlan.Open.Contains(Project.State);

    /// <summary>One chain of tasks that decides the end, first to last.</summary>
    public IReadOnlyList<long> Chain { get; init; } = [];

    /// <summary>There is something a picture could show.</summary>
    public bool Drawn => Tasks.Any(t => t.Starts is not null);

    public TaskView? Task(long id) => Tasks.FirstOrDefault(t => t.Task.Id == id);

    /// <summary>
    /// Working days by which the end lies later than the baseline's; null where one of them is not known.
    /// </summary>
    public int? Slip => Compared?.EndsOn is { } was && Ends is { } now ? Calendar.Between(was, now) : null;

    public int? Done =>
        Tasks.Where(t => !t.Task.IsGroup).ToList() is { Count: > 0 } all && all.Any(t => t.Done is not null)
            ? (int)
                Math.Floor(
                    all.Sum(t => (double)(t.Done ?? 0) * Math.Max(t.Days, 1)) / all.Sum(t => Math.Max(t.Days, 1))
                )
            : null;
}
