using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Needs;
using Modular.Kernel.Modules;
using Modular.Kernel.Texts;
using Modular.Partners.Data;
using Modular.Partners.Domain;

namespace Modular.Partners.Offers;

internal sealed class PartnerTodos(PartnersDb db, Words words, INeedQuestions? needs = null) : ITodoSource
{
    public async Task<IReadOnlyList<Todo>> Todos(CancellationToken cancel)
    {
        var todos = new List<Todo>();
        if (db.Acting.May(PartnersModule.Claim))
        {
            var waiting = await Of(InviteState.Waiting, OfferState.Open).ToListAsync(cancel);
            todos.Add(
                new("partners.todo.offers", waiting.Count, "/partners/orders", false)
                {
                    Due = waiting.Count == 0 ? null : waiting.Min(o => o.ClaimBy),
                }
            );
            todos.Add(
                new(
                    "partners.todo.claimed",
                    await Of(InviteState.Claimed, OfferState.Claimed).CountAsync(cancel),
                    "/partners/orders?state=Claimed",
                    false
                )
            );
        }

        if (db.Acting.May(PartnersModule.Meet))
            todos.Add(
                new("partners.todo.honours", await Honours.CountAsync(cancel), "/partners/honours?state=Asked", false)
            );
        if (db.Acting.May(PartnersModule.Meet))
            todos.Add(
                new(
                    "partners.todo.meeting",
                    await db.MeetingItems.CountAsync(m => m.DecidedAt == null, cancel),
                    "/partners/meeting",
                    false
                )
            );
        return todos;
    }

    /// <summary>Opinions the acting unit is asked for.</summary>
    private IQueryable<Modular.Partners.Honours.Honour> Honours
    {
        get
        {
            int unit = db.Acting.UnitId ?? 0;
            return db
                .Honours.IgnoreQueryFilters([Kernel.Data.ModuleDb.ScopeFilter])
                .AsNoTracking()
                .Where(h => h.CommunityId == unit && h.State == Modular.Partners.Honours.HonourState.Asked);
        }
    }

    public async Task<IReadOnlyList<TodoItem>> Items(int most, CancellationToken cancel)
    {
        IReadOnlyList<TodoItem> asked = db.Acting.May(PartnersModule.Meet)
            ?
            [
                .. (await Honours.OrderBy(h => h.AnswerBy).Take(most).ToListAsync(cancel)).Select(h => new TodoItem(
                    "partners.item.honour",
                    h.Name,
                    $"/partners/honours/{h.Id}",
                    h.AnswerBy
                )),
            ]
            : [];
        if (!db.Acting.May(PartnersModule.Claim))
            return asked;
        var waiting = await Of(InviteState.Waiting, OfferState.Open)
            .OrderBy(o => o.ClaimBy)
            .Take(most)
            .ToListAsync(cancel);
        var claimed = await Of(InviteState.Claimed, OfferState.Claimed)
            .OrderBy(o => o.Id)
            .Take(most)
            .ToListAsync(cancel);
        var briefs = needs is null
            ? []
            : (await needs.Briefs([.. waiting.Concat(claimed).Select(o => o.NeedId)], cancel)).ToDictionary(b => b.Id);
        string Title(Offer o) =>
            briefs.TryGetValue(o.NeedId, out var brief) ? $"{brief.Number} {brief.Title}" : words["partners.need-away"];
        return
        [
            .. asked,
            .. waiting.Select(o => new TodoItem(
                "partners.item.offer",
                Title(o),
                $"/partners/orders/{o.Id}",
                o.ClaimBy
            )),
            .. claimed.Select(o => new TodoItem(
                "partners.item.claimed",
                Title(o),
                $"/partners/orders/{o.Id}",
                briefs.GetValueOrDefault(o.NeedId)?.DueOn
            )),
        ];
    }

    /// <summary>Offers one's own units were invited to and that stand so.</summary>
    private IQueryable<Offer> Of(InviteState answer, OfferState state)
    {
        return ListOffers
            .Seen(db)
            .Where(o =>
                o.State == state
                && db.Invites.Any(i =>
                    i.OfferId == o.Id
                    && i.State == answer
                    && string.Compare(i.UnitPath, db.ScopePath) >= 0
                    && string.Compare(i.UnitPath, db.ScopeEnd) < 0
                )
            );
    }
}
