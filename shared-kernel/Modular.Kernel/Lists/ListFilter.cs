using System.Globalization;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;

namespace Modular.Kernel.Lists;

/// <summary>One thing by which a list is narrowed. What it is set to stands in the address under its key.</summary>
/// <param name="Label">Key of its words.</param>
public sealed record ListFilter(FilterKind Kind, string Key, string Label)
{
    public IReadOnlyList<ListChoice> Choices { get; private init; } = [];

    /// <summary>Key of the last day, of a period.</summary>
    public string? LastKey { get; private init; }

    /// <summary>Rarely used: folded away until it is.</summary>
    public bool More { get; init; }

    public IEnumerable<string> Keys => LastKey is null ? [Key] : [Key, LastKey];

    public static ListFilter Search(string key, string label) => new(FilterKind.Search, key, label);

    public static ListFilter Choice(string key, string label, IEnumerable<ListChoice> choices) =>
        new(FilterKind.Choice, key, label) { Choices = [.. choices] };

    public static ListFilter Facet(string key, string label, IEnumerable<ListChoice> choices) =>
        new(FilterKind.Facet, key, label) { Choices = [.. choices] };

    public static ListFilter Period(string key, string last, string label) =>
        new(FilterKind.Period, key, label) { LastKey = last };

    /// <param name="says">What it is set to, in words.</param>
    public static ListFilter Given(string key, string label, string? value, string says) =>
        new(FilterKind.Given, key, label) { Choices = value is null ? [] : [new(value, says)] };

    /// <summary>Each value of an enum, in its own words.</summary>
    public static IEnumerable<ListChoice> Each<T>(Words words)
        where T : struct, Enum => Ui.Choices.Enum<T>(words).Select(c => new ListChoice(c.Value, c.Text));

    /// <summary>Towns and communities one may see, communities set in.</summary>
    public static IEnumerable<ListChoice> Units(UnitTree tree, string? scope) =>
        tree.Under(scope)
            .Where(u => u.Kind is UnitKind.Town or UnitKind.Community)
            .Select(u => new ListChoice(
                u.Id.ToString(CultureInfo.InvariantCulture),
                (u.Kind == UnitKind.Community ? "\u3000" : "") + u.Name
            ));
}

/// <param name="Lang">Of words somebody typed, where the page may be in another language.</param>
public sealed record ListChoice(string Value, string Text, string? Lang = null)
{
    public static ListChoice Typed(string value, string text) => new(value, text, "zh-CN");
}

public enum FilterKind
{
    /// <summary>Words to look for.</summary>
    Search,

    /// <summary>One of some, in a box.</summary>
    Choice,

    /// <summary>One of few, each in sight.</summary>
    Facet,

    /// <summary>A first and a last day.</summary>
    Period,

    /// <summary>Set by the way that led here; it can only be taken out.</summary>
    Given,
}
