using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Kernel.Modules;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Plan;

/// <summary>
/// Every night: which tasks of running projects are past their end and not done. Those who answer for the project are
/// told of each once, and its owner; the mark stays until the task is done or planned again, and stands in their list
/// of things to do.
/// </summary>
internal sealed class LatePlans(ProjectsDb db, ShowPlan read, TimeProvider clock) : IJobWork
{
    public const string Kind = "projects.plan-late";

    public async Task<string?> Run(JobRun run, CancellationToken cancel) =>
        JsonSerializer.Serialize(new { told = await Sweep(run.Progress, cancel) });

    public async Task<int> Sweep(Func<long, long, Task>? progress, CancellationToken cancel)
    {
        // The job looks at the whole district.
        var projects = await db
            .Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .Where(p => p.State == ProjectState.InExecution && db.PlanTasks.Any(t => t.ProjectId == p.Id && !t.Dropped))
            .ToListAsync(cancel);
        int told = 0,
            done = 0;
        foreach (var project in projects)
        {
            told += await Look(project, cancel);
            if (progress is not null)
                await progress(++done, projects.Count);
        }

        var running = projects.ConvertAll(p => p.Id);
        // What is no longer carried out is not late any more.
        await db
            .PlanTasks.Where(t => t.LateOn != null && !running.Contains(t.ProjectId))
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.LateOn, (DateOnly?)null), cancel);
        return told;
    }

    private async Task<int> Look(Project project, CancellationToken cancel)
    {
        var late = (await read.Of(project, null, cancel)).Tasks.Where(t => t.Late > 0).ToDictionary(t => t.Task.Id);
        var today = clock.Today();
        var marks = await db
            .PlanTasks.Where(t => t.ProjectId == project.Id && !t.Dropped && !t.IsGroup)
            .ToListAsync(cancel);
        var news = marks.Where(t => late.ContainsKey(t.Id) && t.ToldOn is null).ToList();
        foreach (var task in marks)
            task.LateOn = late.TryGetValue(task.Id, out var row) ? row.Ends : null;
        // Done or planned again: should it be late once more, that is told once more.
        foreach (var task in marks.Where(t => t.LateOn is null))
            task.ToldOn = null;
        foreach (var task in news)
            task.ToldOn = today;
        if (news.Count > 0)
        {
            db.Notify(
                Kind,
                project.UnitId,
                ProjectsModule.Design,
                $"/projects/{project.Number}/plan",
                project.Number,
                project.Title,
                news.Count,
                string.Join(", ", news.Take(3).Select(t => t.Name))
            );
            foreach (var person in news.Where(t => t.OwnerId is not null).GroupBy(t => t.OwnerId!.Value))
                db.NotifyPerson(
                    Kind,
                    person.Key,
                    "/my-tasks",
                    project.Number,
                    project.Title,
                    person.Count(),
                    string.Join(", ", person.Take(3).Select(t => t.Name))
                );
            db.Record("plan.late-told", $"project:{project.Number}", after: new { Tasks = news.Select(t => t.Name) });
        }

        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
        return news.Count;
    }
}

internal sealed class PlanTodos(ProjectsDb db) : ITodoSource
{
    public async Task<IReadOnlyList<Todo>> Todos(CancellationToken cancel)
    {
        if (!db.Acting.May(ProjectsModule.Design))
            return [];
        return [new("plan.todo.late", await Late().CountAsync(cancel), "/projects?state=InExecution", true)];
    }

    public async Task<IReadOnlyList<TodoItem>> Items(int most, CancellationToken cancel)
    {
        if (!db.Acting.May(ProjectsModule.Design))
            return [];
        var rows = await Late()
            .OrderBy(t => t.LateOn)
            .ThenBy(t => t.Id)
            .Take(most)
            .Join(
                db.Projects,
                t => t.ProjectId,
                p => p.Id,
                (t, p) =>
                    new
                    {
                        t.Id,
                        t.Name,
                        t.LateOn,
                        p.Number,
                        p.Title,
                    }
            )
            .ToListAsync(cancel);
        return
        [
            .. rows.Select(r => new TodoItem(
                "plan.item.late",
                $"{r.Name} · {r.Title}",
                $"/projects/{r.Number}/plan/{r.Id}",
                r.LateOn
            )),
        ];
    }

    private IQueryable<PlanTask> Late() =>
        db
            .PlanTasks.AsNoTracking()
            .Where(t =>
                t.LateOn != null
                && !t.Dropped
                && db.Projects.Any(p => p.Id == t.ProjectId && p.State == ProjectState.InExecution)
            );
}
