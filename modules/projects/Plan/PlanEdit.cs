using Modular.Kernel.Rules;
using Modular.Kernel.Texts;

namespace Modular.Projects.Plan;

/// <summary>One thing somebody does to a plan; what is null stays as it is.</summary>
/// <param name="Do">add, group, edit, move, length, until, after, link, unlink, drop, up, down or begin.</param>
internal sealed record PlanEdit(string Do, long? Task = null)
{
    public string? Name { get; init; }
    public string? Owner { get; init; }
    public int? Days { get; init; }

    /// <summary>
    /// For edit the day it may not begin before; for move where it was put; for until its last day; for begin the first
    /// of the plan.
    /// </summary>
    public DateOnly? Date { get; init; }
    public DateOnly? FixedOn { get; init; }

    /// <summary>Dates that are not given are taken away.</summary>
    public bool Clear { get; init; }
    public long? Group { get; init; }
    public string? After { get; init; }
    public long? Other { get; init; }
    public LinkKind Kind { get; init; }
    public int Lag { get; init; }
}

/// <summary>A plan while it is being changed.</summary>
internal sealed class PlanDraft(
    long projectId,
    DateOnly startsOn,
    List<PlanTask> tasks,
    List<TaskLink> links,
    WorkingCalendarOf days,
    Words words,
    Func<long> id
)
{
    public const int Most = 2000;

    public long ProjectId { get; } = projectId;

    public DateOnly StartsOn { get; private set; } = startsOn;

    /// <summary>Those taken out before stand here too, so that they can be put back.</summary>
    public List<PlanTask> Tasks { get; } = tasks;
    public List<TaskLink> Links { get; } = links;
    public List<PlanTask> Added { get; } = [];
    public List<long> Dropped { get; } = [];

    public void Apply(PlanEdit edit)
    {
        switch (edit.Do)
        {
            case "add" or "group":
                Add(edit);
                break;
            case "edit":
                Edit(Find(edit.Task), edit);
                break;
            case "move":
                Move(Find(edit.Task), edit.Date ?? throw new RuleBroken("plan.date-needed"));
                break;
            case "length":
                Length(Find(edit.Task), edit.Days);
                break;
            case "until":
                Until(Find(edit.Task), edit.Date ?? throw new RuleBroken("plan.date-needed"));
                break;
            case "after":
                After(Find(edit.Task), LinkTexts.Read(words, edit.After));
                break;
            case "link":
                Link(Find(edit.Task), Find(edit.Other), edit.Kind, edit.Lag);
                break;
            case "unlink":
                Links.RemoveAll(l => l.FromId == edit.Task && l.ToId == edit.Other);
                break;
            case "drop":
                Drop(Find(edit.Task));
                break;
            case "up" or "down":
                Shift(Find(edit.Task), edit.Do == "up" ? -1 : 1);
                break;
            case "begin":
                Begin(edit.Date ?? throw new RuleBroken("plan.date-needed"));
                break;
            default:
                throw new RuleBroken("plan.edit-unknown");
        }
    }

    public PlanTask Add(PlanEdit edit)
    {
        if (Tasks.Count(t => !t.Dropped) >= Most)
            throw new RuleBroken("plan.too-many", Most);
        var group = edit.Group is null ? null : Find(edit.Group);
        var task = new PlanTask
        {
            Id = id(),
            ProjectId = ProjectId,
            IsGroup = edit.Do == "group",
            Name = "",
            Place = Tasks.Count == 0 ? 1 : Tasks.Max(t => t.Place) + 1,
            GroupId = edit.Do == "group" ? null : group?.Id,
            Days = edit.Do == "group" ? 0 : 1,
        };
        Tasks.Add(task);
        Added.Add(task);
        Edit(task, edit with { Name = edit.Name ?? "", Group = null });
        return task;
    }

    private void Edit(PlanTask task, PlanEdit edit)
    {
        if (edit.Name is { } name)
            task.Name = name.Trim() is { Length: > 0 and <= 80 } good
                ? good
                : throw new RuleBroken("plan.name-needed") { Field = "Name" };
        if (edit.Owner is { } owner)
            task.Owner = owner.Trim() is { Length: <= 40 } good
                ? good
                : throw new RuleBroken("plan.owner-long") { Field = "Owner" };
        if (task.IsGroup)
            return;
        if (edit.Days is not null)
            Length(task, edit.Days);
        if (edit.Date is not null || edit.Clear)
            task.NotBefore = Possible(edit.Date);
        if (edit.FixedOn is not null || edit.Clear)
            task.FixedOn = WorkingDay(task, Possible(edit.FixedOn));
        if (edit.Group is { } group)
            task.GroupId =
                group == 0 ? null
                : Find(group) is { IsGroup: true } heading ? heading.Id
                : throw new RuleBroken("plan.group-wrong") { Field = "Group" };
        if (edit.After is { } after)
            After(task, LinkTexts.Read(words, after));
    }

    /// <summary>
    /// Put where somebody dragged it: where its links alone would bring it there no date is kept, so that it goes on
    /// following them.
    /// </summary>
    private void Move(PlanTask task, DateOnly to)
    {
        if (task.IsGroup)
            throw new RuleBroken("plan.group-dates");
        to = days.OnOrAfter(Possible(to)!.Value < StartsOn ? StartsOn : to);
        if (task.FixedOn is not null)
        {
            task.FixedOn = to;
            return;
        }

        task.NotBefore = null;
        var free = PlanSchedule.Of(days.Calendar, StartsOn, Tasks, Links).Tasks[task.Id];
        if (free.Starts is not { } alone || to > alone)
            task.NotBefore = to;
    }

    private static void Length(PlanTask task, int? length)
    {
        if (task.IsGroup)
            throw new RuleBroken("plan.group-dates");
        task.Days = length is >= 0 and <= PlanTask.MostDays
            ? length.Value
            : throw new RuleBroken("plan.days-wrong", PlanTask.MostDays) { Field = "Days" };
    }

    private void Until(PlanTask task, DateOnly last)
    {
        var starts = task.IsGroup ? null : PlanSchedule.Of(days.Calendar, StartsOn, Tasks, Links).Tasks[task.Id].Starts;
        Length(
            task,
            starts is null ? task.Days
                : Possible(last) < starts ? 1
                : Math.Max(days.Calendar.Between(starts.Value, last) + 1, 1)
        );
    }

    private void After(PlanTask task, IReadOnlyList<(int No, LinkKind Kind, int Lag)> wanted)
    {
        var rows = ShowPlan.Outline([.. Tasks.Where(t => !t.Dropped)]);
        var given = wanted
            .Select(w =>
                (
                    From: w.No >= 1 && w.No <= rows.Count
                        ? rows[w.No - 1]
                        : throw new RuleBroken("plan.after-unknown", w.No) { Field = "After" },
                    w.Kind,
                    w.Lag
                )
            )
            .ToList();
        Links.RemoveAll(l =>
            l.ToId == task.Id && !given.Exists(g => g.From.Id == l.FromId && g.Kind == l.Kind && g.Lag == l.Lag)
        );
        foreach (var (from, kind, lag) in given)
            Link(from, task, kind, lag);
    }

    public void Link(PlanTask from, PlanTask to, LinkKind kind, int lag)
    {
        if (from.IsGroup || to.IsGroup)
            throw new RuleBroken("plan.link-group") { Field = "After" };
        if (from.Id == to.Id)
            throw new RuleBroken("plan.link-self", to.Name) { Field = "After" };
        if (lag is < -TaskLink.MostLag or > TaskLink.MostLag)
            throw new RuleBroken("plan.lag-wrong", TaskLink.MostLag) { Field = "After" };
        if (Links.Find(l => l.FromId == from.Id && l.ToId == to.Id) is { } known)
        {
            if (known.Kind == kind && known.Lag == lag)
                return;
            Links.Remove(known);
        }

        Links.Add(
            new()
            {
                Id = id(),
                ProjectId = ProjectId,
                FromId = from.Id,
                ToId = to.Id,
                Kind = kind,
                Lag = lag,
            }
        );
    }

    private void Drop(PlanTask task)
    {
        task.Dropped = true;
        Dropped.Add(task.Id);
        Links.RemoveAll(l => l.FromId == task.Id || l.ToId == task.Id);
        foreach (var member in Tasks.Where(t => t.GroupId == task.Id))
            member.GroupId = null;
    }

    private void Shift(PlanTask task, int by)
    {
        var beside = Tasks
            .Where(t => !t.Dropped && t.GroupId == task.GroupId)
            .OrderBy(t => t.Place)
            .ThenBy(t => t.Id)
            .ToList();
        int at = beside.IndexOf(task) + by;
        if (at < 0 || at >= beside.Count)
            throw new RuleBroken("plan.at-edge");
        (task.Place, beside[at].Place) = (beside[at].Place, task.Place);
    }

    private void Begin(DateOnly day)
    {
        StartsOn = Possible(day)!.Value;
        foreach (var early in Tasks.Where(t => !t.Dropped && t.FixedOn < StartsOn))
            throw new RuleBroken("plan.fixed-before-begin", early.Name, early.FixedOn);
    }

    private DateOnly? WorkingDay(PlanTask task, DateOnly? day)
    {
        if (day is { } d && days.Calendar.Classify(d) is { IsWorking: false } off)
            throw new RuleBroken(off.Name is null ? "plan.fixed-weekend" : "plan.fixed-holiday", d, off.Name)
            {
                Field = "FixedOn",
            };
        return day < StartsOn
            ? throw new RuleBroken("plan.fixed-before-begin", task.Name, day) { Field = "FixedOn" }
            : day;
    }

    private DateOnly? Possible(DateOnly? day)
    {
        if (day is { Year: < 2000 or > 2100 })
            throw new RuleBroken("plan.date-impossible") { Field = "Date" };
        return day is { } d && !days.Calendar.Knows(d.Year) ? throw new Kernel.Calendar.YearMissing(d.Year) : day;
    }

    private PlanTask Find(long? wanted) =>
        Tasks.Find(t => t.Id == wanted && !t.Dropped) ?? throw new RuleBroken("plan.task-gone");
}

/// <summary>The calendar with the one question a plan being changed asks besides.</summary>
internal sealed record WorkingCalendarOf(Kernel.Calendar.WorkingCalendar Calendar)
{
    public DateOnly OnOrAfter(DateOnly day)
    {
        while (!Calendar.Classify(day).IsWorking)
            day = day.AddDays(1);
        return day;
    }
}
