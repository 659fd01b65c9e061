using System.Globalization;
using Modular.Kernel.Calendar;

namespace Modular.Kernel.Ui;

/// <summary>Addresses of pages with what they are narrowed to.</summary>
public static class PageAddress
{
    /// <summary>
    /// What is empty is left out, and what people typed is encoded: a search for A&amp;B stays one search.
    /// </summary>
    public static string Of(string path, params IEnumerable<(string Key, object? Value)> query)
    {
        string filled = string.Join(
            '&',
            query
                .Select(q => (q.Key, Value: Text(q.Value)))
                .Where(q => q.Value.Length > 0)
                .Select(q => $"{q.Key}={Uri.EscapeDataString(q.Value)}")
        );
        return filled.Length == 0 ? path : $"{path}?{filled}";
    }

    private static string Text(object? value) =>
        value is DateOnly day ? day.Iso() : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
