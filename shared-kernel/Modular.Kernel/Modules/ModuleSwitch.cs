using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Modular.Kernel.Store;
using Modular.Kernel.Units;

namespace Modular.Kernel.Modules;

/// <summary>A loaded module that a department has switched off for its unit and everything below.</summary>
public sealed class ModuleSwitch
{
    public int UnitId { get; init; }
    public required string Module { get; init; }
    public DateTimeOffset At { get; init; }
    public required string By { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<ModuleSwitch>(e =>
        {
            e.HasKey(s => new { s.UnitId, s.Module });
            e.Property(s => s.Module).HasMaxLength(24);
            e.Property(s => s.By).HasMaxLength(100);
        });
}

/// <summary>Which modules a unit works with.</summary>
public sealed class ModuleSwitches(IDbContextFactoryOf<KernelDb> contexts, UnitDirectory units, IMemoryCache cache)
{
    /// <summary>Modules switched off at a path, by the unit itself or one above it.</summary>
    public async ValueTask<IReadOnlySet<string>> OffAt(string? path, CancellationToken cancel)
    {
        var off = await All(cancel);
        if (path is null || off.Count == 0)
            return System.Collections.Frozen.FrozenSet<string>.Empty;
        return off.Where(s => path.StartsWith(s.Path, StringComparison.Ordinal))
            .Select(s => s.Module)
            .ToHashSet(StringComparer.Ordinal);
    }

    public async Task Set(KernelDb db, int unitId, string module, bool on, CancellationToken cancel)
    {
        var known = await db.ModuleSwitches.FindAsync([unitId, module], cancel);
        if (on && known is not null)
            db.ModuleSwitches.Remove(known);
        else if (!on && known is null)
            db.ModuleSwitches.Add(
                new()
                {
                    UnitId = unitId,
                    Module = module,
                    At = db.Clock.GetUtcNow(),
                    By = db.Acting.Name,
                }
            );
        else
            return;
        db.Record(on ? "module.switched-on" : "module.switched-off", $"module:{module}", after: new { unitId });
        await db.SaveChangesAsync(cancel);
        cache.Remove(nameof(ModuleSwitches));
    }

    private async ValueTask<IReadOnlyList<(string Path, string Module)>> All(CancellationToken cancel)
    {
        if (cache.TryGetValue(nameof(ModuleSwitches), out IReadOnlyList<(string, string)>? known))
            return known!;
        await using var db = contexts.Create();
        var rows = await db.ModuleSwitches.AsNoTracking().ToListAsync(cancel);
        var tree = await units.Tree(cancel);
        List<(string, string)> off =
        [
            .. rows.Where(r => tree.Find(r.UnitId) is not null).Select(r => (tree.Find(r.UnitId)!.Path, r.Module)),
        ];
        return cache.Set<IReadOnlyList<(string, string)>>(nameof(ModuleSwitches), off, TimeSpan.FromSeconds(10));
    }
}

/// <summary>Marks an endpoint as a module's, so that a unit that has switched the module off gets 404.</summary>
public sealed record OfModule(string Module);
