using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Units;
using Modular.Kernel.Data;
using Modular.Kernel.Facts;

namespace Modular.Kernel.Units;

/// <summary>
/// When a unit moves, the paths on a module's rows follow. Registered once for every module's context.
/// </summary>
public sealed class PathFollowsUnit<TDb> : IFactHandler<UnitMoved, TDb>
    where TDb : ModuleDb
{
    private static readonly MethodInfo One = typeof(PathFollowsUnit<TDb>).GetMethod(
        nameof(Follow),
        BindingFlags.NonPublic | BindingFlags.Static
    )!;

    private static readonly MethodInfo Handed = typeof(PathFollowsUnit<TDb>).GetMethod(
        nameof(FollowHandler),
        BindingFlags.NonPublic | BindingFlags.Static
    )!;

    public async Task Handle(UnitMoved fact, TDb db, CancellationToken cancel)
    {
        foreach (
            var entity in db.Model.GetEntityTypes().Where(e => typeof(IScoped).IsAssignableFrom(e.ClrType)).ToList()
        )
        {
            await (Task)One.MakeGenericMethod(entity.ClrType).Invoke(null, [db, fact, cancel])!;
            if (typeof(IHandedOver).IsAssignableFrom(entity.ClrType))
                await (Task)Handed.MakeGenericMethod(entity.ClrType).Invoke(null, [db, fact, cancel])!;
        }
    }

    private static Task FollowHandler<T>(TDb db, UnitMoved fact, CancellationToken cancel)
        where T : class, IHandedOver
    {
        int from = fact.OldPath.Length;
        return db.Set<T>()
            .IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .Where(row => row.HandlerPath!.StartsWith(fact.OldPath))
            .ExecuteUpdateAsync(
                set => set.SetProperty(row => row.HandlerPath, row => fact.NewPath + row.HandlerPath!.Substring(from)),
                cancel
            );
    }

    private static Task Follow<T>(TDb db, UnitMoved fact, CancellationToken cancel)
        where T : class, IScoped
    {
        int from = fact.OldPath.Length;
        return db.Set<T>()
            .IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .Where(row => row.UnitPath.StartsWith(fact.OldPath))
            .ExecuteUpdateAsync(
                set => set.SetProperty(row => row.UnitPath, row => fact.NewPath + row.UnitPath.Substring(from)),
                cancel
            );
    }
}
