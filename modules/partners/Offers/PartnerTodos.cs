using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Modules;
using Modular.Partners.Data;

namespace Modular.Partners.Offers;

internal sealed class PartnerTodos(PartnersDb db, Kernel.Texts.Words words) : ITodoSource
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

    public async Task<IReadOnlyList<TodoItem>> Items(int most, CancellationToken cancel)
    {
        var items = new List<TodoItem>();
        if (db.Acting.May(PartnersModule.Claim))
        {
            var offers = db.Offers.IgnoreQueryFilters([Kernel.Data.ModuleDb.ScopeFilter]).AsNoTracking();
            foreach (var o in await offers.Where(o => db.Invites.Any(i => i.OfferId == o.Id && i.State == InviteState.Waiting)).OrderBy(o => o.ClaimBy).Take(most).Select(o => new { o.Id, o.ClaimBy }).ToListAsync(cancel))
                items.Add(new("partners.item.offer", $"{words["partners.order"]} {o.ClaimBy:MM-dd}", $"/partners/orders/{o.Id}", o.ClaimBy));
            foreach (var o in await offers.Where(o => o.State == OfferState.Claimed && db.Invites.Any(i => i.OfferId == o.Id && i.State == InviteState.Claimed)).OrderBy(o => o.Id).Take(most).Select(o => new { o.Id, o.ClaimedAt }).ToListAsync(cancel))
                items.Add(new("partners.item.claimed", $"{words["partners.order"]} {o.ClaimedAt:MM-dd}", $"/partners/orders/{o.Id}", null));
        }

        return items;
    }
}
