using Modular.Kernel.Calendar;
using Modular.Needs.Domain;

namespace Modular.Needs.Tests;

/// <summary>How the clock of a need reads once it has ended: "answered in time" is said of answers only.</summary>
[Trait("rule", "N6")]
public sealed class ClockReadingTests
{
    private static readonly WorkingCalendar Calendar = new(
        CalendarStore.Shipped().Select(y => y.Year),
        CalendarStore.Shipped().SelectMany(y => y.Days)
    );

    [Theory]
    [InlineData("Answered", 3, "Done")]
    [InlineData("Closed", 3, "Done")]
    [InlineData("Answered", 12, "Overdue")]
    [InlineData("Declined", 3, "None")]
    [InlineData("Declined", 12, "Overdue")]
    [InlineData("Merged", null, "None")]
    public void What_ended_reads_as_it_ended(string state, int? answeredOn, string reading)
    {
        DateTimeOffset? answered = answeredOn is { } day ? LocalTime.StartOfDay(new(2026, 3, day)) : null;
        var read = ClockReading.Of(Enum.Parse<NeedState>(state), new(2026, 3, 9), answered, new(2026, 3, 20), Calendar);
        Assert.Equal((Enum.Parse<ClockState>(reading), 0), (read.State, read.WorkingDays));
    }
}
