using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Modules;
using Modular.Partners.Data;

namespace Modular.Partners.Offers;

internal sealed class PartnerTodos(PartnersDb db) : ITodoSource
{
    public async Task<IReadOnlyList<Todo>> Todos(CancellationToken cancel)
    {
        var todos = new List<Todo>();
        if (db.Acting.May(PartnersModule.Claim))
        {
            var waiting = db.Invites.Where(i => i.State == InviteState.Waiting);
            var first = await db.Offers.IgnoreQueryFilters([Kernel.Data.ModuleDb.ScopeFilter]).Where(o => waiting.Any(i => i.OfferId == o.Id)).Select(o => (DateOnly?)o.ClaimBy).MinAsync(cancel);
            todos.Add(new("partners.todo.offers", await waiting.CountAsync(cancel), "/partners/orders", false) { Due = first });
        }

        if (db.Acting.May(PartnersModule.Meet)) todos.Add(new("partners.todo.meeting", await db.MeetingItems.CountAsync(m => m.DecidedAt == null, cancel), "/partners/meeting", false));
        return todos;
    }
}
