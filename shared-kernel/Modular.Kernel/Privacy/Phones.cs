namespace Modular.Kernel.Privacy;

/// <summary>One telephone number is written in several ways; these are taken for the same.</summary>
public static class Phones
{
    private const int Least = 7;

    /// <summary>Its digits, as they were typed and in whatever width.</summary>
    public static string Digits(string? text) =>
        string.Concat(Language.Width.Narrow(text ?? "").Where(char.IsAsciiDigit));

    /// <summary>Digits alone, without the country's 86; null where there are too few to be a number.</summary>
    public static string? Plain(string? text)
    {
        string digits = Digits(text);
        if (digits.StartsWith("0086", StringComparison.Ordinal))
            digits = digits[4..];
        if (digits.Length == 13 && digits.StartsWith("861", StringComparison.Ordinal))
            digits = digits[2..];
        return digits.Length < Least ? null : digits;
    }

    /// <summary>Under which digits it may have been taken in.</summary>
    public static IReadOnlyList<string> Forms(string? text) =>
        Plain(text) is { } plain ? [plain, "86" + plain, "0086" + plain] : [];

    /// <summary>Whether a text that somebody typed holds this number, whatever stands between its digits.</summary>
    public static bool Holds(string? text, string? phone)
    {
        if (text is null || Plain(phone) is not { } plain)
            return false;
        return Digits(text).Contains(plain, StringComparison.Ordinal);
    }

    /// <summary>The text without the number and the name, each struck out by stars.</summary>
    public static string Strike(string text, string? phone, string? name)
    {
        if (name is { Length: > 1 })
            text = text.Replace(name, new string('*', name.Length), StringComparison.Ordinal);
        if (Plain(phone) is not { } plain || !Holds(text, plain))
            return text;
        char[] struck = text.ToCharArray();
        // Narrowing keeps every sign in its place.
        string narrow = Language.Width.Narrow(text);
        int[] places = [.. Enumerable.Range(0, narrow.Length).Where(i => char.IsAsciiDigit(narrow[i]))];
        string digits = string.Concat(places.Select(i => narrow[i]));
        int at = digits.IndexOf(plain, StringComparison.Ordinal);
        while (at >= 0)
        {
            for (int i = at; i < at + plain.Length; i++)
                struck[places[i]] = '*';
            at = digits.IndexOf(plain, at + plain.Length, StringComparison.Ordinal);
        }

        return new(struck);
    }
}
