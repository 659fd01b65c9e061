using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Modules;
using Modular.Needs.Data;

namespace Modular.Needs.Handling;

internal sealed class NeedTodos(NeedsDb db, TimeProvider clock) : ITodoSource
{
    public async Task<IReadOnlyList<Todo>> Todos(CancellationToken cancel)
    {
        if (!db.Acting.May(NeedsModule.Handle)) return [];
        var today = clock.Today();
        int overdue = await db.Needs.Where(n => (n.State == NeedState.Registered || n.State == NeedState.InHandling) && n.DueOn < today).Take(ListNeeds.CountedTo).CountAsync(cancel);
        int fresh = await db.Needs.Where(n => n.State == NeedState.Registered).Take(ListNeeds.CountedTo).CountAsync(cancel);
        return [new("needs.todo.overdue", overdue, "/needs?due=overdue", true), new("needs.todo.fresh", fresh, "/needs?state=Registered", false)];
    }
}
