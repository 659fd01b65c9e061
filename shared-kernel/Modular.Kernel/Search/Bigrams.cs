using System.Globalization;
using Modular.Language;

namespace Modular.Kernel.Search;

/// <summary>
/// Cuts text into search tokens, the same for both databases: overlapping pairs of CJK characters, words of other
/// letters and digits in lower case, and the last character of each CJK run alone, so that single characters are found
/// by prefix.
/// </summary>
public static class Bigrams
{
    private const int MostPerText = 4000;

    public static HashSet<string> Tokens(params ReadOnlySpan<string?> texts)
    {
        var tokens = new HashSet<string>(StringComparer.Ordinal);
        foreach (string? text in texts)
            if (text is not null)
                Cut(text, tokens);
        return tokens;
    }

    /// <summary>
    /// The words of a query: tokens that must all be there, and whether each is only the beginning of a token.
    /// </summary>
    public static IReadOnlyList<(string Token, bool Prefix)> Query(string query)
    {
        var result = new List<(string, bool)>();
        foreach (var (run, cjk) in Runs(Width.Narrow(query)))
        {
            if (!cjk)
                result.Add((run.ToLowerInvariant(), true));
            else if (run.Length == 1)
                result.Add((run, true));
            else
                for (int i = 0; i + 1 < run.Length; i++)
                    result.Add((run.Substring(i, 2), false));
        }

        return [.. result.Distinct().Take(32)];
    }

    /// <summary>
    /// Runs that two-character tokens alone do not prove: longer CJK words, to be looked for in the text itself.
    /// </summary>
    public static IReadOnlyList<string> LongRuns(string query) =>
        [.. Runs(Width.Narrow(query)).Where(r => r.Cjk && r.Run.Length > 2).Select(r => r.Run).Take(4)];

    /// <summary>
    /// Pairs and words as they stand, repeated ones repeated; single characters tell nothing of likeness and are left
    /// out.
    /// </summary>
    public static IEnumerable<string> InOrder(string text)
    {
        foreach (var (run, cjk) in Runs(Width.Narrow(text)))
        {
            if (!cjk)
                yield return run.Length > 64 ? run[..64].ToLowerInvariant() : run.ToLowerInvariant();
            else
                for (int i = 0; i + 1 < run.Length; i++)
                    yield return run.Substring(i, 2);
        }
    }

    private static void Cut(string text, HashSet<string> tokens)
    {
        foreach (var (run, cjk) in Runs(Width.Narrow(text)))
        {
            if (tokens.Count > MostPerText)
                return;
            if (!cjk)
                tokens.Add(run.Length > 64 ? run[..64].ToLowerInvariant() : run.ToLowerInvariant());
            else
            {
                for (int i = 0; i + 1 < run.Length; i++)
                    tokens.Add(run.Substring(i, 2));
                tokens.Add(run[^1..]);
            }
        }
    }

    private static IEnumerable<(string Run, bool Cjk)> Runs(string text)
    {
        int start = 0;
        int kind = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            int next = i == text.Length ? 0 : Kind(text[i]);
            if (next == kind)
                continue;
            if (kind != 0)
                yield return (text[start..i], kind == 2);
            (start, kind) = (i, next);
        }
    }

    private static int Kind(char c) =>
        c is >= '\u4e00' and <= '\u9fff' or >= '\u3400' and <= '\u4dbf' or >= '\u3040' and <= '\u30ff' ? 2
        : char.GetUnicodeCategory(c)
            is UnicodeCategory.UppercaseLetter
                or UnicodeCategory.LowercaseLetter
                or UnicodeCategory.OtherLetter
                or UnicodeCategory.DecimalDigitNumber
            ? 1
        : 0;
}
