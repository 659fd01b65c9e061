using Modular.Kernel.Rules;
using Modular.Kernel.Units;

namespace Modular.Needs.Domain;

/// <summary>
/// Who must not handle what: a complaint is not settled by the unit it is about, nor by one below it.
/// </summary>
internal static class OwnCase
{
    public static bool Has(Need need, Unit handler, UnitTree tree) =>
        need.AboutUnitId is { } about
        && tree.Find(about) is { } unit
        && handler.Path.StartsWith(unit.Path, StringComparison.Ordinal);

    /// <exception cref="RuleBroken">The unit would judge its own case.</exception>
    public static void Check(Need need, Unit handler, UnitTree tree)
    {
        if (Has(need, handler, tree))
            throw new RuleBroken("needs.own-case", handler.Name) { Field = "HandlerUnitId" };
    }
}
