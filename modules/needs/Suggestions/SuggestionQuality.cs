using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Units;
using Modular.Needs.Data;

namespace Modular.Needs.Suggestions;

/// <summary>
/// How good the suggestions are: on decisions held out in training, and at the desk over the last ninety days.
/// </summary>
internal sealed class SuggestionQuality(NeedsDb db, UnitDirectory units, TimeProvider clock)
{
    private const int Days = 90;

    public async Task<SuggestionState> Show(CancellationToken cancel)
    {
        var tree = await units.Tree(cancel);
        var root = tree.Find(db.Acting.UnitId ?? 0) is { } unit ? tree.Ancestors(unit).LastOrDefault() ?? unit : null;
        var model = root is null
            ? null
            : await db
                .CategoryModels.AsNoTracking()
                .Where(m => m.UnitId == root.Id)
                .Select(m => new LearntCategories
                {
                    Id = m.Id,
                    UnitId = m.UnitId,
                    TrainedAt = m.TrainedAt,
                    Plugin = m.Plugin,
                    CategoryIds = m.CategoryIds,
                    Figures = m.Figures,
                    Content = Array.Empty<byte>(),
                })
                .FirstOrDefaultAsync(cancel);
        var since = clock.GetUtcNow().AddDays(-Days);
        var given = db
            .CategorySuggestions.Where(s => s.At >= since)
            .Join(
                db.Needs.Where(n => n.CategoryId != null),
                s => s.NeedId,
                n => n.Id,
                (s, n) =>
                    new
                    {
                        s.First,
                        s.Second,
                        s.Third,
                        s.Taken,
                        n.CategoryId,
                    }
            );
        return new(
            model,
            new(
                await given.CountAsync(cancel),
                await given.CountAsync(g => g.Taken != null && g.Taken == g.CategoryId, cancel),
                await given.CountAsync(
                    g => g.First == g.CategoryId || g.Second == g.CategoryId || g.Third == g.CategoryId,
                    cancel
                )
            )
        );
    }
}

/// <param name="Given">Needs registered with suggestions, whose category is decided by now.</param>
/// <param name="Taken">Of them, set by a click on a suggestion.</param>
/// <param name="AmongThree">Of them, the category they have now was among the three.</param>
internal sealed record SuggestionUse(int Given, int Taken, int AmongThree)
{
    public double? TakenRate => Given == 0 ? null : (double)Taken / Given;

    public double? AmongThreeRate => Given == 0 ? null : (double)AmongThree / Given;
}

/// <param name="Model">Null where nothing was learnt yet.</param>
internal sealed record SuggestionState(LearntCategories? Model, SuggestionUse Use)
{
    public int Examples => (int)(Figure("examples") ?? 0);

    public double? Right => Figure("right");

    public double? AmongThree => Figure("among-three");

    private double? Figure(string name) =>
        Model is not null && Model.Known.TryGetValue(name, out double value) ? value : null;
}
