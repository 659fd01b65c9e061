using Cronos;
using Modular.Kernel.Calendar;

namespace Modular.Kernel.Jobs;

/// <summary>When recurring work is due: a cron line of six fields, seconds first, read in Asia/Shanghai.</summary>
/// <exception cref="FormatException">Nobody can read the line; said at start, not in the night.</exception>
public sealed class Schedule(string cron)
{
    /// <summary>By name and made by us: a machine without time zone data works too.</summary>
    internal static readonly TimeZoneInfo Zone = TimeZoneInfo.CreateCustomTimeZone(
        "Asia/Shanghai",
        LocalTime.Offset,
        "Asia/Shanghai",
        "Asia/Shanghai"
    );

    private readonly CronExpression _line = Read(cron);

    public string Cron { get; } = cron;

    public DateTimeOffset Next(DateTimeOffset after) => _line.GetNextOccurrence(after, Zone)!.Value.ToUniversalTime();

    /// <summary>The last time it was due, at <paramref name="at"/> or before.</summary>
    public DateTimeOffset Last(DateTimeOffset at) =>
        _line.GetPreviousOccurrence(at, Zone, inclusive: true)!.Value.ToUniversalTime();

    /// <summary>From one time it is due to the next.</summary>
    public TimeSpan Period(DateTimeOffset now) => Next(Next(now)) - Next(now);

    private static CronExpression Read(string cron)
    {
        try
        {
            return CronExpression.Parse(cron, CronFormat.IncludeSeconds);
        }
        catch (CronFormatException problem)
        {
            throw new FormatException($"The cron line \"{cron}\" cannot be read: {problem.Message}", problem);
        }
    }
}
