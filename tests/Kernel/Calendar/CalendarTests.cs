using Modular.Kernel.Calendar;

namespace Modular.Kernel.Tests;

[Trait("rule", "K4")]
public sealed class CalendarTests
{
    private static readonly WorkingCalendar Shipped = Make();

    private static WorkingCalendar Make()
    {
        var years = CalendarStore.Shipped().ToList();
        return new(years.Select(y => y.Year), years.SelectMany(y => y.Days));
    }

    [Theory]
    [InlineData("2026-02-10", 7, "2026-02-26")] // Spring Festival 15-23 Feb, make-up Saturday 14 Feb.
    [InlineData("2026-02-13", 1, "2026-02-14")] // The make-up Saturday counts.
    [InlineData("2026-02-27", 1, "2026-02-28")]
    [InlineData("2026-04-29", 7, "2026-05-12")] // 30 Apr, 6-8 May, Saturday 9 May, 11, 12 May.
    [InlineData("2026-09-18", 1, "2026-09-20")] // Make-up Sunday before National Day.
    [InlineData("2026-09-29", 7, "2026-10-14")] // 30 Sep, 8, 9, Saturday 10, 12-14 Oct.
    [InlineData("2026-03-10", 7, "2026-03-19")]
    [InlineData("2025-01-24", 7, "2025-02-10")] // 26 (Sun), 27 Jan, 5-8 Feb, 10 Feb.
    [InlineData("2025-04-25", 5, "2025-05-06")]
    [InlineData("2025-09-26", 7, "2025-10-13")] // 28 (Sun), 29, 30 Sep, 9, 10, 11 (Sat), 13 Oct.
    [InlineData("2025-12-31", 2, "2026-01-05")] // 2-3 Jan holiday, Sunday 4 Jan make-up.
    [InlineData("2024-02-02", 3, "2024-02-06")]
    [InlineData("2024-09-27", 3, "2024-10-08")]
    public void Working_days_count_holidays_and_make_up_days(string start, int days, string due) =>
        Assert.Equal(DateOnly.Parse(due), Shipped.Count(DateOnly.Parse(start), days).Due);

    [Fact]
    public void Every_day_of_a_count_is_explained()
    {
        var counting = Shipped.Count(new(2026, 2, 13), 2);
        Assert.Equal(
            [CountMark.Start, CountMark.Counted, .. Enumerable.Repeat(CountMark.Skipped, 9), CountMark.Counted],
            counting.Days.Select(d => d.Mark)
        );
        Assert.All(counting.Days.Skip(2).Take(9), d => Assert.Equal(DayKind.Holiday, d.Day.Kind));
        Assert.Equal(new DateOnly(2026, 2, 24), counting.Due);
    }

    [Fact]
    public void A_pause_does_not_count_and_names_who_and_why()
    {
        var pause = new Pause(new(2026, 3, 12), new(2026, 3, 17), "worker", "papers are missing");
        var counting = Shipped.Count(new(2026, 3, 10), 3, [pause]);
        Assert.Equal(new DateOnly(2026, 3, 18), counting.Due);
        Assert.Equal(5, counting.Days.Count(d => d.Mark == CountMark.Paused && d.Pause!.Why == "papers are missing"));
        Assert.Null(Shipped.Count(new(2026, 3, 10), 3, [pause with { Until = null }]).Due);
    }

    [Fact]
    public void A_year_without_data_is_never_guessed()
    {
        var counting = Shipped.Count(new(2026, 12, 30), 7);
        Assert.Null(counting.Due);
        Assert.Equal(2027, counting.MissingYear);
        Assert.Equal(2019, Assert.Throws<YearMissing>(() => Shipped.Classify(new(2019, 5, 1))).Year);
        Assert.Equal(2027, Shipped.MissingSoon(new(2026, 11, 20)));
        Assert.Null(Shipped.MissingSoon(new(2026, 8, 1)));
    }

    [Fact]
    public void Counting_and_counting_between_agree_for_every_day_of_the_shipped_years()
    {
        for (var day = new DateOnly(2024, 1, 1); day < new DateOnly(2026, 12, 1); day = day.AddDays(1))
            Assert.Equal(9, Shipped.Between(day, Shipped.Count(day, 9).Due!.Value));
    }

    [Fact]
    public void The_shipped_years_have_the_statutory_number_of_working_days() =>
        // 2024: 251 after the notice; 2025 and 2026: two more statutory holidays, 248 each.
        Assert.Equal(
            [251, 248, 248],
            new[] { 2024, 2025, 2026 }.Select(y =>
                Shipped.Between(new(y, 1, 1), new(y, 12, 31)) + (Shipped.Classify(new(y, 1, 1)).IsWorking ? 1 : 0)
            )
        );
}
