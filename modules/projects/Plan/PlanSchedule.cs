using System.Runtime.InteropServices;
using Modular.Kernel.Calendar;
using Modular.Kernel.Rules;

namespace Modular.Projects.Plan;

/// <summary>The whole plan in dates.</summary>
internal sealed record PlanSchedule(
    WorkingAxis Axis,
    IReadOnlyDictionary<long, Dated> Tasks,
    DateOnly? Ends,
    IReadOnlyList<long> Critical
)
{
    /// <summary>Some task lies beyond what the calendar knows.</summary>
    public int? MissingYear => Tasks.Values.Any(t => t.Ends is null) ? Axis.FirstMissing : null;

    /// <exception cref="RuleBroken">
    /// Links go round, or a fixed date cannot be held; the sentence names the tasks.
    /// </exception>
    /// <exception cref="YearMissing">A date stands in a year without a calendar.</exception>
    public static PlanSchedule Of(
        WorkingCalendar calendar,
        DateOnly startsOn,
        IReadOnlyList<PlanTask> tasks,
        IReadOnlyList<TaskLink> links
    )
    {
        return On(new(calendar, startsOn), tasks, links);
    }

    /// <summary>
    /// The same, and where no calendar knows the year it begins in a plan without dates: what follows what can be
    /// written down before the calendar is there.
    /// </summary>
    public static PlanSchedule OrUndated(
        WorkingCalendar calendar,
        DateOnly startsOn,
        IReadOnlyList<PlanTask> tasks,
        IReadOnlyList<TaskLink> links
    ) =>
        calendar.Knows(startsOn.Year)
            ? Of(calendar, startsOn, tasks, links)
            : On(WorkingAxis.Unknown(startsOn.Year), tasks, links);

    private static PlanSchedule On(WorkingAxis axis, IReadOnlyList<PlanTask> tasks, IReadOnlyList<TaskLink> links)
    {
        var rows = tasks.Where(t => t is { IsGroup: false, Dropped: false }).ToList();
        var places = new Dictionary<long, int>(rows.Count);
        var works = new Work[rows.Count];
        for (int i = 0; i < rows.Count; i++)
        {
            places[rows[i].Id] = i;
            works[i] =
                axis.Count == 0
                    ? new(rows[i].Days)
                    : new(
                        rows[i].Days,
                        rows[i].NotBefore is { } after ? axis.OnOrAfter(after) : 0,
                        rows[i].FixedOn is { } on ? axis.OnOrAfter(on) : null
                    );
        }

        var bonds = new List<Bond>(links.Count);
        foreach (var link in links)
            if (places.TryGetValue(link.FromId, out int from) && places.TryGetValue(link.ToId, out int to))
                bonds.Add(new(from, to, link.Kind, link.Lag));
        try
        {
            var solved = Scheduler.Solve(works, CollectionsMarshal.AsSpan(bonds));
            var dated = new Dictionary<long, Dated>(rows.Count);
            var standing = new Standing(works, bonds, solved.Tasks);
            for (int i = 0; i < rows.Count; i++)
                dated[rows[i].Id] = Date(axis, works[i], solved.Tasks[i], standing.AtBeginning(i));
            return new(
                axis,
                dated,
                dated.Count == 0 || dated.Values.Any(d => d.Ends is null) ? null : dated.Values.Max(d => d.Ends),
                [.. solved.Critical.Select(i => rows[i].Id)]
            );
        }
        catch (GoesRound round)
        {
            throw new RuleBroken(
                "plan.circle",
                string.Join(" → ", round.Tasks.Append(round.Tasks[0]).Select(i => rows[i].Name))
            );
        }
        catch (CannotHold fixedStart)
        {
            if (axis[fixedStart.Earliest] is not { } day)
                throw new YearMissing(axis.FirstMissing);
            throw new RuleBroken("plan.fixed-too-early", rows[fixedStart.Task].Name, rows[fixedStart.Task].FixedOn, day)
            {
                Field = "FixedOn",
            };
        }
    }

    private static Dated Date(WorkingAxis axis, Work work, Placed at, bool beginning)
    {
        if (work.Days > 0)
            return new(axis[at.Start], axis[at.Finish - 1], at);
        var day = beginning ? axis[at.Start] : axis[at.Start - 1];
        return new(day, day, at);
    }
}

/// <summary>A task's dates as the calendar and the links give them.</summary>
/// <param name="Starts">Null where the calendar does not reach.</param>
internal readonly record struct Dated(DateOnly? Starts, DateOnly? Ends, Placed At);
