using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Plan;

/// <summary>
/// Dates of plans are computed each time, so a changed calendar moves them by itself; whoever changes it sees
/// beforehand which ends move.
/// </summary>
internal sealed class PlansFollowCalendar(ProjectsDb db, CalendarStore calendars) : ICalendarDependent
{
    public async Task<IReadOnlyList<CalendarShift>> Preview(WorkingCalendar proposed, CancellationToken cancel)
    {
        // The calendar is the whole district's.
        var projects = await db
            .Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .Where(p =>
                (p.State == ProjectState.Approved || p.State == ProjectState.InExecution)
                && db.Plans.Any(l => l.ProjectId == p.Id)
            )
            .Select(p => new
            {
                p.Id,
                p.Number,
                p.Title,
            })
            .ToListAsync(cancel);
        var present = await calendars.Get(cancel);
        var shifts = new List<CalendarShift>();
        foreach (var project in projects)
        {
            var starts = await db
                .Plans.Where(p => p.ProjectId == project.Id)
                .Select(p => p.StartsOn)
                .SingleAsync(cancel);
            var tasks = await db
                .PlanTasks.AsNoTracking()
                .Where(t => t.ProjectId == project.Id && !t.Dropped)
                .ToListAsync(cancel);
            var links = await db.TaskLinks.AsNoTracking().Where(l => l.ProjectId == project.Id).ToListAsync(cancel);
            var (before, after) = (Ends(present, starts, tasks, links), Ends(proposed, starts, tasks, links));
            if (before != after)
                shifts.Add(new(project.Number, project.Title, before, after));
        }

        return shifts;
    }

    public Task Apply(CancellationToken cancel) => Task.CompletedTask;

    /// <summary>Null where the plan does not fit the calendar or goes beyond it.</summary>
    internal static DateOnly? Ends(
        WorkingCalendar calendar,
        DateOnly starts,
        IReadOnlyList<PlanTask> tasks,
        IReadOnlyList<TaskLink> links
    )
    {
        try
        {
            return PlanSchedule.Of(calendar, starts, tasks, links).Ends;
        }
        catch (Exception broken) when (broken is RuleBroken or YearMissing)
        {
            return null;
        }
    }
}
