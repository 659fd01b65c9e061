namespace Modular.Language;

/// <summary>
/// Full-width letters, digits and signs, as a Chinese keyboard writes them, in their usual form. By hand, since the
/// host runs without the tables of ICU and the framework then leaves them as they are.
/// </summary>
public static class Width
{
    private const int Apart = '\uff01' - '!';

    public static string Narrow(string text) =>
        text.AsSpan().IndexOfAnyInRange('\uff01', '\uff5e') < 0 && !text.Contains('\u3000')
            ? text
            : string.Create(
                text.Length,
                text,
                static (to, from) =>
                {
                    for (int i = 0; i < from.Length; i++)
                        to[i] = Narrow(from[i]);
                }
            );

    private static char Narrow(char c) =>
        c switch
        {
            '\u3000' => ' ',
            >= '\uff01' and <= '\uff5e' => (char)(c - Apart),
            _ => c,
        };
}
