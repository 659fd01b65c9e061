using System.Collections.Frozen;

namespace Modular.Language.Places;

/// <summary>Names of places the system knows; recognised wherever they stand.</summary>
internal sealed class KnownNames
{
    private readonly FrozenDictionary<int, string[]> _byBeginning;

    public KnownNames(IEnumerable<string> names) =>
        _byBeginning = names
            .Select(n => TextForm.Of(n, 60))
            .Where(n => n.Length > 1)
            .Distinct(StringComparer.Ordinal)
            .GroupBy(n => n[0] << 16 | n[1])
            .ToFrozenDictionary(
                g => g.Key,
                g => g.OrderByDescending(n => n.Length).ThenBy(n => n, StringComparer.Ordinal).ToArray()
            );

    public bool None => _byBeginning.Count == 0;

    /// <summary>The longest name that begins here, or null.</summary>
    public string? At(ReadOnlySpan<char> text)
    {
        if (text.Length < 2 || !_byBeginning.TryGetValue(text[0] << 16 | text[1], out string[]? names))
            return null;
        foreach (string name in names)
            if (text.StartsWith(name, StringComparison.Ordinal))
                return name;
        return null;
    }
}
