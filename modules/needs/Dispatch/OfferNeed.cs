using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Needs;
using Modular.Contracts.Partners;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Facts;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.Needs.Domain;

namespace Modular.Needs.Dispatch;

/// <summary>
/// Puts a need before partner units that fit; who claims it first handles it. Works only where the partners module is
/// on.
/// </summary>
internal sealed class OfferNeed(
    NeedsDb db,
    MoveNeed move,
    KeepCategories categories,
    UnitDirectory units,
    CalendarStore calendars,
    KeepRules rules,
    TimeProvider clock,
    IPartnerQuestions? partners = null
)
{
    public bool Possible => partners is not null;

    public async Task<IReadOnlyList<ResourceFit>> Candidates(Need need, int most, CancellationToken cancel)
    {
        if (partners is null)
            return [];
        var tree = await units.Tree(cancel);
        string? category = (await categories.All(cancel)).FirstOrDefault(c => c.Id == need.CategoryId)?.Name;
        return
        [
            .. (
                await partners.Fits([new(need.Id, need.UnitId, category, $"{need.Title}\n{need.Text}")], most, cancel)
            ).Where(f => tree.Find(f.UnitId) is { } unit && !OwnCase.Has(need, unit, tree)),
        ];
    }

    public Task Offer(string number, int version, IReadOnlyList<int> unitIds, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var need = await move.Open(number, version, cancel);
                await Offer(need, unitIds, cancel);
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    /// <summary>The caller saves.</summary>
    public async Task Offer(Need need, IReadOnlyList<int> unitIds, CancellationToken cancel)
    {
        if (partners is null)
            throw new NotFound();
        var tree = await units.Tree(cancel);
        var asked = unitIds
            .Distinct()
            .Select(tree.Find)
            .OfType<Unit>()
            .Where(u => u.State == UnitState.Active && u.Kind is UnitKind.PartnerUnit or UnitKind.Department)
            .ToList();
        if (asked.Count == 0)
            throw new RuleBroken("needs.offer-none") { Field = "Units" };
        foreach (var unit in asked)
            OwnCase.Check(need, unit, tree);
        if (!NeedMoves.All.Allowed(need.State, "dispatched"))
            throw new RuleBroken("needs.move-not-allowed");
        var by =
            (await calendars.Get(cancel)).Count(clock.Today(), (await rules.Get(cancel)).ClaimDays).Due
            ?? clock.Today().AddDays(7);
        if (need is { State: NeedState.Dispatched, HandlerUnitId: null })
            throw new RuleBroken("needs.offer-open");
        db.Tell(new NeedNoLongerOffered(need.Id));
        db.Tell(new NeedOffered(need.Id, need.UnitId, [.. asked.Select(u => (long)u.Id)], by));
        await move.Move(
            need,
            "dispatched",
            _ =>
            {
                (need.Layer, need.HandlerUnitId, need.HandlerPath, need.HandlerAccountId, need.HandlerName) = (
                    NeedLayer.Dispatched,
                    null,
                    null,
                    null,
                    null
                );
                return Task.FromResult(new Said(string.Join(", ", asked.Select(u => u.Name))));
            },
            cancel
        );
    }
}

/// <summary>
/// A partner unit claimed it: it handles the need from now on, and the first receiver stays answerable.
/// </summary>
internal sealed class ClaimedByPartner(MoveNeed move, UnitDirectory units) : IFactHandler<NeedClaimed, NeedsDb>
{
    public async Task Handle(NeedClaimed fact, NeedsDb db, CancellationToken cancel)
    {
        var need = await db
            .Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .SingleOrDefaultAsync(n => n.Id == fact.NeedId, cancel);
        if (need is null || (await units.Tree(cancel)).Find(fact.UnitId) is not { } unit)
            return;
        if (need.HandlerUnitId is not null || !NeedMoves.All.Allowed(need.State, "claimed"))
        {
            // Meanwhile it went another way: the partner unit is told and its capacity is free again.
            if (need.HandlerUnitId != fact.UnitId)
                db.Tell(new NeedNoLongerOffered(need.Id));
            return;
        }

        await move.Move(
            need,
            "claimed",
            _ =>
            {
                (need.HandlerUnitId, need.HandlerPath, need.HandlerAccountId, need.HandlerName, need.Layer) = (
                    unit.Id,
                    unit.Path,
                    null,
                    null,
                    NeedLayer.Dispatched
                );
                return Task.FromResult(new Said(unit.Name));
            },
            cancel
        );
    }
}

/// <summary>Nobody took it: it is with its first receiver again, and on the list of the next joint meeting.</summary>
internal sealed class UnclaimedByPartners(MoveNeed move) : IFactHandler<NeedUnclaimed, NeedsDb>
{
    public async Task Handle(NeedUnclaimed fact, NeedsDb db, CancellationToken cancel)
    {
        var need = await db
            .Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .SingleOrDefaultAsync(n => n.Id == fact.NeedId, cancel);
        if (need is null || need.HandlerUnitId is not null || !NeedMoves.All.Allowed(need.State, "unclaimed"))
            return;
        await move.Move(need, "unclaimed", _ => Task.FromResult(new Said(null)), cancel);
    }
}

/// <summary>
/// The partner unit reported: its words stand in the life line, and the first receiver answers the requester.
/// </summary>
internal sealed class DoneByPartner(MoveNeed move, UnitDirectory units, IPartnerQuestions? partners = null)
    : IFactHandler<ClaimDone, NeedsDb>
{
    public async Task Handle(ClaimDone fact, NeedsDb db, CancellationToken cancel)
    {
        var need = await db
            .Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .SingleOrDefaultAsync(n => n.Id == fact.NeedId, cancel);
        if (need is null)
            return;
        string? report = partners is null ? null : await partners.Report(fact.OfferId, cancel);
        move.Note(need, "partner-done", report, forRequester: false, by: (await units.Tree(cancel)).Name(fact.UnitId));
        need.Version++;
    }
}

internal sealed class GivenUpByPartner(MoveNeed move, UnitDirectory units) : IFactHandler<ClaimGivenUp, NeedsDb>
{
    public async Task Handle(ClaimGivenUp fact, NeedsDb db, CancellationToken cancel)
    {
        var need = await db
            .Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .SingleOrDefaultAsync(n => n.Id == fact.NeedId, cancel);
        if (need is null || need.HandlerUnitId != fact.UnitId)
            return;
        (need.HandlerUnitId, need.HandlerPath, need.Layer) = (null, null, NeedLayer.Here);
        move.Note(need, "given-up", null, forRequester: false, by: (await units.Tree(cancel)).Name(fact.UnitId));
    }
}
