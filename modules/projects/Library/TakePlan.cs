using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Projects.Data;
using Modular.Projects.Plan;

namespace Modular.Projects.Library;

/// <summary>
/// The steps of a project taken over, with their order and checklists, as the first plan of the draft made of it.
/// </summary>
internal sealed class TakePlan(ProjectsDb db, ChangePlan change, TimeProvider clock)
{
    /// <returns>How many tasks; none where the origin has no plan.</returns>
    /// <exception cref="RuleBroken">
    /// The plan does not fit, for one where the calendar of its year is missing; nothing is kept of it then.
    /// </exception>
    public async Task<int> Into(string draft, long source, CancellationToken cancel)
    {
        var tasks = ShowPlan.Outline(
            await db.PlanTasks.AsNoTracking().Where(t => t.ProjectId == source && !t.Dropped).ToListAsync(cancel)
        );
        if (tasks.Count == 0)
            return 0;
        var links = await db.TaskLinks.AsNoTracking().Where(l => l.ProjectId == source).ToListAsync(cancel);
        var items = await db
            .TaskItems.AsNoTracking()
            .Where(i => i.ProjectId == source)
            .OrderBy(i => i.Id)
            .ToListAsync(cancel);
        await change.Apply(
            draft,
            0,
            plan =>
            {
                var made = new Dictionary<long, PlanTask>(tasks.Count);
                // Names and dates belong to the other project; what is done, how long and in which order is taken over.
                foreach (var task in tasks)
                    made[task.Id] = plan.Add(
                        new(task.IsGroup ? "group" : "add")
                        {
                            Name = task.Name,
                            Days = task.Days,
                            Group = task.GroupId is { } g && made.TryGetValue(g, out var group) ? group.Id : null,
                        }
                    );
                foreach (var link in links.Where(l => made.ContainsKey(l.FromId) && made.ContainsKey(l.ToId)))
                    plan.Link(made[link.FromId], made[link.ToId], link.Kind, link.Lag);
                foreach (var item in items.Where(i => made.ContainsKey(i.TaskId)))
                    db.TaskItems.Add(
                        new()
                        {
                            Id = Ids.Next(clock),
                            ProjectId = plan.ProjectId,
                            TaskId = made[item.TaskId].Id,
                            Text = item.Text,
                            NeedsFile = item.NeedsFile,
                        }
                    );
            },
            cancel
        );
        return tasks.Count;
    }
}
