using Modular.Kernel.Calendar;

namespace Modular.Projects.Plan;

/// <summary>Who does what in one week.</summary>
/// <param name="Overdue">Late and not done, whosever week it was.</param>
internal sealed record WeekPlan(
    DateOnly Monday,
    IReadOnlyList<Day> Days,
    IReadOnlyList<WeekPerson> People,
    IReadOnlyList<TaskView> Overdue
)
{
    /// <exception cref="YearMissing">A day of the week lies in a year without a calendar.</exception>
    public static WeekPlan Of(PlanView plan, DateOnly day)
    {
        var monday = day.AddDays(-((int)day.DayOfWeek + 6) % 7);
        List<Day> days = [.. Enumerable.Range(0, 7).Select(i => plan.Calendar.Classify(monday.AddDays(i)))];
        var sunday = monday.AddDays(6);
        var tasks = plan.Tasks.Where(t => !t.Task.IsGroup && t.Starts <= sunday && t.Ends >= monday).ToList();
        return new(
            monday,
            days,
            [
                .. tasks
                    .GroupBy(t => t.Task.Owner, StringComparer.Ordinal)
                    .OrderBy(g => g.Key.Length == 0)
                    .ThenBy(g => g.Key, StringComparer.Ordinal)
                    .Select(g => new WeekPerson(
                        g.Key,
                        [
                            .. g.Select(t => new WeekTask(
                                t,
                                [
                                    .. days.Select(d =>
                                        (d.IsWorking || t.IsMilestone) && d.Date >= t.Starts && d.Date <= t.Ends
                                    ),
                                ]
                            )),
                        ]
                    )),
            ],
            [.. plan.Tasks.Where(t => t.Late > 0)]
        );
    }
}

/// <param name="On">Which of the week's seven days it is worked on.</param>
internal sealed record WeekTask(TaskView Task, IReadOnlyList<bool> On);

internal sealed record WeekPerson(string Owner, IReadOnlyList<WeekTask> Tasks);
