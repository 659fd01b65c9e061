using System.Globalization;

namespace Modular.Kernel.Calendar;

/// <summary>
/// Asia/Shanghai, whatever the server's zone: a fixed eight hours since 1991, so no zone data is needed.
/// </summary>
public static class LocalTime
{
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    public static DateTimeOffset Local(this DateTimeOffset instant) => instant.ToOffset(Offset);

    public static DateOnly LocalDate(this DateTimeOffset instant) =>
        DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    public static DateOnly Today(this TimeProvider clock) => clock.GetUtcNow().LocalDate();

    /// <summary>Midnight in Shanghai at which the day begins, in UTC as it is stored.</summary>
    public static DateTimeOffset StartOfDay(this DateOnly date) =>
        new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), Offset).ToUniversalTime();

    public static string Iso(this DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
