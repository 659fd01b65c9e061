using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Modules;
using Modular.Projects.Data;
using Modular.Projects.Domain;
using Modular.Projects.Notice;

namespace Modular.Projects.Todos;

internal sealed class ProjectTodos(ProjectsDb db) : ITodoSource
{
    public async Task<IReadOnlyList<Todo>> Todos(CancellationToken cancel)
    {
        var todos = new List<Todo>();
        if (db.Acting.May(ProjectsModule.Decide))
        {
            todos.Add(
                new(
                    "projects.todo.submitted",
                    await db.Projects.CountAsync(p => p.State == ProjectState.Submitted, cancel),
                    "/projects?state=Submitted",
                    false
                )
            );
            todos.Add(
                new(
                    "projects.todo.reviewed",
                    await db.Projects.CountAsync(p => p.State == ProjectState.Reviewed, cancel),
                    "/projects?state=Reviewed",
                    false
                )
            );
            todos.Add(
                new(
                    "projects.todo.objections",
                    await db.Objections.CountAsync(
                        o =>
                            o.State == ObjectionState.Open
                            && db.Notices.Any(n => n.Id == o.NoticeId && db.Projects.Any(p => p.Id == n.ProjectId)),
                        cancel
                    ),
                    "/projects?state=InNotice",
                    true
                )
            );
        }

        if (db.Acting.May(ProjectsModule.Design))
            todos.Add(
                new(
                    "projects.todo.returned",
                    await db.Projects.CountAsync(p => p.State == ProjectState.Returned, cancel),
                    "/projects?state=Returned",
                    true
                )
            );
        return todos;
    }

    public async Task<IReadOnlyList<TodoItem>> Items(int most, CancellationToken cancel)
    {
        bool decide = db.Acting.May(ProjectsModule.Decide),
            design = db.Acting.May(ProjectsModule.Design);
        var rows = await db
            .Projects.AsNoTracking()
            .Where(p =>
                (decide && (p.State == ProjectState.Submitted || p.State == ProjectState.Reviewed))
                || (design && p.State == ProjectState.Returned)
            )
            .OrderBy(p => p.Id)
            .Take(most)
            .Select(p => new
            {
                p.Number,
                p.Title,
                p.State,
            })
            .ToListAsync(cancel);
        return
        [
            .. rows.Select(p => new TodoItem(
                $"projects.item.{p.State}",
                $"{p.Number} {p.Title}",
                $"/projects/{p.Number}",
                null
            )),
        ];
    }
}
