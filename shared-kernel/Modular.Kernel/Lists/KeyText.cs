using System.Globalization;

namespace Modular.Kernel.Lists;

/// <summary>Values of a column as an address carries them, whole: a place in a list must not be rounded.</summary>
internal static class KeyText
{
    public static string Of<TKey>(TKey value) =>
        value switch
        {
            null => "",
            DateTimeOffset at => at.UtcTicks.ToString(CultureInfo.InvariantCulture),
            DateOnly day => day.DayNumber.ToString(CultureInfo.InvariantCulture),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };

    public static bool Read<TKey>(string text, out TKey value)
    {
        object? read = Parsed(Nullable.GetUnderlyingType(typeof(TKey)) ?? typeof(TKey), text);
        value = read is null ? default! : (TKey)read;
        return read is not null;
    }

    private static object? Parsed(Type type, string text)
    {
        if (type == typeof(string))
            return text;
        if (!long.TryParse(text, CultureInfo.InvariantCulture, out long number))
            return null;
        if (type == typeof(long))
            return number;
        if (type == typeof(int))
            return number is >= int.MinValue and <= int.MaxValue ? (int)number : null;
        if (type == typeof(DateOnly))
            return number >= 0 && number <= DateOnly.MaxValue.DayNumber ? DateOnly.FromDayNumber((int)number) : null;
        if (type == typeof(DateTimeOffset))
            return number >= 0 && number <= DateTime.MaxValue.Ticks ? new DateTimeOffset(number, TimeSpan.Zero) : null;
        throw new NotSupportedException($"A list cannot be ordered by {type}.");
    }
}
