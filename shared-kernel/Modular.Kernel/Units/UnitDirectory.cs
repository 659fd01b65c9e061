using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Modular.Kernel.Store;

namespace Modular.Kernel.Units;

public sealed class UnitDirectory(IDbContextFactoryOf<KernelDb> contexts, IMemoryCache cache)
{
    public async ValueTask<UnitTree> Tree(CancellationToken cancel)
    {
        if (cache.TryGetValue(nameof(UnitTree), out UnitTree? tree))
            return tree!;
        await using var db = contexts.Create();
        tree = new(await db.Units.AsNoTracking().OrderBy(u => u.Id).ToListAsync(cancel));
        return cache.Set(nameof(UnitTree), tree, TimeSpan.FromSeconds(30));
    }

    public void Forget() => cache.Remove(nameof(UnitTree));
}

/// <summary>
/// The whole tree in memory, read-only. A district has hundreds of units, a large city some thousands.
/// </summary>
public sealed class UnitTree
{
    private readonly Dictionary<int, Unit> _byId;
    private readonly Dictionary<string, Unit> _byCode;
    private readonly ILookup<int, Unit> _children;
    private readonly System.Collections.Concurrent.ConcurrentDictionary<int, string> _trails = new();

    public UnitTree(IReadOnlyList<Unit> units)
    {
        _byId = units.ToDictionary(u => u.Id);
        // Every page builds this: a row that should not be there must not take them all down.
        _byCode = [];
        foreach (var unit in units)
            _byCode.TryAdd(UnitCode.Fold(unit.Code), unit);
        _children = units.ToLookup(u => u.ParentId ?? 0);
        All = units;
    }

    public IReadOnlyList<Unit> All { get; }

    public Unit? Find(int id) => _byId.GetValueOrDefault(id);

    public Unit? Find(string code) => _byCode.GetValueOrDefault(UnitCode.Fold(code));

    public string Name(int id) => Find(id)?.Name ?? "?";

    public IEnumerable<Unit> Children(int? id) =>
        _children[id ?? 0].OrderBy(u => u.Kind).ThenBy(u => u.Code, StringComparer.Ordinal);

    /// <summary>The unit and everything below it, parents before children; null path gives nothing.</summary>
    public IEnumerable<Unit> Under(string? path) =>
        path is null
            ? []
            : All.Where(u => u.Path.StartsWith(path, StringComparison.Ordinal))
                .OrderBy(u => u.Path, StringComparer.Ordinal);

    public IEnumerable<Unit> Ancestors(Unit unit)
    {
        for (
            var at = unit.ParentId is { } parent ? Find(parent) : null;
            at is not null;
            at = at.ParentId is { } next ? Find(next) : null
        )
            yield return at;
    }

    /// <summary>Names from the district down, for people: 文兴镇 / 文兴社区.</summary>
    public string Trail(int id) => _trails.GetOrAdd(id, MakeTrail);

    private string MakeTrail(int id) =>
        Find(id) is { } unit
            ? string.Join(" / ", Ancestors(unit).Reverse().Skip(1).Append(unit).Select(u => u.Name))
            : "?";
}
