namespace Modular.Language.Terms;

/// <summary>
/// Runs of CJK characters and of other letters; digits, punctuation, emoji and control characters part them.
/// </summary>
public static class Runs
{
    /// <summary>
    /// What a text says stands in its first thousands of characters; a book pasted in shall not cost its length.
    /// </summary>
    public const int Read = 6000;

    public static IEnumerable<(int Begin, int End, bool Cjk)> Of(string text)
    {
        int begin = 0,
            kind = 0,
            length = Math.Min(text.Length, Read);
        for (int i = 0; i <= length; i++)
        {
            int next = i == length ? 0 : Kind(text[i]);
            if (next == kind)
                continue;
            if (kind == 2 || (kind == 1 && i - begin > 1))
                yield return (begin, i, kind == 2);
            (begin, kind) = (i, next);
        }
    }

    private static int Kind(char c) =>
        c is >= '\u3400' and <= '\u9fff' ? 2
        : char.IsLetter(c) ? 1
        : 0;
}
