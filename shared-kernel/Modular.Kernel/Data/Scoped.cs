namespace Modular.Kernel.Data;

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
