using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Calendar;
using Modular.Kernel.Rules;
using Modular.Projects.Activities;
using Modular.Projects.Data;
using Modular.Projects.Domain;
using Modular.TestKit;

namespace Modular.Projects.Tests;

[Trait("rule", "P9")]
public sealed class ActivityTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_activity_is_held_with_its_figures_and_cancelled_only_with_a_reason(string database)
    {
        await using var host = await RunningHost.Start(database);
        string number = await Execution.Running(host);
        long id = await Execution.Plan(host, number, new(2026, 3, 20));
        long other = await Execution.Plan(host, number, new(2026, 3, 21));
        Assert.Equal(
            "activity.not-begun",
            await Broken(host, k => k.Hold(number, id, 0, new(20, 0, 0, null), default))
        );
        Execution.At(host, 2026, 3, 20, 10);
        Assert.Equal(
            "activity.served-needed",
            await Broken(host, k => k.Hold(number, id, 0, new(null, 2, 4, null), default))
        );
        Assert.Equal(
            "activity.hours-wrong",
            await Broken(host, k => k.Hold(number, id, 0, new(20, 0, 4, null), default))
        );
        await host.Do(s =>
            s.GetRequiredService<KeepActivities>().Hold(number, id, 0, new(20, 2, 4.5m, "all went well"), default)
        );
        var held = await Execution.Activity(host, id);
        Assert.Equal(
            (ActivityState.Held, 20, 2, 270),
            (held.State, held.Served, held.Volunteers, held.VolunteerMinutes)
        );
        Assert.Equal(
            "activity.move-not-allowed",
            await Broken(host, k => k.Cancel(number, id, held.Version, "rain", default))
        );
        await host.Do(s =>
            s.GetRequiredService<KeepActivities>().Hold(number, id, held.Version, new(22, 2, 4.5m, "two more"), default)
        );
        Assert.Equal("activity.reason-needed", await Broken(host, k => k.Cancel(number, other, 0, " ", default)));
        await host.Do(s => s.GetRequiredService<KeepActivities>().Cancel(number, other, 0, "rain", default));
        Assert.Equal(
            "activity.move-not-allowed",
            await Broken(host, k => k.Hold(number, other, 1, new(1, 0, 0, null), default), new(2026, 3, 21))
        );
        var figures = await host.Ask(async s =>
            await s.GetRequiredService<ListActivities>().Figures((await Execution.One(s, number)).Id, null, default)
        );
        Assert.Equal(new ActivityFigures(1, 22, 0, 2, 270, 0), figures);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_service_leaves_out_the_holidays_and_a_change_touches_only_what_is_to_come(string database)
    {
        await using var host = await RunningHost.Start(database);
        string number = await Execution.Running(host);
        long place = await Execution.Place(host, number);
        Execution.At(host, 2026, 9, 28);
        int days = (1 << (int)DayOfWeek.Tuesday) | (1 << (int)DayOfWeek.Thursday);
        var text = new SeriesText(
            "Care",
            place,
            Rhythm.Weekly,
            days,
            1,
            1,
            OnHolidays.Skip,
            new(2026, 9, 21),
            new(2026, 10, 16),
            new(16, 30),
            new(18, 30),
            40,
            false
        );
        long id = await host.Ask(s => s.GetRequiredService<KeepSeries>().Add(number, text, default));
        Assert.Equal(["09-22", "09-24", "09-29", "10-08", "10-13", "10-15"], await Days(host));
        // One before was held, one to come cancelled, one moved by a day.
        var all = await host.Ask(s =>
            s.GetRequiredService<ProjectsDb>().Activities.AsNoTracking().OrderBy(a => a.StartsAt).ToListAsync()
        );
        await host.Do(async s =>
        {
            var keep = s.GetRequiredService<KeepActivities>();
            await keep.Hold(number, all[0].Id, 0, new(30, 0, 0, null), default);
            await keep.Cancel(number, all[2].Id, 0, "no water", default);
            Assert.Equal(
                "activity.move-with-reason",
                (
                    await Assert.ThrowsAsync<RuleBroken>(() =>
                        keep.Change(
                            number,
                            all[4].Id,
                            0,
                            new("Care", new(2026, 10, 14), new(16, 30), new(18, 30), place, null, 40, false),
                            default
                        )
                    )
                ).Key
            );
            await keep.Shift(
                number,
                all[4].Id,
                0,
                new(2026, 10, 14),
                new(16, 30),
                new(18, 30),
                "parents' evening",
                default
            );
        });
        // Thursdays only, half an hour later; the past, the cancelled and the moved stay.
        await host.Do(s =>
            s.GetRequiredService<KeepSeries>()
                .Change(
                    number,
                    id,
                    0,
                    text with
                    {
                        Weekdays = 1 << (int)DayOfWeek.Thursday,
                        Start = new(17, 0),
                        End = new(19, 0),
                    },
                    default
                )
        );
        var after = await host.Ask(s =>
            s.GetRequiredService<ProjectsDb>().Activities.AsNoTracking().OrderBy(a => a.StartsAt).ToListAsync()
        );
        Assert.Equal(
            [
                "09-22 16:30 Held",
                "09-24 16:30 Planned",
                "09-29 16:30 Cancelled",
                "10-08 17:00 Planned",
                "10-14 16:30 Planned",
                "10-15 17:00 Planned",
            ],
            after.Select(a => $"{a.StartsAt.LocalDate():MM-dd} {ActivityDisplay.Clock(a.StartsAt)} {a.State}")
        );
        // A job run twice adds nothing.
        await host.Do(async s => Assert.Equal(0, await s.GetRequiredService<KeepSeries>().GrowAll(default)));
    }

    [Fact, Trait("rule", "K9")]
    public async Task A_photo_is_shown_to_the_public_only_when_it_was_given_out()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        string number = await Execution.Running(host);
        long id = await Execution.Plan(host, number, new(2026, 3, 20));
        Execution.At(host, 2026, 3, 20, 10);
        using var worker = await host.As("worker-a1");
        string file = Path.Combine(host.Folder, "one.png"),
            text = Path.Combine(host.Folder, "two.pdf");
        await File.WriteAllBytesAsync(file, Demo.DemoPicture.Png(40, 30, 1));
        await File.WriteAllTextAsync(text, "%PDF-1.4 not a photo");
        await worker.Open($"/projects/{number}/activities/{id}");
        await worker.Press("Photos", ("Files", "file:" + text));
        Assert.Equal(System.Net.HttpStatusCode.UnprocessableEntity, worker.Status);
        await worker.Press("Photos", ("Files", "file:" + file));
        string photo = worker.Page.QuerySelector(".photos img")!.GetAttribute("src")!;
        string shown = $"/library/{number}/photos/{photo.Split('=')[^1]}";
        using var anybody = host.Visitor();
        using var other = await host.As("town-b");
        Assert.Equal(
            (System.Net.HttpStatusCode.OK, System.Net.HttpStatusCode.NotFound, System.Net.HttpStatusCode.NotFound),
            (await worker.StatusOf(photo), await other.StatusOf(photo), await anybody.StatusOf(shown))
        );
        await worker.Press("Mark");
        Assert.Equal(System.Net.HttpStatusCode.OK, await anybody.StatusOf(shown));
        await anybody.Open($"/library/{number}");
        Assert.Equal(shown, anybody.Page.QuerySelector(".photos img")!.GetAttribute("src"));
        await worker.Press("Mark");
        Assert.Equal(System.Net.HttpStatusCode.NotFound, await anybody.StatusOf(shown));
    }

    [Fact]
    public async Task A_service_waits_where_a_years_calendar_is_missing_and_goes_on_when_it_is_entered()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        string number = await Execution.Running(host);
        long place = await Execution.Place(host, number);
        await host.Do(s =>
            s.GetRequiredService<KeepSeries>()
                .Add(
                    number,
                    new(
                        "Lunch",
                        place,
                        Rhythm.WorkingDays,
                        0,
                        1,
                        1,
                        OnHolidays.Skip,
                        new(2026, 12, 28),
                        new(2027, 1, 8),
                        new(11, 0),
                        new(13, 0),
                        60,
                        false
                    ),
                    default
                )
        );
        Assert.Equal(["12-28", "12-29", "12-30", "12-31"], await Days(host));
        await host.Do(s =>
            s.GetRequiredService<EnterYear>()
                .Run(new(2027, "test", [new(new(2027, 1, 1), DayKind.Holiday, "New Year")]), default)
        );
        Assert.Equal(
            ["12-28", "12-29", "12-30", "12-31", "01-04", "01-05", "01-06", "01-07", "01-08"],
            await Days(host)
        );
    }

    [Theory]
    [InlineData(false, "2026-02-01", "2026-03-01", "02-07 02-14 02-28")]
    [InlineData(true, "2026-02-01", "2026-03-01", "02-07 02-14 02-21 02-28")]
    public void Saturdays_around_the_spring_festival(bool also, string from, string until, string expected) =>
        Assert.Equal(
            expected,
            Plan(
                new()
                {
                    Title = "",
                    From = DateOnly.Parse(from),
                    Until = DateOnly.Parse(until),
                    Rhythm = Rhythm.Weekly,
                    Weekdays = 1 << 6,
                    Holidays = also ? OnHolidays.Also : OnHolidays.Skip,
                }
            )
        );

    [Fact]
    public void Every_working_day_counts_make_up_days_and_leaves_the_national_day_out() =>
        Assert.Equal(
            "09-30 10-08 10-09 10-10 10-12",
            Plan(
                new()
                {
                    Title = "",
                    From = new(2026, 9, 30),
                    Until = new(2026, 10, 12),
                    Rhythm = Rhythm.WorkingDays,
                }
            )
        );

    [Fact]
    public void Every_other_week_and_the_last_friday_of_a_month()
    {
        Assert.Equal(
            "03-04 03-18 04-01",
            Plan(
                new()
                {
                    Title = "",
                    From = new(2026, 3, 3),
                    Until = new(2026, 4, 10),
                    Rhythm = Rhythm.Weekly,
                    Weekdays = 1 << 3,
                    Every = 2,
                }
            )
        );
        Assert.Equal(
            "01-30 02-27 03-27 04-24",
            Plan(
                new()
                {
                    Title = "",
                    From = new(2026, 1, 1),
                    Until = new(2026, 4, 30),
                    Rhythm = Rhythm.Monthly,
                    Weekdays = 1 << 5,
                    Week = 5,
                }
            )
        );
    }

    private static string Plan(ServiceSeries series)
    {
        var years = CalendarStore.Shipped().ToList();
        return string.Join(
            ' ',
            SeriesPlan
                .Days(series, series.From, new(years.Select(y => y.Year), years.SelectMany(y => y.Days)))
                .Days.Select(d => d.ToString("MM-dd"))
        );
    }

    private static Task<List<string>> Days(RunningHost host) =>
        host.Ask(async s =>
            (
                await s.GetRequiredService<ProjectsDb>()
                    .Activities.AsNoTracking()
                    .OrderBy(a => a.StartsAt)
                    .ToListAsync()
            ).ConvertAll(a => a.StartsAt.LocalDate().ToString("MM-dd"))
        );

    private static async Task<string> Broken(RunningHost host, Func<KeepActivities, Task> work, DateOnly? on = null)
    {
        if (on is { } day)
            Execution.At(host, day.Year, day.Month, day.Day);
        return (
            await Assert.ThrowsAsync<RuleBroken>(() => host.Do(s => work(s.GetRequiredService<KeepActivities>())))
        ).Key;
    }
}
