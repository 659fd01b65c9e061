using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Needs;
using Modular.Kernel.Data;
using Modular.Kernel.Facts;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.Language;
using Modular.Needs.Data;
using Modular.Needs.Domain;

namespace Modular.Needs.Dispatch;

/// <summary>
/// New needs of a unit's subtree that match go straight to a handler: by category, by words in place or text.
/// </summary>
internal sealed class RoutingRule : IScoped
{
    public long Id { get; init; }
    public int UnitId { get; init; }
    public required string UnitPath { get; init; }
    public int? CategoryId { get; init; }

    /// <summary>Separated by spaces; one of them must stand in title, text or place.</summary>
    public string? Words { get; init; }
    public int HandlerUnitId { get; init; }

    public bool Matches(string unitPath, int? category, string text) =>
        unitPath.StartsWith(UnitPath, StringComparison.Ordinal)
        && (CategoryId is null || CategoryId == category)
        && (
            Words is null
            || Words
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Any(w => text.Contains(w, StringComparison.OrdinalIgnoreCase))
        );

    internal static void Shape(ModelBuilder model) =>
        model.Entity<RoutingRule>(e =>
        {
            e.Property(r => r.Id).ValueGeneratedNever();
            e.Property(r => r.UnitPath).HasMaxLength(200);
            e.Property(r => r.Words).HasMaxLength(200);
        });
}

internal sealed class KeepRouting(NeedsDb db, UnitDirectory units, TimeProvider clock)
{
    public Task<List<RoutingRule>> Mine(CancellationToken cancel) =>
        db.Routing.AsNoTracking().OrderBy(r => r.Id).ToListAsync(cancel);

    public async Task Add(int? categoryId, string? words, int handlerUnitId, CancellationToken cancel)
    {
        var tree = await units.Tree(cancel);
        var own = tree.Find(db.Acting.UnitId ?? 0) ?? throw new NotFound();
        words = string.IsNullOrWhiteSpace(words)
            ? null
            : Width.Narrow(words).Replace(',', ' ').Replace('\u3001', ' ').Trim();
        if (categoryId is null && words is null)
            throw new RuleBroken("needs.routing-empty") { Field = "Words" };
        if (words is { Length: > 200 })
            throw new RuleBroken("form.too-long") { Field = "Words" };
        if (tree.Find(handlerUnitId) is not { State: UnitState.Active })
            throw new RuleBroken("needs.handler-unknown") { Field = "HandlerUnitId" };
        db.Routing.Add(
            new()
            {
                Id = Ids.Next(clock),
                UnitId = own.Id,
                UnitPath = own.Path,
                CategoryId = categoryId,
                Words = words,
                HandlerUnitId = handlerUnitId,
            }
        );
        db.Record(
            "needs.routing-added",
            $"unit:{own.Code}",
            after: new
            {
                categoryId,
                words,
                handlerUnitId,
            }
        );
        await db.SaveChangesAsync(cancel);
    }

    public async Task Drop(long id, CancellationToken cancel)
    {
        db.Routing.Remove(await db.Routing.SingleOrDefaultAsync(r => r.Id == id, cancel) ?? throw new NotFound());
        db.Record("needs.routing-dropped", $"routing:{id}");
        await db.SaveChangesAsync(cancel);
    }
}

/// <summary>
/// Hears of the module's own new needs and routes them: after the registration, so that a rule can never keep a need
/// out.
/// </summary>
internal sealed class RouteNewNeeds(DispatchNeed dispatch, UnitDirectory units) : IFactHandler<NeedsRegistered, NeedsDb>
{
    public async Task Handle(NeedsRegistered fact, NeedsDb db, CancellationToken cancel)
    {
        var rules = await db
            .Routing.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .OrderByDescending(r => r.UnitPath.Length)
            .ThenBy(r => r.Id)
            .ToListAsync(cancel);
        if (rules.Count == 0)
            return;
        var tree = await units.Tree(cancel);
        foreach (
            var need in await db
                .Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                .Where(n =>
                    fact.NeedIds.Contains(n.Id)
                    && n.State == NeedState.Registered
                    && n.HandlerUnitId == null
                    && n.ParentId == null
                )
                .ToListAsync(cancel)
        )
        {
            var rule = rules.Find(r =>
                r.Matches(need.UnitPath, need.CategoryId, $"{need.Title}\n{need.Text}\n{need.Place}")
            );
            if (
                rule is not null
                && tree.Find(rule.HandlerUnitId) is { State: UnitState.Active } unit
                && !OwnCase.Has(need, unit, tree)
            )
                await dispatch.Send(need, unit.Id, null, null, cancel);
        }
    }
}
