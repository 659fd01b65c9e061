using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Needs;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Partners.Data;
using Modular.Partners.Domain;

namespace Modular.Partners.Offers;

/// <summary>Offers as the two sides see them: a community its own, a partner unit those it was invited to.</summary>
internal sealed class ListOffers(PartnersDb db, TimeProvider clock, INeedQuestions? needs = null)
{
    private IQueryable<Offer> Mine => Seen(db);

    /// <summary>
    /// Both sides of the scope are written out: leaving the filter leaves it for the whole query, also for what stands
    /// in its conditions.
    /// </summary>
    public static IQueryable<Offer> Seen(PartnersDb db)
    {
        string path = db.ScopePath ?? "-",
            end = ModuleDb.EndOf(path);
        return db
            .Offers.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .Where(o =>
                (string.Compare(o.UnitPath, path) >= 0 && string.Compare(o.UnitPath, end) < 0)
                || db.Invites.Any(i =>
                    i.OfferId == o.Id && string.Compare(i.UnitPath, path) >= 0 && string.Compare(i.UnitPath, end) < 0
                )
            );
    }

    public async Task<IReadOnlyList<OfferLine>> All(OfferState? state, CancellationToken cancel)
    {
        var rows = Mine;
        if (state is { } only)
            rows = rows.Where(o => o.State == only);
        var offers = await rows.OrderBy(o =>
                o.State == OfferState.Open ? 0
                : o.State == OfferState.Claimed ? 1
                : 2
            )
            .ThenByDescending(o => o.Id)
            .ToListAsync(cancel);
        return await Lines(offers, cancel);
    }

    public async Task<OfferView> One(long id, CancellationToken cancel)
    {
        var offer = await Mine.SingleOrDefaultAsync(o => o.Id == id, cancel) ?? throw new NotFound();
        var mine = await db
            .Invites.AsNoTracking()
            .Where(i => i.OfferId == id)
            .OrderBy(i => i.State)
            .FirstOrDefaultAsync(cancel);
        var today = clock.Today();
        var resources = mine is null
            ? []
            : (await db.Resources.AsNoTracking().Where(r => r.UnitId == mine.UnitId && !r.Retired).ToListAsync(cancel))
                .Where(r => r.IsOn(today) && r.Left(today) > 0)
                .ToList();
        return new((await Lines([offer], cancel))[0], mine, resources);
    }

    public async Task<IReadOnlyList<MeetingLine>> Meeting(bool decided, CancellationToken cancel)
    {
        var items = await db
            .MeetingItems.AsNoTracking()
            .Where(m => m.DecidedAt == null != decided)
            .OrderByDescending(m => m.Id)
            .ToListAsync(cancel);
        var briefs = await Briefs([.. items.Select(i => i.NeedId)], cancel);
        return [.. items.Select(i => new MeetingLine(i, briefs.GetValueOrDefault(i.NeedId)))];
    }

    public async Task Decide(long id, string? decision, string? owner, DateOnly? by, CancellationToken cancel)
    {
        var item =
            await db.MeetingItems.SingleOrDefaultAsync(m => m.Id == id && m.DecidedAt == null, cancel)
            ?? throw new NotFound();
        if (string.IsNullOrWhiteSpace(decision))
            throw new RuleBroken("partners.decision-needed");
        (item.Decision, item.Owner, item.By, item.DecidedAt) = (
            Plain.Cut(decision.Trim(), 1000),
            owner is null ? null : Plain.Cut(owner.Trim(), 60),
            by,
            clock.GetUtcNow()
        );
        db.Record("meeting.decided", $"meeting-item:{id}", after: new { item.Owner, item.By });
        await db.SaveChangesAsync(cancel);
    }

    private async Task<IReadOnlyList<OfferLine>> Lines(List<Offer> offers, CancellationToken cancel)
    {
        var ids = offers.ConvertAll(o => o.Id);
        var invites = (
            await db
                .Invites.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                .AsNoTracking()
                .Where(i => ids.Contains(i.OfferId))
                .ToListAsync(cancel)
        ).ToLookup(i => i.OfferId);
        var briefs = await Briefs(offers.ConvertAll(o => o.NeedId), cancel);
        string scope = db.ScopePath ?? "-";
        // What one partner unit answered is the community's to know, not the other units'.
        return offers.ConvertAll(o => new OfferLine(
            o,
            briefs.GetValueOrDefault(o.NeedId),
            [
                .. invites[o.Id]
                    .Where(i =>
                        o.UnitPath.StartsWith(scope, StringComparison.Ordinal)
                        || i.UnitPath.StartsWith(scope, StringComparison.Ordinal)
                    ),
            ]
        ));
    }

    private async Task<Dictionary<long, NeedBrief>> Briefs(List<long> ids, CancellationToken cancel) =>
        needs is null || ids.Count == 0 ? [] : (await needs.Briefs(ids, cancel)).ToDictionary(b => b.Id);
}

/// <param name="Brief">Null while the needs module is off or the need is gone.</param>
internal sealed record OfferLine(Offer Offer, NeedBrief? Brief, IReadOnlyList<Invite> Invites);

internal sealed record OfferView(OfferLine Line, Invite? Mine, IReadOnlyList<Resource> Resources);

internal sealed record MeetingLine(MeetingItem Item, NeedBrief? Brief);
