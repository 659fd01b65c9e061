using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Modules;
using Modular.Projects.Data;
using Modular.Projects.Notice;

namespace Modular.Projects.Selections;

/// <summary>Objections to rankings wait for whoever decides.</summary>
internal sealed class SelectionTodos(ProjectsDb db) : ITodoSource
{
    public async Task<IReadOnlyList<Todo>> Todos(CancellationToken cancel) =>
        db.Acting.May(ProjectsModule.Decide)
            ? [new("selections.todo.objections", await Waiting().CountAsync(cancel), "/selections", true)]
            : [];

    public async Task<IReadOnlyList<TodoItem>> Items(int most, CancellationToken cancel)
    {
        if (!db.Acting.May(ProjectsModule.Decide))
            return [];
        var rows = await Waiting()
            .OrderBy(o => o.Id)
            .Take(most)
            .Join(db.Selections, o => o.NoticeId, s => s.Id, (o, s) => new { s.Id, s.Name })
            .ToListAsync(cancel);
        return
        [
            .. rows.Select(s => new TodoItem(
                "selections.item.objection",
                s.Name,
                $"/selections/{s.Id}#objections",
                null
            )),
        ];
    }

    private IQueryable<Objection> Waiting() =>
        db
            .Objections.AsNoTracking()
            .Where(o => o.State == ObjectionState.Open && db.Selections.Any(s => s.Id == o.NoticeId));
}
