using System.Globalization;
using System.Text;

namespace Modular.Kernel.Texts;

/// <summary>
/// The order of names, whatever the database: by sound, as Chinese lists have it.
/// GB/T 2312 numbers its 3,755 everyday characters by pinyin, which is the order used here; rarer ones follow by their
/// radical. Figures count by value, also those written out (第二 before 第十), and stand with Latin letters in front.
/// </summary>
public sealed class ChineseOrder : IComparer<string?>
{
    private const string Numerals = "零一二三四五六七八九";

    /// <summary>Behind a written number these say that it counts something; 三里屯 is a name.</summary>
    private const string Counted = "号期组栋幢村社队班科区届年月楼";

    private static readonly Encoding Standard = Register();

    public static ChineseOrder Names { get; } = new();

    private ChineseOrder() { }

    public int Compare(string? x, string? y)
    {
        var (a, b) = (Parts(x ?? ""), Parts(y ?? ""));
        for (int i = 0; i < a.Count && i < b.Count; i++)
            if (a[i].CompareTo(b[i]) is var differs and not 0)
                return differs;
        int longer = a.Count.CompareTo(b.Count);
        return longer != 0 ? longer : string.CompareOrdinal(x, y);
    }

    /// <summary>A number with its value, or one character with its place.</summary>
    private static List<(int Kind, long Place)> Parts(string text)
    {
        string plain = Language.Width.Narrow(text).ToUpperInvariant();
        var parts = new List<(int, long)>();
        for (int i = 0; i < plain.Length; )
        {
            int end = i;
            while (end < plain.Length && char.IsAsciiDigit(plain[end]) && end - i < 15)
                end++;
            if (end > i)
            {
                parts.Add((0, long.Parse(plain.AsSpan(i, end - i), CultureInfo.InvariantCulture)));
                i = end;
            }
            else if (Written(plain, i) is var (value, length))
            {
                parts.Add((0, value));
                i += length;
            }
            else
                parts.Add(Place(plain[i++]));
        }

        return parts;
    }

    private static (int Kind, long Place) Place(char c)
    {
        if (c < 128)
            return (1, c);
        byte[] code = Standard.GetBytes([c]);
        // Characters of the standard, by its own order; the others by their number, behind.
        return code is [>= 0xB0 and <= 0xF7, >= 0xA1] ? (2, code[0] << 8 | code[1]) : (3, c);
    }

    /// <summary>A number up to 99 that is written out and counts: behind 第, or before what is counted.</summary>
    private static (long Value, int Length)? Written(string text, int at)
    {
        int end = at;
        while (end < text.Length && end - at < 3 && (Numerals.Contains(text[end]) || text[end] == '十'))
            end++;
        bool counts =
            end > at && ((at > 0 && text[at - 1] == '第') || (end < text.Length && Counted.Contains(text[end])));
        if (!counts)
            return null;
        var digits = text.AsSpan(at, end - at);
        int ten = digits.IndexOf('十');
        long? value = ten switch
        {
            < 0 when digits.Length == 1 => Numerals.IndexOf(digits[0]),
            >= 0 when ten <= 1 && digits.Length <= ten + 2 => 10 * (ten == 0 ? 1 : Numerals.IndexOf(digits[0]))
                + (digits.Length > ten + 1 ? Numerals.IndexOf(digits[ten + 1]) : 0),
            _ => null,
        };
        return value is { } known ? (known, digits.Length) : null;
    }

    private static Encoding Register()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("GB18030");
    }
}
