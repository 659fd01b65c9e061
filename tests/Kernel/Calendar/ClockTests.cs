using Modular.TestKit;

namespace Modular.Kernel.Tests;

/// <summary>What tests may rely on in their clock.</summary>
public sealed class ClockTests
{
    [Fact]
    public void What_happens_later_is_later()
    {
        var clock = Clock.Plain();
        var first = clock.GetUtcNow();
        Assert.True(clock.GetUtcNow() > first);
        clock.Move(TimeSpan.FromDays(-1));
        Assert.True(clock.GetUtcNow() < first);
    }

    [Fact]
    public async Task A_timer_goes_off_once_the_clock_is_moved_past_it_and_not_by_setting_it_back()
    {
        var clock = Clock.Plain();
        var hour = Task.Delay(TimeSpan.FromHours(1), clock);
        clock.Move(TimeSpan.FromDays(-2));
        clock.Move(TimeSpan.FromMinutes(59));
        Assert.False(hour.IsCompleted);
        clock.Move(TimeSpan.FromMinutes(2));
        await hour;
    }
}
