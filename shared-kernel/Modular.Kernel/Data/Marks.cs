namespace Modular.Kernel.Data;

/// <summary>
/// Belongs to a unit: every query on it goes through the scope filter (named <see cref="ModuleDb.ScopeFilter"/>).
/// </summary>
public interface IScoped
{
    int UnitId { get; }

    /// <summary>
    /// Materialised ids from the root, such as <c>/1/4/17/</c>; kept true by the kernel when units move.
    /// </summary>
    string UnitPath { get; }
}

/// <summary>May be handed to a unit elsewhere in the tree, which then sees it too.</summary>
public interface IHandedOver : IScoped
{
    /// <summary>Path of the unit it was handed to, or null; kept true by the kernel when units move.</summary>
    string? HandlerPath { get; }
}

/// <summary>
/// Two people may edit it: the second to save is told. The number is raised by <see cref="ModuleDb"/> on every change.
/// </summary>
public interface IVersioned
{
    int Version { get; set; }
}

public static class Scoped
{
    /// <summary>
    /// Rows of a unit and all units below it. A span of paths, which both databases look up in the index, unlike a
    /// prefix.
    /// </summary>
    public static IQueryable<T> Under<T>(this IQueryable<T> rows, string path)
        where T : class, IScoped
    {
        string end = ModuleDb.EndOf(path);
        return rows.Where(r => string.Compare(r.UnitPath, path) >= 0 && string.Compare(r.UnitPath, end) < 0);
    }

    /// <summary>Rows handed to a unit or one below it.</summary>
    public static IQueryable<T> HandedUnder<T>(this IQueryable<T> rows, string path)
        where T : class, IHandedOver
    {
        string end = ModuleDb.EndOf(path);
        return rows.Where(r => string.Compare(r.HandlerPath, path) >= 0 && string.Compare(r.HandlerPath, end) < 0);
    }
}
