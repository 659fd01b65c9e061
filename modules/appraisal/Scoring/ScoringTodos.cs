using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Panel;
using Modular.Appraisal.Results;
using Modular.Appraisal.Ledger;
using Modular.Appraisal.Appeals;
using Modular.Appraisal.Rounds;
using Modular.Appraisal.Survey;
using Modular.Appraisal.TwoWay;
using Modular.Appraisal.Visits;
using Modular.Kernel.Data;
using Modular.Kernel.Modules;

namespace Modular.Appraisal.Scoring;

internal sealed class ScoringTodos(AppraisalDb db) : ITodoSource
{
    public async Task<IReadOnlyList<Todo>> Todos(CancellationToken cancel)
    {
        var todos = new List<Todo>();
        long me = db.Acting.AccountId ?? 0;
        if (db.Acting.May(AppraisalModule.Score))
            todos.Add(new("rounds.todo.score", await db.Rounds.IgnoreQueryFilters([ModuleDb.ScopeFilter]).CountAsync(r => r.State == RoundState.Open && db.Panel.Any(p => p.RoundId == r.Id && p.AccountId == me && p.HandedInAt == null && p.ReplacedById == null), cancel), "/scoring", false));
        if (db.Acting.May(AppraisalModule.Run))
            todos.Add(new("rounds.todo.publish", await db.Rounds.CountAsync(r => r.State == RoundState.Computed || r.State == RoundState.Closed, cancel), "/rounds", false));
        return todos;
    }

    public async Task<IReadOnlyList<TodoItem>> Items(int most, CancellationToken cancel)
    {
        long me = db.Acting.AccountId ?? 0;
        if (!db.Acting.May(AppraisalModule.Score)) return [];
        var rows = await db.Rounds.IgnoreQueryFilters([ModuleDb.ScopeFilter]).AsNoTracking().Where(r => r.State == RoundState.Open && db.Panel.Any(p => p.RoundId == r.Id && p.AccountId == me && p.HandedInAt == null && p.ReplacedById == null)).OrderBy(r => r.Id).Take(most).Select(r => new { r.Id, r.Title, r.ClosesOn }).ToListAsync(cancel);
        return [.. rows.Select(r => new TodoItem("rounds.item.score", r.Title, $"/scoring/{r.Id}", r.ClosesOn))];
    }
}
