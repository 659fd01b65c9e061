using System.Text.RegularExpressions;

namespace Modular.Kernel.Plugins;

/// <summary>
/// Compares versions as numbers: 1.10.0 is newer than 1.9.0. A version with a suffix (<c>2.0.0-beta</c>) comes before
/// the one without.
/// </summary>
public sealed partial class PluginVersion : IComparer<string>
{
    public static PluginVersion Order { get; } = new();

    public static bool IsOne(string text) => Shape().IsMatch(text);

    public int Compare(string? x, string? y)
    {
        var (left, leftSuffix) = Parts(x);
        var (right, rightSuffix) = Parts(y);
        for (int i = 0; i < Math.Max(left.Length, right.Length); i++)
        {
            int order = At(left, i).CompareTo(At(right, i));
            if (order != 0)
                return order;
        }

        return (leftSuffix.Length == 0, rightSuffix.Length == 0) switch
        {
            (true, false) => 1,
            (false, true) => -1,
            _ => string.CompareOrdinal(leftSuffix, rightSuffix),
        };
    }

    private static long At(long[] numbers, int place) => place < numbers.Length ? numbers[place] : 0;

    private static (long[] Numbers, string Suffix) Parts(string? text)
    {
        var match = Shape().Match(text ?? "");
        if (!match.Success)
            return ([], text ?? "");
        var invariant = System.Globalization.CultureInfo.InvariantCulture;
        string[] numbers = match.Groups["numbers"].Value.Split('.');
        return ([.. numbers.Select(n => long.Parse(n, invariant))], match.Groups["suffix"].Value);
    }

    [GeneratedRegex(
        "^(?<numbers>[0-9]{1,9}(\\.[0-9]{1,9}){0,3})(-(?<suffix>[0-9A-Za-z.-]{1,20}))?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Shape();
}
