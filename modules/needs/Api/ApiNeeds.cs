using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.Needs.Domain;
using Modular.Needs.Handling;

namespace Modular.Needs.Api;

/// <summary>What the JSON interface reads; the client's unit bounds it like anybody's.</summary>
internal sealed class ApiNeeds(NeedsDb db, ListNeeds needs, KeepCategories categories, UnitDirectory units)
{
    public async Task<int?> Category(string? name, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(name))
            return null;
        return (await categories.All(cancel)).FirstOrDefault(c => c.Name == name && !c.Retired)?.Id
            ?? throw new RuleBroken("needs.category-unknown");
    }

    /// <summary>Whether a need was made from these words; compared as they are stored.</summary>
    public async Task<bool> IsSame(long id, string text, CancellationToken cancel)
    {
        string clean = Plain.Clean(text);
        return await db.Needs.AnyAsync(n => n.Id == id && n.Text == clean, cancel);
    }

    public async Task<NeedOut> One(string number, CancellationToken cancel)
    {
        var need =
            await db.Needs.AsNoTracking().SingleOrDefaultAsync(n => n.Number == number, cancel) ?? throw new NotFound();
        return Out(need, await units.Tree(cancel));
    }

    public async Task<IReadOnlyList<NeedOut>> List(
        DateOnly? from,
        DateOnly? to,
        string? state,
        string? after,
        int limit,
        CancellationToken cancel
    )
    {
        var rows = needs.Matching(new(State: state, From: from, To: to));
        if (!string.IsNullOrEmpty(after))
            rows = rows.Where(n => string.Compare(n.Number, after) > 0);
        var tree = await units.Tree(cancel);
        return (await rows.OrderBy(n => n.Number).Take(Math.Clamp(limit, 1, 200)).ToListAsync(cancel)).ConvertAll(n =>
            Out(n, tree)
        );
    }

    private static NeedOut Out(Need n, UnitTree tree) =>
        new(
            n.Number,
            n.Title,
            tree.Find(n.UnitId)?.Code ?? "",
            n.State.ToString(),
            n.ReceivedAt,
            n.DueOn,
            n.AnsweredAt,
            n.Outcome,
            n.Reworks
        );
}
