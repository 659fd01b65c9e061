using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Partners;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.Needs.Domain;

namespace Modular.Needs.Dispatch;

/// <summary>
/// Proposes partner units for many needs at once within their capacities. The officer changes what should be otherwise
/// and sends.
/// </summary>
internal sealed class PlanDispatch(
    NeedsDb db,
    OfferNeed offer,
    MoveNeed move,
    KeepCategories categories,
    UnitDirectory units,
    IPartnerQuestions? partners = null
)
{
    public const int Most = 1000;

    public bool Possible => partners is not null;

    /// <summary>Over the needs that wait to be sorted or are handled at home, those due soonest first.</summary>
    public async Task<DispatchPlan> Plan(int most, CancellationToken cancel)
    {
        if (partners is null)
            throw new NotFound();
        var rows = await db
            .Needs.AsNoTracking()
            .Where(n =>
                (n.State == NeedState.Registered || n.State == NeedState.InHandling)
                && n.HandlerUnitId == null
                && n.ParentId == null
                && n.ProjectId == null
            )
            .OrderBy(n => n.DueOn)
            .ThenBy(n => n.Id)
            .Take(Math.Clamp(most, 1, Most))
            .ToListAsync(cancel);
        var names = (await categories.All(cancel)).ToDictionary(c => c.Id, c => c.Name);
        string? Category(Need n) => n.CategoryId is { } id ? names.GetValueOrDefault(id) : null;
        var tree = await units.Tree(cancel);
        var of = rows.ToDictionary(n => n.Id);
        // Everything that fits at all is weighed: the tenth best for one need may be what lets the plan serve one more.
        var found = (
            await partners.Fits(
                [.. rows.Select(n => new NeedWish(n.Id, n.UnitId, Category(n), $"{n.Title}\n{n.Text}"))],
                int.MaxValue,
                cancel
            )
        )
            .Where(f => tree.Find(f.UnitId) is { } unit && !OwnCase.Has(of[f.NeedId], unit, tree))
            .ToLookup(f => f.NeedId);
        var resources = found.SelectMany(f => f).Select(f => f.ResourceId).Distinct().Order().ToList();
        var place = resources.Select((id, i) => (id, i)).ToDictionary(r => r.id, r => r.i);
        int[] capacity = new int[resources.Count];
        int[,] fit = new int[rows.Count, resources.Count];
        for (int i = 0; i < rows.Count; i++)
            foreach (var f in found[rows[i].Id])
            {
                capacity[place[f.ResourceId]] = f.Left;
                fit[i, place[f.ResourceId]] = f.Score;
            }

        int[] best = Assignment.Best(fit, capacity);
        var planned = rows.Select(
                (n, i) =>
                    new PlannedNeed(
                        n.Number,
                        n.Title,
                        Category(n),
                        n.UnitId,
                        n.DueOn,
                        [.. found[n.Id]],
                        best[i] < 0 ? null : found[n.Id].First(f => f.ResourceId == resources[best[i]]).UnitId
                    )
            )
            .ToList();
        return new(planned, Assignment.Total(fit, best), planned.Count(p => p.Chosen is null && p.Fits.Count > 0));
    }

    /// <summary>Offers each need to the unit the officer left or chose for it.</summary>
    public Task<(int Done, int Left)> Send(IReadOnlyDictionary<string, int> wanted, CancellationToken cancel) =>
        move.Each(
            [.. wanted.Keys],
            need => need is { State: NeedState.Registered or NeedState.InHandling, HandlerUnitId: null },
            need => offer.Offer(need, [wanted[need.Number]], cancel),
            cancel
        );
}

/// <param name="Fits">What was weighed for this need, best first.</param>
/// <param name="Chosen">The unit the plan proposes, or null where nothing fits or all that fits is full.</param>
internal sealed record PlannedNeed(
    string Number,
    string Title,
    string? Category,
    int UnitId,
    DateOnly? DueOn,
    IReadOnlyList<ResourceFit> Fits,
    int? Chosen
);

/// <param name="Total">Sum of the fits of what was proposed; no other plan within the capacities has more.</param>
internal sealed record DispatchPlan(IReadOnlyList<PlannedNeed> Needs, long Total, int Full);
