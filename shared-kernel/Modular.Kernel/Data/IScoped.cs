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
