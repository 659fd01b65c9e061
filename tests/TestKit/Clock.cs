using Microsoft.Extensions.Time.Testing;

namespace Modular.TestKit;

/// <summary>
/// A clock tests can set. It goes on a little at each look, so that what happens later is later; timers made from it go
/// off once it is moved past them.
/// </summary>
public sealed class Clock : FakeTimeProvider
{
    private Clock(DateTimeOffset start)
        : base(start) => AutoAdvanceAmount = TimeSpan.FromMilliseconds(1);

    /// <summary>How long work took is measured in real time here too, and no two measures are the same.</summary>
    public override long TimestampFrequency => System.TimestampFrequency;

    /// <summary>Noon in Shanghai on Tuesday 10 March 2026: a plain week of a year with data.</summary>
    public static Clock Plain() => new(new(2026, 3, 10, 4, 0, 0, TimeSpan.Zero));

    public override long GetTimestamp() => System.GetTimestamp();

    /// <summary>Backwards it is merely set, as people set a clock: no timer goes off by that.</summary>
    public void Move(TimeSpan by)
    {
        if (by < TimeSpan.Zero)
            AdjustTime(GetUtcNow() + by);
        else
            Advance(by);
    }

    /// <summary>
    /// Days pass at once, as when a machine was asleep: timers do not go off for every second of them, which of a
    /// running host with all its jobs are some millions.
    /// </summary>
    public void Jump(TimeSpan by) => AdjustTime(GetUtcNow() + by);
}
