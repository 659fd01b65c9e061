using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.Needs.Handling;
using Modular.Needs.Intake;

namespace Modular.Needs.Api;

/// <summary>What the JSON interface reads; the client's unit bounds it like anybody's.</summary>
internal sealed class ApiNeeds(NeedsDb db, UnitDirectory units)
{
    public async Task<int?> Category(string? name, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(name)) return null;
        return await db.Categories.Where(c => c.Name == name && !c.Retired).Select(c => (int?)c.Id).SingleOrDefaultAsync(cancel) ?? throw new RuleBroken("needs.category-unknown");
    }

    public Task<bool> IsSame(long id, string text, CancellationToken cancel) => db.Needs.AnyAsync(n => n.Id == id && n.Text == text, cancel);

    public async Task<NeedOut> One(string number, CancellationToken cancel)
    {
        var need = await db.Needs.AsNoTracking().SingleOrDefaultAsync(n => n.Number == number, cancel) ?? throw new NotFound();
        return Out(need, await units.Tree(cancel));
    }

    public async Task<IReadOnlyList<NeedOut>> List(DateOnly? from, DateOnly? to, string? state, string? after, int limit, CancellationToken cancel)
    {
        var rows = db.Needs.AsNoTracking();
        if (from is { } first)
        {
            var start = first.StartOfDay();
            rows = rows.Where(n => n.ReceivedAt >= start);
        }

        if (to is { } last)
        {
            var end = last.AddDays(1).StartOfDay();
            rows = rows.Where(n => n.ReceivedAt < end);
        }

        if (Enum.TryParse<NeedState>(state, out var only)) rows = rows.Where(n => n.State == only);
        if (!string.IsNullOrEmpty(after)) rows = rows.Where(n => string.Compare(n.Number, after) > 0);
        var tree = await units.Tree(cancel);
        return (await rows.OrderBy(n => n.Number).Take(Math.Clamp(limit, 1, 200)).ToListAsync(cancel)).ConvertAll(n => Out(n, tree));
    }

    private static NeedOut Out(Need n, UnitTree tree) => new(n.Number, n.Title, tree.Find(n.UnitId)?.Code ?? "", n.State.ToString(), n.ReceivedAt, n.DueOn, n.AnsweredAt, n.Outcome, n.Reworks);
}
