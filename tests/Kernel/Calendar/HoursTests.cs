using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Calendar;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.TestKit;

namespace Modular.Kernel.Tests;

[Trait("rule", "K4")]
public sealed class HoursTests
{
    private static readonly WorkingCalendar Calendar = new(
        CalendarStore.Shipped().Select(y => y.Year),
        CalendarStore.Shipped().SelectMany(y => y.Days)
    );
    private static readonly BusinessHours Hours = new(
        BusinessHours.Parse("08:30-12:00 14:00-17:30"),
        BusinessHours.Parse("9:00-11:00"),
        []
    );

    private static DateTimeOffset At(string local) =>
        DateTimeOffset.Parse(local + "+08:00", System.Globalization.CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("2026-03-10T09:00", true)]
    [InlineData("2026-03-10T12:00", false)]
    [InlineData("2026-03-14T09:30", true)] // A plain Saturday keeps weekend hours.
    [InlineData("2026-02-14T15:00", true)] // A make-up Saturday keeps working hours.
    [InlineData("2026-02-17T09:30", false)] // Spring Festival.
    public void A_unit_is_open_by_the_kind_of_day(string local, bool open) =>
        Assert.Equal(open, Hours.IsOpen(At(local), Calendar));

    [Fact]
    public void The_next_opening_skips_the_holiday_and_open_time_counts_only_open_hours()
    {
        Assert.Equal(
            (new DateOnly(2026, 2, 24), new TimeOnly(8, 30)),
            Hours.NextOpening(At("2026-02-14T18:00"), Calendar)
        );
        Assert.Equal(new TimeOnly(17, 30), Hours.Until(At("2026-03-10T14:00"), Calendar));
        // Friday 16:00 to Monday 09:00: 1.5 h, Saturday and Sunday 2 h each, half an hour.
        Assert.Equal(TimeSpan.FromHours(6), Hours.Between(At("2026-03-13T16:00"), At("2026-03-16T09:00"), Calendar));
        Assert.Null(Hours.NextOpening(At("2026-12-31T18:00"), Calendar));
    }

    [Theory, InlineData("8:30-"), InlineData("12:00-8:00"), InlineData("8:00-12:00 11:00-13:00"), InlineData("morning")]
    public void What_is_no_span_is_refused(string text) => Assert.Throws<RuleBroken>(() => BusinessHours.Parse(text));

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_unit_keeps_the_hours_of_the_one_above_until_it_has_its_own(string database)
    {
        await using var host = await RunningHost.Start(database);
        var tree = await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask());
        var admin = await host.As("admin");
        await admin.Open($"/admin/units/{tree.Find("A")!.Id}");
        await admin.Press("Hours", ("Input.Workdays", "9:00-17:00"), ("Input.Weekends", "10:00-12:00"));
        var inherited = await host.Ask(s => s.GetRequiredService<OpeningHours>().Of(tree.Find("A1-1")!.Id, default));
        Assert.Equal(("A", "09:00-17:00"), (inherited.From!.Code, BusinessHours.Text(inherited.Hours.Workdays)));
        await admin.Press("Hours", ("Input.Workdays", "whenever"));
        Assert.NotNull(admin.Page.QuerySelector(".error-summary"));
        await admin.Open($"/admin/units/{tree.Find("A")!.Id}");
        await admin.Press("Hours", ("Input.Workdays", ""), ("Input.Weekends", ""), ("Input.Holidays", ""));
        Assert.Null((await host.Ask(s => s.GetRequiredService<OpeningHours>().Of(tree.Find("A1")!.Id, default))).From);
    }
}
