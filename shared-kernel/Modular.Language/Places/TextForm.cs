using System.Text;

namespace Modular.Language.Places;

/// <summary>
/// One form for all ways of writing: compatibility characters made plain (Unicode normalisation form KC), small
/// letters, figures where a count is written in words, halves of characters and control characters made spaces. Only
/// the head of a long text is read: who complains says at the beginning where and of what.
/// </summary>
internal static class TextForm
{
    public const int TitleRead = 200;

    /// <returns>Text of at most about <paramref name="most"/> characters.</returns>
    public static string Of(string text, int most)
    {
        string form = Clean(Head(text, most));
        // Only a plugin's process may have the tables; its figures were measured with what this does there.
#pragma warning disable RS0030
        if (!form.IsNormalized(NormalizationForm.FormKC))
            form = form.Normalize(NormalizationForm.FormKC);
#pragma warning restore RS0030
        form = form.ToLowerInvariant();
        return form.AsSpan().ContainsAny(PlaceWords.Figures) || form.Contains(PlaceWords.Ten) ? Counted(form) : form;
    }

    /// <summary>What is read of a text, as it was written.</summary>
    public static ReadOnlySpan<char> Head(string text, int most)
    {
        var span = text.AsSpan().Trim();
        return span.Length > most ? span[..most] : span;
    }

    private static string Clean(ReadOnlySpan<char> text) =>
        string.Create(
            text.Length,
            text,
            (to, from) =>
            {
                for (int i = 0; i < from.Length; i++)
                {
                    char c = from[i];
                    bool half = char.IsHighSurrogate(c)
                        ? i + 1 >= from.Length || !char.IsLowSurrogate(from[i + 1])
                        : char.IsLowSurrogate(c) && (i == 0 || !char.IsHighSurrogate(from[i - 1]));
                    // The numbers that are no characters may not be normalised either.
                    to[i] = half || c < ' ' || c >= '\ufffe' || c is >= '\ufdd0' and <= '\ufdef' ? ' ' : c;
                }
            }
        );

    private static string Counted(string text)
    {
        var result = new StringBuilder(text.Length + 4);
        for (int i = 0; i < text.Length; i++)
        {
            int figure =
                i + 1 < text.Length && PlaceWords.Counted.Contains(text[i + 1])
                    ? PlaceWords.Figures.IndexOf(text[i], StringComparison.Ordinal)
                    : -1;
            if (figure >= 0)
                result.Append(figure + 1);
            else if (text[i] == PlaceWords.Ten && i + 1 < text.Length && PlaceWords.Counted.Contains(text[i + 1]))
                result.Append("10");
            else
                result.Append(text[i]);
        }

        return result.ToString();
    }

    public static bool Han(char c) => c is >= '\u3400' and <= '\u9fff';

    public static bool Plain(char c) => c is >= 'a' and <= 'z' or >= '0' and <= '9';
}
