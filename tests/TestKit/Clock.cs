namespace Modular.TestKit;

/// <summary>A clock tests can set. Timers run by the real one.</summary>
public sealed class Clock(DateTimeOffset start) : TimeProvider
{
    private readonly long _began = System.GetTimestamp();
    private TimeSpan _moved;

    /// <summary>Noon in Shanghai on Tuesday 10 March 2026: a plain week of a year with data.</summary>
    public static Clock Plain() => new(new(2026, 3, 10, 4, 0, 0, TimeSpan.Zero));

    public override DateTimeOffset GetUtcNow() => start + System.GetElapsedTime(_began) + _moved;

    public void Move(TimeSpan by) => _moved += by;
}
