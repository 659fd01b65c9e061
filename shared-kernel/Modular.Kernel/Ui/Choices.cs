using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;

namespace Modular.Kernel.Ui;

/// <summary>What a select offers, made alike on every page.</summary>
public static class Choices
{
    /// <param name="none">Words of the first, empty choice, if there is one.</param>
    public static IReadOnlyList<SelectListItem> Units(UnitTree tree, IEnumerable<Unit> units, string? none = null) =>
        With(none, units.Where(u => u.State == UnitState.Active).Select(u => Item(tree.Trail(u.Id), u.Id)));

    public static IReadOnlyList<SelectListItem> Enum<T>(Words words, params ReadOnlySpan<T> without)
        where T : struct, Enum
    {
        var left = without.ToArray();
        return
        [
            .. System
                .Enum.GetValues<T>()
                .Where(v => !left.Contains(v))
                .Select(v => new SelectListItem(words.Of(v), v.ToString())),
        ];
    }

    public static IReadOnlyList<SelectListItem> With(string? none, IEnumerable<SelectListItem> items) =>
        none is null ? [.. items] : [new(none, ""), .. items];

    public static SelectListItem Item(string text, long id) => new(text, id.ToString(CultureInfo.InvariantCulture));
}
