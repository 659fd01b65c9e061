using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Projects.Data;
using Modular.Projects.Domain;
using Modular.Projects.Plan;

namespace Modular.Projects.Activities;

/// <summary>
/// Activities that carry out a task: each counts once, done when it was held; what was cancelled does not count.
/// </summary>
internal sealed class ActivityRecord(ProjectsDb db) : ITaskRecord
{
    public async Task<IReadOnlyList<RecordedPart>> Parts(IReadOnlyCollection<long> projects, CancellationToken cancel)
    {
        var rows = await db
            .Activities.AsNoTracking()
            .Where(a => a.TaskId != null && a.State != ActivityState.Cancelled && projects.Contains(a.ProjectId))
            .OrderBy(a => a.StartsAt)
            .ThenBy(a => a.Id)
            .Select(a => new
            {
                a.Id,
                a.ProjectId,
                Task = a.TaskId!.Value,
                a.Title,
                a.StartsAt,
                a.State,
                a.HeldBy,
            })
            .ToListAsync(cancel);
        if (rows.Count == 0)
            return [];
        // Who asks has the projects already; the nightly look has those of the whole district.
        var numbers = await db
            .Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .Where(p => projects.Contains(p.Id))
            .ToDictionaryAsync(p => p.Id, p => p.Number, cancel);
        return
        [
            .. rows.Select(a => new RecordedPart(
                a.Task,
                $"{a.StartsAt.LocalDate().ToString("MM-dd", CultureInfo.InvariantCulture)} {a.Title}",
                a.State == ActivityState.Held,
                a.State == ActivityState.Held ? a.StartsAt.LocalDate() : null,
                a.HeldBy,
                $"/projects/{numbers[a.ProjectId]}/activities/{a.Id}"
            )),
        ];
    }
}
