using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Modular.Kernel.Store;
using Modular.Kernel.Units;
using Modular.Language.Categories;
using Modular.Needs.Data;
using Modular.Needs.Domain;
using Modular.Needs.Intake;

namespace Modular.Needs.Suggestions;

/// <summary>Suggests what a request is about, while the clerk types. It never decides.</summary>
internal sealed class SuggestCategories(CategoryModels models, KeepCategories categories, UnitDirectory units)
{
    private const int ShortestText = 4;

    public async Task<IReadOnlyList<Suggested>> Suggest(
        string? title,
        string? text,
        int unitId,
        CancellationToken cancel
    )
    {
        if ((title + text).Trim().Length < ShortestText)
            return [];
        var known = Leaves(await categories.All(cancel));
        var tree = await units.Tree(cancel);
        if (known.Count < 2 || tree.Find(unitId) is not { } unit)
            return [];
        var root = tree.Ancestors(unit).LastOrDefault() ?? unit;
        var (suggester, ids) =
            await models.Of(root.Id, cancel)
            ?? (
                CategorySuggester.ByWords([.. known.Select(c => c.Name)], [.. known.Select(_ => "")]),
                [.. known.Select(c => c.Id)]
            );
        var usable = known.ToDictionary(c => c.Id);
        return
        [
            .. suggester
                .Suggest(title ?? "", text ?? "")
                .Where(s => usable.ContainsKey(ids[s.Category]))
                .Select(s => new Suggested(ids[s.Category], usable[ids[s.Category]].Name, s.Confidence, s.FromPast)),
        ];
    }

    /// <summary>
    /// What is kept with the need: the same suggestions for the text as it was sent, and which one was clicked.
    /// </summary>
    public async Task<SuggestionGiven?> Given(
        string? title,
        string text,
        int unitId,
        int? taken,
        CancellationToken cancel
    )
    {
        var found = await Suggest(title, text, unitId, cancel);
        return found.Count == 0
            ? null
            : new(
                [.. found.Select(f => f.CategoryId)],
                found.Any(f => f.CategoryId == taken) ? taken : null,
                found[0].FromPast
            );
    }

    /// <summary>Categories without others below them, in use.</summary>
    internal static List<Category> Leaves(IReadOnlyList<Category> all) =>
        [.. all.Where(c => !c.Retired && !all.Any(child => child.ParentId == c.Id && !child.Retired))];
}

/// <summary>A category the words speak for. It sets nothing.</summary>
/// <param name="FromPast">Learnt from the district's decisions; otherwise from the name and key words.</param>
internal sealed record Suggested(int CategoryId, string Name, double Confidence, bool FromPast)
{
    /// <summary>As shown; the words follow the figure the reader sees.</summary>
    public int Percent => (int)Math.Round(Confidence * 100, MidpointRounding.AwayFromZero);

    public string Grade =>
        Percent switch
        {
            >= 85 => "sure",
            >= 60 => "likely",
            >= 30 => "perhaps",
            _ => "less",
        };
}

/// <summary>Models in memory, one a district, read again when another one stands in the table.</summary>
internal sealed partial class CategoryModels(
    IDbContextFactoryOf<NeedsDb> contexts,
    TimeProvider clock,
    ILogger<CategoryModels> log
)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(20);
    private readonly ConcurrentDictionary<int, Held> _held = new();

    private sealed record Held(long Id, DateTimeOffset LookedAt, CategorySuggester? Suggester, int[] CategoryIds);

    /// <returns>Null where nothing was learnt yet.</returns>
    public async ValueTask<(CategorySuggester Suggester, int[] CategoryIds)?> Of(int rootId, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (!_held.TryGetValue(rootId, out var held) || (now - held.LookedAt).Duration() > Look)
            _held[rootId] = held = await Fresh(rootId, held, now, cancel);
        return held.Suggester is { } suggester ? (suggester, held.CategoryIds) : null;
    }

    public void Forget() => _held.Clear();

    private async Task<Held> Fresh(int rootId, Held? held, DateTimeOffset now, CancellationToken cancel)
    {
        await using var db = contexts.Create();
        long id = await db.CategoryModels.Where(m => m.UnitId == rootId).Select(m => m.Id).FirstOrDefaultAsync(cancel);
        if (held is not null && held.Id == id)
            return held with { LookedAt = now };
        if (await db.CategoryModels.AsNoTracking().FirstOrDefaultAsync(m => m.UnitId == rootId, cancel) is not { } row)
            return new(0, now, null, []);
        try
        {
            return new(
                row.Id,
                now,
                CategoryContent.Read(row.Content),
                JsonSerializer.Deserialize<int[]>(row.CategoryIds)!
            );
        }
        catch (ModelDamaged damaged)
        {
            // Suggestions by key words are better than none; the next training mends it.
            LogDamaged(damaged, rootId);
            return new(row.Id, now, null, []);
        }
    }

    [LoggerMessage(
        LogLevel.Warning,
        "The model of categories of unit {Unit} cannot be read; key words are used until it is trained again."
    )]
    private partial void LogDamaged(Exception damaged, int unit);
}
