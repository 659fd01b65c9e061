using System.Security.Cryptography;

namespace Modular.Kernel.Data;

/// <summary>
/// Ids that order by time: milliseconds since 2020 in the upper 41 bits, a counter from a random start in the lower 22.
/// Unique within a process; between hosts the chance of a clash is one in four million per shared millisecond, and the
/// primary key then refuses the second, never mixes them. Not for anything that must not tell its time: ballots take
/// random keys.
/// </summary>
public static class Ids
{
    private const long Epoch = 1_577_836_800_000;
    private static long _last = RandomNumberGenerator.GetInt32(1 << 22);

    /// <summary>By how much ids grow in a span of time.</summary>
    public static long Span(TimeSpan span) => (long)span.TotalMilliseconds << 22;

    /// <summary>When an id was given out, to the millisecond.</summary>
    public static DateTimeOffset Time(long id) => DateTimeOffset.FromUnixTimeMilliseconds((id >> 22) + Epoch);

    public static long Next(TimeProvider clock) => Next(clock.GetUtcNow());

    public static long Next(DateTimeOffset now)
    {
        long floor = (now.ToUnixTimeMilliseconds() - Epoch) << 22;
        while (true)
        {
            long last = Interlocked.Read(ref _last);
            long next = last < floor ? floor | (uint)RandomNumberGenerator.GetInt32(1 << 20) : last + 1;
            if (Interlocked.CompareExchange(ref _last, next, last) == last)
                return next;
        }
    }
}
