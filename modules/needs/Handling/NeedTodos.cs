using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Lists;
using Modular.Kernel.Modules;
using Modular.Needs.Data;
using Modular.Needs.Domain;

namespace Modular.Needs.Handling;

internal sealed class NeedTodos(NeedsDb db, ListNeeds list, TimeProvider clock) : ITodoSource
{
    public async Task<IReadOnlyList<Todo>> Todos(CancellationToken cancel)
    {
        if (!db.Acting.May(NeedsModule.Handle))
            return [];
        var today = clock.Today();
        Task<int> Count(NeedFilter filter) => list.Matching(filter).Take(ListBounds.CountedTo).CountAsync(cancel);
        var todos = new List<Todo>
        {
            new("needs.todo.overdue", await Count(new(Due: "overdue")), "/needs?due=overdue", true)
            {
                Due = today.AddDays(-1),
            },
            new("needs.todo.sent", await Count(new(Watch: "sent-to-us")), "/needs?watch=sent-to-us", false)
            {
                Due = today,
            },
            new("needs.todo.fresh", await Count(new(State: nameof(NeedState.Registered))), "/needs/queue", false)
            {
                Due = today,
            },
            new("needs.todo.risk", await Count(new(Due: "risk")), "/needs?due=risk", false) { Due = today.AddDays(1) },
            new("needs.todo.mine", await Count(new(Watch: "mine")), "/needs?watch=mine", false),
        };
        if (db.Acting.May(NeedsModule.Supervise))
        {
            todos.Add(
                new("needs.todo.disputed", await Count(new(Watch: "disputed")), "/needs?watch=disputed", true)
                {
                    Due = today,
                }
            );
            todos.Add(
                new("needs.todo.extension", await Count(new(Watch: "extension")), "/needs?watch=extension", false)
                {
                    Due = today,
                }
            );
            todos.Add(
                new("needs.todo.escalated", await Count(new(Watch: "escalated")), "/needs?watch=escalated", true)
                {
                    Due = today.AddDays(-1),
                }
            );
        }

        return todos;
    }

    /// <summary>What is late, at risk, sent to the unit or given to the person, each once, by its date.</summary>
    public async Task<IReadOnlyList<TodoItem>> Items(int most, CancellationToken cancel)
    {
        if (!db.Acting.May(NeedsModule.Handle))
            return [];
        var found = new Dictionary<long, TodoItem>();
        List<(string Kind, NeedFilter Filter)> wanted =
        [
            ("needs.item.mine", new(Watch: "mine")),
            ("needs.item.sent", new(Watch: "sent-to-us")),
            ("needs.item.late", new(Due: "overdue")),
            ("needs.item.risk", new(Due: "risk")),
        ];
        if (db.Acting.May(NeedsModule.Supervise))
            wanted.InsertRange(
                0,
                [("needs.item.disputed", new(Watch: "disputed")), ("needs.item.extension", new(Watch: "extension"))]
            );
        foreach (var (kind, filter) in wanted)
        foreach (
            var n in await list.Matching(filter)
                .OrderBy(n => n.DueOn)
                .ThenBy(n => n.Id)
                .Take(most)
                .Select(n => new
                {
                    n.Id,
                    n.Number,
                    n.Title,
                    n.DueOn,
                })
                .ToListAsync(cancel)
        )
            found.TryAdd(n.Id, new(kind, $"{n.Number} {n.Title}", $"/needs/{n.Number}", n.DueOn));
        return [.. found.Values];
    }
}
