using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Modular.Kernel.Data;
using Modular.Kernel.Store;

namespace Modular.Kernel.Units;

/// <summary>
/// Looks in every table of a context for a row that names the unit: by the model and not by a list, so that a table
/// added later is looked at too.
/// </summary>
internal sealed class UnitUse<TDb>(IDbContextFactoryOf<TDb> contexts) : IUnitUse
    where TDb : ModuleDb
{
    /// <summary>What tells of a unit without depending on it.</summary>
    private static readonly Type[] Tales =
    [
        typeof(Unit),
        typeof(UnitHistory),
        typeof(Data.AuditEntry),
        typeof(Units.UnitHours),
    ];

    /// <summary>What a column that names a unit ends with, by the kinds of units.</summary>
    private static readonly string[] Endings = ["UnitId", "DistrictId", "TownId", "CommunityId", "GridId"];

    private static readonly MethodInfo Any = typeof(UnitUse<TDb>).GetMethod(
        nameof(Exists),
        BindingFlags.NonPublic | BindingFlags.Static
    )!;

    public async Task<bool> Knows(int unitId, CancellationToken cancel)
    {
        await using var db = contexts.Create();
        foreach (var entity in db.Model.GetEntityTypes().Where(e => !Tales.Contains(e.ClrType) && !e.IsOwned()))
        foreach (var property in entity.GetProperties().Where(Names))
        {
            var find = Any.MakeGenericMethod(entity.ClrType);
            if (await (Task<bool>)find.Invoke(null, [db, property, unitId, cancel])!)
                return true;
        }

        return false;
    }

    private static bool Names(IProperty property) =>
        property.PropertyInfo is not null
        && (property.ClrType == typeof(int) || property.ClrType == typeof(int?))
        && Endings.Any(ending => property.Name.EndsWith(ending, StringComparison.Ordinal));

    private static Task<bool> Exists<T>(TDb db, IProperty property, int unitId, CancellationToken cancel)
        where T : class
    {
        var row = Expression.Parameter(typeof(T), "row");
        var equal = Expression.Equal(
            Expression.Property(row, property.PropertyInfo!),
            Expression.Constant(unitId, property.ClrType)
        );
        return db.Set<T>().IgnoreQueryFilters().AnyAsync(Expression.Lambda<Func<T, bool>>(equal, row), cancel);
    }
}

/// <summary>Says whether a module's tables know a unit. One is registered with every module's context.</summary>
public interface IUnitUse
{
    Task<bool> Knows(int unitId, CancellationToken cancel);
}
