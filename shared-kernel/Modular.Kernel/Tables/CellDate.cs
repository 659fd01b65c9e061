using System.Globalization;

namespace Modular.Kernel.Tables;

/// <summary>Dates as people and office programs write them.</summary>
public static class CellDate
{
    private static readonly string[] Formats =
    [
        "yyyy-M-d H:m:s",
        "yyyy-M-d H:m",
        "yyyy-M-d",
        "yyyy/M/d H:m:s",
        "yyyy/M/d H:m",
        "yyyy/M/d",
        "yyyy.M.d",
        "yyyy.M.d H:m:s",
        "yyyy.M.d H:m",
        "yyyyMMdd",
        "yyyyMMddHHmmss",
        "yyyy'\u5e74'M'\u6708'd'\u65e5'",
        "yyyy'\u5e74'M'\u6708'd'\u65e5' H:m",
        "yyyy'\u5e74'M'\u6708'd'\u65e5' H:m:s",
        "yyyy-M-d'T'H:m:s",
        "yyyy-M-d'T'H:m:ss.FFFFFFF",
        "yyyy-M-d H:m:s.FFF",
    ];

    /// <summary>Local time of Shanghai; years 1990 to 2100 only. Numbers are day numbers of a workbook.</summary>
    public static bool TryParse(string text, out DateTimeOffset instant)
    {
        instant = default;
        if (
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double serial)
            && serial is > 30_000 and < 80_000
        )
            instant = new(
                DateTime.SpecifyKind(DateTime.FromOADate(serial), DateTimeKind.Unspecified),
                Calendar.LocalTime.Offset
            );
        else if (
            DateTime.TryParseExact(
                text.Trim(),
                Formats,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AllowWhiteSpaces,
                out var date
            )
        )
            instant = new(DateTime.SpecifyKind(date, DateTimeKind.Unspecified), Calendar.LocalTime.Offset);
        else
            return false;
        if (instant.Year is < 1990 or > 2100)
            return false;
        instant = instant.ToUniversalTime();
        return true;
    }
}
