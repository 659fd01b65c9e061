using Microsoft.EntityFrameworkCore;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Plan;

/// <summary>Marks of tasks that are late.</summary>
internal static class LateMarks
{
    /// <summary>
    /// Takes the mark of being late off a task whose whole record is done, at once and not in the night.
    /// </summary>
    public static Task<int> Lift(ProjectsDb db, long? task, CancellationToken cancel) =>
        task is null
            ? Task.FromResult(0)
            : db
                .PlanTasks.Where(t =>
                    t.Id == task
                    && t.LateOn != null
                    && !db.TaskItems.Any(i => i.TaskId == t.Id && i.DoneOn == null)
                    && !db.Activities.Any(a => a.TaskId == t.Id && a.State == ActivityState.Planned)
                    && (
                        db.TaskItems.Any(i => i.TaskId == t.Id)
                        || db.Activities.Any(a => a.TaskId == t.Id && a.State == ActivityState.Held)
                    )
                )
                .ExecuteUpdateAsync(set => set.SetProperty(t => t.LateOn, (DateOnly?)null), cancel);
}
