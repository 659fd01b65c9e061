using System.Runtime.InteropServices;

namespace Modular.Language.Categories;

/// <summary>
/// Characters and pairs of neighbouring characters with how often they occur. No segmenter: pairs tell residents'
/// matters apart better than words cut by a dictionary do.
/// </summary>
internal static class Grams
{
    /// <summary>What stands further back says nothing new, and a pasted book must not hold up a typing clerk.</summary>
    public const int MostCharacters = 10_000;

    /// <summary>
    /// Title and text as they are compared: widths and cases folded, runs of blanks one blank, runs of digits one
    /// zero.
    /// </summary>
    public static string Fold(string title, string text)
    {
        var folded = new char[Math.Min((long)title.Length + 1 + text.Length, MostCharacters)];
        int length = Fold(title, folded, 0);
        if (length > 0 && length < folded.Length)
            folded[length++] = '\n';
        return new(folded, 0, Fold(text, folded, length));
    }

    private static int Fold(string from, char[] to, int length)
    {
        foreach (char raw in from)
        {
            if (length == to.Length)
                break;
            char c = raw is >= '\uff01' and <= '\uff5e' ? (char)(raw - 0xfee0) : raw;
            if (char.IsWhiteSpace(c) || char.IsControl(c))
                c = ' ';
            else if (char.IsAsciiDigit(c))
                c = '0';
            else
                c = char.ToLowerInvariant(c);
            bool again = (c == ' ' || c == '0') && length > 0 && to[length - 1] == c;
            if (!again && !(c == ' ' && length == 0))
                to[length++] = c;
        }

        return length;
    }

    /// <summary>
    /// Counts by key: a character is its own code, a pair the first one's code times 65,536 plus the second one's.
    /// </summary>
    public static Dictionary<uint, int> Count(string folded)
    {
        var counts = new Dictionary<uint, int>(folded.Length * 2);
        for (int i = 0; i < folded.Length; i++)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, folded[i], out _)++;
            if (i > 0)
                CollectionsMarshal.GetValueRefOrAddDefault(counts, (uint)folded[i - 1] << 16 | folded[i], out _)++;
        }

        return counts;
    }
}
