using Modular.Kernel.Rules;
using Modular.Language;

namespace Modular.Kernel.Access;

/// <summary>
/// What may be a sign-in name: letters and digits of ASCII, Chinese characters and a few signs. Other scripts have
/// letters that look like these, and a name that reads like the administrator's is a trap for whoever reads a log.
/// </summary>
public static class SignInName
{
    private const string Signs = "._-@ ";

    /// <summary>Full-width letters of a Chinese keyboard become the usual ones.</summary>
    public static string Normal(string name) => Width.Narrow(name).Trim();

    /// <exception cref="RuleBroken">Empty, too long, or of characters that could be mistaken.</exception>
    public static string Check(string name)
    {
        string normal = Normal(name);
        if (normal.Length is 0 or > 64)
            throw new RuleBroken("account.name-invalid") { Field = "UserName" };
        if (!normal.All(Allowed) || normal.Contains("  ", StringComparison.Ordinal))
            throw new RuleBroken("account.name-signs") { Field = "UserName" };
        return normal;
    }

    /// <summary>
    /// Names with one skeleton look alike: 1, l and I; 0 and O; m and rn; w and vv. After the idea of Unicode's UTS 39,
    /// for the characters that <see cref="Check"/> lets through.
    /// </summary>
    public static string Skeleton(string name) =>
        Normal(name)
            .ToLowerInvariant()
            .Replace("rn", "m", StringComparison.Ordinal)
            .Replace("vv", "w", StringComparison.Ordinal)
            .Replace('1', 'l')
            .Replace('i', 'l')
            .Replace('0', 'o');

    private static bool Allowed(char c) =>
        char.IsAsciiLetterOrDigit(c) || Signs.Contains(c) || c is >= '\u4e00' and <= '\u9fff';
}
