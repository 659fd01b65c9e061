using System.Globalization;
using Modular.Kernel.Texts;

namespace Modular.Kernel.Files;

/// <summary>What a file is called by who sent it, made fit to be shown and saved.</summary>
internal static class FileNames
{
    private const int Longest = 80;

    /// <summary>
    /// The last part of what the browser called it, without anything that could lead elsewhere, hide, or turn the
    /// reading direction so that <c>gpj.exe</c> reads as a photo; with the ending of what it is.
    /// </summary>
    public static string Of(string given, string? type)
    {
        string name = string.Concat(given.Split('/', '\\')[^1].Where(IsShown)).Trim();
        if (name.Length > Longest)
            name = name[^Longest..];
        name = Plain.Clean(name);
        if (type is null)
            return name.Length == 0 ? "file" : name;
        string[] endings = FileKinds.Endings(type);
        string ending = Path.GetExtension(name);
        if (endings.Contains(ending, StringComparer.OrdinalIgnoreCase))
            return name.Length > ending.Length ? name : "file" + name;
        string stem = ending.Length is > 1 and <= 6 ? name[..^ending.Length] : name;
        stem = stem.Trim('.', ' ');
        return (stem.Length == 0 ? "file" : stem) + endings[0];
    }

    private static bool IsShown(char c) =>
        c is not ('"' or '<' or '>' or '|' or ':' or '*' or '?')
        && char.GetUnicodeCategory(c)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse
            );
}
