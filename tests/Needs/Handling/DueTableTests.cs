using Modular.Kernel.Calendar;
using Modular.Needs.Domain;

namespace Modular.Needs.Tests;

/// <summary>
/// Due dates worked out by hand from the published holidays, around the long ones, with extensions and pauses.
/// </summary>
[Trait("rule", "N4")]
public sealed class DueTableTests
{
    private static readonly WorkingCalendar Calendar = new(
        CalendarStore.Shipped().Select(y => y.Year),
        CalendarStore.Shipped().SelectMany(y => y.Days)
    );

    [Theory]
    // Spring Festival 2025: 28 January to 4 February off; Sunday 26 January and Saturday 8 February worked.
    [InlineData("2025-01-20", 7, 0, "", "2025-02-05")]
    [InlineData("2025-01-22", 7, 0, "", "2025-02-07")]
    [InlineData("2025-01-24", 7, 0, "", "2025-02-10")]
    [InlineData("2025-01-26", 7, 0, "", "2025-02-11")]
    [InlineData("2025-01-30", 7, 0, "", "2025-02-12")]
    [InlineData("2025-02-08", 7, 0, "", "2025-02-18")]
    // Labour Day 2025: 1 to 5 May off; Sunday 27 April worked.
    [InlineData("2025-04-24", 7, 0, "", "2025-05-07")]
    [InlineData("2025-04-27", 3, 0, "", "2025-04-30")]
    [InlineData("2025-04-30", 7, 0, "", "2025-05-14")]
    [InlineData("2025-05-03", 7, 0, "", "2025-05-14")]
    // National Day and Mid-Autumn 2025: 1 to 8 October off; Sunday 28 September and Saturday 11 October worked.
    [InlineData("2025-09-24", 7, 0, "", "2025-10-10")]
    [InlineData("2025-09-26", 7, 0, "", "2025-10-13")]
    [InlineData("2025-09-30", 7, 0, "", "2025-10-16")]
    [InlineData("2025-10-04", 5, 0, "", "2025-10-14")]
    [InlineData("2025-10-11", 5, 0, "", "2025-10-17")]
    // Spring Festival 2026: 15 to 23 February off; Saturdays 14 and 28 February worked.
    [InlineData("2026-02-09", 7, 0, "", "2026-02-25")]
    [InlineData("2026-02-12", 7, 0, "", "2026-02-28")]
    [InlineData("2026-02-14", 7, 0, "", "2026-03-03")]
    [InlineData("2026-02-18", 7, 0, "", "2026-03-03")]
    [InlineData("2026-02-28", 7, 0, "", "2026-03-10")]
    // Labour Day 2026: 1 to 5 May off; Saturday 9 May worked.
    [InlineData("2026-04-27", 7, 0, "", "2026-05-09")]
    [InlineData("2026-04-30", 7, 0, "", "2026-05-13")]
    [InlineData("2026-05-09", 2, 0, "", "2026-05-12")]
    // Mid-Autumn 25 to 27 September and National Day 1 to 7 October 2026 off; Sunday 20 September and Saturday 10
    // October worked.
    [InlineData("2026-09-17", 7, 0, "", "2026-09-28")]
    [InlineData("2026-09-24", 7, 0, "", "2026-10-12")]
    [InlineData("2026-09-30", 7, 0, "", "2026-10-15")]
    // Extended.
    [InlineData("2025-09-26", 7, 3, "", "2025-10-16")]
    [InlineData("2026-02-09", 7, 5, "", "2026-03-03")]
    [InlineData("2025-01-20", 7, 7, "", "2025-02-13")]
    // Paused: first day that does not count, first that counts again.
    [InlineData("2025-09-24", 7, 0, "2025-09-26/2025-10-09", "2025-10-15")]
    [InlineData("2026-02-12", 7, 0, "2026-02-14/2026-02-26", "2026-03-04")]
    [InlineData("2026-04-27", 7, 2, "2026-04-29/2026-05-07", "2026-05-15")]
    [InlineData("2025-04-24", 7, 0, "2025-04-25/2025-04-28 2025-05-06/2025-05-08", "2025-05-13")]
    [InlineData("2026-03-10", 7, 0, "2026-03-12/", null)]
    // Into a year nobody has published yet.
    [InlineData("2026-12-28", 7, 0, "", null)]
    public void Due_dates_by_hand(string received, int limit, int extended, string pauses, string? due)
    {
        var need = new Need
        {
            Number = "n",
            Title = "t",
            Text = "t",
            UnitPath = "/1/",
            FirstReceiver = "f",
            LimitDays = limit,
            ExtendedDays = extended,
            ReceivedAt = DateOnly
                .Parse(received, System.Globalization.CultureInfo.InvariantCulture)
                .StartOfDay()
                .AddHours(15),
        };
        var spans = pauses
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Split('/'))
            .Select(p => new NeedPause
            {
                FromDay = Day(p[0]),
                UntilDay = p[1].Length == 0 ? null : Day(p[1]),
                By = "b",
                Why = "w",
            });
        Assert.Equal(due is null ? null : Day(due), DueDates.Due(need, DueDates.Explain(need, spans, Calendar)));
    }

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
