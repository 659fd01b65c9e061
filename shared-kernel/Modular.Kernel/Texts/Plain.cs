namespace Modular.Kernel.Texts;

/// <summary>Makes foreign text safe to keep: databases refuse NUL and halves of characters.</summary>
public static class Plain
{
    /// <summary>At most so many UTF-16 units, never half a character.</summary>
    public static string Cut(string text, int most) =>
        text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];

    /// <summary>Without control characters (line ends and tabs stay) and without halves of characters.</summary>
    public static string Clean(string text)
    {
        bool clean = true;
        for (int i = 0; i < text.Length && clean; i++)
            clean = !Odd(text, i);
        return clean ? text : string.Concat(text.Where((_, i) => !Odd(text, i)));
    }

    private static bool Odd(string text, int i) =>
        (char.IsControl(text[i]) && text[i] is not ('\n' or '\r' or '\t'))
        || (char.IsHighSurrogate(text[i]) && (i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1])))
        || (char.IsLowSurrogate(text[i]) && (i == 0 || !char.IsHighSurrogate(text[i - 1])));
}
