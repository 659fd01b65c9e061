using Microsoft.Extensions.DependencyInjection;
using Modular.Projects.Activities;
using Modular.Projects.Eligibility;
using Modular.TestKit;

namespace Modular.Projects.Tests;

[Trait("rule", "P13")]
public sealed class EligibilityTests
{
    private static readonly DateOnly First = new(2026, 3, 1);

    /// <summary>Every Tuesday from a day on; <paramref name="missed"/> were not held.</summary>
    private static ServiceRecord Weekly(DateOnly from, DateOnly held, DateOnly until, params DateOnly[] missed)
    {
        List<Occurrence> rows = [];
        for (var day = from; day <= until; day = day.AddDays(1))
            if (day.DayOfWeek == DayOfWeek.Tuesday)
                rows.Add(
                    new(
                        rows.Count + 1,
                        7,
                        day,
                        day,
                        missed.Contains(day) ? Outcome.NotHeld
                            : day <= held ? Outcome.Held
                            : Outcome.ToCome
                    )
                );
        return new(rows, new Dictionary<long, DateOnly> { [7] = from }, []);
    }

    private static ServiceRecord Singles(params (DateOnly On, Outcome Outcome)[] rows) =>
        new(
            [],
            new Dictionary<long, DateOnly>(),
            [.. rows.Select((r, i) => new SingleActivity(i + 1, r.On, r.Outcome))]
        );

    [Fact]
    public void Four_whole_months_are_enough_on_the_first_day_after_them_and_not_a_day_sooner()
    {
        var record = Weekly(First, new(2026, 6, 30), new(2026, 6, 30));
        Assert.False(EligibilityRule.Judge(record, new(2026, 6, 30)).Met);
        var verdict = EligibilityRule.Judge(record, new(2026, 7, 1));
        Assert.True(verdict.Met);
        Assert.Equal([3, 4, 5, 6], verdict.Run!.Months.Select(m => m.First.Month));
        Assert.Equal([5, 4, 4, 5], verdict.Run.Months.Select(m => m.Held.Count));
    }

    [Fact]
    public void Four_months_of_the_calendar_that_begin_on_a_months_last_day_are_not_yet_four_months()
    {
        var record = Weekly(new(2026, 3, 31), new(2026, 7, 28), new(2026, 8, 31));
        var verdict = EligibilityRule.Judge(record, new(2026, 7, 1));
        Assert.False(verdict.Met);
        // From the 31st of March four months are full on the 31st of July.
        Assert.Equal((new DateOnly(2026, 7, 31), new DateOnly(2026, 7, 31)), (verdict.Run!.Full, verdict.From));
        Assert.True(EligibilityRule.Judge(record, new(2026, 7, 31)).Met);
    }

    [Fact]
    public void From_the_last_of_october_four_months_are_full_on_the_29th_of_february_of_a_leap_year()
    {
        var record = Weekly(new(2027, 10, 31), new(2028, 3, 31), new(2028, 3, 31));
        Assert.False(EligibilityRule.Judge(record, new(2028, 2, 28)).Met);
        // October has no Tuesday after the 31st: the run begins in November, so the end of February is not enough.
        Assert.Equal(new DateOnly(2028, 3, 1), EligibilityRule.Judge(record, new(2028, 2, 29)).From);
        var fromOctober = Weekly(new(2027, 10, 26), new(2028, 3, 31), new(2028, 3, 31));
        Assert.Equal(new DateOnly(2028, 2, 26), EligibilityRule.Judge(fromOctober, new(2028, 2, 1)).From);
        var monthEnd = new ServiceRecord(
            [
                .. new DateOnly[]
                {
                    new(2027, 10, 31),
                    new(2027, 11, 30),
                    new(2027, 12, 31),
                    new(2028, 1, 31),
                    new(2028, 2, 28),
                }.Select((d, i) => new Occurrence(i, 7, d, d, Outcome.Held)),
            ],
            new Dictionary<long, DateOnly> { [7] = new(2027, 10, 31) },
            []
        );
        Assert.False(EligibilityRule.Judge(monthEnd, new(2028, 2, 28)).Met);
        Assert.True(EligibilityRule.Judge(monthEnd, new(2028, 2, 29)).Met);
    }

    [Fact]
    public void A_month_with_a_quarter_missed_is_regular_and_with_more_it_breaks_the_run()
    {
        // April has four Tuesdays: one missed is 75 per cent, two are 50.
        Assert.True(
            EligibilityRule
                .Judge(Weekly(First, new(2026, 6, 30), new(2026, 6, 30), new DateOnly(2026, 4, 7)), new(2026, 7, 1))
                .Met
        );
        var broken = EligibilityRule.Judge(
            Weekly(First, new(2026, 6, 30), new(2026, 12, 31), new DateOnly(2026, 4, 7), new(2026, 4, 14)),
            new(2026, 7, 1)
        );
        Assert.False(broken.Met);
        Assert.Equal([5, 6], broken.Run!.Months.Select(m => m.First.Month));
        // If it goes on, May to August are full on the first of September.
        Assert.Equal(new DateOnly(2026, 9, 1), broken.From);
    }

    [Fact]
    public void What_is_held_on_the_day_itself_or_later_does_not_count()
    {
        var three = Singles(
            (new(2026, 3, 1), Outcome.Held),
            (new(2026, 3, 2), Outcome.Held),
            (new(2026, 3, 3), Outcome.Held),
            (new(2026, 3, 10), Outcome.Held)
        );
        Assert.False(EligibilityRule.Judge(three, new(2026, 3, 10)).Met);
        Assert.Equal(new DateOnly(2026, 3, 11), EligibilityRule.Judge(three, new(2026, 3, 10)).From);
        Assert.True(EligibilityRule.Judge(three, new(2026, 3, 11)).Met);
        Assert.False(
            EligibilityRule
                .Judge(
                    Singles(
                        (new(2026, 3, 1), Outcome.Held),
                        (new(2026, 3, 2), Outcome.NotHeld),
                        (new(2026, 3, 3), Outcome.Held),
                        (new(2026, 3, 4), Outcome.Held)
                    ),
                    new(2026, 5, 1)
                )
                .Met
        );
        Assert.Null(EligibilityRule.Judge(Singles(), new(2026, 5, 1)).From);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_page_shows_the_months_and_from_when_it_would_be_fulfilled(string database)
    {
        await using var host = await RunningHost.Start(database);
        string number = await Execution.Running(host);
        long place = await Execution.Place(host, number);
        await host.Do(s =>
            s.GetRequiredService<KeepSeries>()
                .Add(
                    number,
                    new(
                        "Care",
                        place,
                        Rhythm.Weekly,
                        1 << (int)DayOfWeek.Wednesday,
                        1,
                        1,
                        OnHolidays.Skip,
                        new(2026, 4, 1),
                        new(2026, 12, 31),
                        new(16, 0),
                        new(18, 0),
                        null,
                        false
                    ),
                    default
                )
        );
        Execution.At(host, 2026, 7, 6);
        await host.Do(async s =>
        {
            var list = await s.GetRequiredService<ListActivities>().List(number, new(Until: new(2026, 7, 5)), default);
            foreach (var a in list.Rows)
                await s.GetRequiredService<KeepActivities>()
                    .Hold(number, a.Id, a.Version, new(20, 1, 2, null), default);
        });
        var answer = await host.Ask(async s =>
            await s.GetRequiredService<JudgeEligibility>().Of(await Execution.One(s, number), new(2026, 7, 6), default)
        );
        Assert.False(answer.Met);
        Assert.Equal(new DateOnly(2026, 8, 1), answer.Verdict.From);
        using var worker = await host.As("worker-a1");
        await worker.Open($"/projects/{number}/eligibility?on=2026-07-06");
        Assert.Contains("2026年8月1日", worker.Text, StringComparison.Ordinal);
        Assert.NotEmpty(worker.Page.QuerySelectorAll(".day-links a"));
    }
}
